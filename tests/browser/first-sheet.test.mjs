// A member of staff fills in a sheet, closes the browser, comes back to the draft and hands it in.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { allTexts, computedTexts, kindOf } from './vocabulary/cells.mjs';
import { check, fill } from './vocabulary/command.mjs';
import { Desk } from './vocabulary/desk.mjs';
import { handIn, openFile } from './vocabulary/files.mjs';
import { findings, gist, named, serious } from './vocabulary/findings.mjs';
import { cellsOf, expectedOf, numbers } from './vocabulary/fixtures.mjs';
import { drafts, newSheet, openDraft } from './vocabulary/home.mjs';
import { openPage, painted } from './vocabulary/page.mjs';
import { saved } from './vocabulary/saving.mjs';
import { conforms } from './vocabulary/schema.mjs';
import { totals } from './vocabulary/sums.mjs';
import { folded, typeCells } from './vocabulary/typing.mjs';

// One colleague opens what all of them hand in.
let colleague;
before(() => {
  colleague = new Desk(null);
});
after(async () => {
  try {
    await colleague.leave();
  } finally {
    colleague.clear();
  }
});

for (const number of numbers) {
  test(`${number}, from an empty sheet to the file and back`, { timeout: 300_000 }, async (t) => {
    const cells = cellsOf(number);
    const expected = expectedOf(number);
    const desk = new Desk(t);

    let hand = await desk.sit();
    await openPage(hand);
    const draft = await newSheet(hand);

    // Typing, with the totals watched: after each figure, in the next frame, all of them are right.
    const typed = {};
    await typeCells(hand, cells, async (id, text) => {
      typed[id] = text;
      if (!/^(effect|indicator)\./.test(id)) return;
      await painted(hand);
      assert.deepEqual(await computedTexts(hand), totals(typed), `the totals after ${id} = ${text}`);
    });
    assert.deepEqual(await computedTexts(hand), expected.computed);

    // No text is lost or changed: what was typed stands there, a choice as its own label.
    const labels = {};
    const filled = await allTexts(hand);
    for (const [id, text] of Object.entries(cells)) {
      const { kind, options } = await kindOf(hand, id);
      if (kind === 'text' || kind === 'lines' || kind === 'mark') {
        assert.equal(filled[id], text, id);
      } else {
        labels[id] = filled[id];
        const chosen = [filled[id]].flat().map((label) => options.find((option) => option.label === label));
        const wanted = [text].flat();
        assert.equal(chosen.length, wanted.length, id);
        for (const [at, { code, label }] of chosen.entries()) {
          assert.ok(code === wanted[at] || folded(label) === folded(wanted[at]), `${id}: ${label} for ${wanted[at]}`);
        }
      }
    }
    await saved(hand);
    const said = await findings(hand);

    // The browser is closed and started again.
    await desk.leave();
    hand = await desk.sit();
    await openPage(hand);
    const listed = await drafts(hand);
    assert.equal(listed.length, 1);
    assert.equal(listed[0].id, draft);
    assert.ok(listed[0].text.includes(expected.key) && listed[0].text.includes(expected.title), listed[0].text);
    await openDraft(hand, draft);
    assert.deepEqual(await allTexts(hand), filled, 'the draft after the restart');
    assert.deepEqual(gist(await findings(hand)), gist(said), 'the findings after the restart');

    // The file, judged by an independent validator and by the command.
    const { name, bytes, sheet } = await handIn(hand);
    assert.match(name, new RegExp(`^個票_.*_${number}_r2_\\d{8}-\\d{4}\\.json$`));
    assert.deepEqual([...bytes.subarray(0, 1)], [0x7b], 'no BOM');
    conforms(sheet);
    assert.deepEqual(
      [sheet.format, sheet.version, sheet.form.id, sheet.form.edition],
      ['kohyo/submission', 1, 'kashiwa-action-plan', 'r2'],
    );
    assert.deepEqual(
      [sheet.document.key, sheet.document.title, sheet.document.fiscalYear],
      [expected.key, expected.title, expected.fiscalYear],
    );
    const verdict = check(bytes);
    assert.equal(verdict.status, sheet.status);
    assert.equal(verdict.status, expected.status, JSON.stringify(serious(verdict.findings), null, 1));
    assert.equal(verdict.exit, expected.status === 'ready' ? 0 : 1);
    assert.deepEqual(gist(verdict.findings), gist(sheet.findings), 'the command and the file');
    assert.deepEqual(gist(verdict.findings), gist(await findings(hand)), 'the command and the page');
    const wanted = Object.fromEntries(expected.findings.map((one) => [one.code, [...one.cells].sort()]));
    assert.deepEqual(named(serious(verdict.findings)), wanted, 'the findings of the sheet');

    // The same cells by the command: the same texts, values and order.
    const byCommand = JSON.parse(fill({ ...cells, ...labels })).cells;
    assert.deepEqual(sheet.cells, byCommand);
    assert.deepEqual(Object.keys(sheet.cells), Object.keys(byCommand), 'in the same order');
    const asPrinted = JSON.parse(fill(cells)).cells;
    for (const [id, cell] of Object.entries(sheet.cells)) assert.deepEqual(asPrinted[id]?.value, cell.value, id);

    // The file opened by a colleague is the same sheet.
    const path = desk.file('handed-in.json');
    writeFileSync(path, bytes);
    const other = colleague.hand ?? (await colleague.sit());
    await openPage(other);
    await openFile(other, path);
    assert.deepEqual(await allTexts(other), filled, 'the file opened again');
    const again = await handIn(other);
    assert.deepEqual(again.sheet.cells, sheet.cells);
    assert.equal(again.sheet.document.id, sheet.document.id);
  });
}
