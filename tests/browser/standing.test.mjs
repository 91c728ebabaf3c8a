// Knowing where one stands: progress, what is missing, changes, search, charts, help, next year.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';

import { at, textOfCell } from './vocabulary/cells.mjs';
import { fill } from './vocabulary/command.mjs';
import { Desk } from './vocabulary/desk.mjs';
import { openFile } from './vocabulary/files.mjs';
import { cellsOf } from './vocabulary/fixtures.mjs';
import { drafts, newSheet, onSheet } from './vocabulary/home.mjs';
import { action, again, openPage, painted, route } from './vocabulary/page.mjs';
import { saved } from './vocabulary/saving.mjs';
import { focus, typeCell } from './vocabulary/typing.mjs';

const timeout = 120_000;

const text = (hand, selector) =>
  hand.evaluate((wanted) => document.querySelector(wanted)?.textContent.trim() ?? null, selector);

const spotted = (hand, list) =>
  hand.evaluate((wanted) => [...document.querySelectorAll(`${wanted} [data-spotted]`)].map((item) => item.dataset.spotted), list);

const focused = (hand) => hand.evaluate(() => document.activeElement?.closest('[data-cell]')?.dataset.cell ?? null);

async function opened(t, cells) {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  const path = desk.file('sheet.json');
  writeFileSync(path, fill(cells));
  await openFile(hand, path);
  return hand;
}

test('what is missing for handing in is counted and reached', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  await newSheet(hand);
  const count = async () => (await text(hand, '[data-progress="sheet"]')).match(/(\d+) \/ (\d+)/u).slice(1).map(Number);
  const [before, asked] = await count();
  assert.equal(before, 0);
  const missing = await spotted(hand, '[data-missing]');
  // Of what must be filled, the list names what is due at the stage of handing in.
  for (const id of ['plan.title', 'plan.goal', 'plan.number']) assert.ok(missing.includes(id), id);
  await typeCell(hand, 'plan.title', '窓口の改善');
  await painted(hand);
  assert.deepEqual(await count(), [1, asked]);
  assert.ok(!(await spotted(hand, '[data-missing]')).includes('plan.title'));
  await hand.click('[data-missing] summary');
  await hand.click('[data-missing] [data-spotted="plan.goal"]');
  assert.equal(await focused(hand), 'plan.goal');
});

test('a search finds labels and texts, of any width', { timeout }, async (t) => {
  const hand = await opened(t, cellsOf('52001'));
  await hand.click('[data-input="search"]');
  await hand.type('ＬＩＮＵＸ');
  await painted(hand);
  assert.deepEqual(await spotted(hand, '[data-found]'), ['annual.end.comment']);
  await hand.click('[data-found] [data-spotted="annual.end.comment"]');
  assert.equal(await focused(hand), 'annual.end.comment');
  await hand.click('[data-input="search"]');
  await hand.press('Control+a');
  await hand.type('総合評価');
  await painted(hand);
  assert.deepEqual(await spotted(hand, '[data-found]'), ['annual.review.grade']);
});

test('what was changed since the file was opened is marked and listed', { timeout }, async (t) => {
  const hand = await opened(t, cellsOf('52001'));
  assert.deepEqual(await spotted(hand, '[data-changes]'), []);
  await typeCell(hand, 'plan.goal', '経費を抑える。');
  await painted(hand);
  assert.deepEqual(await spotted(hand, '[data-changes]'), ['plan.goal']);
  const marked = () => hand.evaluate((cell) => document.querySelector(cell).closest('.is-changed') !== null, at('plan.goal'));
  assert.equal(await marked(), true);
  await action(hand, 'undo');
  await painted(hand);
  assert.equal(await marked(), false);
});

test('charts show the lines of a table and say them in words', { timeout }, async (t) => {
  const hand = await opened(t, cellsOf('52001'));
  const charts = () =>
    hand.evaluate(() =>
      [...document.querySelectorAll('.paper .chart-field')].map((field) => ({
        said: field.getAttribute('aria-label'),
        lines: [...field.querySelectorAll('polyline')].map((line) => line.getAttribute('points').split(' ').length),
      })),
    );
  const saving = (await charts()).find(({ said }) => said.includes('歳出削減'));
  assert.match(saving.said, /当初計画額は平成28年度 21,982、平成29年度 9,543、平成30年度 △ 3,518/u);
  assert.deepEqual(saving.lines, [5, 5]);
  // Drawn anew once the person pauses.
  await typeCell(hand, 'effect.saving.initial.2016', '30000');
  const says = (words) => [...document.querySelectorAll('.paper .chart-field')].some((field) => field.getAttribute('aria-label').includes(words));
  await hand.until(says, '歳出削減の推移。当初計画額は平成28年度 30,000', 'the chart');
});

test('every table says what to write in it', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  await newSheet(hand);
  const help = await hand.evaluate(() => [...document.querySelectorAll('.table-help')].map((part) => part.textContent));
  assert.ok(help.length >= 4);
  assert.ok(help.every((part) => part.includes('。')));
  assert.match(await text(hand, '[id="box-plan.number-help"]'), /5けた.*例：52001/u);
});

test('the first steps come once and whenever they are called, and stand in nobody’s way', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  const shown = () => hand.evaluate(() => !document.querySelector('[data-tour]').hidden);
  assert.equal(await shown(), true);
  for (let step = 0; step < 4; step += 1) {
    assert.match(await text(hand, '#tour-title'), new RegExp(`${step + 1} / 4`, 'u'));
    await hand.click('[data-action="tour-next"]');
  }
  assert.equal(await shown(), false);
  await again(hand);
  assert.equal(await shown(), false);
  await action(hand, 'tour');
  assert.equal(await shown(), true);
  await action(hand, 'guide');
  const guide = await text(hand, '#guide[open]');
  assert.match(guide, /下書き/u);
  assert.match(guide, /提出/u);
  await hand.press('Escape');
  await newSheet(hand);
});

test('next year’s sheet is begun from this year’s, and shows what stood there', { timeout }, async (t) => {
  const hand = await opened(t, cellsOf('52001'));
  const before = await route(hand);
  await action(hand, 'roll-over');
  await hand.until((old) => location.hash !== old && document.querySelector('[data-carried]'), before, 'the new sheet');
  await onSheet(hand);
  assert.equal(await textOfCell(hand, 'plan.title'), 'バッチ処理コストの適正化');
  assert.equal(await textOfCell(hand, 'annual.end.comment'), '');
  const anew = (id) =>
    hand.evaluate((cell) => {
      const mark = document.querySelector(`[data-anew="${cell}"]`);
      return mark !== null && !mark.hidden;
    }, id);
  assert.equal(await anew('annual.end.comment'), true);
  assert.match(await text(hand, '[data-last-year="annual.end.comment"]'), /^昨年度：./u);
  assert.equal(await text(hand, '[data-last-year="plan.title"]'), '', 'the same text is not said twice');
  await typeCell(hand, 'annual.end.comment', '新しいコメント');
  await painted(hand);
  assert.equal(await anew('annual.end.comment'), false);
  await saved(hand);
  await again(hand);
  await hand.until(() => document.querySelector('[data-cell]'), undefined, 'the sheet again');
  assert.match(await text(hand, '[data-last-year="annual.end.comment"]'), /^昨年度：/u, 'also after a reload');
  assert.equal((await drafts(hand)).length, 2, 'this year’s sheet stays');
  await focus(hand, '[data-action="new"]');
});
