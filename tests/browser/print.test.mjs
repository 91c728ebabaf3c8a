// Paper: the sheet as the browser prints it, read back from the PDF.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { allTexts, kindOf } from './vocabulary/cells.mjs';
import { fill } from './vocabulary/command.mjs';
import { Desk } from './vocabulary/desk.mjs';
import { openFile } from './vocabulary/files.mjs';
import { cellsOf, keeping } from './vocabulary/fixtures.mjs';
import { drafts, newSheet } from './vocabulary/home.mjs';
import { action, openPage } from './vocabulary/page.mjs';
import { clashes, drawn, faces, pages, plain, printed, texts } from './vocabulary/paper.mjs';
import * as places from './vocabulary/places.mjs';
import { typeCell } from './vocabulary/typing.mjs';

const timeout = 120_000;

// Two faces of different widths and heights; the second stands for the faces of other machines.
// Both are put on, so that no machine prints with a third.
const worn = {
  gothic: 'Noto Sans CJK JP',
  mincho: 'IPAexMincho',
};

const sheets = [
  { name: '52001', cells: () => cellsOf('52001'), form: 'kashiwa-action-plan', edition: 'r2', papers: 2 },
  { name: '52005', cells: () => cellsOf('52005'), form: 'kashiwa-action-plan', edition: 'r2', papers: 2 },
  { name: '52001-h30', cells: () => cellsOf('52001'), form: 'kashiwa-action-plan', edition: 'h30', papers: 2 },
  ...[
    ['tokorozawa-evaluation', 'r2', 1],
    ['sodegaura-progress', 'r2', 1],
    ['iizuka-initiative', 'r6', 1],
  ].map(([form, edition, papers]) => ({ name: `${form}-${edition}`, cells: () => keeping(form, edition), form, edition, papers })),
];

/** How the paper may write what a cell of the file holds. */
function writings(cell, given) {
  const out = [cell.raw, given].flat().filter(Boolean).map(String);
  if (typeof cell.value === 'string' && /^-?\d+(\.\d+)?$/u.test(cell.value)) {
    const amount = cell.value.replace('-', '');
    out.push(cell.value.startsWith('-') ? `△${amount}` : amount);
  }
  return out.map(plain);
}

async function wear(hand, face) {
  await hand.evaluate((family) => {
    const sheet = document.styleSheets[document.styleSheets.length - 1];
    sheet.insertRule(`html, .print, .print * { font-family: "${family}" !important; }`, sheet.cssRules.length);
  }, face);
}

for (const { name, cells, form, edition, papers } of sheets) {
  for (const [face, family] of Object.entries(worn)) {
    test(`${name} stands whole on its paper in ${face}`, { timeout }, async (t) => {
      const desk = new Desk(t);
      const hand = await desk.sit();
      await openPage(hand);
      const path = desk.file('sheet.json');
      const file = fill(cells(), { form, edition });
      writeFileSync(path, file);
      await openFile(hand, path);
      const shown = await allTexts(hand);
      await wear(hand, family);
      const { [family]: own = 0, ...others } = await faces(hand);
      assert.ok(own > 100, `${own} letters in ${family}`);
      assert.deepEqual(others, {}, 'no third face steps in');
      const pdf = await printed(hand);
      mkdirSync(places.pictures(), { recursive: true });
      drawn(pdf, join(places.pictures(), `print-${name}-${face}`));

      const text = texts(pdf);
      assert.equal(text.length, papers, 'the pages');
      const all = plain(text.join(''));
      const sheet = JSON.parse(file);
      for (const [id, cell] of Object.entries(sheet.cells)) {
        // A choice is given by its code, too, and printed by its label.
        const wanted = Array.isArray(shown[id]) ? shown[id].map(plain) : null;
        if (wanted) {
          // Of a long list only what was chosen is printed.
          const mark = (await kindOf(hand, id)).options.length > 8 ? '' : '■';
          for (const label of wanted) assert.ok(all.includes(`${mark}${label}`), `${id}: ${label}`);
        } else {
          const any = writings(cell, shown[id]);
          assert.ok(any.some((text) => all.includes(text)), `${id}: ${any.join(' or ')}`);
        }
      }
      assert.deepEqual(clashes(pdf), []);
      for (const [at, page] of text.entries()) {
        assert.ok(plain(page).includes(`${at + 1}/${papers}`), `page ${at + 1} of ${papers}`);
        if (sheet.document.key) assert.ok(plain(page).includes(plain(sheet.document.key)), 'the key at the foot');
      }
      assert.match(all, /(提出用|下書き).*令和\d+年\d+月\d+日/u);
      const landscape = pages(pdf).map(({ width, height }) => width > height);
      assert.deepEqual(new Set(landscape), new Set([form === 'sodegaura-progress']), 'A4 lies as the form says');
    });
  }
}

