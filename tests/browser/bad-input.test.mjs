// What people get wrong, and what a machine gets wrong: nothing of it may cost a text or a draft.
import assert from 'node:assert/strict';
import { closeSync, ftruncateSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { test } from 'node:test';

import { allTexts, at, message, textOfCell } from './vocabulary/cells.mjs';
import { fill } from './vocabulary/command.mjs';
import { Desk } from './vocabulary/desk.mjs';
import { draftFile, handIn, offer, openFile, refusal } from './vocabulary/files.mjs';
import { findings } from './vocabulary/findings.mjs';
import { cellsOf } from './vocabulary/fixtures.mjs';
import { drafts, goHome, newSheet, openDraft } from './vocabulary/home.mjs';
import { again, openPage, painted, visibleText } from './vocabulary/page.mjs';
import { notKept, saved } from './vocabulary/saving.mjs';
import { typeCell, typeInto } from './vocabulary/typing.mjs';

const timeout = 120_000;
const amount = 'effect.saving.initial.2016';

const typos = [
  { what: 'a letter in an amount', cells: { [amount]: '12a' }, code: /^number\./ },
  { what: 'a comma in the wrong place', cells: { [amount]: '1,00' }, code: /^number\./ },
  { what: 'a sign without a number', cells: { [amount]: '△' }, code: /^number\./ },
  { what: 'a thirteenth month', cells: { 'plan.created': 'R2.13.1' }, code: /^date\./ },
  { what: 'a thirtieth of February', cells: { 'plan.created': 'R2.2.30' }, code: /^date\.no-such-day$/ },
  {
    what: 'a plan that ends before it begins',
    cells: { 'plan.period.from': 'R2', 'plan.period.to': 'H28' },
    code: /^period\.reversed$/,
  },
  { what: 'a 番号 of four digits', cells: { 'plan.number': '5200' }, code: /^text\.pattern$/ },
];

test('a slip is named under its box and in the list, and the text stays', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  for (const { what, cells, code } of typos) {
    await t.test(what, async () => {
      await goHome(hand);
      const draft = await newSheet(hand);
      for (const [id, text] of Object.entries(cells)) await typeCell(hand, id, text);
      await painted(hand);

      const ids = Object.keys(cells);
      const about = (await findings(hand)).filter(
        (one) => code.test(one.code) && one.cells.some((cell) => ids.includes(cell)),
      );
      assert.ok(about.length > 0, `no finding like ${code}`);
      assert.ok(about.every((one) => /\p{Script=Han}|\p{Script=Hiragana}/u.test(one.text)), 'in Japanese');
      const under = [];
      for (const id of ids) under.push(await message(hand, id));
      assert.ok(under.some((text) => text.includes('。')), 'a sentence under the box');
      assert.ok(
        await hand.evaluate(
          (selectors) => selectors.some((s) => document.querySelector(s).getAttribute('aria-invalid') === 'true'),
          ids.map(at),
        ),
        'aria-invalid at the box',
      );

      // Everything else goes on working.
      await typeCell(hand, 'effect.revenue.actual.2020', '１，２３４');
      await painted(hand);
      assert.equal(await textOfCell(hand, 'effect.revenue.actual.final'), '1,234');
      for (const [id, text] of Object.entries(cells)) assert.equal(await textOfCell(hand, id), text, id);
      await saved(hand);
      await openDraft(hand, draft);
      for (const [id, text] of Object.entries(cells)) assert.equal(await textOfCell(hand, id), text, id);
      const { sheet } = await handIn(hand);
      assert.equal(sheet.status, 'pending');
      for (const [id, text] of Object.entries(cells)) assert.equal(sheet.cells[id].raw, text, id);
    });
  }
});

test('a half-typed figure never disturbs the typing', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  await newSheet(hand);
  for (const part of ['△', '△ ', '△ 1,', '△ 1,2', '△ 1,234']) {
    await typeInto(hand, amount, part);
    await painted(hand);
    assert.equal(await textOfCell(hand, amount), part);
  }
  assert.equal(await textOfCell(hand, 'effect.saving.initial.final'), '△ 1,234');
});

function hugeFile(path) {
  const file = openSync(path, 'w');
  writeSync(file, '{"format":"kohyo/submission","version":1,"cells":"');
  ftruncateSync(file, 200 * 1024 * 1024);
  closeSync(file);
}

