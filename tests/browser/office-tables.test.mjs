// Totals down to the cells, tables for other programs, sheets sent back and answered.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { collected } from './vocabulary/command.mjs';
import { Desk } from './vocabulary/desk.mjs';
import { handIn, openFile } from './vocabulary/files.mjs';
import { cellsOf, expectedOf, numbers } from './vocabulary/fixtures.mjs';
import { fill } from './vocabulary/command.mjs';
import { action, painted } from './vocabulary/page.mjs';
import { saved } from './vocabulary/saving.mjs';
import * as office from './vocabulary/office.mjs';
import { libreOffice, python } from './vocabulary/openers.mjs';

async function begun(t, change = {}) {
  const desk = new Desk(t);
  const folder = desk.file('in');
  mkdirSync(folder);
  const paths = numbers.map((number) =>
    office.put(folder, `${number}.json`, fill({ ...cellsOf(number), ...change[number] })),
  );
  const hand = await desk.sit();
  await office.openOffice(hand);
  await office.collect(hand, paths);
  return { desk, folder, paths, hand };
}

const plain = (text) => Number(text.replace(/[,\s]/g, '').replace(/^△/, '-'));

test('totals are the sums of the sheets, say what they leave out, and end at the cells', { timeout: 600_000 }, async (t) => {
  const { hand } = await begun(t, { 52003: { 'effect.saving.actual.2018': '未定' } });
  // Reckoned apart: the computed cells of each sheet as they are expected of it.
  const total = (id) => hand.evaluate((own) => document.querySelector(`[data-total="${own}"] button`)?.innerText, id);
  const wanted = numbers.map((number) => expectedOf(number).computed['effect.saving.initial.final']).filter(Boolean);
  const sum = wanted.reduce((all, text) => all + plain(text), 0);
  assert.equal(plain(await total('effect.saving.initial.final')), sum);
  const cell = 'effect.saving.actual.2018';
  const said = await hand.evaluate((own) => document.querySelector(`[data-total="${own}"]`).closest('td').innerText, cell);
  assert.match(said, /未定 1件を除いた合計です。/);
  // The heading of a group stands beside all of its rows that are shown, and no row is longer than another.
  const lines = await hand.evaluate((own) => {
    const rows = [...document.querySelector(`[data-total="${own}"]`).closest('table').tBodies[0].rows];
    const taken = rows.map(() => 0);
    rows.forEach((row, at) => {
      for (const { rowSpan, colSpan } of row.cells) for (let nth = at; nth < at + rowSpan; nth += 1) taken[nth] += colSpan;
    });
    const groups = [...rows].flatMap((row) => [...row.cells]).filter(({ scope }) => scope === 'rowgroup');
    return { taken, groups: groups.map(({ innerText, rowSpan }) => [innerText, rowSpan]) };
  }, cell);
  assert.deepEqual(lines.groups, [['歳出削減', 3], ['計', 3]]);
  assert.deepEqual(lines.taken, Array(6).fill(9));
  // A unit that the sheets say stands beside their total, one that the form says in its heading alone.
  const shown = (id) => hand.evaluate((own) => document.querySelector(`[data-total="${own}"]`).closest('td').innerText, id);
  assert.match(await shown('indicator.initial.2018'), /\d\s*[^\d\s]+\s*\d+件/u);
  assert.doesNotMatch(await shown('effect.saving.initial.2018'), /千円/);

  await hand.click(`[data-total="${cell}"] [data-action="drill"]`);
  await hand.until(() => document.querySelector('dialog#drilled[open] tbody tr'), undefined, 'the figures');
  const figures = await hand.evaluate(() =>
    [...document.querySelectorAll('#drilled tbody tr')].map((row) => [row.cells[0].innerText.slice(0, 5), row.cells[3].innerText, row.dataset.counts]),
  );
  assert.deepEqual(figures.find(([number]) => number === '52003'), ['52003', '未定', 'false']);
  const counted = figures.filter(([, , counts]) => counts === 'true');
  assert.equal(counted.reduce((all, [, text]) => all + plain(text.replace('千円', '')), 0), plain(await total(cell)));
  await hand.click('#drilled tbody tr [data-action="open-cell"]');
  await hand.until(() => document.querySelector('dialog#compared[open] td[data-named]'), undefined, 'the cell on its sheet');
  assert.equal((await office.compared(hand)).lines.find(({ named }) => named).cell, cell);
  await hand.press('Escape');
  await hand.press('Escape');
  await hand.until(() => !document.querySelector('dialog[open]'), undefined, 'the dialogs to close');

  // By section the totals are those of one amount, which the boxes then show.
  const boxes = () => hand.evaluate(() => ['amount', 'parting'].map((name) => document.querySelector(`[data-input="${name}"]`).value));
  await hand.page.selectOption('[data-input="parting"]', 'department');
  await painted(hand);
  const [amount, parting] = await boxes();
  assert.ok(amount !== '' && parting === 'department', `${amount} ${parting}`);
  await hand.page.selectOption('[data-input="amount"]', '');
  await painted(hand);
  assert.deepEqual(await boxes(), ['', 'row']);

  // Parted by year, the years of an amount are its totals.
  const place = await hand.evaluate(() => document.querySelector('option[data-amount="effect.saving.actual"]').value);
  await hand.page.selectOption('[data-input="amount"]', place);
  await hand.page.selectOption('[data-input="parting"]', 'year');
  await painted(hand);
  const parts = await hand.evaluate(() =>
    Object.fromEntries([...document.querySelectorAll('table[data-table="parted"] tbody tr')].map((row) => [row.dataset.part, row.cells[1].innerText])),
  );
  assert.equal(parts['2018'], await total(cell));

  // Plan and result of one row stand beside each other, with their figures.
  const drawn = await hand.evaluate(() => [...document.querySelectorAll('[data-input^="drawn-"]')].map((box) => box.selectedOptions[0].text));
  assert.deepEqual(drawn, ['効果額 計 当初計画額', '効果額 計 実績額']);
  assert.ok(await hand.evaluate(() => document.querySelectorAll('[data-chart="years"] svg rect').length > 4));
  assert.ok(await hand.evaluate(() => document.querySelectorAll('[data-chart="heat"] tbody tr').length > 0));
  assert.ok(await hand.evaluate(() => document.querySelectorAll('table[data-table="published"] tr[data-published]').length > 0));
});

