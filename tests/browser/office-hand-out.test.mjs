// What the office hands out: drafts, a page with forms and a deadline, tables of its own.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { bake, collected, fill, prefilled } from './vocabulary/command.mjs';
import { Desk } from './vocabulary/desk.mjs';
import { openFile } from './vocabulary/files.mjs';
import { cellsOf, numbers } from './vocabulary/fixtures.mjs';
import { goHome } from './vocabulary/home.mjs';
import { action, openPage, painted } from './vocabulary/page.mjs';
import * as office from './vocabulary/office.mjs';
import { python } from './vocabulary/openers.mjs';
import * as places from './vocabulary/places.mjs';

async function begun(t, paths = () => []) {
  const desk = new Desk(t);
  const folder = desk.file('in');
  mkdirSync(folder);
  const hand = await desk.sit();
  await office.openOffice(hand);
  const given = paths(folder);
  if (given.length > 0) await office.collect(hand, given);
  return { desk, folder, hand };
}

const fiveSheets = (folder) => numbers.map((number) => office.put(folder, `${number}.json`, fill(cellsOf(number))));

const chosenForm = (hand, id, edition) =>
  hand.evaluate(
    ([form, of]) => {
      const options = [...document.querySelectorAll('[data-input="prefill-form"] option')];
      return options.find((option) => option.innerText.includes(form) && option.innerText.includes(of)).value;
    },
    [id, edition],
  );

const news = (hand) => hand.evaluate(() => [...document.querySelectorAll('[data-prefill-news]')].map((own) => own.innerText));

/** The members of an archive as python finds them: name and text. */
const unpacked = (path) =>
  JSON.parse(
    python('zipfile', 'import json, sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(json.dumps({i.filename: z.read(i).decode() for i in z.infolist()}))', [path]),
  );

test('drafts are made of last year’s sheets and of tables, a file each or one for each section', { timeout: 600_000 }, async (t) => {
  const { desk, hand } = await begun(t, fiveSheets);
  await hand.page.selectOption('[data-input="prefill-form"]', await chosenForm(hand, 'アクションプラン', 'r2'));
  let got = await hand.download(() => action(hand, 'prefill-next-year'));
  assert.match(got.name, /^下書き_\d{8}-\d{4}\.zip$/);
  const draftsIn = (zip) => Object.values(unpacked(zip)).map((text) => JSON.parse(text));
  let files = draftsIn(office.put(desk.root, 'next.zip', got.bytes));
  assert.equal(files.length, numbers.length);
  for (const draft of files) {
    assert.equal(draft.format, 'kohyo/draft');
    assert.ok(draft.cells['plan.number'] && !draft.cells['plan.updated']);
  }
  assert.match((await news(hand))[0], /下書きを5件作り、5個の/);

  // One file for each section, which the section opens as a whole.
  await hand.click('[data-input="by-section"]');
  got = await hand.download(() => action(hand, 'prefill-next-year'));
  const sections = got.name.endsWith('.zip') ? unpacked(office.put(desk.root, 'sections.zip', got.bytes)) : { [got.name]: got.bytes.toString('utf8') };
  const bundles = Object.values(sections).map((text) => JSON.parse(text));
  assert.equal(bundles.reduce((sum, bundle) => sum + bundle.items.length, 0), numbers.length);
  for (const name of Object.keys(sections)) assert.match(name, /^下書き_.+_\d{8}-\d{4}\.json$/);
  await hand.click('[data-input="by-section"]');

  // Rows of a table: CSV in Shift_JIS as Excel saves it, and a workbook. The command makes the same of them.
  const rows = [
    ['plan.number', '取組事業名', '担当部署', '効果', 'effect.saving.initial.2018'],
    ['52101', '窓口の改善', '企画部　情報課', '歳出削減、その他改善', '△ 3,518'],
    ['52102', '庁舎の点検', '総務部　契約課', '', ''],
  ];
  const script = `
import csv, json, openpyxl, sys
rows = json.loads(sys.argv[2])
with open(sys.argv[1] + '.csv', 'w', encoding='cp932', newline='') as file: csv.writer(file).writerows(rows)
book = openpyxl.Workbook()
for row in rows: book.active.append([cell or None for cell in row])
book.save(sys.argv[1] + '.xlsx')`;
  if (python('openpyxl', script, [join(desk.root, 'rows'), JSON.stringify(rows)]) !== false) {
    for (const end of ['csv', 'xlsx']) {
      got = await hand.download(() => hand.upload('[data-input="prefill-table"]', desk.file(`rows.${end}`)));
      files = draftsIn(office.put(desk.root, 'rows.zip', got.bytes));
      const first = files.find((draft) => draft.cells['plan.number'] === '52101');
      assert.deepEqual(first.cells['plan.effects'], ['歳出削減', 'その他改善']);
      assert.equal(first.cells['effect.saving.initial.2018'], '△ 3,518');
      assert.equal(first.cells['plan.department'], '企画部　情報課');
      assert.equal(files.length, 2);
    }
  }
  // What is no such table has its sentence.
  await hand.upload('[data-input="prefill-table"]', office.put(desk.root, 'wrong.csv', 'なぞの見出し\n1\n'));
  await hand.until(() => document.querySelector('[data-prefill-news]')?.innerText.includes('「なぞの見出し」'), undefined, 'the sentence');
  await hand.upload('[data-input="prefill-table"]', office.put(desk.root, 'wrong.xlsx', Buffer.from('PK\u0003\u0004 nothing')));
  await hand.until(() => document.querySelector('[data-prefill-news]')?.innerText.includes('Excelのファイル'), undefined, 'the sentence');

  // A section opens its draft.
  const one = office.put(desk.root, 'one.json', JSON.stringify(files[0]));
  await openFile(hand, one);
  assert.equal(await hand.evaluate(() => document.querySelector('[data-cell="plan.title"]').value), files[0].cells['plan.title']);
});

