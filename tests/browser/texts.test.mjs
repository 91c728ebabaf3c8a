// Texts: counted where the form limits them, whole where they are long, and what is said beneath a box.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';

import { at, message, textOfCell } from './vocabulary/cells.mjs';
import { laid, lying } from './vocabulary/clipboard.mjs';
import { Desk } from './vocabulary/desk.mjs';
import { draftFile } from './vocabulary/files.mjs';
import { findings } from './vocabulary/findings.mjs';
import { newSheet } from './vocabulary/home.mjs';
import { openPage, painted } from './vocabulary/page.mjs';
import { plain, printed, texts } from './vocabulary/paper.mjs';
import { atSheet, focused, opened, select } from './vocabulary/tables.mjs';
import { typeCell, typeInto } from './vocabulary/typing.mjs';

const timeout = 120_000;

/** What of a box its own edges hide, in pixels. */
const hidden = (hand, id) =>
  hand.evaluate((box) => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.querySelector(box);
    return [scrollWidth - clientWidth, scrollHeight - clientHeight];
  }, at(id));

test('where the form limits a text its characters are counted, and a longer one is said and kept', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  const form = desk.file('form.json');
  const cells = [
    { cell: 'number', label: '番号', kind: 'code', pattern: '999' },
    { cell: 'name', label: '名称', 'max-length': 10 },
    { cell: 'note', label: '備考', lines: 3, 'max-length': 20 },
    { cell: 'free', label: '自由記入', lines: 3 },
  ];
  const pages = [{ id: 'one', title: '一枚目', sections: [{ id: 's', title: '区画', items: cells }] }];
  writeFileSync(form, JSON.stringify({ format: 'kohyo/form', version: 1, id: 'limits', edition: 'r8', title: '字数のある票', key: ['number'], name: 'name', pages }));
  await openPage(hand);
  await hand.upload('[data-input="form"]', form);
  await newSheet(hand, 'limits', 'r8');
  const counted = (id) => hand.evaluate((cell) => document.querySelector(`[data-count="${cell}"]`)?.textContent ?? null, id);
  const tooLong = async () => (await findings(hand)).filter(({ code }) => code === 'text.length').map(({ cells: [id], severity }) => [id, severity]);
  assert.deepEqual([await counted('name'), await counted('note'), await counted('free')], ['0 / 10字', '0 / 20字', null]);

  await typeInto(hand, 'name', '窓口の改善');
  await painted(hand);
  assert.equal(await counted('name'), '5 / 10字');
  // A line end is no character, and one beyond the basic plane is one.
  await typeInto(hand, 'note', '・𠮷野\n・調査');
  await painted(hand);
  assert.equal(await counted('note'), '6 / 20字');
  assert.deepEqual(await tooLong(), []);

  const long = '窓口の受付と記録の改善';
  await typeInto(hand, 'name', long);
  await typeInto(hand, 'note', 'あ'.repeat(25));
  await hand.press('Tab');
  await painted(hand);
  assert.deepEqual([await counted('name'), await counted('note')], ['11 / 10字', '25 / 20字']);
  assert.equal(await textOfCell(hand, 'name'), long, 'nothing is cut');
  assert.equal(await textOfCell(hand, 'note'), 'あ'.repeat(25));
  assert.deepEqual(await tooLong(), [['name', 'error'], ['note', 'error']]);
  assert.match(await message(hand, 'name'), /^＊.*10/u);
  const { bytes } = await draftFile(hand);
  assert.ok(bytes.includes(long), 'nor in the file');
});

const [first, second] = [1, 2].map((row) => `annual.items.${row}.name`);
const long = '窓口の受付から記録までの流れを見直して、待ち時間と職員の手間を共に減らす取組の試行と評価を、全ての課で順に進める'.repeat(3);

