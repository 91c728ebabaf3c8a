// A form that is no part of the page: loaded, used, handed out in a copy of the page.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { textOfCell } from './vocabulary/cells.mjs';
import { bake } from './vocabulary/command.mjs';
import { Desk } from './vocabulary/desk.mjs';
import { handIn, openFile } from './vocabulary/files.mjs';
import { findings } from './vocabulary/findings.mjs';
import { goHome, newSheet } from './vocabulary/home.mjs';
import { action, openPage, painted } from './vocabulary/page.mjs';
import { typeCell } from './vocabulary/typing.mjs';

const timeout = 120_000;
const trial = fileURLToPath(new URL('../fixtures/forms/every-kind.json', import.meta.url));
const offer = '[data-action="new"][data-form="trial"][data-edition="r8"]';

const elsewhere = (name) => fileURLToPath(new URL(`../fixtures/forms/elsewhere/${name}`, import.meta.url));
const offerElsewhere = '[data-action="new"][data-form="action-progress"][data-edition="r8"]';

const offered = (hand) => hand.until((wanted) => document.querySelector(wanted) !== null, offer, 'the form on home');
const policy = (hand) =>
  hand.evaluate(() => document.querySelector('meta[http-equiv="Content-Security-Policy"]').content);

test('a form is loaded, filled in, and handed out in a copy of the page', { timeout }, async (t) => {
  const desk = new Desk(t);
  const list = desk.file('部署.csv');
  writeFileSync(list, '\ufeff担当部署,番号\r\n総務課,010\r\n税務課,020\r\n');
  const hand = await desk.sit();
  await openPage(hand);
  const own = await policy(hand);
  await hand.upload('[data-input="form"]', [trial, list]);
  await offered(hand);

  await newSheet(hand, 'trial', 'r8');
  await typeCell(hand, 'section', '税務課');
  assert.equal(await textOfCell(hand, 'number'), '020', 'the list fills the number');
  await typeCell(hand, 'a', '△ 1,200');
  await typeCell(hand, 'b', '200');
  await painted(hand);
  assert.equal(await textOfCell(hand, 'sum'), '△ 1,000');
  const { sheet } = await handIn(hand);
  assert.equal(sheet.form.id, 'trial');
  assert.equal(sheet.cells.sum.value, '-1000');

  await goHome(hand);
  const { bytes } = await hand.download(() => action(hand, 'bake'));
  const commands = bake(desk.page, [trial, '--master', list]);
  assert.ok(commands.equals(bytes), 'the command writes the same copy, byte for byte');
  const copy = desk.file('copy.html');
  writeFileSync(copy, bytes);
  assert.ok(bake(copy, []).equals(bytes), 'and the same of a copy');
  await desk.leave();

  const elsewhere = new Desk(t, { page: copy });
  const other = await elsewhere.sit();
  await openPage(other);
  await offered(other);
  assert.equal(await policy(other), own);
  const element = await other.evaluate(() => document.getElementById('kohyo-baked').textContent);
  const digest = await other.evaluate(() => document.querySelector('[data-baked-digest]').textContent);
  assert.equal(digest, `sha256:${createHash('sha256').update(element).digest('hex')}`);
  await newSheet(other, 'trial', 'r8');
  await typeCell(other, 'section', '総務課');
  assert.equal(await textOfCell(other, 'number'), '010');
  await goHome(other);
  const again = await other.download(() => action(other, 'bake'));
  assert.ok(Buffer.from(again.bytes).equals(Buffer.from(bytes)), 'a copy copies itself');
  await elsewhere.leave();

  // The next version of the page takes over what the copy carried.
  const newer = new Desk(t);
  const third = await newer.sit();
  await openPage(third);
  await third.upload('[data-input="page"]', copy);
  await offered(third);
  assert.ok(bake(newer.page, ['--from', copy]).equals(Buffer.from((await third.download(() => action(third, 'bake'))).bytes)));
});

test('a bad form is shown beside its faults and harms nothing', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  const text = readFileSync(trial, 'utf8');
  const bad = {
    'cycle.json': text.replace('"a", "label": "甲", "kind"', '"a", "compute": "sum", "label": "甲", "kind"'),
    'unknown.json': text.replace('"a + b"', '"a + nowhere"'),
    'markup.json': text.replace('"kind": "mark"', '"kind": "<img src=x onerror=alert(1)>"'),
    'deep.json': '['.repeat(100_000),
    'none.json': 'これは様式ではありません',
  };
  const named = { 'cycle.json': /sum/u, 'unknown.json': /nowhere/u, 'markup.json': /<img/u, 'deep.json': /。/u, 'none.json': /。/u };
  for (const [name, wrong] of Object.entries(bad)) {
    const path = desk.file(name);
    writeFileSync(path, wrong);
    await hand.upload('[data-input="form"]', path);
    const said = await hand.until(
      (file) =>
        [...document.querySelectorAll('[data-refused], [role="status"] .alert')]
          .map((element) => element.innerText)
          .find((shown) => shown.includes(file)),
      name,
      `a refusal of ${name}`,
    );
    assert.match(said, named[name]);
    assert.match(said, /\p{Script=Hiragana}/u);
  }
  assert.equal(await hand.evaluate(() => document.querySelectorAll('img').length), 0);
  await newSheet(hand);
});