test('the page that is handed out carries forms, lists and the deadline', { timeout: 600_000 }, async (t) => {
  const { desk, hand } = await begun(t);
  await goHome(hand);
  const list = office.put(desk.root, '部署.csv', 'plan.department-code,plan.department\n020200,企画部　情報・業務改善課\n');
  await hand.upload('[data-input="form"]', list);
  await hand.until(() => document.querySelector('[data-list="部署.csv"]'), undefined, 'the list');
  await hand.click('[data-input="deadline"]');
  await hand.insert('令和8年12月11日（金）17時まで <b>');
  const { bytes } = await hand.download(() => action(hand, 'bake'));
  const same = bake(desk.page, ['--master', list, '--deadline', '令和8年12月11日（金）17時まで <b>']);
  assert.ok(bytes.equals(same), 'the command bakes the same bytes');

  const other = new Desk(t, { page: office.put(desk.root, 'baked.html', bytes) });
  const section = await other.sit();
  await openPage(section, '#/');
  assert.equal(
    await section.evaluate(() => document.querySelector('[data-deadline]').innerText),
    '提出の期限：令和8年12月11日（金）17時まで <b>',
  );
});

test('the office defines its own tables', { timeout: 600_000 }, async (t) => {
  const { desk, folder, hand } = await begun(t, fiveSheets);
  const titles = () => hand.evaluate(() => [...document.querySelectorAll('[data-input="table"] option')].map((option) => option.innerText));
  const before = await titles();
  const { name, bytes } = await hand.download(() => action(hand, 'save-tables'));
  assert.equal(name, '公表する表_kashiwa-action-plan.json');
  const own = bytes.toString('utf8').replace(/"tables": \[/, `"tables": [
    // 重要度ごとの表
    { "id": "own", "title": "重要度別の実績", "group": ["plan.importance"], "order": ["-plan.importance"], "totals": true,
      "columns": [ { "label": "重要度", "cell": "plan.importance" }, { "label": "件数", "count": true },
                   { "axis": "years", "label": "{years} 実績額", "sum": ["effect.total.actual.{years}"] } ] },
    { "id": "goals", "title": "最終目標の一覧", "order": ["-plan.number"],
      "columns": [ { "label": "番号", "cell": "plan.number" }, { "label": "最終目標", "cell": "plan.goal" } ] },`);
  const file = office.put(desk.root, '自分の表.json', own);
  await hand.upload('[data-input="tables"]', file);
  await hand.until(() => document.querySelector('[data-tables-news]'), undefined, 'the tables');
  await office.settled(hand);
  assert.deepEqual((await titles()).slice().sort(), [...before, '重要度別の実績', '最終目標の一覧'].sort());

  // It shows cells that no table of the form shows; after a reload too, also where one of the two
  // places in which they are kept lost them.
  await hand.reload();
  await office.settled(hand);
  const lost = await hand.evaluate(() => {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith('kohyo/tables/'));
    keys.forEach((key) => localStorage.removeItem(key));
    return keys.length;
  });
  assert.equal(lost, 1);
  await hand.reload();
  await office.settled(hand);
  assert.equal(await hand.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('kohyo/tables/')).length), 1);
  const shows = async (title) => {
    await hand.until((own) => [...document.querySelectorAll('[data-input="table"] option')].some((option) => option.innerText === own), title, 'the table');
    const value = await hand.evaluate((own) => [...document.querySelectorAll('[data-input="table"] option')].find((option) => option.innerText === own).value, title);
    await hand.page.selectOption('[data-input="table"]', value);
    await painted(hand);
    return hand.evaluate(() => [...document.querySelectorAll('tr[data-published]')].map((row) => [...row.cells].map((cell) => cell.innerText.trim())));
  };
  const goals = await shows('最終目標の一覧');
  assert.deepEqual(goals.map(([number]) => number), numbers.slice().sort().reverse());
  assert.equal(goals.find(([number]) => number === '52003')[1].replace(/\s/g, ''), cellsOf('52003')['plan.goal'].replace(/\s/g, ''));

  // The command writes the same tables into its workbook.
  const ours = office.put(desk.root, 'ours.xlsx', (await hand.download(() => action(hand, 'write-xlsx'))).bytes);
  const theirs = office.put(desk.root, 'theirs.xlsx', collected(folder, ['--tables', file], 'xlsx').bytes);
  const script = `
import openpyxl, sys
def rows(path, title):
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path)[title].iter_rows()]
for title in ('重要度別の実績', '最終目標の一覧'):
    a, b = (rows(path, title) for path in sys.argv[1:3])
    assert a == b and len(a) > 2, (title, a, b)
print('good')`;
  assert.ok([false, 'good'].includes(python('openpyxl', script, [ours, theirs])));

  const all = await titles();

  // The saved collection brings the tables to whoever opens it, and keeps those that are there.
  const saved = await hand.download(() => action(hand, 'save-collection'));
  const round = office.put(desk.root, 'round.json', saved.bytes);
  assert.deepEqual(JSON.parse(saved.bytes).collection.tables, [{ form: 'kashiwa-action-plan', text: own }]);
  const elsewhere = new Desk(t);
  const other = await elsewhere.sit();
  await office.openOffice(other);
  await office.collect(other, [office.put(elsewhere.root, 'one.json', fill(cellsOf(numbers[0])))]);
  await office.collect(other, [round]);
  const titlesOf = (of) => of.evaluate(() => [...document.querySelectorAll('[data-input="table"] option')].map((option) => option.innerText));
  assert.deepEqual(await titlesOf(other), all);
  assert.match(await other.evaluate(() => document.querySelector('[data-tables-news]').innerText), /「round.json」の表を/);
  assert.equal((await office.sheets(other)).length, numbers.length + 1);
  await other.reload();
  await office.settled(other);
  assert.deepEqual(await titlesOf(other), all);
  const again = await other.download(() => action(other, 'save-collection'));
  assert.deepEqual(JSON.parse(again.bytes).collection.tables, JSON.parse(saved.bytes).collection.tables);
  const changed = JSON.parse(saved.bytes);
  changed.collection.tables[0].text = own.replace('重要度別の実績', 'ほかの課の表');
  await office.collect(other, [office.put(elsewhere.root, 'changed.json', JSON.stringify(changed))]);
  assert.match(await other.evaluate(() => document.querySelector('[data-tables-news]').innerText), /今使っている定義と違う/);
  assert.deepEqual(await titlesOf(other), all);

  // So does the page that is handed out; the command bakes the same bytes.
  await goHome(hand);
  const { bytes: page } = await hand.download(() => action(hand, 'bake'));
  assert.ok(page.equals(bake(desk.page, ['--tables', file])), 'the command bakes the same bytes');
  const third = new Desk(t, { page: office.put(desk.root, 'baked.html', page) });
  const section = await third.sit();
  await office.openOffice(section);
  await office.collect(section, [office.put(third.root, 'one.json', fill(cellsOf(numbers[0])))]);
  assert.deepEqual(await titlesOf(section), all);
  await action(section, 'remove-tables');
  await office.settled(section);
  assert.deepEqual(await titlesOf(section), before);
  await section.reload();
  await office.settled(section);
  assert.deepEqual(await titlesOf(section), before, 'what was taken away stays away');
  await office.openOffice(hand);

  // A slip is named with its place, and changes nothing.
  await hand.upload('[data-input="tables"]', office.put(desk.root, 'slip.json', own.replace('"plan.goal" } ]', '"plan.gaol" } ]')));
  await hand.until(() => document.querySelector('[data-tables-news]')?.innerText.includes('plan.gaol'), undefined, 'the fault');
  assert.match(await hand.evaluate(() => document.querySelector('[data-tables-news]').innerText), /行目/);
  await action(hand, 'remove-tables');
  await office.settled(hand);
  assert.deepEqual(await titles(), before);
});