test('what leaves is what the command writes, and other programs open it', { timeout: 600_000 }, async (t) => {
  const { desk, folder, hand } = await begun(t, { 52003: { 'plan.goal': '=1+1 を調べる' } });
  const out = async (name) => (await hand.download(() => action(hand, name))).bytes;
  const named = (bytes) => bytes.toString('utf8').replaceAll(`${folder}/`, '');
  assert.equal(named(await out('write-csv')), named(collected(folder).bytes));
  assert.equal(named(await out('write-long')), named(collected(folder, ['--long']).bytes));
  assert.equal(named(await out('write-ndjson')), named(collected(folder, [], 'ndjson').bytes));
  assert.equal(named(await out('write-json')), named(collected(folder, [], 'json').bytes));

  const book = office.put(desk.root, 'book.xlsx', await out('write-xlsx'));
  const theirs = office.put(desk.root, 'theirs.xlsx', collected(folder, [], 'xlsx').bytes);
  const script = `
import sys, openpyxl
def rows(path):
    book = openpyxl.load_workbook(path)
    return {sheet.title: [[(cell.value, cell.number_format if isinstance(cell.value, (int, float)) else '') for cell in row] for row in sheet.iter_rows()] for sheet in book}
ours, theirs = rows(sys.argv[1]), rows(sys.argv[2])
assert list(ours) == list(theirs), (list(ours), list(theirs))
for name, table in ours.items():
    other = theirs[name]
    assert len(table) == len(other), name
    for a, b in zip(table, other):
        for (x, _), (y, _) in zip(a, b):
            same = x == y or str(x).split('/')[-1] == str(y).split('/')[-1] or (isinstance(y, str) and '/in/' in y)
            assert same, (name, x, y)
flat = [cell for table in ours.values() for row in table for cell in row]
assert ('=1+1 を調べる', '') in flat
assert any(isinstance(x, (int, float)) and x < 0 and '△' in f for x, f in flat)
assert any(hasattr(x, 'year') for x, _ in flat)
sheet = openpyxl.load_workbook(sys.argv[1]).worksheets[0]
assert sheet.freeze_panes == 'A2'
print('good')
`;
  assert.ok([false, 'good'].includes(python('openpyxl', script, [book, theirs])));

  const table = (await out('table-csv')).toString('utf8');
  assert.ok(table.startsWith('\ufeff'));
  const shown = await hand.evaluate(() => document.querySelectorAll('table[data-table="published"] tr[data-published]').length);
  assert.ok(table.trim().split('\r\n').length > shown, 'headings and rows');
});

