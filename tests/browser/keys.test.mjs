// The table of keys under F1: each key that it names is pressed here, and does what it says there.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { at, textOfCell } from './vocabulary/cells.mjs';
import { lying } from './vocabulary/clipboard.mjs';
import { painted } from './vocabulary/page.mjs';
import { atSheet, chosen, focused, opened, select, selectedText } from './vocabulary/tables.mjs';
import { typeCell } from './vocabulary/typing.mjs';

const timeout = 300_000;
const saving = (row, year) => `effect.saving.${row}.${year}`;
const [first, second, third] = [2016, 2017, 2018].map((year) => saving('initial', year));
const below = saving('revised', 2016);
const status = 'years.2016.status';
const prose = 'years.2016.content';
const mark = 'annual.items.1.q1';

/** Selects a cell, presses the keys, and says where the focus is then. */
const led = async (hand, from, ...keys) => {
  await select(hand, from);
  for (const key of keys) await hand.press(key);
  return focused(hand);
};

const section = (hand) => hand.evaluate(() => document.activeElement.closest('.section')?.id);
const isOpen = (hand, list) => hand.evaluate((box) => document.querySelector(box).matches(':open'), at(list));
const isMarked = async (hand) => (await textOfCell(hand, mark)) === '○';

/** A range of so many columns and rows from the first cell. */
async function range(hand, columns, rows) {
  await select(hand, first);
  for (let step = 1; step < columns; step += 1) await hand.press('Shift+ArrowRight');
  for (let step = 1; step < rows; step += 1) await hand.press('Shift+ArrowDown');
}

