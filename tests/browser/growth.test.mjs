// What one key changes in the document must not grow with the sheet: changes are counted, not timed.
// The sheet is that of the benchmark (benches/page), filled, with one table and with a hundred.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { bake } from '../../benches/page/kohyo/bake.mjs';
import { filled, texts } from '../../benches/page/sheet/texts.mjs';
import { textOfCell } from './vocabulary/cells.mjs';
import { Desk } from './vocabulary/desk.mjs';
import { openFile } from './vocabulary/files.mjs';
import { findings } from './vocabulary/findings.mjs';
import { newSheet } from './vocabulary/home.mjs';
import { again, openPage, painted } from './vocabulary/page.mjs';
import * as places from './vocabulary/places.mjs';
import { typeInto } from './vocabulary/typing.mjs';

/** Counts what changes in the document from now on. */
const watch = () => {
  const counts = { records: 0, nodes: 0 };
  const observer = new MutationObserver((records) => {
    for (const { addedNodes, removedNodes, target } of records) {
      // A chart is drawn anew as a whole, once the key is answered: how much that is depends on its figures.
      if (target.closest?.('.charts') ?? target.parentElement?.closest('.charts')) continue;
      counts.records += 1;
      const all = (node) => 1 + (node.querySelectorAll?.('*').length ?? 0);
      for (const node of [...addedNodes, ...removedNodes]) counts.nodes += all(node);
    }
  });
  observer.observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
  window.__changes = () => {
    const now = { ...counts };
    Object.assign(counts, { records: 0, nodes: 0 });
    return now;
  };
};

/** What each key changes, in a sheet of so many tables. */
async function changes(t, count) {
  const folder = mkdtempSync(join(tmpdir(), 'kohyo-growth-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const table = Math.ceil(count / 2);
  // What is left out of a total is said only where something else is left: both sheets have both parts.
  const given = { ...texts(filled(count)), [`t${table}.revenue.initial.2018`]: '1,000', [`t${table}.saving.initial.2018`]: '10' };
  const made = bake({ command: places.command(), page: places.page(), folder, count, texts: given });
  const desk = new Desk(t, { page: made.page });
  const hand = await desk.sit();
  await openPage(hand);
  await openFile(hand, made.sheet);
  assert.equal((await findings(hand)).length, count * 2, 'two things to be said of each table');
  await typeInto(hand, `t${table}.saving.initial.2018`, '7');
  // Until the draft is kept, the state of saving changes too, once for all that was typed.
  const saved = () => hand.until(() => document.querySelector('[data-saving]').dataset.saving === 'saved', undefined, 'the draft kept');
  await saved();
  await hand.evaluate(watch);
  const all = {};
  for (const [what, key] of [
    ['a digit', '5'],
    ['a letter, with a finding', 'x'],
    ['the letter taken back', 'Backspace'],
  ]) {
    await hand.evaluate(() => window.__changes());
    await hand.press(key);
    await painted(hand);
    await saved();
    all[what] = await hand.evaluate(() => window.__changes());
  }
  assert.match(await textOfCell(hand, `t${table}.saving.initial.final`), /\d/);
  return all;
}

test('a key changes as much of the document with a hundred tables as with one', async (t) => {
  const one = await changes(t, 1);
  const hundred = await changes(t, 100);
  for (const [what, { records, nodes }] of Object.entries(one)) {
    // A key that changes three totals and nothing else writes three texts, and the state of saving twice.
    assert.ok(records > 0, `${what} changes nothing`);
    assert.deepEqual(hundred[what], { records, nodes }, what);
  }
  assert.ok(one['a digit'].records < 20, `a digit makes ${one['a digit'].records} changes`);
});

/** Notes which pages are drawn, and whether a sheet stood there when the page said that it was ready. */
function watchPages() {
  window.__drawn = new Set();
  new MutationObserver((records) => {
    for (const { target, addedNodes } of records) {
      for (const node of addedNodes) {
        const page = node.matches?.('main') ? node : node.querySelector?.('main');
        if (page) window.__drawn.add(page.className);
      }
      if (target === document.body && document.body.dataset.ready) window.__whole ??= document.querySelector('[data-cell]') !== null;
    }
  }).observe(document, { attributes: true, childList: true, subtree: true });
}

test('who opens a sheet by its address has the sheet drawn, and home not for nothing', { timeout: 120_000 }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit({ before: [watchPages] });
  await openPage(hand);
  assert.deepEqual(await hand.evaluate(() => [...window.__drawn]), ['home']);
  await newSheet(hand);
  await again(hand);
  assert.deepEqual(await hand.evaluate(() => [...window.__drawn]), ['paper']);
  assert.equal(await hand.evaluate(() => window.__whole), true, 'ready means drawn');
});
