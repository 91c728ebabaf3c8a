// The main path in Firefox ESR: the sheet typed in, kept over a restart, handed in, opened again.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';

import { allTexts, computedTexts } from './vocabulary/cells.mjs';
import { check } from './vocabulary/command.mjs';
import { Desk } from './vocabulary/desk.mjs';
import { handIn, openFile } from './vocabulary/files.mjs';
import { findings, gist } from './vocabulary/findings.mjs';
import { cellsOf, expectedOf } from './vocabulary/fixtures.mjs';
import { drafts, newSheet, openDraft } from './vocabulary/home.mjs';
import { openPage, painted } from './vocabulary/page.mjs';
import { saved } from './vocabulary/saving.mjs';
import { conforms } from './vocabulary/schema.mjs';
import { totals } from './vocabulary/sums.mjs';
import { typeCells } from './vocabulary/typing.mjs';

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
