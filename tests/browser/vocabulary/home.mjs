// Home: new sheets and the drafts.
import { action, route } from './page.mjs';

const isHome = () => location.hash === '' || location.hash === '#/' || location.hash === '#';

export async function goHome(hand) {
  if (!(await hand.evaluate(isHome))) await action(hand, 'home');
  await hand.until(isHome, undefined, 'the route of home');
  await hand.until(() => document.querySelector('[data-action="new"]'), undefined, 'home');
}

const sheetShown = () => location.hash.startsWith('#/sheet/') && document.querySelector('[data-cell]');

/** Starts a sheet and gives the id of its draft. */
export async function newSheet(hand, form = 'kashiwa-action-plan', edition = 'r2') {
  await hand.click(`[data-action="new"][data-form="${form}"][data-edition="${edition}"]`);
  return onSheet(hand);
}

/** Waits for an open sheet and gives the id of its draft. */
export async function onSheet(hand) {
  await hand.until(sheetShown, undefined, 'an open sheet');
  return decodeURIComponent((await route(hand)).slice('#/sheet/'.length));
}

/** The drafts as home lists them: id and words. */
export async function drafts(hand) {
  await goHome(hand);
  return hand.evaluate(() =>
    [...document.querySelectorAll('[data-draft]')].map((row) => ({
      id: row.dataset.draft,
      text: row.innerText,
    })),
  );
}

export async function openDraft(hand, id) {
  await goHome(hand);
  await hand.click(`[data-draft="${id}"] :is(a, button)`);
  return onSheet(hand);
}

/** An action on a draft: on its row at home, or on the open sheet where the row does not offer it. */
export async function draftAction(hand, id, name) {
  await goHome(hand);
  const inRow = `[data-draft="${id}"] [data-action="${name}"]`;
  const there = await hand.evaluate((selector) => document.querySelector(selector) !== null, inRow);
  if (there) return hand.click(inRow);
  await openDraft(hand, id);
  return action(hand, name);
}
