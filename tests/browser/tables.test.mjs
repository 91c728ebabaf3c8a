// The hand in the tables: keys, mouse, clipboard and composition, as in a sheet of Excel.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';

import { at, computedTexts, textOfCell } from './vocabulary/cells.mjs';
import { laid, lying } from './vocabulary/clipboard.mjs';
import { inputMethod } from './vocabulary/composition.mjs';
import { Desk } from './vocabulary/desk.mjs';
import { findings } from './vocabulary/findings.mjs';
import { newSheet } from './vocabulary/home.mjs';
import { action, openPage, painted } from './vocabulary/page.mjs';
import { atSheet, chosen, focused, opened, preview, select, selectedText } from './vocabulary/tables.mjs';
import { typeCell } from './vocabulary/typing.mjs';

const timeout = 120_000;
const saving = (row, column) => `effect.saving.${row}.${column}`;
const years = [2016, 2017, 2018, 2019, 2020];

async function raws(hand, row) {
  const texts = [];
  for (const year of years) texts.push(await textOfCell(hand, saving(row, year)));
  return texts;
}

test('keys lead through the table as in Excel', { timeout }, async (t) => {
  const hand = await atSheet(t);
  await select(hand, saving('initial', 2018));
  for (const [key, to] of [
    ['ArrowRight', saving('initial', 2019)],
    ['ArrowDown', saving('revised', 2019)],
    ['ArrowLeft', saving('revised', 2018)],
    ['ArrowUp', saving('initial', 2018)],
    ['Enter', saving('revised', 2018)],
    ['Shift+Enter', saving('initial', 2018)],
    ['Tab', saving('initial', 2019)],
    ['Shift+Tab', saving('initial', 2018)],
    ['End', saving('initial', 'final')],
    ['Home', saving('initial', 'base')],
    ['Control+ArrowRight', saving('initial', 'final')],
    ['Control+ArrowUp', 'effect.revenue.initial.final'],
    ['Control+ArrowDown', 'effect.total.actual.final'],
    ['Control+Home', 'effect.revenue.initial.base'],
    ['Control+End', 'effect.total.actual.final'],
  ]) {
    await hand.press(key);
    assert.equal(await focused(hand), to, key);
  }
});

test('a selected cell is replaced, an entered one edited, and Esc brings back what stood there', { timeout }, async (t) => {
  const hand = await atSheet(t);
  const id = saving('initial', 2018);
  await typeCell(hand, id, '3,518');
  await select(hand, id);
  assert.equal(await selectedText(hand), '3,518');
  await hand.type('△1');
  assert.equal(await textOfCell(hand, id), '△1');
  await hand.press('Escape');
  assert.equal(await textOfCell(hand, id), '3,518');
  assert.equal(await focused(hand), id);
  await hand.press('F2');
  await hand.type('0');
  assert.equal(await textOfCell(hand, id), '3,5180');
  // The caret moves in the text as long as it has somewhere to go.
  await hand.press('ArrowLeft');
  await hand.press('Delete');
  await hand.press('ArrowRight');
  assert.equal(await focused(hand), saving('initial', 2019));
  assert.equal(await textOfCell(hand, id), '3,518');
  // What was typed over a selected cell is done by an arrow, as in Excel.
  await hand.type('7');
  await hand.press('ArrowLeft');
  assert.equal(await focused(hand), id);
  assert.equal(await textOfCell(hand, saving('initial', 2019)), '7');
  assert.equal((await computedTexts(hand))[saving('initial', 'final')], '3,525');
});