test('a form and the tables beside it are chosen together', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  const said = (selector, part) =>
    hand.until(
      ([where, wanted]) =>
        [...document.querySelectorAll(where)].map((element) => element.innerText).find((text) => text.includes(wanted)),
      [selector, part],
      part,
    );
  // Without its tables it is refused, and each of them is named.
  await hand.upload('[data-input="form"]', elsewhere('form.json'));
  const refused = await said('[data-refused]', 'sections.csv');
  assert.match(refused, /texts\.csv/u);
  await hand.upload('[data-input="form"]', ['form.json', 'sections.csv', 'texts.csv'].map(elsewhere));
  await hand.until((wanted) => document.querySelector(wanted) !== null, offerElsewhere, 'the form on home');
  assert.equal(await hand.evaluate(() => document.querySelectorAll('[data-list]').length), 0, 'no list of the office');

  await newSheet(hand, 'action-progress', 'r8');
  const choices = await hand.evaluate(() =>
    [...document.querySelector('select[data-cell="action.owner"]').options]
      .filter((option) => !option.hidden)
      .map((option) => option.label),
  );
  assert.deepEqual(choices, ['', '総務課', '財政課', '情報推進課'], 'a section that is no more is not offered');
  const partners = await hand.evaluate(() =>
    [...document.querySelectorAll('[data-cell="action.partners"] .choice')].map((choice) => [choice.innerText.trim(), choice.checkVisibility()]),
  );
  assert.deepEqual(partners.filter(([, seen]) => seen).map(([label]) => label), ['総務課', '財政課', '情報推進課']);
  assert.equal(partners.length, 4, 'the one that is no more is there, and not shown');
  // A mark stands at what is required in any case.
  const marked = await hand.evaluate(() => [...document.querySelectorAll('[aria-required]')].map((box) => box.dataset.cell));
  assert.deepEqual(marked, ['action.number', 'action.name', 'action.owner']);
  // What the form wants said at once is said at once.
  assert.deepEqual((await findings(hand)).map(({ code, cells }) => [code, ...cells]), [['required', 'action.number']]);

  // A file made under the revision before.
  const old = desk.file('前の改訂.json');
  writeFileSync(
    old,
    JSON.stringify({
      format: 'kohyo/draft',
      version: 1,
      form: { id: 'action-progress', edition: 'r8', revision: 1 },
      document: { id: '6f9619ff-8b86-d011-b42d-00c04fc964ff' },
      cells: { 'action.number': '1-02', 'action.section': '財政課', 'action.fax': '04-0000-0000', 'gone.note': '<b>残す文</b>' },
      saved: { at: '2026-11-20T12:00:00+09:00', application: 'kohyo 0.1.0' },
    }),
  );
  await openFile(hand, old);
  const items = await hand.evaluate(() =>
    [...document.querySelectorAll('[data-boxless]')].map((item) => [
      item.dataset.boxless,
      item.querySelector('dt').textContent,
      item.querySelector('dd').textContent,
      item.closest('section').querySelector('h2').textContent,
    ]),
  );
  assert.deepEqual(items, [
    ['action.fax', 'ファックス番号', '04-0000-0000', '旧様式の項目'],
    ['gone.note', 'gone.note', '<b>残す文</b>', '旧様式の項目'],
  ]);
  const told = (await findings(hand)).filter(({ code }) => code === 'cell.old');
  assert.deepEqual(told.map(({ severity, cells }) => [severity, ...cells]), [['notice', 'action.fax'], ['notice', 'gone.note']]);
  const { sheet } = await handIn(hand);
  assert.equal(sheet.form.revision, 2);
  assert.deepEqual(sheet.cells['action.owner'], { raw: '財政課', value: '010200' });
  assert.deepEqual(sheet.cells['action.fax'], { raw: '04-0000-0000', old: true });
  assert.deepEqual(sheet.cells['gone.note'], { raw: '<b>残す文</b>', old: true });
});