test('the workbooks in use become drafts, as the command makes them', { timeout: 600_000 }, async (t) => {
  const { desk, hand } = await begun(t);
  const books = desk.file('books');
  mkdirSync(books);
  const script = `
import openpyxl, sys
def book(name, page, cells):
    own = openpyxl.Workbook()
    own.active.title = page
    for address, value in cells.items(): own.active[address] = value
    own.save(sys.argv[1] + '/' + name)
book('1.xlsx', 'シート', {'B3': '1-02', 'C3': '使用料の見直し', 'H3': '総務課', 'H4': '財政課、情報推進課', 'B6': '料金の案を作る。', 'D10': 1000, 'F10': 1200.0, 'H10': '△1500', 'H14': '約千円'})
book('2.xlsx', '別のシート', {'B3': '1-03'})
book('4.xlsx', ' シ ー ト', {'B3': '1-04', 'C3': '電子申請', 'D10': 0})`;
  if (python('openpyxl', script, [books]) === false) return;
  office.put(books, '3.xlsx', 'これはExcelではない');
  // A form without addresses asks for no workbook; the one that has some does.
  const offered = () => hand.evaluate(() => document.querySelector('[data-input="prefill-workbooks"]').checkVisibility());
  await hand.page.selectOption('[data-input="prefill-form"]', await chosenForm(hand, 'アクションプラン', 'r2'));
  await painted(hand);
  assert.equal(await offered(), false);
  await goHome(hand);
  const beside = ['form.json', 'sections.csv', 'texts.csv'].map((name) => join(places.elsewhere, name));
  await hand.upload('[data-input="form"]', beside);
  await hand.until(() => document.querySelector('[data-loaded-form="action-progress"]'), undefined, 'the form');
  await office.openOffice(hand);
  const [, title] = readFileSync(join(places.elsewhere, 'form.json'), 'utf8').match(/"title": "([^"]+)"/u);
  await hand.page.selectOption('[data-input="prefill-form"]', await chosenForm(hand, title, '（r8）'));
  await painted(hand);
  assert.equal(await offered(), true);

  const names = ['1.xlsx', '2.xlsx', '3.xlsx', '4.xlsx'];
  const got = await hand.download(() => hand.upload('[data-input="prefill-workbooks"]', names.map((name) => join(books, name))));
  const cells = (texts) => texts.map((text) => JSON.parse(text).cells).sort((a, b) => a['action.number'].localeCompare(b['action.number']));
  const ours = cells(Object.values(unpacked(office.put(desk.root, 'books.zip', got.bytes))));
  const theirs = prefilled(join(places.elsewhere, 'form.json'), books);
  assert.deepEqual(ours, cells(theirs.texts));
  assert.equal(ours.length, 2);
  assert.equal(ours[0]['money.planned.amount.2026'], '△1500');
  assert.equal(ours[1]['money.planned.amount.2024'], '0');
  // The same list of what could not be read; a broken file is named by both.
  const said = await news(hand);
  const lines = theirs.stderr.replaceAll(`${books}/`, '').split('\n').filter((line) => /^[124]\.xlsx/.test(line));
  assert.ok(lines.length >= 3, theirs.stderr);
  for (const line of lines) assert.ok(said.includes(line), `${line}\n${said.join('\n')}`);
  assert.ok(said.some((line) => line.includes('「3.xlsx」')) && theirs.stderr.includes('3.xlsx'));
  assert.match(said.at(-1), /下書きを2件作り/);
});