test('a text of one line in a table grows, and its keys stay those of one line', { timeout }, async (t) => {
  const hand = await atSheet(t);
  const height = () => hand.evaluate((box) => document.querySelector(box).getBoundingClientRect().height, at(first));
  await select(hand, first);
  const before = await height();
  await hand.type('abc');
  await hand.press('Enter');
  assert.equal(await focused(hand), second, 'Enter goes down and breaks no line');
  await hand.press('Shift+Enter');
  assert.equal(await focused(hand), first);
  assert.equal(await textOfCell(hand, first), 'abc');
  await hand.press('ArrowDown');
  assert.equal(await focused(hand), second);
  await hand.press('ArrowUp');
  await hand.type('de');
  assert.equal(await textOfCell(hand, first), 'de', 'a selected cell is replaced');
  await hand.press('Escape');
  assert.equal(await textOfCell(hand, first), 'abc');

  // The caret: Home, End and the arrows within the text, and out of it at its ends.
  await hand.press('F2');
  await hand.press('Home');
  await hand.type('1');
  await hand.press('End');
  await hand.type('9');
  await hand.press('ArrowLeft');
  await hand.type('8');
  assert.equal(await textOfCell(hand, first), '1abc89');
  await hand.press('ArrowRight');
  assert.equal(await focused(hand), first);
  await hand.press('ArrowRight');
  assert.equal(await focused(hand), 'annual.items.1.q1', 'behind the last letter the arrow leads on');
  await select(hand, second);
  await hand.press('Home');
  assert.equal(await focused(hand), second, 'the first cell of its row');
  await hand.press('End');
  assert.equal(await focused(hand), 'annual.items.2.q4');

  // The clipboard, of one cell and of several.
  await select(hand, first);
  await hand.press('Control+c');
  assert.equal(await lying(hand), '1abc89');
  await select(hand, second);
  await laid(hand, { text: long });
  await hand.press('Control+v');
  assert.equal(await opened(hand), null, 'a text for one box is asked nothing');
  assert.equal(await textOfCell(hand, second), long);
  await select(hand, second);
  await laid(hand, { text: '一つ目\r\n二つ目\r\n' });
  await hand.press('Control+v');
  assert.equal(await opened(hand), 'paste');
  await hand.click('#paste [data-action="paste"]');
  await painted(hand);
  assert.deepEqual([await textOfCell(hand, second), await textOfCell(hand, 'annual.items.3.name')], ['一つ目', '二つ目']);

  // A cell of Excel brings its line end along.
  await select(hand, second);
  await laid(hand, { text: '三つ目\r\n' });
  await hand.press('Control+v');
  assert.equal(await textOfCell(hand, second), '三つ目');
  await hand.press('Alt+Enter');
  assert.equal(await textOfCell(hand, second), '三つ目', 'a text of one line has no second');

  await typeCell(hand, first, long);
  await painted(hand);
  assert.ok((await height()) > before * 1.5, `${before} → ${await height()}`);
});

test('a long title or item is whole on the screen and on the paper', { timeout }, async (t) => {
  const hand = await atSheet(t);
  await typeCell(hand, 'plan.number', '52001');
  await typeCell(hand, first, long);
  const title = long.slice(0, 110);
  await hand.click(at('plan.title'));
  await laid(hand, { text: `${title}\r\n` });
  await hand.press('Control+v');
  await hand.press('Enter');
  await painted(hand);
  assert.equal(await textOfCell(hand, 'plan.title'), title, 'one line, whatever is pressed or pasted');
  assert.deepEqual(await hidden(hand, first), [0, 0]);
  assert.deepEqual(await hidden(hand, 'plan.title'), [0, 0]);
  const all = plain(texts(await printed(hand)).join(''));
  assert.ok(all.includes(plain(long)), 'the item on the paper');
  assert.ok(all.includes(plain(title)), 'the title on the paper');
});

test('what is said under a box of a number is whole while the box has the focus, and moves nothing', { timeout }, async (t) => {
  const hand = await atSheet(t);
  const id = 'effect.saving.initial.2017';
  await typeCell(hand, id, '12a');
  await painted(hand);
  // What is below stays where it is: the box that a click is about to hit among it.
  const stands = () =>
    hand.evaluate(
      ([cell, below]) => {
        const said = document.querySelector(`[data-message="${cell}"] > *`);
        const { top } = document.querySelector(below).getBoundingClientRect();
        const style = getComputedStyle(said);
        const hides = style.overflow !== 'visible' && said.scrollHeight > said.clientHeight + 1;
        return { hides, below: top + window.scrollY };
      },
      [id, at('effect.saving.revised.2017')],
    );
  const before = await stands();
  assert.equal(before.hides, true, 'four lines of it, else');
  await hand.click(at(id));
  await painted(hand);
  const now = await stands();
  assert.equal(now.hides, false);
  assert.equal(now.below, before.below);
  // It covers the box below, and a click goes through it.
  await hand.click(at('effect.saving.revised.2017'));
  await hand.type('77');
  assert.equal(await textOfCell(hand, 'effect.saving.revised.2017'), '77');
});

test('a cell of several lines is pasted into a long text as the spreadsheet shows it', { timeout }, async (t) => {
  const hand = await atSheet(t);
  const excel = {
    text: '"・調査を行う。\n・""試行""を行う。"\r\n',
    html: '<table><tr><td>・調査を行う。<br>・"試行"を行う。</td></tr></table>',
  };
  for (const id of ['plan.goal', 'annual.half.comment']) {
    await hand.click(at(id));
    await laid(hand, excel);
    await hand.press('Control+v');
    await painted(hand);
    assert.equal(await textOfCell(hand, id), '・調査を行う。\n・"試行"を行う。');
    await laid(hand, { text: '一行だけの文\r\n', html: '<table><tr><td>一行だけの文</td></tr></table>' });
    await hand.press('Control+a');
    await hand.press('Control+v');
    await painted(hand);
    assert.equal(await textOfCell(hand, id), '一行だけの文');
  }
  // What Word copies around a table of one cell is no such cell, nor are quotes that somebody wrote.
  const others = [
    { text: '前の文\r\n表の中\r\n後の文', html: '<p>前の文</p><table><tr><td>表の中</td></tr></table><p>後の文</p>' },
    { text: '"引用"から始まる\n文' },
  ];
  for (const other of others) {
    await hand.press('Control+a');
    await laid(hand, other);
    await hand.press('Control+v');
    await painted(hand);
    assert.equal(await textOfCell(hand, 'annual.half.comment'), other.text.replaceAll('\r\n', '\n'));
  }
});
