// What lies in the stores, and what the page says of it.
import { typeCell } from '../browser/vocabulary/typing.mjs';
import { newSheet } from '../browser/vocabulary/home.mjs';
import { saved } from '../browser/vocabulary/saving.mjs';

/** Key → text of the page's own items in local storage. */
export const stored = (hand) =>
  hand.evaluate(() => Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.startsWith('kohyo/'))));

/** The drafts of local storage, parsed. */
export async function storedDrafts(hand) {
  const items = Object.entries(await stored(hand)).filter(([key]) => key.startsWith('kohyo/draft/'));
  return items.map(([, text]) => JSON.parse(text));
}

export const put = (hand, items) =>
  hand.evaluate((given) => {
    for (const [key, text] of Object.entries(given)) localStorage.setItem(key, text);
  }, items);

/** Takes the journal away, as a browser that clears one store does. */
export const dropJournal = (hand) =>
  hand.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase('kohyo');
        request.onsuccess = () => resolve();
        request.onerror = () => reject(request.error);
      }),
  );

/** The sentences about what was brought back or parted. */
export const restored = (hand) =>
  hand.evaluate(() => [...document.querySelectorAll('[data-restored]')].map((element) => element.innerText.trim()));

/** How many unreadable items the page reports. */
export const unreadable = (hand) =>
  hand.evaluate(() => Number(document.querySelector('[data-unreadable]')?.dataset.unreadable ?? 0));

/** A draft with a title, kept. */
export async function draftCalled(hand, title) {
  const id = await newSheet(hand);
  await typeCell(hand, 'plan.title', title);
  await saved(hand);
  return id;
}

export const isReading = (hand) => hand.evaluate(() => document.querySelector('[data-reading]') !== null);
