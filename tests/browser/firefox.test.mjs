// Firefox ESR: the main path (the sheet typed in, kept over a restart, handed in, opened again),
// a killed browser, two tabs of one draft.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';

import { allTexts, at, computedTexts, textOfCell } from './vocabulary/cells.mjs';
import { check } from './vocabulary/command.mjs';
import { Desk } from './vocabulary/desk.mjs';
import { handIn, openFile } from './vocabulary/files.mjs';
import { findings, gist } from './vocabulary/findings.mjs';
import { cellsOf, expectedOf } from './vocabulary/fixtures.mjs';
import { drafts, newSheet, openDraft } from './vocabulary/home.mjs';
import { draftCalled, edits, noted, reads, restored, storedDrafts, twoTabs } from './vocabulary/keeping.mjs';
import { action, openPage, painted } from './vocabulary/page.mjs';
import { saved } from './vocabulary/saving.mjs';
import { conforms } from './vocabulary/schema.mjs';
import { totals } from './vocabulary/sums.mjs';
import { typeCell, typeCells, typeInto } from './vocabulary/typing.mjs';

test('52001 in Firefox', { timeout: 300_000 }, async (t) => {
  const cells = cellsOf('52001');
  const expected = expectedOf('52001');
  const desk = new Desk(t, { browser: 'firefox' });
  let hand = await desk.sit();
  await openPage(hand);
  const draft = await newSheet(hand);
  const typed = {};
  await typeCells(hand, cells, async (id, text) => {
    typed[id] = text;
    if (!id.startsWith('effect.')) return;
    await painted(hand);
    assert.deepEqual(await computedTexts(hand), totals(typed), `the totals after ${id} = ${text}`);
  });
  const before = await allTexts(hand);
  assert.equal(before['effect.saving.initial.final'], '△ 20,860');
  assert.equal(before['effect.saving.actual.final'], '93,026');
  await saved(hand);

  await desk.leave();
  hand = await desk.sit();
  await openPage(hand);
  assert.deepEqual((await drafts(hand)).map(({ id }) => id), [draft]);
  await openDraft(hand, draft);
  assert.deepEqual(await allTexts(hand), before);

  const { name, bytes, sheet } = await handIn(hand);
  assert.match(name, /^個票_.*52001.*\.json$/);
  conforms(sheet);
  const verdict = check(bytes);
  assert.equal(verdict.status, expected.status);
  assert.deepEqual(gist(verdict.findings), gist(await findings(hand)));

  const path = desk.file('again.json');
  writeFileSync(path, bytes);
  const colleague = new Desk(t, { browser: 'firefox' });
  const other = await colleague.sit();
  await openPage(other);
  await openFile(other, path);
  assert.deepEqual(await allTexts(other), before);
});

test('a killed Firefox loses nothing that the journal had, and says once what came back', { timeout: 300_000 }, async (t) => {
  const desk = new Desk(t, { browser: 'firefox' });
  let hand = await desk.sit();
  await openPage(hand);
  const id = await draftCalled(hand, '名称');
  await typeInto(hand, 'plan.goal', '打ちかけの目標');
  await noted(hand, '打ちかけの目標');
  await desk.crash();

  hand = await desk.sit();
  await openPage(hand);
  const said = await restored(hand);
  assert.ok(said.length === 1 && said[0].includes('名称'), JSON.stringify(said));
  await openDraft(hand, id);
  assert.equal(await textOfCell(hand, 'plan.goal'), '打ちかけの目標');
  await saved(hand);
  await desk.leave();

  hand = await desk.sit();
  await openPage(hand);
  assert.deepEqual(await restored(hand), [], 'said once only');
});

test('two tabs of Firefox: the second reads, takes over, and both end with one draft', { timeout: 300_000 }, async (t) => {
  const { first, second } = await twoTabs(t, { browser: 'firefox' });
  await reads(second);
  await first.front();
  await typeCell(first, 'plan.title', '元の続き');
  await saved(first);
  await second.front();
  await second.until((box) => document.querySelector(box).value === '元の続き', at('plan.title'), 'the text of the other tab');
  await action(second, 'edit-here');
  await edits(second);
  await typeCell(second, 'plan.title', '二つ目のタブから');
  await saved(second);
  await first.front();
  await reads(first);
  await first.until((box) => document.querySelector(box).value === '二つ目のタブから', at('plan.title'), 'the text of the second tab');
  assert.equal((await storedDrafts(first)).length, 1, 'one draft, no fork');
});
