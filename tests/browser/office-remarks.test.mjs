// The office and a section remark, answer and close on both sides; nothing is lost in either direction.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fill } from './vocabulary/command.mjs';
import { Desk } from './vocabulary/desk.mjs';
import { handIn, offer, openFile } from './vocabulary/files.mjs';
import { cellsOf } from './vocabulary/fixtures.mjs';
import { action, openPage } from './vocabulary/page.mjs';
import { saved } from './vocabulary/saving.mjs';
import * as office from './vocabulary/office.mjs';

const noDialog = (hand) => hand.until(() => !document.querySelector('dialog[open]'), undefined, 'the dialog to close');

/** The officer remarks on the latest version of the sheet. */
async function remark(hand, file, cell, text) {
  await hand.click(`tr[data-file="${file}"] [data-action="open-sheet"]`);
  await hand.until(() => document.querySelector('dialog#compared[open] form'), undefined, 'the sheet');
  await hand.page.selectOption('#compared [data-input="remark-cell"]', cell);
  await hand.click('#compared [data-input="remark"]');
  await hand.insert(text);
  await hand.click('#compared [data-action="remark"]');
  await hand.until((own) => [...document.querySelectorAll('#compared [data-comment]')].some((one) => one.innerText.includes(own)), text, 'the remark');
  await hand.press('Escape');
  await noDialog(hand);
  await office.settled(hand);
}

/** The remarks on a sheet as the officer sees them: text and whether it is closed. */
async function remarks(hand, file) {
  await hand.click(`tr[data-file="${file}"] [data-action="open-sheet"]`);
  await hand.until(() => document.querySelector('dialog#compared[open] form'), undefined, 'the sheet');
  const found = await hand.evaluate(() =>
    [...document.querySelectorAll('#compared [data-comment]')].map((own) => [own.querySelector('p:last-of-type').innerText, own.dataset.resolved]),
  );
  await hand.press('Escape');
  await noDialog(hand);
  return Object.fromEntries(found);
}

async function close(hand, file, text) {
  await hand.click(`tr[data-file="${file}"] [data-action="open-sheet"]`);
  await hand.until(() => document.querySelector('dialog#compared[open] form'), undefined, 'the sheet');
  await hand.page.locator('#compared [data-comment]', { hasText: text }).locator('[data-action="resolve"]').first().click();
  await hand.until((own) => [...document.querySelectorAll('#compared [data-resolved="true"]')].some((one) => one.innerText.includes(own)), text, 'the closed remark');
  await hand.press('Escape');
  await noDialog(hand);
  await office.settled(hand);
}

const sendBack = (hand) => hand.download(() => hand.click('tr[data-send-back] [data-action="send-back"]'));

async function answer(hand, text) {
  await hand.click('[data-input="answer"]');
  await hand.insert(text);
  await hand.click('[data-action="answer"]');
  await hand.until((own) => [...document.querySelectorAll('.comments [data-comment]')].some((one) => one.innerText.includes(own)), text, 'the answer');
  await saved(hand);
}

const seen = (hand) =>
  hand.evaluate(() =>
    Object.fromEntries([...document.querySelectorAll('.comments [data-comment]')].map((own) => [own.querySelector('p:last-of-type').innerText, own.dataset.resolved])),
  );

test('both sides worked on, and nothing is lost', { timeout: 600_000 }, async (t) => {
  const desk = new Desk(t);
  const other = new Desk(t);
  const hand = await desk.sit();
  const section = await other.sit();
  await office.openOffice(hand);
  await office.collect(hand, [office.put(desk.root, '52003.json', fill(cellsOf('52003')))]);
  await remark(hand, '52003.json', 'plan.goal', 'その一 目標を数で');
  const first = office.put(desk.root, 'first.json', (await sendBack(hand)).bytes);

  // While the section works on what came back, the office remarks again and sends again.
  await openPage(section);
  await openFile(section, first);
  await section.page.locator('[data-cell="plan.goal"]').fill('待ち日数を10日にする');
  await answer(section, '返事の一 直しました');
  await remark(hand, '52003.json', 'plan.title', 'その二 名称を短く');
  await close(hand, '52003.json', 'その一');
  const second = office.put(desk.root, 'second.json', (await sendBack(hand)).bytes);

  // The section takes the remarks alone: its own text and its answer stay.
  await offer(section, second);
  await section.until(() => document.querySelector('dialog#arrival[open] [data-action="take-comments"]'), undefined, 'the question');
  await section.click('dialog#arrival [data-action="take-comments"]');
  await section.until(() => document.querySelector('[data-cell="plan.goal"]'), undefined, 'the sheet');
  assert.equal(await section.evaluate(() => document.querySelector('[data-cell="plan.goal"]').value), '待ち日数を10日にする');
  assert.deepEqual(await seen(section), { 'その一 目標を数で': 'true', '返事の一 直しました': 'false', 'その二 名称を短く': 'false' });
  await answer(section, '返事の二 短くします');
  const { bytes, sheet } = await handIn(section);
  assert.equal(sheet.comments.length, 4);

  // Meanwhile the office went on, and closed nothing of what it has not seen.
  await remark(hand, '52003.json', 'plan.goal', 'その三 期限も');
  await office.collect(hand, [office.put(desk.root, '52003-2.json', bytes)]);
  assert.equal((await office.statuses(hand))['52003.json'], 'superseded');
  const all = {
    'その一 目標を数で': 'true',
    '返事の一 直しました': 'false',
    'その二 名称を短く': 'false',
    '返事の二 短くします': 'false',
    'その三 期限も': 'false',
  };
  assert.deepEqual(await remarks(hand, '52003-2.json'), all);
  await hand.click('tr[data-file="52003-2.json"] [data-action="compare-versions"]');
  await hand.until(() => document.querySelector('dialog#compared[open] table'), undefined, 'the versions');
  assert.deepEqual((await office.compared(hand)).lines.map(({ cell }) => cell), ['plan.goal']);
  await hand.press('Escape');
  await noDialog(hand);

  // The old version handed in once more, the browser closed, the collection saved and opened elsewhere: still all.
  await office.collect(hand, [office.put(desk.root, 'again/52003.json', fill(cellsOf('52003')))]);
  assert.deepEqual(await remarks(hand, '52003-2.json'), all);
  const kept = office.put(desk.root, 'round.json', (await hand.download(() => action(hand, 'save-collection'))).bytes);
  await desk.leave();
  const later = await desk.sit();
  await office.openOffice(later);
  assert.deepEqual(await remarks(later, '52003-2.json'), all);
  await office.openOffice(section);
  await office.collect(section, [kept]);
  assert.deepEqual(await remarks(section, '52003-2.json'), all);

  // And back to the section with all of them.
  const third = JSON.parse((await sendBack(later)).bytes.toString('utf8'));
  const newest = third.items.find((item) => item.cells['plan.goal'].raw === '待ち日数を10日にする');
  assert.deepEqual(Object.fromEntries(newest.comments.filter(({ id }) => !id.startsWith('finding-')).map(({ text, resolved }) => [text, String(resolved)])), all);
});