/** By the name under which the table lists them. */
const keys = {
  F8: async (hand) => {
    await hand.press('F8');
    assert.equal(await focused(hand), 'plan.created');
  },
  'Shift + F8': async (hand) => {
    await hand.press('F8');
    const next = await focused(hand);
    await hand.press('F8');
    await hand.press('Shift+F8');
    assert.equal(await focused(hand), next);
  },
  'Alt + PageDown': async (hand) => {
    const before = await section(hand);
    await hand.press('Alt+PageDown');
    assert.notEqual(await section(hand), before);
  },
  'Alt + PageUp': async (hand) => {
    const before = await section(hand);
    await hand.press('Alt+PageDown');
    await hand.press('Alt+PageUp');
    assert.equal(await section(hand), before);
  },
  'Ctrl + Z': async (hand) => {
    await typeCell(hand, third, '31');
    await hand.press('Control+z');
    assert.equal(await textOfCell(hand, third), '');
  },
  'Ctrl + Y（Ctrl + Shift + Z）': async (hand) => {
    await typeCell(hand, third, '32');
    await hand.press('Control+z');
    await hand.press('Control+y');
    assert.equal(await textOfCell(hand, third), '32');
    await hand.press('Control+z');
    await hand.press('Control+Shift+z');
    assert.equal(await textOfCell(hand, third), '32');
    await typeCell(hand, third, '');
  },
  F1: async (hand) => {
    await hand.press('F1');
    assert.equal(await opened(hand), 'keys');
    await hand.press('Escape');
    assert.equal(await opened(hand), null);
  },
  矢印: async (hand) => {
    for (const [from, key, to] of [
      [first, 'ArrowRight', second],
      [second, 'ArrowLeft', first],
      [first, 'ArrowDown', below],
      [below, 'ArrowUp', first],
      [status, 'ArrowRight', prose],
    ]) {
      assert.equal(await led(hand, from, key), to, key);
    }
    // In a text the caret goes first, in a list the arrows choose.
    await select(hand, second);
    await hand.press('F2');
    await hand.press('ArrowLeft');
    assert.equal(await focused(hand), second);
    assert.equal(await led(hand, status, 'ArrowDown'), status);
    assert.notEqual(await textOfCell(hand, status), '');
    await hand.press('Delete');
  },
  Enter: async (hand) => {
    assert.equal(await led(hand, first, 'Enter'), below);
    // Prose that is being written breaks its line.
    await hand.click(at(prose));
    await hand.press('Control+End');
    await hand.type('a');
    await hand.press('Enter');
    assert.equal(await focused(hand), prose);
    assert.equal(await textOfCell(hand, prose), 'a\n');
    await typeCell(hand, prose, '');
  },
  'Shift + Enter': async (hand) => assert.equal(await led(hand, below, 'Shift+Enter'), first),
  'Tab / Shift + Tab': async (hand) => {
    assert.equal(await led(hand, first, 'Tab'), second);
    assert.equal(await led(hand, second, 'Shift+Tab'), first);
  },
  'Home / End': async (hand) => {
    assert.equal(await led(hand, second, 'Home'), saving('initial', 'base'));
    assert.equal(await led(hand, second, 'End'), saving('initial', 'final'));
    // In a text that is edited they are the caret's.
    assert.equal(await led(hand, second, 'F2', 'Home'), second);
    assert.equal(await led(hand, second, 'F2', 'Home', 'End'), second);
  },
  'Ctrl + 矢印': async (hand) => {
    for (const [key, to] of [
      ['Control+ArrowLeft', saving('initial', 'base')],
      ['Control+ArrowRight', saving('initial', 'final')],
      ['Control+ArrowUp', 'effect.revenue.initial.2017'],
      ['Control+ArrowDown', 'effect.total.actual.2017'],
    ]) {
      assert.equal(await led(hand, second, key), to, key);
    }
  },
  'Ctrl + Home / End': async (hand) => {
    assert.equal(await led(hand, second, 'Control+Home'), 'effect.revenue.initial.base');
    assert.equal(await led(hand, second, 'Control+End'), 'effect.total.actual.final');
  },
  F2: async (hand) => {
    await led(hand, second, 'F2');
    assert.equal(await selectedText(hand), '');
    await hand.type('0');
    assert.equal(await textOfCell(hand, second), '120');
    await hand.press('Escape');
    await led(hand, status, 'F2');
    assert.equal(await isOpen(hand, status), true);
    await hand.press('Escape');
  },
  Esc: async (hand) => {
    await select(hand, second);
    await hand.type('999');
    await hand.press('Escape');
    assert.equal(await textOfCell(hand, second), '12');
    await range(hand, 2, 2);
    assert.equal((await chosen(hand)).length, 4);
    await hand.press('Escape');
    assert.deepEqual(await chosen(hand), []);
  },
  スペース: async (hand) => {
    await led(hand, mark, ' ');
    assert.equal(await isMarked(hand), true);
    await hand.press(' ');
    assert.equal(await isMarked(hand), false);
  },
  'Alt + ↓': async (hand) => {
    await led(hand, status, 'Alt+ArrowDown');
    assert.equal(await isOpen(hand, status), true);
    await hand.press('Escape');
  },
  'Alt + Enter': async (hand) => {
    await select(hand, prose);
    await hand.type('a');
    await hand.press('Alt+Enter');
    await hand.type('b');
    assert.equal(await textOfCell(hand, prose), 'a\nb');
    await typeCell(hand, prose, '');
  },
  'Shift + 矢印': async (hand) => {
    await select(hand, second);
    for (const key of ['ArrowLeft', 'ArrowDown']) await hand.press(`Shift+${key}`);
    assert.deepEqual(await chosen(hand), [first, second, below, saving('revised', 2017)]);
    for (const key of ['ArrowUp', 'ArrowRight']) await hand.press(`Shift+${key}`);
    assert.deepEqual(await chosen(hand), []);
  },
  'Ctrl + Shift + 矢印': async (hand) => {
    await led(hand, second, 'Control+Shift+ArrowRight');
    const rest = [2017, 2018, 2019, 2020, 'final'].map((column) => saving('initial', column));
    assert.deepEqual(await chosen(hand), rest);
    await led(hand, second, 'Control+Shift+ArrowLeft');
    assert.deepEqual(await chosen(hand), [saving('initial', 'base'), first, second]);
    await led(hand, second, 'Control+Shift+ArrowDown');
    assert.deepEqual((await chosen(hand)).at(-1), 'effect.total.actual.2017');
    await led(hand, second, 'Control+Shift+ArrowUp');
    assert.deepEqual((await chosen(hand))[0], 'effect.revenue.initial.2017');
    await hand.press('Escape');
  },
  'Shift + クリック': async (hand) => {
    await hand.click(at(first));
    await hand.page.keyboard.down('Shift');
    await hand.click(at(third));
    await hand.page.keyboard.up('Shift');
    assert.deepEqual(await chosen(hand), [first, second, third]);
    await hand.press('Escape');
  },
  'Delete / Backspace': async (hand) => {
    for (const key of ['Delete', 'Backspace']) {
      await range(hand, 2, 1);
      await hand.press(key);
      assert.equal((await textOfCell(hand, first)) + (await textOfCell(hand, second)), '', key);
      await hand.press('Control+z');
      assert.equal(await textOfCell(hand, second), '12', `${key}, taken back`);
    }
  },
  'Ctrl + C / X / V': async (hand) => {
    await range(hand, 2, 1);
    await hand.press('Control+c');
    assert.equal(await lying(hand), '11\t12');
    await range(hand, 2, 1);
    await hand.press('Control+x');
    assert.equal((await textOfCell(hand, first)) + (await textOfCell(hand, second)), '');
    await led(hand, below, 'Control+v');
    assert.equal(await opened(hand), 'paste');
    await hand.click('#paste [data-action="paste"]');
    await painted(hand);
    assert.deepEqual([await textOfCell(hand, below), await textOfCell(hand, saving('revised', 2017))], ['11', '12']);
    for (let step = 0; step < 2; step += 1) await hand.press('Control+z');
    assert.equal(await textOfCell(hand, second), '12');
    assert.equal(await textOfCell(hand, below), '');
  },
  'Ctrl + D': async (hand) => {
    await range(hand, 2, 2);
    await hand.press('Control+d');
    assert.deepEqual([await textOfCell(hand, below), await textOfCell(hand, saving('revised', 2017))], ['11', '12']);
    await hand.press('Control+z');
    assert.equal(await textOfCell(hand, below), '');
  },
  'Ctrl + R': async (hand) => {
    await range(hand, 3, 1);
    await hand.press('Control+r');
    assert.deepEqual([await textOfCell(hand, second), await textOfCell(hand, third)], ['11', '11']);
    await hand.press('Control+z');
    assert.equal(await textOfCell(hand, second), '12');
  },
};

test('each key that the table under F1 names does what it says', { timeout }, async (t) => {
  const hand = await atSheet(t);
  await typeCell(hand, 'plan.created', 'H31.99.1');
  await typeCell(hand, first, '11');
  await typeCell(hand, second, '12');
  await hand.press('F1');
  await hand.until(() => document.querySelector('#keys[open] kbd'), undefined, 'the table of keys');
  const listed = await hand.evaluate(() => [...document.querySelectorAll('#keys kbd')].map((key) => key.textContent));
  await hand.press('Escape');
  assert.deepEqual(Object.keys(keys), listed, 'what is pressed here is what is listed there');
  for (const [name, tried] of Object.entries(keys)) await t.test(name, () => tried(hand));
});
