// Very many files, and files that mean harm.
import assert from 'node:assert/strict';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { test } from 'node:test';

import { fill } from './vocabulary/command.mjs';
import { Desk } from './vocabulary/desk.mjs';
import { cellsOf, numbers } from './vocabulary/fixtures.mjs';
import { painted } from './vocabulary/page.mjs';
import * as office from './vocabulary/office.mjs';

async function begun(t) {
  const desk = new Desk(t);
  const folder = desk.file('in');
  mkdirSync(folder);
  const hand = await desk.sit();
  await office.openOffice(hand);
  return { desk, folder, hand };
}

/** Sheets that differ in number, name, section and document, with digests of their own. */
function many(folder, count) {
  const texts = numbers.map((number) => fill(cellsOf(number)));
  return Array.from({ length: count }, (_, nth) =>
    office.put(
      folder,
      `${String(nth).padStart(5, '0')}.json`,
      office.redigested(texts[nth % texts.length], (sheet) => {
        sheet.document.id = `sheet-${nth}`;
        sheet.cells['plan.title'].raw = `取組 ${nth}`;
        sheet.cells['plan.number'].raw = `52${String(nth).padStart(3, '0')}`;
      }),
    ),
  );
}

const inDocument = (hand) => hand.evaluate(() => document.querySelectorAll('table[data-table="sheets"] tr[data-file]').length);

test('a thousand sheets scroll, a few rows of them in the document', { timeout: 900_000 }, async (t) => {
  const { folder, hand } = await begun(t);
  const paths = many(folder, 1000);
  await office.collect(hand, paths);
  assert.equal(await hand.evaluate(() => document.querySelector('[data-shown]').dataset.shown), '1000');
  assert.ok((await inDocument(hand)) < 150);
  assert.equal(await hand.evaluate(() => document.querySelector('table[data-table="sheets"]').ariaRowCount ?? document.querySelector('table[data-table="sheets"]').getAttribute('aria-rowcount')), '1001');

  // Scrolled to the end, the last sheet is there; by keys too.
  await hand.evaluate(() => {
    const scroll = document.querySelector('.sheets-scroll');
    scroll.scrollTop = scroll.scrollHeight;
  });
  await hand.until(() => document.querySelector('tr[data-file="00999.json"]'), undefined, 'the last row');
  await hand.evaluate(() => {
    document.querySelector('.sheets-scroll').scrollTop = 0;
  });
  await hand.until(() => document.querySelector('tr[data-row="0"]'), undefined, 'the first row');
  await hand.evaluate(() => document.querySelector('tr[data-row="0"]').focus());
  await hand.press('End');
  await hand.until(() => document.activeElement?.dataset?.file === '00999.json', undefined, 'the focus on the last row');
  await hand.click('[data-input="search"]');
  await hand.type('取組 777');
  await painted(hand);
  assert.deepEqual((await office.sheets(hand)).map(({ file }) => file), ['00777.json']);
});

test('the reading can be stopped, and goes on with what is missing', { timeout: 900_000 }, async (t) => {
  const { folder, hand } = await begun(t);
  const paths = many(folder, 600);
  await hand.upload('input[type=file][data-input="collect"]', paths);
  await hand.until(() => document.querySelector('[data-progress="reading"] progress[value]')?.value > 5, undefined, 'some progress');
  await hand.click('[data-action="cancel-reading"]');
  await office.settled(hand);
  const shown = () => hand.evaluate(() => Number(document.querySelector('[data-shown]').dataset.shown));
  const first = await shown();
  assert.ok(first > 0 && first < 600, `${first} sheets`);
  await office.collect(hand, paths);
  assert.equal(await shown(), 600);
});

test('a thousand hostile files stop nothing, and each has its sentence', { timeout: 900_000 }, async (t) => {
  const { folder, hand } = await begun(t);
  const good = fill(cellsOf('52001'));
  const whole = JSON.parse(good);
  const kinds = [
    (nth) => good.slice(0, 1 + ((nth * 97) % (good.length - 2))),
    () => '['.repeat(100_000) + ']'.repeat(100_000),
    () => `{"format":"kohyo/submission","version":1,"cells":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`,
    (nth) => JSON.stringify({ ...whole, cells: [nth] }),
    (nth) => JSON.stringify({ ...whole, document: nth }),
    (nth) => JSON.stringify({ ...whole, form: { id: '<img src=x onerror=alert(1)>', edition: `../../${nth}` } }),
    (nth) => JSON.stringify({ ...whole, version: 2 + nth }),
    (nth) => good.replace('"raw": "', `"raw": "=cmd|' /C calc'!A${nth} `),
    () => '',
    (nth) => `<html><script>alert(${nth})</script></html>`,
    () => 'null',
    (nth) => JSON.stringify({ ...whole, digest: `sha256:${nth}` }),
    () => '{"format":"kohyo/bundle","version":1,"items":{"0":1}}',
    (nth) => `{"format":"kohyo/submission","version":1,"x":1e${400 + nth}}`,
  ];
  const names = ['a.json', '..%2f..%2fetc.json', '=1+1.json', '<b>b.json', "'; drop.json", '‮json.exe.json'];
  const paths = Array.from({ length: 998 }, (_, nth) =>
    office.put(folder, `${nth} ${names[nth % names.length]}`, kinds[nth % kinds.length](nth)),
  );
  // A text of a hundred megabytes.
  const large = office.put(folder, 'large.json', '');
  const file = openSync(large, 'w');
  const piece = 'あ'.repeat(1 << 20);
  writeSync(file, '{"format":"');
  for (let nth = 0; nth < 34; nth += 1) writeSync(file, piece);
  writeSync(file, '"}');
  closeSync(file);
  await office.collect(hand, [...paths, large, office.put(folder, 'z-good.json', good)]);
  const counts = await hand.evaluate(() =>
    Object.fromEntries([...document.querySelectorAll('[data-count]')].map((own) => [own.dataset.count, Number(own.innerText.match(/(\d+)件/)[1])])),
  );
  assert.deepEqual([counts.ready, counts.unreadable], [1, 999]);
  // Each has a sentence that names it.
  const said = new Map();
  for (;;) {
    for (const { files, sentence } of await office.together(hand)) said.set(files[0], sentence);
    const more = await hand.evaluate(() => {
      const button = document.querySelector('[data-action="findings-after"]');
      return button && !button.hidden;
    });
    if (!more) break;
    await hand.click('[data-action="findings-after"]');
    await painted(hand);
  }
  assert.equal(said.size, 999);
  for (const [file, sentence] of said) assert.ok(sentence.includes(file) && sentence.endsWith('。'), sentence);
});
