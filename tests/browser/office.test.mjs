// The officer in charge drops in what the sections sent.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

import { collected } from './vocabulary/command.mjs';
import { Desk } from './vocabulary/desk.mjs';
import { cellsOf } from './vocabulary/fixtures.mjs';
import { fill } from './vocabulary/command.mjs';
import { action, painted } from './vocabulary/page.mjs';
import * as office from './vocabulary/office.mjs';
import { plain, printed, texts } from './vocabulary/paper.mjs';

const faults = {
  '52001.json': 'ready',
  '52003.json': 'ready',
  '52004.json': 'superseded',
  '52005.json': 'pending',
  '52006.json': 'ready',
  'z-again.json': 'duplicate',
  'z-copied.json': 'pending',
  'z-later.json': 'pending',
  'damaged.json': 'unreadable',
  'picture.json': 'unreadable',
  'newer.json': 'unreadable',
};

async function begun(t) {
  const desk = new Desk(t);
  const folder = desk.file('届いたもの');
  mkdirSync(folder);
  const paths = office.round(folder);
  const hand = await desk.sit();
  await office.openOffice(hand);
  return { desk, folder, paths, hand };
}

test('planted faults are found, as the command finds them', { timeout: 600_000 }, async (t) => {
  const { desk, folder, paths, hand } = await begun(t);
  await office.collect(hand, paths);
  assert.deepEqual(await office.statuses(hand), faults);

  // What is said is what the command says of the same files, in the same words.
  const list = office.put(desk.root, 'list.csv', 'department,key,title,count\n,52001,,\n,52002,届いていない取組,\n,52003,,\n,52004,,\n,52005,,\n,52006,,\n,52007,別の取組,\n');
  await hand.upload('input[data-input="expected"]', list);
  await hand.until(() => document.querySelector('[data-expected-list]'), undefined, 'the list');
  const said = await office.together(hand);
  const heard = collected(folder, ['--expect', list]);
  assert.deepEqual(said.map(({ sentence }) => sentence).sort(), heard.sentences.map((own) => own.replaceAll(`${folder}/`, '')).sort());
  assert.ok(said.some(({ code }) => code === 'collection.missing'));
  const missing = await hand.evaluate(() =>
    [...document.querySelectorAll('table[data-table="expected"] tr[data-came="0"]')].map((row) => row.dataset.expected),
  );
  assert.deepEqual(missing, ['52002']);

  // Each file that cannot be read has its sentence.
  const rows = await office.sheets(hand);
  for (const name of ['damaged.json', 'picture.json', 'newer.json']) {
    assert.match(rows.find(({ file }) => file === name).text, /。/, name);
  }

  // A click on a finding lays the sheets beside each other, the differing cells marked.
  const at = said.findIndex(({ code }) => code === 'collection.duplicate');
  await hand.page.locator('main [data-finding]').nth(at).locator('[data-action="compare"]').click();
  await hand.until(() => document.querySelector('dialog#compared[open] table'), undefined, 'the sheets');
  assert.deepEqual((await office.compared(hand)).files, ['52003.json', 'z-again.json']);
  assert.deepEqual((await office.compared(hand)).lines.filter(({ differs }) => differs), []);

  // The person decides, and takes it back.
  await hand.click('#compared th[data-compared-file="z-again.json"] [data-action="choose"]');
  await painted(hand);
  assert.deepEqual(await office.statuses(hand), { ...faults, '52003.json': 'duplicate', 'z-again.json': 'ready' });
  await hand.press('Escape');
  await hand.until(() => !document.querySelector('dialog[open]'), undefined, 'the dialog to close');
  await action(hand, 'unchoose');
  await painted(hand);
  assert.deepEqual(await office.statuses(hand), faults);

  // Cells that differ are marked, and those that a finding names.
  const texts = (await office.together(hand)).findIndex(({ code }) => code === 'text.duplicate');
  await hand.page.locator('main [data-finding]').nth(texts).locator('[data-action="compare"]').click();
  await hand.until(() => document.querySelector('dialog#compared[open] table'), undefined, 'the sheets');
  const { lines } = await office.compared(hand);
  assert.equal(lines.find(({ cell }) => cell === 'plan.number').differs, true);
  assert.deepEqual(lines.find(({ cell }) => cell === 'plan.number').texts, ['52005', '52007']);
  const goal = lines.find(({ cell }) => cell === 'plan.goal');
  assert.deepEqual([goal.named, goal.differs, goal.texts[0] === goal.texts[1]], [true, false, true]);
});

