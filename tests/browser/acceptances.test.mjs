// A warning that stays as it is, with a reason.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { findings } from './vocabulary/findings.mjs';
import { handIn } from './vocabulary/files.mjs';
import { action, painted } from './vocabulary/page.mjs';
import { atSheet } from './vocabulary/tables.mjs';
import { typeCell } from './vocabulary/typing.mjs';

const timeout = 120_000;
const at = (cell) => `[data-finding][data-code="number.converted"][data-cells="${cell}"]`;
const first = 'effect.revenue.initial.2016';
const second = 'effect.revenue.initial.2017';

test('a reason belongs to the warning for which it was given', { timeout }, async (t) => {
  const hand = await atSheet(t);
  for (const cell of [first, second]) await typeCell(hand, cell, '5万円');
  const reason = 'dialog[open] [data-input="reason"]';
  // Given up, what was begun is gone.
  await hand.click(`${at(first)} [data-action="accept"]`);
  await hand.click(reason);
  await hand.insert('書きかけ');
  await hand.click('#accept [data-action="cancel"]');
  await hand.click(`${at(second)} [data-action="accept"]`);
  assert.equal(await hand.evaluate((box) => document.querySelector(box).value, reason), '');
  await hand.click(reason);
  await hand.insert('見積書のとおり');
  await hand.click('#accept [data-action="accept"]');
  await painted(hand);
  const open = async () => (await findings(hand)).filter(({ accept }) => accept).flatMap(({ cells }) => cells);
  assert.ok(!(await open()).includes(second));
  assert.ok((await open()).includes(first));
  const { sheet } = await handIn(hand);
  const told = sheet.findings.find(({ code, cells }) => code === 'number.converted' && cells.includes(second));
  assert.deepEqual([told.accepted.reason, told.accepted.on[second]], ['見積書のとおり', '5万円']);
  // Another text voids it, the old one brings it back.
  await typeCell(hand, second, '6万円');
  assert.ok((await open()).includes(second));
  await action(hand, 'undo');
  await painted(hand);
  assert.ok(!(await open()).includes(second));
});