/** What of the paper’s cells lies outside of them, the widths of the marks’ columns, the figures that are broken elsewhere than after a comma, and the lines of a day and of a figure that have room. */
async function whole(hand) {
  await hand.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await hand.page.emulateMedia({ media: 'print' });
  await hand.page.setViewportSize({ width: 680, height: 1000 });
  await hand.until(() => document.querySelector('.print td')?.getClientRects().length > 0, undefined, 'the paper');
  const found = await hand.evaluate(() => {
    const range = document.createRange();
    const outside = (cell) => {
      range.selectNodeContents(cell);
      const [own, inside] = [cell.getBoundingClientRect(), range.getBoundingClientRect()];
      return inside.left < own.left - 0.5 || inside.right > own.right + 0.5;
    };
    const cells = [...document.querySelectorAll('.print-grid :is(th, td)')];
    const marks = [...document.querySelectorAll('.print-grid td.is-mark')].map((cell) => Math.round(cell.getBoundingClientRect().width));
    const lines = ['td.is-date', 'td.is-figure'].map((kind) => {
      range.selectNodeContents(document.querySelector(`.print-grid:not(.is-even) ${kind}`));
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
    });
    // The last letters of the lines of each figure.
    const ends = (text) => {
      let top = null;
      return [...text.data].flatMap((letter, at) => {
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        const before = top;
        top = Math.round(range.getBoundingClientRect().top);
        return before !== null && before !== top ? [text.data.slice(0, at)] : [];
      });
    };
    const broken = [...document.querySelectorAll('.print-grid td.is-figure')].flatMap((cell) => [...cell.childNodes].filter((node) => node.data).flatMap(ends));
    return { broken, cut: cells.filter((cell) => cell.textContent !== '' && outside(cell)).map((cell) => cell.textContent), marks, lines };
  });
  await hand.page.emulateMedia({ media: null });
  return found;
}

test('a long text is never cut, and its table repeats the headings', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  const path = desk.file('sheet.json');
  const long = Array.from({ length: 90 }, (_, line) => `第${line + 1}行の取組内容です。`).join('\n');
  const given = { ...cellsOf('52001'), 'years.2017.content': long };
  writeFileSync(path, fill(given));
  await openFile(hand, path);
  const text = texts(await printed(hand));
  const all = plain(text.join(''));
  for (let line = 1; line <= 90; line += 1) assert.ok(all.includes(`第${line}行の取組内容です。`), `line ${line}`);
  assert.ok(text.length > 3);
  const headed = text.filter((page) => page.includes('取組内容・目標') && page.includes('区分')).length;
  assert.ok(headed >= 2, `the headings stand on ${headed} pages`);
});

test('a draft is called so, what is said of it is an appendix, and chosen sheets are printed together', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  const id = await newSheet(hand);
  await typeCell(hand, 'plan.title', '窓口の改善');
  await typeCell(hand, 'plan.created', 'R2.2.30');
  let text = texts(await printed(hand)).join('');
  assert.match(text, /下書き/u);
  assert.doesNotMatch(text, /提出用/u);
  assert.doesNotMatch(text, /2\.30.*ありません/u);
  await action(hand, 'print');
  await hand.click('#print [data-input="appendix"]');
  await hand.click('#print [data-action="cancel"]');
  text = texts(await printed(hand)).join('');
  assert.match(text, /確認すること/u);
  assert.match(plain(text), /R2\.2\.30/u);

  await openPage(hand);
  const path = desk.file('sheet.json');
  writeFileSync(path, fill(cellsOf('52001')));
  await openFile(hand, path);
  const list = await drafts(hand);
  assert.equal(list.length, 2);
  for (const draft of list) await hand.click(`[data-draft="${draft.id}"] [data-input="print"]`);
  const together = texts(await printed(hand));
  assert.ok(together.length >= 4);
  const both = plain(together.join(''));
  assert.ok(both.includes('窓口の改善') && both.includes('バッチ処理コストの適正化'), id);
});