test('the list of what was to come may be a workbook', { timeout: 600_000 }, async (t) => {
  const { desk, folder, hand } = await begun(t, fiveSheets);
  const script = `
import openpyxl, sys
book = openpyxl.Workbook()
book.active.append(['部署', '番号', '名称', '件数'])
for number in ('52001', '52002', '52003', '52004', '52005', '52006'): book.active.append([None, number, None, None])
book.save(sys.argv[1])`;
  const list = desk.file('一覧.xlsx');
  if (python('openpyxl', script, [list]) === false) return;
  await hand.upload('input[data-input="expected"]', list);
  await hand.until(() => document.querySelector('[data-expected-list="一覧.xlsx"]'), undefined, 'the list');
  const heard = collected(folder, ['--expect', list]);
  const said = (await office.together(hand)).map(({ sentence }) => sentence).sort();
  assert.deepEqual(said, heard.sentences.map((own) => own.replaceAll(`${folder}/`, '')).sort());
  assert.ok(said.some((sentence) => sentence.includes('52002')));
  // It is kept as the others are.
  await hand.reload();
  await office.settled(hand);
  assert.equal(await hand.evaluate(() => document.querySelector('[data-expected-list]').dataset.expectedList), '一覧.xlsx');
  assert.ok(readFileSync(list).length > 0);
});
