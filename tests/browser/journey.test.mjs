// With the keyboard alone: from home to the file that is handed in; the focus is never lost.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { at, textOfCell } from './vocabulary/cells.mjs';
import { Desk } from './vocabulary/desk.mjs';
import { newSheet, onSheet } from './vocabulary/home.mjs';
import { openPage, painted } from './vocabulary/page.mjs';

const timeout = 300_000;

/** What has the focus: the cell, else the action, else the name of the element. */
const focused = (hand) =>
  hand.evaluate(() => {
    const active = document.activeElement;
    return active.closest('[data-cell]')?.dataset.cell ?? active.dataset.action ?? active.tagName.toLowerCase();
  });

/** Presses Tab (or Shift+Tab) until something has the focus, as a person does who looks where it is. */
async function until(hand, wanted, key = 'Tab', most = 400) {
  for (let step = 0; step < most; step += 1) {
    const now = await focused(hand);
    if (now === wanted) return step;
    await hand.press(key);
  }
  throw new Error(`${wanted} is not reached by ${key}`);
}

test('a sheet is begun, filled in and handed in without a mouse', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  const form = '[data-action="new"][data-form="kashiwa-action-plan"][data-edition="r2"]';
  for (let step = 0; step < 60; step += 1) {
    if (await hand.evaluate((wanted) => document.activeElement.matches(wanted), form)) break;
    await hand.press('Tab');
  }
  await hand.press('Enter');
  await onSheet(hand);

  await until(hand, 'plan.theme');
  await hand.type('52 業務のシステム化推進');
  await until(hand, 'plan.importance');
  await hand.press(' ');
  await until(hand, 'plan.number');
  await hand.type('52001');
  await until(hand, 'plan.title');
  await hand.type('窓口の改善');
  await until(hand, 'effect.saving.initial.2016');
  for (const number of ['21982', '9543', '△3518']) {
    await hand.type(number);
    await hand.press('Tab');
  }
  assert.equal(await focused(hand), 'effect.saving.initial.2019');
  await painted(hand);
  assert.equal(await textOfCell(hand, 'effect.saving.initial.final'), '28,007');
  // What is said of the sheet is reached and left again by keys.
  await hand.press('F8');
  assert.notEqual(await focused(hand), 'body');

  // The bar is before the paper: the way back is long, so the sections take one there.
  for (let step = 0; step < 12; step += 1) await hand.press('Alt+PageUp');
  await until(hand, 'export', 'Shift+Tab', 120);
  await hand.press('Enter');
  await hand.until(() => document.querySelector('dialog#export[open]'), undefined, 'the question');
  const { name } = await hand.download(async () => {
    for (let step = 0; step < 8 && (await focused(hand)) !== 'export'; step += 1) await hand.press('Tab');
    assert.equal(await hand.evaluate(() => document.activeElement.closest('dialog')?.id), 'export');
    await hand.press('Enter');
  });
  assert.match(name, /^個票_.*52001.*\.json$/u);
  await hand.until(() => !document.querySelector('dialog[open]'), undefined, 'the question to close');
  assert.equal(await focused(hand), 'export', 'the focus is where it was');
});

test('each question gives the focus back, and what a button takes away leaves it near by', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  await newSheet(hand);
  for (const name of ['guide', 'keys', 'appearance', 'print', 'past', 'export']) {
    await hand.page.locator(`.bar [data-action="${name}"]`).focus();
    await hand.press('Enter');
    await hand.until(() => document.querySelector('dialog[open]'), undefined, name);
    await hand.until(() => document.activeElement.closest('dialog[open]'), undefined, `the focus in ${name}`);
    await hand.press('Escape');
    await hand.until(() => !document.querySelector('dialog[open]'), undefined, `${name} to close`);
    assert.equal(await focused(hand), name);
  }
  // A mend takes its own finding away.
  await hand.click(at('plan.period.to'));
  await hand.type('Ｒ２');
  await hand.press('Tab');
  await hand.until(() => document.querySelector('[data-finding] [data-action="fix"]'), undefined, 'a mend');
  await hand.page.locator('[data-finding] [data-action="fix"]').first().focus();
  await hand.press('Enter');
  await hand.until(() => !document.querySelector('[data-finding] [data-action="fix"]'), undefined, 'the mend to be made');
  await hand.until(() => document.activeElement !== document.body, undefined, 'the focus to be found again');
  assert.ok(await hand.evaluate(() => document.activeElement.closest('.findings') !== null), 'beside what was there');
  assert.equal(await textOfCell(hand, 'plan.period.to'), 'R2');
});

test('on each page that one goes to, the focus is on the page', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  const onPage = (where) =>
    hand.until(() => document.activeElement?.closest('main')?.isConnected, undefined, `the focus on the page of ${where}`);
  await hand.page.locator('[data-action="new"]').first().focus();
  await hand.press('Enter');
  const id = await onSheet(hand);
  await onPage('a new sheet');
  await hand.page.locator('[data-action="home"]').focus();
  await hand.press('Enter');
  await hand.until(() => document.querySelector('[data-draft]'), undefined, 'home');
  await onPage('home');
  await hand.page.locator(`[data-draft="${id}"] :is(a, button)`).first().focus();
  await hand.press('Enter');
  await onSheet(hand);
  await onPage('a draft');
});