test('a file that cannot be opened is refused in one sentence', { timeout }, async (t) => {
  const good = JSON.parse(fill(cellsOf('52001')));
  const files = {
    'not-json.json': '個票です',
    'empty.json': '',
    'another-format.json': JSON.stringify({ format: 'someone/else', version: 1 }),
    'newer.json': JSON.stringify({ ...good, version: 99 }),
    'damaged.json': JSON.stringify({
      ...good,
      cells: { ...good.cells, 'plan.title': { raw: '後から書き換えた名称' } },
    }),
  };
  const desk = new Desk(t);
  for (const [name, text] of Object.entries(files)) writeFileSync(desk.file(name), text);
  hugeFile(desk.file('huge.json'));

  let hand = await desk.sit();
  await openPage(hand);
  const draft = await newSheet(hand);
  await typeCell(hand, 'plan.title', '先に書いていた個票');
  await saved(hand);
  const kept = await allTexts(hand);

  const sentences = new Map();
  for (const name of [...Object.keys(files), 'huge.json']) {
    await t.test(name, async () => {
      // A fresh start of the page, so that no older sentence is read.
      await openPage(hand, '#/');
      await again(hand);
      await offer(hand, desk.file(name));
      const sentence = await refusal(hand);
      assert.match(sentence, /。/);
      assert.ok(![...sentences.values()].includes(sentence), `the sentence tells the case: ${sentence}`);
      sentences.set(name, sentence);
      if (await hand.evaluate(() => document.querySelector('dialog[open]') !== null)) await hand.press('Escape');
      assert.deepEqual((await drafts(hand)).map(({ id }) => id), [draft], 'no draft more or less');
    });
  }
  await openDraft(hand, draft);
  assert.deepEqual(await allTexts(hand), kept, 'the draft is untouched');
});

// A policy that blocks site data: every store refuses.
function refuseStores() {
  const refuse = () => {
    throw new DOMException('The request was denied.', 'SecurityError');
  };
  Object.defineProperty(window, 'localStorage', { get: refuse });
  Object.defineProperty(window, 'sessionStorage', { get: refuse });
  Object.defineProperty(window, 'indexedDB', { get: refuse });
}

test('where the browser keeps nothing, the page works, says so and offers the file', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit({ before: [refuseStores] });
  await openPage(hand);
  await newSheet(hand);
  await worksWithoutStore(hand);
});

test('where the store is full, the page works, says so and offers the file', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  // Every file:// page of a profile shares one store; here a neighbour has filled it.
  writeFileSync(desk.file('neighbour.html'), '<!doctype html><title>neighbour</title>');
  await hand.goto(`file://${desk.file('neighbour.html')}`);
  await hand.evaluate(() => {
    for (let size = 1 << 22; size >= 1; size >>= 1) {
      try {
        for (let n = 0; ; n += 1) localStorage.setItem(`neighbour-${size}-${n}`, 'x'.repeat(size));
      } catch {
        // This size fits no more; the next smaller one may.
      }
    }
  });
  // The neighbour is not the page; its own address is no foreign request.
  hand.watch.requests.length = 0;
  await openPage(hand);
  await newSheet(hand);
  await worksWithoutStore(hand);
});

async function worksWithoutStore(hand) {
  await typeCell(hand, amount, '△ 3,518');
  await painted(hand);
  assert.equal(await textOfCell(hand, 'effect.saving.initial.final'), '△ 3,518');
  await notKept(hand);
  assert.match(await visibleText(hand), /保存(され|でき|して)/, 'it says in words that nothing is kept');
  const { bytes } = await draftFile(hand);
  const file = JSON.parse(bytes.toString('utf8'));
  assert.equal(file.format, 'kohyo/draft');
  assert.ok(bytes.includes('△ 3,518'));
  const { sheet } = await handIn(hand);
  assert.equal(sheet.cells[amount].raw, '△ 3,518');
}

test('markup in a text is shown as text, wherever it stands', { timeout }, async (t) => {
  const evil = '<img src=x onerror="window.__ran=1"><b>題</b>';
  const harmless = async (hand, where) => {
    assert.deepEqual(
      await hand.evaluate(() => [window.__ran ?? 0, document.querySelectorAll('img[src="x"], b').length]),
      [0, 0],
      where,
    );
  };
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  const draft = await newSheet(hand);
  for (const id of ['plan.title', 'plan.goal', 'plan.number', 'plan.created', amount]) {
    await typeCell(hand, id, evil);
    assert.equal(await textOfCell(hand, id), evil, id);
  }
  await painted(hand);
  await harmless(hand, 'on the sheet');
  await saved(hand);
  const listed = (await drafts(hand)).find(({ id }) => id === draft);
  assert.ok(listed.text.includes('<b>題</b>'), 'the list shows the text itself');
  await harmless(hand, 'in the list');

  const sheet = JSON.parse(
    fill({ ...cellsOf('52001'), 'plan.title': evil, 'plan.goal': evil, 'plan.importance': evil, [evil]: evil }),
  );
  writeFileSync(desk.file('evil.json'), JSON.stringify(sheet));
  const colleague = new Desk(t);
  const other = await colleague.sit();
  await openPage(other);
  await openFile(other, desk.file('evil.json'));
  assert.equal(await textOfCell(other, 'plan.title'), evil);
  await harmless(other, 'from a file');
  await drafts(other);
  await harmless(other, 'in the list, from a file');

  writeFileSync(desk.file('evil-format.json'), JSON.stringify({ format: evil, version: 1 }));
  await offer(other, desk.file('evil-format.json'));
  await refusal(other);
  await harmless(other, 'in the sentence about a file');
});
