// The reader of the page by hand and of the libraries, against the project's own table of notations.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { read } from './reading/amount.mjs';
import { plus, printed } from './reading/printing.mjs';
import { rows } from './reading/rows.mjs';
import { block } from './sheet/block.mjs';
import { printed as expected, totals } from './sheet/oracle.mjs';
import { dice, filled } from './sheet/texts.mjs';

/** text,form,reading,findings,source with quoted fields: the commas of a table read as its tabs. */
function table() {
  const text = readFileSync(new URL('../../tests/fixtures/tables/numbers.csv', import.meta.url), 'utf8');
  const tabs = text.replace(/("(?:[^"]|"")*")|,/gu, (all, quoted) => quoted ?? '\t');
  return rows(tabs)
    .filter(([, form]) => form === '千円')
    .map(([given, , reading, findings]) => ({ text: given.replaceAll('\\n', '\n').replaceAll('\\t', '\t'), reading, findings }));
}

test('a notation is read as the engine reads it, or refused; never as another number', () => {
  const all = table();
  assert.ok(all.length > 250, `${all.length} notations`);
  let agree = 0;
  for (const { text, reading, findings } of all) {
    const wanted = /^-?\d+(?=$| )/u.exec(reading)?.[0] ?? '';
    const { value, finding } = read(text);
    const given = value === null ? '' : String(value);
    assert.ok(given === wanted || (given === '' && finding?.severity === 'error'), `${text}: ${given}, not ${wanted}`);
    if (given === wanted && (finding?.code ?? '') === findings) agree += 1;
  }
  // The others are notes and bases of a kind that these tables do not hold; README.md says so.
  assert.ok(agree >= 240, `only ${agree} of ${all.length} agree in value and finding`);
});

test('sums are exact beyond 2^53', () => {
  const roll = dice(7);
  const digits = () => BigInt(`${roll(9) + 1}${Array.from({ length: roll(27) }, () => roll(10)).join('')}`) * (roll(2) === 0 ? 1n : -1n);
  for (let n = 0; n < 2_000; n += 1) {
    const [a, b] = [digits(), digits()];
    const sum = plus(read(expected(a)).value, read(String(b)).value);
    assert.equal(printed(sum), expected(a + b));
  }
  assert.equal(plus(null, null), null);
  assert.equal(plus(null, 0), 0);
});

test('the oracle knows the sums of a published sheet', () => {
  const years = { 2016: 21982n, 2017: 9543n, 2018: -3518n, 2019: -17233n, 2020: -31634n };
  const values = Object.fromEntries(Object.entries(years).map(([year, value]) => [`t1.saving.initial.${year}`, value]));
  const all = totals(values, [1]);
  assert.equal(all['t1.saving.initial.final'], '△ 20,860');
  assert.equal(all['t1.total.initial.final'], '△ 20,860');
  assert.equal(all['t1.revenue.initial.final'], '');
});

test('the texts of the sheet say their numbers', () => {
  const sheet = filled(10);
  const read10 = Object.values(sheet).filter(({ text, value }) => {
    assert.equal(String(read(text).value), String(value));
    return read(text).finding !== null;
  });
  assert.equal(Object.keys(sheet).length, 320);
  assert.equal(read10.length, 20, 'two unusual texts in each table');
});

test('the block has 45 numbers', () => {
  const given = rows(block(1, 1).text);
  assert.deepEqual([given.length, ...new Set(given.map((row) => row.length))], [9, 5]);
  assert.ok(given.flat().every((text) => read(text).finding === null && read(text).value !== null));
});