test('the table is searched, sorted, filtered and walked by keys', { timeout: 600_000 }, async (t) => {
  const { paths, hand } = await begun(t);
  await office.collect(hand, paths);
  const files = async () => (await office.sheets(hand)).map(({ file }) => file);

  await hand.click('[data-input="search"]');
  await hand.type('別の　取組');
  await painted(hand);
  assert.deepEqual(await files(), ['z-copied.json']);
  await hand.page.locator('[data-input="search"]').fill('');
  await hand.click('[data-count="unreadable"]');
  await painted(hand);
  assert.deepEqual((await files()).sort(), ['damaged.json', 'newer.json', 'picture.json']);
  await hand.click('[data-count="unreadable"]');
  await hand.click('th[data-column="key"] button');
  await hand.click('th[data-column="key"] button');
  await painted(hand);
  const keys = (await office.sheets(hand)).map(({ texts }) => texts.key).filter(Boolean);
  assert.deepEqual(keys, [...keys].sort().reverse());
  assert.equal(await hand.evaluate(() => document.querySelector('th[data-column="key"]').ariaSort), 'descending');

  await hand.evaluate(() => document.querySelector('tr[data-row="0"]').focus());
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp']) {
    await hand.press(key);
    await painted(hand);
  }
  await hand.until(() => document.activeElement?.dataset?.row === '1', undefined, 'the second row');
  await hand.press('Enter');
  await hand.until(() => document.querySelector('dialog#compared[open]'), undefined, 'the sheet');
  assert.equal((await office.compared(hand)).files[0], (await files())[1]);
});

test('only what is new or changed is read again, and everything is kept', { timeout: 600_000 }, async (t) => {
  const { desk, folder, paths, hand } = await begun(t);
  await office.collect(hand, paths);
  await office.collect(hand, paths);
  assert.deepEqual(await office.statuses(hand), faults);
  assert.ok((await hand.evaluate(() => document.body.innerText)).includes(`同じファイル${paths.length}件`));

  // A file that was damaged comes again, mended; another changed.
  const mended = office.put(folder, 'damaged.json', readFileSync(paths[4]));
  const changed = office.put(folder, '52005.json', fill({ ...cellsOf('52005'), 'plan.manager': '新しい責任者' }, { at: '2026-11-22T12:00:00+09:00' }));
  await office.collect(hand, [mended, changed]);
  const now = await office.statuses(hand);
  assert.equal(now['52005.json'], 'superseded');
  assert.equal(now['52005.json（2）'], 'pending');
  assert.ok(['ready', 'superseded'].includes(now['damaged.json']), now['damaged.json']);

  // The versions lie beside each other: what changed since.
  await hand.click('tr[data-file="52005.json（2）"] [data-action="compare-versions"]');
  await hand.until(() => document.querySelector('dialog#compared[open] table'), undefined, 'the versions');
  const { files, lines } = await office.compared(hand);
  assert.deepEqual(files, ['52005.json', '52005.json（2）']);
  assert.deepEqual(lines.map(({ cell }) => cell), ['plan.manager']);
  await hand.press('Escape');

  // It is kept over the end of the browser, and known again.
  await desk.leave();
  const again = await desk.sit();
  await office.openOffice(again);
  assert.deepEqual(await office.statuses(again), now);
  await office.collect(again, [mended, changed]);
  assert.deepEqual(await office.statuses(again), now);

  // Saved as one file, cleared, opened again.
  const { name, bytes } = await again.download(() => action(again, 'save-collection'));
  assert.match(name, /^個票の取りまとめ_\d{8}-\d{4}\.json$/);
  await action(again, 'clear-collection');
  await again.click('dialog#clear [data-action="clear-collection"]');
  await again.until(() => document.querySelectorAll('tr[data-file]').length === 0, undefined, 'an empty table');
  const saved = office.put(desk.root, name, bytes);
  await office.collect(again, [saved]);
  assert.deepEqual(await office.statuses(again), now);
});

test('the report prints a page for each section, and nothing of the screen', { timeout: 600_000 }, async (t) => {
  const { paths, hand } = await begun(t);
  await office.collect(hand, paths);
  await action(hand, 'print-report');
  await hand.until(() => document.querySelector('.report.is-asked [data-report]'), undefined, 'the report');
  const sections = await hand.evaluate(() =>
    [...document.querySelectorAll('[data-report]')].map((own) => ({
      name: own.querySelector('h1').textContent,
      keys: [...own.querySelectorAll('tbody tr')].map((row) => row.firstElementChild.textContent),
    })),
  );
  const keys = sections.flatMap((own) => own.keys);
  for (const key of ['52001', '52003', '52005', '52006']) assert.ok(keys.includes(key), key);
  const pages = texts(await printed(hand)).map(plain);
  assert.equal(pages.length, sections.length);
  for (const [nth, { name, keys }] of sections.entries()) {
    assert.ok(pages[nth].startsWith(plain(name)), pages[nth]);
    for (const key of keys) assert.ok(pages[nth].includes(plain(key)), key);
  }
  // Asked for again, the screen is printed: what it shows, not what it offers.
  await action(hand, 'print');
  await hand.until(() => !document.querySelector('.report.is-asked'), undefined, 'the screen again');
  const screen = plain(texts(await printed(hand)).join(''));
  assert.ok(screen.startsWith(plain('個票の取りまとめ')), screen);
  assert.ok(screen.includes('52001'));
  assert.ok(!screen.includes('最初の画面へ'));
});
