// The sheets of the other cities: filled in, mended by what is offered, handed in.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';

import { allTexts, echo, textOfCell } from './vocabulary/cells.mjs';
import { laid } from './vocabulary/clipboard.mjs';
import { check, fill } from './vocabulary/command.mjs';
import { Desk } from './vocabulary/desk.mjs';
import { handIn, offer } from './vocabulary/files.mjs';
import { findings, gist, serious } from './vocabulary/findings.mjs';
import { keeping, typed } from './vocabulary/fixtures.mjs';
import { newSheet, onSheet } from './vocabulary/home.mjs';
import { openPage, painted } from './vocabulary/page.mjs';
import { conforms } from './vocabulary/schema.mjs';
import { select } from './vocabulary/tables.mjs';
import { typeCell, typeCells } from './vocabulary/typing.mjs';

const timeout = 180_000;

const families = [
  {
    form: 'tokorozawa-evaluation',
    edition: 'r2',
    // In the page a choice is taken from its list.
    chosen: {
      'project.rank': '—',
      'project.kind': '自治事務',
      'review.grade': 'A',
      'sdgs.goals': ['8. 働きがいも経済成長も', '9. 産業と技術革新の基盤を作ろう'],
    },
    key: '経営企画課/予算執行の見える化事業',
  },
  {
    form: 'sodegaura-progress',
    edition: 'r2',
    chosen: { 'item.pillar': 'Ⅰ' },
    key: 'Ⅰ-1-2-③',
  },
  {
    form: 'iizuka-initiative',
    edition: 'r6',
    chosen: { 'summary.number': '17' },
    key: '17',
    rows: { repeat: 'plan.rows', more: 1 },
  },
];

for (const { form, edition, chosen, key, rows } of families) {
  test(`${form}, from an empty sheet to the file`, { timeout }, async (t) => {
    const cells = { ...keeping(form, edition), ...chosen };
    const desk = new Desk(t);
    const hand = await desk.sit();
    await openPage(hand);
    await newSheet(hand, form, edition);
    for (let row = 0; row < (rows?.more ?? 0); row += 1) {
      await hand.click(`[data-action="add-row"][data-repeat="${rows.repeat}"]`);
    }
    await typeCells(hand, cells);
    await painted(hand);
    assert.deepEqual(serious(await findings(hand)), [], 'the sheet keeps every rule');

    const { sheet, bytes } = await handIn(hand);
    conforms(sheet);
    assert.equal(sheet.document.key, key);
    assert.equal(sheet.status, 'ready');
    const verdict = check(bytes);
    assert.equal(verdict.status, 'ready', JSON.stringify(serious(verdict.findings), null, 1));
    assert.deepEqual(gist(verdict.findings), gist(sheet.findings));
    assert.deepEqual(sheet.cells, JSON.parse(fill(cells, { form, edition })).cells);
  });
}

/** The rows that a sheet needs beyond the first of a free repeat. */
const moreRows = (cells) => Math.max(0, ...Object.keys(cells).map((id) => Number(/^plan\.rows\.(\d+)\./.exec(id)?.[1] ?? 1) - 1));

for (const { form, edition } of families) {
  for (const [nth, cells] of typed(form).entries()) {
    test(`${form}: the page says of sheet ${nth + 2} what the command says`, { timeout }, async (t) => {
      const desk = new Desk(t);
      const hand = await desk.sit();
      await openPage(hand);
      await newSheet(hand, form, edition);
      for (let row = 0; row < moreRows(cells); row += 1) {
        await hand.click('[data-action="add-row"][data-repeat="plan.rows"]');
      }
      await typeCells(hand, cells);
      await painted(hand);
      const { sheet, bytes } = await handIn(hand);
      conforms(sheet);
      const filled = JSON.parse(fill(cells, { form, edition }));
      assert.deepEqual(sheet.cells, filled.cells);
      assert.deepEqual(gist(sheet.findings), gist(filled.findings));
      const verdict = check(bytes);
      assert.equal(verdict.status, sheet.status);
      assert.deepEqual(gist(verdict.findings), gist(sheet.findings));

      // Opened again, nothing is lost and nothing is changed.
      const before = await allTexts(hand);
      const path = desk.file('again.json');
      writeFileSync(path, bytes);
      await offer(hand, path);
      await hand.click('dialog[open] [data-action="replace-draft"]');
      await onSheet(hand);
      await painted(hand);
      assert.deepEqual(await allTexts(hand), before);
    });
  }
}

