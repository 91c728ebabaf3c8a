// Several sheets on one machine: kept apart, named, duplicated, deleted on purpose only; and undo.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';

import { allTexts, textOfCell } from './vocabulary/cells.mjs';
import { fill } from './vocabulary/command.mjs';
import { Desk } from './vocabulary/desk.mjs';
import { draftFile, offer, openFile } from './vocabulary/files.mjs';
import { cellsOf } from './vocabulary/fixtures.mjs';
import { draftAction, drafts, goHome, newSheet, openDraft } from './vocabulary/home.mjs';
import { action, openPage, painted } from './vocabulary/page.mjs';
import { goOn, question, sayNo } from './vocabulary/questions.mjs';
import { saved } from './vocabulary/saving.mjs';
import { typeCell, typeCells } from './vocabulary/typing.mjs';

const timeout = 120_000;

test('several drafts stand side by side, each with its name and progress', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  const names = [
    ['52001', 'バッチ処理コストの適正化'],
    ['52003', '救急救命ネットワーク事業'],
  ];
  const ids = [];
  for (const [number, title] of names) {
    await goHome(hand);
    ids.push(await newSheet(hand));
    await typeCells(hand, { 'plan.number': number, 'plan.title': title });
    await saved(hand);
  }
  await goHome(hand);
  ids.push(await newSheet(hand, 'kashiwa-action-plan', 'h30'));
  await typeCell(hand, 'plan.title', '旧い様式の個票');
  await saved(hand);
  assert.equal(new Set(ids).size, 3);

  const listed = Object.fromEntries((await drafts(hand)).map(({ id, text }) => [id, text]));
  assert.deepEqual(Object.keys(listed).sort(), [...ids].sort());
  for (const [at, [number, title]] of names.entries()) {
    assert.ok(listed[ids[at]].includes(number) && listed[ids[at]].includes(title), listed[ids[at]]);
  }
  // How it is shown is the page's affair: as words, or as a bar with its value.
  const progress = await hand.evaluate(() =>
    [...document.querySelectorAll('[data-draft]')].map(
      (row) =>
        row.querySelector('progress, meter, [role="progressbar"]') !== null ||
        /\d\s*[%％]|\d+\s*[/／]\s*\d+/.test(row.innerText),
    ),
  );
  assert.deepEqual(progress, [true, true, true]);

  await openDraft(hand, ids[1]);
  assert.equal(await textOfCell(hand, 'plan.number'), '52003');
  await openDraft(hand, ids[0]);
  assert.equal(await textOfCell(hand, 'plan.number'), '52001');
});

test('a duplicate is a sheet of its own', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  const first = await newSheet(hand);
  await typeCells(hand, { 'plan.title': '元の個票', 'effect.saving.initial.2016': '△ 3,518' });
  await saved(hand);
  await draftAction(hand, first, 'duplicate');
  await goHome(hand);
  await hand.until(() => document.querySelectorAll('[data-draft]').length === 2, undefined, 'two drafts');
  const second = (await drafts(hand)).map(({ id }) => id).find((id) => id !== first);
  await openDraft(hand, second);
  assert.equal(await textOfCell(hand, 'effect.saving.initial.2016'), '△ 3,518');
  await typeCell(hand, 'plan.title', '写しの個票');
  await saved(hand);
  await openDraft(hand, first);
  assert.equal(await textOfCell(hand, 'plan.title'), '元の個票');
});

test('a draft is deleted after a question only', { timeout }, async (t) => {
  const desk = new Desk(t);
  let hand = await desk.sit();
  await openPage(hand);
  const keep = await newSheet(hand);
  await typeCell(hand, 'plan.title', '残す個票');
  await saved(hand);
  await goHome(hand);
  const drop = await newSheet(hand);
  await typeCell(hand, 'plan.title', '消す個票');
  await saved(hand);

  await draftAction(hand, drop, 'delete');
  assert.ok((await question(hand)).includes('消す個票'), 'the question names the sheet');
  await sayNo(hand);
  assert.equal((await drafts(hand)).length, 2);

  await draftAction(hand, drop, 'delete');
  await goOn(hand, 'delete');
  await goHome(hand);
  await hand.until(() => document.querySelectorAll('[data-draft]').length === 1, undefined, 'one draft');
  await desk.leave();
  hand = await desk.sit();
  await openPage(hand);
  assert.deepEqual((await drafts(hand)).map(({ id }) => id), [keep]);
});

test('undo and redo go through the whole sheet', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  await newSheet(hand);
  const [first, second] = ['effect.saving.initial.2016', 'effect.saving.initial.2017'];
  const total = 'effect.saving.initial.final';
  await typeCells(hand, { [first]: '21,982', [second]: '9,543' });
  await painted(hand);
  const steps = async (name, done) => {
    // A step may be a key or a whole box; it is never more than was typed.
    for (let step = 0; step < '9,543'.length && !(await done()); step += 1) {
      await action(hand, name);
      await painted(hand);
    }
  };
  await steps('undo', async () => (await textOfCell(hand, second)) === '');
  assert.equal(await textOfCell(hand, second), '');
  assert.equal(await textOfCell(hand, first), '21,982', 'the other box is untouched');
  assert.equal(await textOfCell(hand, total), '21,982');
  await steps('redo', async () => (await textOfCell(hand, second)) === '9,543');
  assert.equal(await textOfCell(hand, total), '31,525');
});

test('a draft goes to a file and comes back whole', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  await newSheet(hand);
  await typeCells(hand, { 'plan.title': '途中の個票', 'plan.goal': '①一つ目\n・二つ目', 'plan.created': 'R2.4.' });
  await saved(hand);
  const before = await allTexts(hand);
  const { bytes } = await draftFile(hand);
  writeFileSync(desk.file('draft.json'), bytes);

  const colleague = new Desk(t);
  const other = await colleague.sit();
  await openPage(other);
  await openFile(other, desk.file('draft.json'));
  assert.deepEqual(await allTexts(other), before);
});

test('a document that is here already asks before anything is replaced', { timeout }, async (t) => {
  const desk = new Desk(t);
  writeFileSync(desk.file('sheet.json'), fill(cellsOf('52003')));
  const hand = await desk.sit();
  await openPage(hand);
  const id = await openFile(hand, desk.file('sheet.json'));
  await typeCell(hand, 'plan.goal', 'ここで書き足した目標');
  await saved(hand);
  await offer(hand, desk.file('sheet.json'));
  await sayNo(hand);
  assert.deepEqual((await drafts(hand)).map((draft) => draft.id), [id]);
  await openDraft(hand, id);
  assert.equal(await textOfCell(hand, 'plan.goal'), 'ここで書き足した目標');
});