test('LibreOffice, DuckDB and python find figures, codes, Japanese and days as they were written', { timeout: 600_000 }, async (t) => {
  const { desk, hand } = await begun(t, {
    52001: { 'plan.title': '髙﨑・辻󠄀の「窓口」①改善', 'effect.saving.revised.2019': '未定' },
    52003: { 'plan.goal': '=1+1 を調べる\n二行目' },
  });
  const out = async (name) => (await hand.download(() => action(hand, name))).bytes;
  const book = office.put(desk.root, 'book.xlsx', await out('write-xlsx'));
  const wide = office.put(desk.root, 'wide.csv', await out('write-csv'));
  const long = office.put(desk.root, 'long.csv', await out('write-long'));
  const lines = office.put(desk.root, 'sheets.ndjson', await out('write-ndjson'));
  const table = office.put(desk.root, 'table.csv', await out('table-csv'));
  const tableBook = office.put(desk.root, 'table.xlsx', await out('table-xlsx'));

  // LibreOffice reads each workbook, and writes what it read: openpyxl and csv read that again.
  const wanted = [
    ['plan.number', '52001'],
    ['plan.department-code', '020200'],
    ['plan.title', '髙﨑・辻󠄀の「窓口」①改善'],
    ['plan.department', '企画部　情報・業務改善課'],
    ['plan.created', '2020-04-01'],
    ['effect.saving.initial.final', '-20860'],
    ['effect.saving.initial.2018', '-3518'],
    ['effect.saving.revised.2019', '未定'],
  ];
  const said = JSON.stringify(wanted);
  if (libreOffice(desk.root, book, 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false')) {
    const script = `
import csv, json, sys
rows = list(csv.DictReader(open(sys.argv[1], encoding='utf-8', newline='')))
row = next(row for row in rows if row['plan.number'] == '52001')
for name, text in json.loads(sys.argv[2]):
    assert row[name] == text, (name, row[name], text)
assert any(row['plan.goal'] == '=1+1 を調べる\\n二行目' for row in rows), [row['plan.goal'] for row in rows]
assert len(rows) == 5
print('good')`;
    assert.equal(python('csv', script, [join(desk.root, 'book.csv'), said]), 'good');
    // Its own workbook of ours still shows △ and knows days and numbers.
    libreOffice(desk.root, tableBook, 'ods');
    libreOffice(desk.root, book, 'ods');
    assert.ok(libreOffice(desk.root, join(desk.root, 'book.ods'), 'xlsx:Calc MS Excel 2007 XML'));
    const again = `
import datetime, openpyxl, sys
sheet = openpyxl.load_workbook(sys.argv[1]).worksheets[0]
heads = [cell.value for cell in sheet[1]]
rows = {row[heads.index('plan.number')].value: row for row in sheet.iter_rows(min_row=2)}
at = lambda name: rows['52001'][heads.index(name)]
assert at('effect.saving.initial.final').value == -20860 and '△' in at('effect.saving.initial.final').number_format, at('effect.saving.initial.final').number_format
assert at('plan.created').value == datetime.datetime(2020, 4, 1), at('plan.created').value
assert at('plan.department-code').value == '020200'
assert rows['52003'][heads.index('plan.goal')].data_type == 's'
print('good')`;
    assert.ok([false, 'good'].includes(python('openpyxl', again, [join(desk.root, 'book.xlsx')])));
  }

  // The published table: its figures are those on the page.
  const shown = await hand.evaluate(() =>
    [...document.querySelectorAll('table[data-table="published"] tr')].map((row) => [...row.cells].map((cell) => cell.innerText.trim())),
  );
  const text = readFileSync(table, 'utf8').replace('\ufeff', '').trim().split('\r\n');
  assert.deepEqual(text[0].split(','), shown[0]);
  const figures = (cells) => cells.slice(1).map((cell) => (cell === '' ? '' : String(plain(cell))));
  const filled = shown.slice(1).filter((cells) => cells.length === shown[0].length);
  for (const [nth, cells] of filled.entries()) {
    assert.deepEqual(text[nth + 1].split(',').slice(1), figures(cells), text[nth + 1]);
  }

  const duck = `
import datetime, decimal, duckdb, json, sys
wide, long, lines, wanted = sys.argv[1:]
db = duckdb.connect()
db.execute("SET TimeZone = 'UTC'")
table = db.execute("SELECT * FROM read_csv(?, header = true, all_varchar = true) WHERE \\"plan.number\\" = '52001'", [wide])
row = dict(zip([column[0] for column in table.description], table.fetchone()))
for name, text in json.loads(wanted):
    assert row[name] == text, (name, row[name], text)
typed = db.execute("SELECT \\"effect.saving.initial.final\\", \\"plan.created\\" FROM read_csv(?, header = true) WHERE \\"plan.number\\" = 52001", [wide]).fetchone()
assert typed == (-20860, datetime.date(2020, 4, 1)), typed
one = db.execute("SELECT raw, value, unit, status FROM read_csv(?, header = true, all_varchar = true) WHERE key = '52001' AND cell = 'effect.saving.initial.2018'", [long]).fetchone()
assert one == ('△ 3,518', '-3518', '千円', None), one
one = db.execute("SELECT raw, status FROM read_csv(?, header = true, all_varchar = true) WHERE key = '52001' AND cell = 'effect.saving.revised.2019'", [long]).fetchone()
assert one == ('未定', 'undecided'), one
sheets = db.execute("SELECT document->>'key', cells->'plan.department-code'->>'raw', cells->'plan.title'->>'raw', CAST(cells->'effect.saving.initial.final'->>'value' AS DECIMAL(18, 3)) FROM read_json(?, format = 'newline_delimited', columns = {document: 'JSON', cells: 'JSON'})", [lines]).fetchall()
assert len(sheets) == 5 and ('52001', '020200', '髙﨑・辻󠄀の「窓口」①改善', decimal.Decimal('-20860.000')) in sheets, sheets
print('good')`;
  assert.ok([false, 'good'].includes(python('duckdb', duck, [wide, long, lines, said])));
});

test('sheets go back with remarks and come again with answers', { timeout: 600_000 }, async (t) => {
  const { desk, hand } = await begun(t);
  await hand.click('tr[data-file="52003.json"] [data-action="open-sheet"]');
  await hand.until(() => document.querySelector('dialog#compared[open] form'), undefined, 'the sheet');
  await hand.page.selectOption('#compared [data-input="remark-cell"]', 'plan.goal');
  await hand.click('#compared [data-input="remark"]');
  await hand.type('目標を数で書いてください');
  await hand.click('#compared [data-action="remark"]');
  await hand.until(() => document.querySelector('#compared [data-comment]'), undefined, 'the remark');
  await hand.press('Escape');
  await hand.until(() => !document.querySelector('dialog[open]'), undefined, 'the dialog to close');

  const section = await hand.evaluate(() =>
    [...document.querySelectorAll('tr[data-send-back]')].find((row) => row.cells[2].innerText === '1').dataset.sendBack,
  );
  const { name, bytes } = await hand.download(() => hand.click(`tr[data-send-back="${section}"] [data-action="send-back"]`));
  assert.match(name, /^差戻し_.*_\d{8}-\d{4}\.json$/);
  const bundle = JSON.parse(bytes.toString('utf8'));
  assert.equal(bundle.format, 'kohyo/bundle');
  const back = bundle.items.find((item) => item.document.key === '52003');
  assert.deepEqual(back.comments.map(({ cell, text }) => [cell, text]), [['plan.goal', '目標を数で書いてください']]);

  // The section opens its sheet, sees the remark at the box, answers and hands in again.
  const file = office.put(desk.root, 'back.json', JSON.stringify({ ...bundle, items: [back] }));
  await openFile(hand, file);
  await hand.until(() => document.querySelector('[data-comment-at="plan.goal"]')?.innerText.includes('目標を数で'), undefined, 'the remark at its box');
  await hand.page.locator('[data-cell="plan.goal"]').fill('待ち日数を10日にする');
  await hand.click('[data-input="answer"]');
  await hand.type('数で書き直しました');
  await hand.click('[data-action="answer"]');
  await hand.until(() => document.querySelectorAll('.comments [data-comment]').length === 2, undefined, 'the answer');
  await saved(hand);
  const { bytes: again } = await handIn(hand);

  // The office sees the answer and what changed, and closes the remark.
  await office.openOffice(hand);
  await office.collect(hand, [office.put(desk.root, '52003-again.json', again)]);
  assert.equal((await office.statuses(hand))['52003.json'], 'superseded');
  await hand.click('tr[data-file="52003-again.json"] [data-action="compare-versions"]');
  await hand.until(() => document.querySelector('dialog#compared[open] table'), undefined, 'the versions');
  const { lines } = await office.compared(hand);
  assert.deepEqual(lines.map(({ cell }) => cell), ['plan.goal']);
  const remarks = await hand.evaluate(() =>
    [...document.querySelectorAll('#compared th[data-compared-file="52003-again.json"] [data-comment] p:last-of-type')].map((own) => own.innerText),
  );
  assert.deepEqual(remarks, ['目標を数で書いてください', '数で書き直しました']);
  await hand.click('#compared th[data-compared-file="52003-again.json"] [data-resolved="false"] [data-action="resolve"]');
  await hand.until(() => document.querySelector('#compared th[data-compared-file="52003-again.json"] [data-resolved="true"]'), undefined, 'the closed remark');
});