test('hours written the wrong way round are said in words and turned', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  await newSheet(hand, 'iizuka-initiative', 'r6');
  await typeCell(hand, 'plan.money.2026', '876');
  await typeCell(hand, 'plan.hours.2025', '△480');
  await typeCell(hand, 'plan.hours.2026', '△2,240時間 (28時間/日 ×80日開催)');
  await painted(hand);
  assert.equal(await echo(hand, 'plan.hours.2025'), '480時間 増える');
  assert.equal(await echo(hand, 'plan.hours.2026'), '2,240時間 増える');
  const about = (await findings(hand)).filter(({ code }) => code === 'sign.contradicts');
  assert.deepEqual(about.map(({ cells }) => cells), [['plan.hours.2026', 'plan.money.2026']]);

  // The whole row is turned, with what stands beside the numbers.
  await hand.click('[data-finding][data-code="sign.contradicts"] [data-action="fix"]');
  await painted(hand);
  assert.equal(await textOfCell(hand, 'plan.hours.2025'), '480');
  assert.equal(await textOfCell(hand, 'plan.hours.2026'), '2,240（28時間/日 ×80日開催）');
  assert.equal(await echo(hand, 'plan.hours.2026'), '2,240時間 減る');
  assert.ok((await findings(hand)).every(({ code }) => code !== 'sign.contradicts'));
});

test('a minor heading that does not belong to the major one is named', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  await newSheet(hand, 'iizuka-initiative', 'r6');
  await typeCell(hand, 'summary.major', '情報・デジタル化の改革');
  await typeCell(hand, 'summary.minor', '歳入の確保');
  await painted(hand);
  const dependent = async () => (await findings(hand)).filter(({ code }) => code === 'choice.dependent');
  assert.deepEqual((await dependent()).map(({ cells }) => cells), [['summary.minor']]);
  await typeCell(hand, 'summary.major', '財政の改革');
  await painted(hand);
  assert.deepEqual(await dependent(), []);
});

test('the costs of staff are mended by their year, and nothing else is computed', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  await newSheet(hand, 'tokorozawa-evaluation', 'r2');
  for (const year of ['2019', '2020']) {
    await typeCell(hand, `cost.${year}.staff`, '1.26');
    await typeCell(hand, `cost.${year}.staff-cost`, '10,000');
  }
  await painted(hand);
  for (const [year, cost] of [['2019', '10,473'], ['2020', '10,292']]) {
    await hand.click(`[data-finding][data-code="cost.differs"][data-cells~="cost.${year}.staff"] [data-action="fix"]`);
    await painted(hand);
    assert.equal(await textOfCell(hand, `cost.${year}.staff-cost`), cost);
  }
  assert.ok((await findings(hand)).every(({ code }) => code !== 'cost.differs'));
  const computed = await hand.evaluate(() => document.querySelectorAll('output[data-cell]').length);
  assert.equal(computed, 0);
});

test('a new sheet shows one row of each free repeat and takes more', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  await newSheet(hand, 'iizuka-initiative', 'r6');
  // What is not shown does not stand in the document, so that all that stands there can be gone to.
  const shown = () => hand.evaluate(() => document.querySelectorAll('[data-cell^="plan.rows."][data-cell$=".name"]').length);
  assert.equal(await shown(), 1);
  await hand.click('[data-action="add-row"][data-repeat="plan.rows"]');
  assert.equal(await shown(), 2);
  await typeCell(hand, 'plan.rows.2.name', '全庁での利用');
  assert.equal((await allTexts(hand))['plan.rows.2.name'], '全庁での利用');
  // Rows that are pasted stand there too, and go when that is taken back; what was asked for stays.
  await laid(hand, { text: '調査\t一\r\n試行\t二\r\n実施\t三\r\n' });
  await select(hand, 'plan.rows.1.name');
  await hand.press('Control+v');
  await hand.click('#paste [data-action="paste"]');
  await hand.until(() => document.querySelector('[data-cell="plan.rows.3.name"]')?.value === '実施', undefined, 'the third row');
  await hand.click('[data-action="undo"]');
  await hand.until(() => document.querySelector('[data-cell="plan.rows.3.name"]') === null, undefined, 'no third row');
  assert.equal(await textOfCell(hand, 'plan.rows.2.name'), '全庁での利用');
  const order = await hand.evaluate(() =>
    [...document.querySelectorAll('[data-cell^="plan.rows."], [data-cell="plan.goal.2024"]')].map((box) => box.dataset.cell),
  );
  const columns = ['name', '2024', '2025', '2026', 'note'];
  assert.deepEqual(order, [...[1, 2].flatMap((row) => columns.map((column) => `plan.rows.${row}.${column}`)), 'plan.goal.2024']);
});