test('the paper repeats no cell and is gone after the print', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  await newSheet(hand);
  await hand.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await hand.until(() => document.querySelector('.print-page'), undefined, 'the paper');
  assert.equal(await hand.evaluate(() => document.querySelectorAll('.print [data-cell]').length), 0);
  await hand.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await hand.until(() => !document.querySelector('.print-page'), undefined, 'no paper');
});

test('figures of many years, long names of groups and choices are whole on the paper, and each line of a chart has its look', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  const marks = [1, 2, 3, 4].map((nth) => ({ id: `q${nth}`, label: `第${nth}四半期`, kind: 'mark' }));
  const rows = ['国庫支出金', '県支出金', '地方債', '一般財源', 'その他'].map((label, nth) => ({ id: `r${nth}`, label }));
  const long = '道路・橋りょう・河川その他の土木施設の維持管理及び更新に関すること';
  const items = [
    { row: [{ cell: 'a.no', label: '番号' }, { cell: 'a.name', label: '名称' }] },
    {
      table: 'm.{row}.{column}', label: '事業費', kind: 'amount', unit: '千円',
      columns: [{ axis: 'years' }, { id: 'sum', label: '合計', compute: 'sum(m.{row}.{years})' }],
      groups: [{ id: 'plan', label: '当初予算要求額', rows }, { id: 'real', label: '決算額（見込）', rows: rows.slice(0, 1) }],
    },
    {
      table: 's.{row}.{column}', label: '工程',
      columns: [{ id: 'what', label: '工事名' }, { id: 'kind', label: '種類', kind: 'choice', choices: 'kinds' }, { id: 'day', label: '着工日', kind: 'date' }, { id: 'cost', label: '費用', kind: 'amount', unit: '千円' }, ...marks],
      rows: [{ id: 'one', label: '1' }],
    },
  ];
  const definition = {
    format: 'kohyo/form', version: 1, id: 'wide', edition: 'r8', title: '十年の票', key: ['a.no'], name: 'a.name',
    plan: [2024, 2033], axes: { years: { years: 'plan', style: 'letter' } }, choices: { kinds: [{ code: 'a', label: long }] },
    pages: [{ id: 'p', title: '票', sections: [{ id: 's', title: '区画', items }] }],
  };
  const form = desk.file('form.json');
  writeFileSync(form, JSON.stringify(definition));
  await openPage(hand);
  await hand.upload('[data-input="form"]', form);
  await newSheet(hand, 'wide', 'r8');
  const cells = { 's.one.what': '第1工区の工事', 's.one.kind': long, 's.one.day': '令和8年11月23日', 's.one.cost': '△1,234,567', 's.one.q1': '○' };
  for (let year = 2024; year <= 2033; year += 1) {
    rows.forEach((row, nth) => (cells[`m.plan.${row.id}.${year}`] = `△${1234567 + nth * year}`));
    cells[`m.real.r0.${year}`] = '12345678901';
  }
  const sheet = desk.file('sheet.json');
  const folder = desk.file('forms');
  mkdirSync(join(folder, 'wide', 'r8'), { recursive: true });
  writeFileSync(join(folder, 'wide', 'r8', '1.json'), JSON.stringify(definition));
  writeFileSync(sheet, fill({ 'a.no': '1', 'a.name': '名称', ...cells }, { form: 'wide', edition: 'r8', args: ['--forms', folder] }));
  await openFile(hand, sheet);
  const looks = () => [...document.querySelectorAll('.chart')].map((chart) => {
    const mark = (line) => line.querySelector('circle, rect, polygon');
    const look = (line) => [getComputedStyle(line.querySelector('polyline')).strokeDasharray, mark(line).tagName, getComputedStyle(mark(line)).fill].join();
    return [chart.querySelector('figcaption').textContent, new Set([...chart.querySelectorAll('.chart-field .chart-line')].map(look)).size];
  });
  await hand.until(() => document.querySelectorAll('.chart').length === 2, undefined, 'the charts');
  assert.deepEqual(await hand.evaluate(looks), [['当初予算要求額の推移', 5], ['決算額（見込）の推移', 1]]);

  const cut = await whole(hand);
  assert.deepEqual(cut.cut, []);
  assert.deepEqual(cut.broken, [], 'a figure is broken after its commas only');
  assert.deepEqual(cut.marks, [cut.marks[0], cut.marks[0], cut.marks[0], cut.marks[0]], 'columns of marks are of one width');
  assert.deepEqual(cut.lines, [1, 1], 'a day and a figure stand in one line');
});