test('a range is filled, copied, emptied and taken back in one step', { timeout }, async (t) => {
  const hand = await atSheet(t);
  await typeCell(hand, saving('initial', 2016), '△ 3,518');
  await select(hand, saving('initial', 2016));
  for (let step = 0; step < 2; step += 1) await hand.press('Shift+ArrowRight');
  await hand.press('Control+r');
  assert.deepEqual((await raws(hand, 'initial')).slice(0, 4), ['△ 3,518', '△ 3,518', '△ 3,518', '']);
  await hand.press('Shift+ArrowDown');
  await hand.press('Control+d');
  assert.deepEqual((await raws(hand, 'revised')).slice(0, 4), ['△ 3,518', '△ 3,518', '△ 3,518', '']);
  assert.equal((await chosen(hand)).length, 6);

  await hand.press('Control+c');
  assert.equal(await lying(hand), '-3518\t-3518\t-3518\n-3518\t-3518\t-3518');
  await action(hand, 'keys');
  await hand.click('input[name="copied"][value="shown"]');
  await hand.click('#keys [data-action="cancel"]');
  await select(hand, saving('initial', 2016));
  await hand.press('Shift+ArrowRight');
  await hand.press('Control+c');
  assert.equal(await lying(hand), '△ 3,518\t△ 3,518');

  await hand.press('Shift+ArrowDown');
  await hand.press('Delete');
  assert.deepEqual((await raws(hand, 'initial')).slice(0, 3), ['', '', '△ 3,518']);
  await action(hand, 'undo');
  assert.deepEqual((await raws(hand, 'initial')).slice(0, 3), ['△ 3,518', '△ 3,518', '△ 3,518']);
  assert.deepEqual((await raws(hand, 'revised')).slice(0, 3), ['△ 3,518', '△ 3,518', '△ 3,518']);
});

