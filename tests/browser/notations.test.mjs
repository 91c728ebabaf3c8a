// A sample of the tables of notations, typed into the page: what the readers' own test says of a
// text, the page says; and one mend for all boxes that hold the same slip.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';

import { message, textOfCell } from './vocabulary/cells.mjs';
import { Desk } from './vocabulary/desk.mjs';
import { findings } from './vocabulary/findings.mjs';
import { newSheet } from './vocabulary/home.mjs';
import { openPage, painted } from './vocabulary/page.mjs';
import { goOn, question } from './vocabulary/questions.mjs';
import { typeCell, typeInto } from './vocabulary/typing.mjs';

const timeout = 120_000;

/** So many rows of a table for one form of cell, spread over all of them. */
function sample(table, form, count) {
  const text = readFileSync(new URL(`../fixtures/tables/${table}.csv`, import.meta.url), 'utf8');
  // A box of one line takes no line breaks, and typing takes no tab.
  const rows = parse(text, { columns: true, bom: true }).filter(
    (row) => row.form === form && !/\\[nt]/u.test(row.text) && row.text.trim() !== '',
  );
  assert.ok(rows.length >= count, `${table} has ${rows.length} rows of ${form}`);
  return Array.from({ length: count }, (_, nth) => rows[Math.floor((nth * rows.length) / count)]);
}

/** As the sheet prints a whole number of a file. */
function printed(reading) {
  const value = /^-?\d+(?=$| # | per )/u.exec(reading)?.[0];
  if (value === undefined) return '';
  const digits = value.replace('-', '').replace(/\B(?=(\d{3})+$)/gu, ',');
  return value.startsWith('-') ? `△ ${digits}` : digits;
}

const boxes = [
  { table: 'numbers', form: '千円', count: 32, cell: 'effect.saving.initial.2017', total: 'effect.saving.initial.final' },
  { table: 'wareki', form: 'date', count: 18, cell: 'plan.created' },
  { table: 'wareki', form: 'year', count: 10, cell: 'annual.year' },
];

test('sixty notations typed are read as the tables say', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  await newSheet(hand);
  const wrong = [];
  for (const { table, form, count, cell, total } of boxes) {
    for (const row of sample(table, form, count)) {
      await typeInto(hand, cell, row.text);
      await painted(hand);
      const own = (await findings(hand)).filter(
        (one) => one.cells.length === 1 && one.cells[0] === cell && /^(number|value|date|year|text)\./u.test(one.code),
      );
      const codes = own.map((one) => one.code).sort().join(' ');
      const wanted = row.findings.split(' ').filter(Boolean).sort().join(' ');
      if (codes !== wanted) wrong.push(`「${row.text}」: ${codes}, expected ${wanted}`);
      if ((await textOfCell(hand, cell)) !== row.text) wrong.push(`「${row.text}」 did not stay`);
      const weighty = own.some((one) => one.severity !== 'notice');
      if (weighty && (await message(hand, cell)) === '') wrong.push(`「${row.text}」: no message at the box`);
      if (total !== undefined) {
        // What is counted per something is shut out of the total.
        const counted = row.reading.includes(' per ') ? '' : printed(row.reading);
        const shown = await textOfCell(hand, total);
        if (shown !== counted) wrong.push(`「${row.text}」: the total is ${shown}, expected ${counted}`);
      }
    }
  }
  assert.deepEqual(wrong, []);
});

test('one mend for all of a kind is shown first, made at once and taken back at once', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  await newSheet(hand);
  const texts = {
    'effect.saving.initial.2016': '▲１００',
    'effect.saving.initial.2017': '▲200',
    'effect.revenue.initial.2018': '３００千円',
  };
  const mended = {
    'effect.saving.initial.2016': '△ 100',
    'effect.saving.initial.2017': '△ 200',
    'effect.revenue.initial.2018': '300',
  };
  for (const [id, text] of Object.entries(texts)) await typeCell(hand, id, text);
  await painted(hand);
  await hand.click('[data-finding][data-code="number.style"] [data-action="fix-all"]');
  const asked = await question(hand);
  for (const [id, text] of Object.entries(texts)) {
    assert.ok(asked.includes(text), 'what stands there');
    assert.ok(asked.includes(mended[id]), 'what will');
    assert.equal(await textOfCell(hand, id), text, 'nothing yet');
  }
  await goOn(hand, 'fix-all');
  for (const [id, text] of Object.entries(mended)) assert.equal(await textOfCell(hand, id), text);
  await hand.click('[data-action="undo"]');
  for (const [id, text] of Object.entries(texts)) assert.equal(await textOfCell(hand, id), text);
});
