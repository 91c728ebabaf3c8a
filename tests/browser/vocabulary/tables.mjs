// The hand in a table: where it is, what is chosen, what is open.
import assert from 'node:assert/strict';

import { at } from './cells.mjs';
import { Desk } from './desk.mjs';
import { newSheet } from './home.mjs';
import { openPage } from './page.mjs';
import { focus } from './typing.mjs';

/** A new sheet on a desk of its own. */
export async function atSheet(t, form = 'kashiwa-action-plan', edition = 'r2') {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  await newSheet(hand, form, edition);
  return hand;
}

/** The cell that has the focus. */
export const focused = (hand) =>
  hand.evaluate(() => document.activeElement?.closest('[data-cell]')?.dataset.cell ?? null);

/** The cells of the range. */
export const chosen = (hand) =>
  hand.evaluate(() => [...document.querySelectorAll('td.is-chosen [data-cell]')].map((cell) => cell.dataset.cell));

export const selectedText = (hand) =>
  hand.evaluate(() => {
    const box = document.activeElement;
    return box.value.slice(box.selectionStart, box.selectionEnd);
  });

/** The question that is open. */
export const opened = (hand) => hand.evaluate(() => document.querySelector('dialog[open]')?.id ?? null);

/** The rows of what a pasted block becomes. */
export const preview = (hand) =>
  hand.evaluate(() =>
    [...document.querySelectorAll('#paste[open] tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent)),
  );

/** Goes into a box by the keyboard alone, so that it is entered by selection. */
export async function select(hand, id) {
  await focus(hand, at(id));
  await hand.press('Tab');
  await hand.press('Shift+Tab');
  assert.equal(await focused(hand), id);
}
