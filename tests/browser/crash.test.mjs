// The power goes while someone types. What the page had called saved must still be there:
// Chromium alone may take half a minute to write local storage to the disk.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { textOfCell } from './vocabulary/cells.mjs';
import { Desk } from './vocabulary/desk.mjs';
import { drafts, newSheet, openDraft } from './vocabulary/home.mjs';
import { openPage } from './vocabulary/page.mjs';
import { saved } from './vocabulary/saving.mjs';
import { typeCells } from './vocabulary/typing.mjs';

test('what was called saved outlives a crash of the browser', { timeout: 120_000 }, async (t) => {
  const desk = new Desk(t);
  let hand = await desk.sit();
  await openPage(hand);
  const draft = await newSheet(hand);
  const cells = { 'plan.title': '停電の前に書いた個票', 'effect.saving.initial.2016': '△ 3,518' };
  await typeCells(hand, cells);
  await saved(hand);
  await desk.crash();

  hand = await desk.sit();
  await openPage(hand);
  assert.deepEqual((await drafts(hand)).map(({ id }) => id), [draft]);
  await openDraft(hand, draft);
  for (const [id, text] of Object.entries(cells)) assert.equal(await textOfCell(hand, id), text, id);
});
