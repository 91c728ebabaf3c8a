// Japanese is composed before it is typed: until it is confirmed, the page keeps its hands off.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { at, computedTexts, message, textOfCell } from './vocabulary/cells.mjs';
import { inputMethod } from './vocabulary/composition.mjs';
import { Desk } from './vocabulary/desk.mjs';
import { findings, gist } from './vocabulary/findings.mjs';
import { newSheet } from './vocabulary/home.mjs';
import { openPage, painted, route } from './vocabulary/page.mjs';
import { saved } from './vocabulary/saving.mjs';
import { typeCell } from './vocabulary/typing.mjs';

const timeout = 60_000;
const amount = 'effect.saving.initial.2017';
const total = 'effect.saving.initial.final';

async function atSheet(t) {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  await newSheet(hand);
  return hand;
}

const focused = (hand) =>
  hand.evaluate(() => document.activeElement?.closest('[data-cell]')?.dataset.cell ?? null);

const whole = async (hand) => ({ totals: await computedTexts(hand), findings: gist(await findings(hand)) });

test('a figure is read when it is confirmed, not while it is composed', { timeout }, async (t) => {
  const hand = await atSheet(t);
  await typeCell(hand, 'effect.saving.initial.2016', '21,982');
  await painted(hand);
  const before = await whole(hand);
  const ime = await inputMethod(hand);
  await hand.click(at(amount));
  // On the way to 9,543 stand texts that no reader would take.
  for (const step of ['ｑ', 'きゅう', '９，', '９，５４', '９，５４３']) {
    await ime.compose(step);
    await painted(hand);
    assert.equal(await textOfCell(hand, amount), step);
    assert.deepEqual(await whole(hand), before, `nothing moves at ${step}`);
    assert.equal(await message(hand, amount), '');
  }
  await ime.confirm('９，５４３');
  await painted(hand);
  assert.equal(await textOfCell(hand, amount), '９，５４３');
  assert.equal(await textOfCell(hand, total), '31,525');
});

test('the Enter that confirms only confirms', { timeout }, async (t) => {
  const hand = await atSheet(t);
  const hash = await route(hand);
  const ime = await inputMethod(hand);
  for (const [id, text] of [
    [amount, '１，２３４'],
    ['plan.title', '救急救命'],
    ['plan.goal', '経費を抑える'],
  ]) {
    await hand.click(at(id));
    await ime.compose(text);
    await painted(hand);
    await ime.confirm(text);
    await painted(hand);
    assert.equal(await focused(hand), id, 'the caret stays in the box');
    assert.equal(await textOfCell(hand, id), text, 'no line end, no doubled text');
    assert.equal(await route(hand), hash);
    assert.equal(await hand.evaluate(() => document.querySelector('dialog[open]') === null), true);
  }
  await saved(hand);
});

test('a composition taken back leaves what stood there', { timeout }, async (t) => {
  const hand = await atSheet(t);
  await typeCell(hand, amount, '9,543');
  const ime = await inputMethod(hand);
  await hand.click(at(amount));
  await hand.press('End');
  await ime.compose('せん');
  await painted(hand);
  await ime.cancel();
  await hand.press('Tab');
  await painted(hand);
  assert.equal(await textOfCell(hand, amount), '9,543');
  assert.equal(await textOfCell(hand, total), '9,543');
});