test('a range is drawn by the mouse', { timeout }, async (t) => {
  const hand = await atSheet(t);
  await hand.click(at(saving('initial', 2016)));
  const middle = async (id) => {
    const box = await hand.page.locator(at(id)).boundingBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  await hand.page.mouse.move(...(await middle(saving('initial', 2016))));
  await hand.page.mouse.down();
  await hand.page.mouse.move(...(await middle(saving('initial', 2017))));
  await hand.page.mouse.move(...(await middle(saving('revised', 2018))));
  await hand.page.mouse.up();
  const wanted = ['initial', 'revised'].flatMap((row) => [2016, 2017, 2018].map((year) => saving(row, year)));
  assert.deepEqual(await chosen(hand), wanted);
  await hand.page.keyboard.down('Shift');
  await hand.click(at(saving('initial', 2017)));
  await hand.page.keyboard.up('Shift');
  assert.deepEqual(await chosen(hand), [saving('initial', 2016), saving('initial', 2017)]);
  await hand.press('Escape');
  assert.deepEqual(await chosen(hand), []);
});

test('a block from Excel is shown before it is written, and is one step', { timeout }, async (t) => {
  const hand = await atSheet(t);
  const first = 'effect.revenue.initial.2016';
  await hand.click(at(first));
  const lines = Array.from({ length: 9 }, (_, line) => years.map((year) => `△ ${line + 1},0${year - 2000}`).join('\t'));
  await laid(hand, { text: `${lines.join('\r\n')}\r\n` });
  await hand.press('Control+v');
  assert.equal(await opened(hand), 'paste');
  assert.equal((await preview(hand)).length, 45);
  assert.equal(await textOfCell(hand, first), '', 'nothing is written yet');
  await hand.click('#paste [data-action="paste"]');
  await painted(hand);
  assert.equal(await textOfCell(hand, saving('initial', 2018)), '△ 4,018', 'as it was pasted');
  assert.equal(await textOfCell(hand, saving('actual', 2020)), '△ 6,020');
  assert.equal(await focused(hand), first, 'the focus is where it was');
  // The last three lines met the computed rows: compared, never written.
  assert.notEqual((await computedTexts(hand))['effect.total.initial.2016'], '△ 7,016');
  const differs = (await findings(hand)).filter(({ code }) => code === 'total.differs');
  assert.ok(differs.some(({ cells }) => cells.includes('effect.total.initial.2016')));
  await action(hand, 'undo');
  await painted(hand);
  for (const row of ['initial', 'revised', 'actual']) assert.deepEqual(await raws(hand, row), ['', '', '', '', '']);
  assert.deepEqual((await findings(hand)).filter(({ code }) => code === 'total.differs'), []);
});

test('the preview says what each cell becomes', { timeout }, async (t) => {
  const hand = await atSheet(t);
  await hand.click(at(saving('initial', 2016)));
  await laid(hand, { text: '２１，９８２\t\t####\t△3,518千円\t－1,000\t99\t外' });
  await hand.press('Control+v');
  const rows = await preview(hand);
  assert.equal(rows.length, 6);
  assert.match(rows[0][0], /歳出削減 当初計画額 平成28年度/);
  assert.equal(rows[0][3], '21,982');
  assert.equal(rows[1][3], '空欄になります。');
  assert.match(rows[2][3], /^＊.*####/);
  assert.match(rows[3][3], /△ 3,518/);
  assert.equal(rows[4][3], '△ 1,000');
  assert.match(rows[5][3], /計算した値「17,464」と違います/);
  const outside = await hand.evaluate(() => document.querySelector('#paste [data-outside]').textContent);
  assert.match(outside, /「外」/);
  await hand.press('Escape');
  assert.equal(await opened(hand), null);
  assert.equal(await textOfCell(hand, saving('initial', 2016)), '');
});

test('the flavour of markup, cells with line ends, and lists of numbers without tabs', { timeout }, async (t) => {
  const hand = await atSheet(t);
  await hand.click(at('years.2016.content'));
  await laid(hand, {
    text: 'not this\tnor this',
    html: '<table><tr><td>一行目<br>二行目</td></tr><tr><td>・調査<img src=x onerror="window.harmed=1"></td></tr></table>',
  });
  await hand.press('Control+v');
  assert.equal(await opened(hand), 'paste');
  await hand.click('#paste [data-action="paste"]');
  assert.equal(await textOfCell(hand, 'years.2016.content'), '一行目\n二行目');
  assert.equal(await hand.evaluate(() => window.harmed), undefined);

  await hand.click(at(saving('initial', 2016)));
  await laid(hand, { text: '21,982 9,543 △ 3,518 △ 17,233 △ 31,634' });
  await hand.press('Control+v');
  await hand.click('#paste [data-action="paste"]');
  await painted(hand);
  assert.equal((await computedTexts(hand))[saving('initial', 'final')], '△ 20,860');

  // A text for one box is the browser's own to paste, bullets and all.
  await hand.click(at('plan.goal'));
  const list = '・\t受付を早くする\n・\t費用を抑える';
  await laid(hand, { text: list, html: '<ul><li>受付を早くする</li><li>費用を抑える</li></ul>' });
  await hand.press('Control+v');
  assert.equal(await opened(hand), null);
  assert.equal(await textOfCell(hand, 'plan.goal'), list);
});

test('what is cut here is pasted here as it was typed; a number with its working stays one', { timeout }, async (t) => {
  const hand = await atSheet(t);
  const typed = ['△24千円（一人当たり）', '未定（単価）'];
  await typeCell(hand, saving('initial', 2016), typed[0]);
  await typeCell(hand, saving('initial', 2017), typed[1]);
  await select(hand, saving('initial', 2016));
  await hand.press('Shift+ArrowRight');
  await hand.press('Control+x');
  assert.equal(await lying(hand), '-24\t未定（単価）', 'for other programs the number alone');
  await select(hand, saving('revised', 2016));
  await hand.press('Control+v');
  await hand.click('#paste [data-action="paste"]');
  assert.deepEqual((await raws(hand, 'revised')).slice(0, 2), typed);
  assert.deepEqual((await raws(hand, 'initial')).slice(0, 2), ['', '']);
  await action(hand, 'undo');
  await action(hand, 'undo');
  assert.deepEqual((await raws(hand, 'initial')).slice(0, 2), typed);

  const working = '△2,240千円 (36-8=28/日 ×80日開催)';
  await laid(hand, { text: working });
  await select(hand, saving('actual', 2016));
  await hand.press('Control+v');
  assert.deepEqual((await raws(hand, 'actual')).slice(0, 2), [working, '']);
});

test('a list entered by selection is emptied and copied like any cell', { timeout }, async (t) => {
  const hand = await atSheet(t);
  await typeCell(hand, 'years.2016.status', '実施');
  await select(hand, 'years.2016.status');
  await hand.press('Control+c');
  assert.equal(await lying(hand), '実施');
  await hand.press('Delete');
  assert.equal(await textOfCell(hand, 'years.2016.status'), '');
  await action(hand, 'undo');
  assert.equal(await textOfCell(hand, 'years.2016.status'), '実施');
});

test('a hand that passes a group of choices chooses nothing', { timeout }, async (t) => {
  const desk = new Desk(t);
  const definition = desk.file('group.json');
  const choice = { id: 'k', label: '種', kind: 'choice', choices: 'kinds', open: true };
  writeFileSync(
    definition,
    JSON.stringify({
      format: 'kohyo/form', version: 1, id: 'group', edition: 'r8', title: '票', key: ['number'],
      choices: { kinds: ['a', 'b', 'c'].map((code) => ({ code, label: `種${code}` })) },
      pages: [{ id: 'p', title: '票', sections: [{ id: 's', title: '票', items: [
        { cell: 'number', label: '番号' },
        { table: 't.{row}.{column}', label: '表', columns: [{ id: 'x', label: '前' }, choice, { id: 'y', label: '後' }],
          rows: [{ id: 'r', label: '行' }] },
      ] }] }],
    }),
  );
  const hand = await desk.sit();
  await openPage(hand);
  await hand.upload('[data-input="form"]', definition);
  await newSheet(hand, 'group', 'r8');
  await select(hand, 't.r.x');
  for (const to of ['t.r.k', 't.r.y']) {
    await hand.press('ArrowRight');
    assert.equal(await focused(hand), to);
  }
  await hand.press('ArrowLeft');
  assert.equal(await textOfCell(hand, 't.r.k'), '');
  // What is chosen takes the focus, and up and down choose from there.
  await hand.click(`${at('t.r.k')} input[value="b"]`);
  await select(hand, 't.r.x');
  await hand.press('ArrowRight');
  await hand.press('ArrowDown');
  assert.equal(await textOfCell(hand, 't.r.k'), '種c');
});

test('while the input method composes, the keys are its own', { timeout }, async (t) => {
  const hand = await atSheet(t);
  const id = saving('initial', 2016);
  await typeCell(hand, id, '5');
  await select(hand, id);
  const ime = await inputMethod(hand);
  // A composition over a selected cell replaces it, as a letter does.
  for (const step of ['さ', 'さんかく', '△']) {
    await ime.compose(step);
    await painted(hand);
    assert.equal(await textOfCell(hand, id), step);
    assert.equal((await computedTexts(hand))[saving('initial', 'final')], '5', `nothing is read at ${step}`);
  }
  await ime.confirm('△');
  await painted(hand);
  assert.equal(await focused(hand), id, 'the Enter that confirms only confirms');
  await ime.compose('３，５１８');
  await ime.confirm('３，５１８');
  await painted(hand);
  assert.equal(await textOfCell(hand, id), '△３，５１８');
  assert.equal((await computedTexts(hand))[saving('initial', 'final')], '△ 3,518');
  await hand.press('Enter');
  assert.equal(await focused(hand), saving('revised', 2016), 'the next Enter moves');
  // The long vowel of a Japanese keyboard is a minus before a number.
  await ime.compose('ー１２');
  await ime.confirm('ー１２');
  await hand.press('Enter');
  await painted(hand);
  assert.equal((await computedTexts(hand))[saving('revised', 'final')], '△ 12');
});

test('findings and sections are reached by keys, and F1 lists the keys', { timeout }, async (t) => {
  const hand = await atSheet(t);
  await typeCell(hand, 'plan.created', 'H31.99.1');
  await typeCell(hand, saving('initial', 2016), 'あ');
  await hand.press('F8');
  const first = await focused(hand);
  await hand.press('F8');
  const second = await focused(hand);
  assert.deepEqual([first, second].sort(), [saving('initial', 2016), 'plan.created'].sort());
  await hand.press('Shift+F8');
  assert.equal(await focused(hand), first);

  const section = () => hand.evaluate(() => document.activeElement.closest('.section')?.id);
  const before = await section();
  await hand.press('Alt+PageDown');
  const after = await section();
  assert.notEqual(after, before);
  await hand.press('Alt+PageUp');
  assert.equal(await section(), before);

  await hand.press('F1');
  assert.equal(await opened(hand), 'keys');
  await hand.press('F8');
  assert.equal(await opened(hand), 'keys', 'a question has the keys to itself');
  await hand.press('Escape');
  assert.equal(await opened(hand), null);
});

test('a long text grows with its lines', { timeout }, async (t) => {
  const hand = await atSheet(t);
  const id = 'years.2016.content';
  const height = () => hand.evaluate((box) => document.querySelector(box).getBoundingClientRect().height, at(id));
  const before = await height();
  await hand.click(at(id));
  for (let line = 0; line < 8; line += 1) {
    await hand.type('あ');
    await hand.press('Alt+Enter');
  }
  assert.equal(await textOfCell(hand, id), 'あ\n'.repeat(8));
  await painted(hand);
  assert.ok((await height()) > before * 1.5, `${before} → ${await height()}`);
  // While prose is written, Enter breaks the line; a box entered by selection it leaves.
  await hand.press('Enter');
  assert.equal(await textOfCell(hand, id), 'あ\n'.repeat(8) + '\n');
  await select(hand, id);
  await hand.press('Enter');
  assert.notEqual(await focused(hand), id);
});
