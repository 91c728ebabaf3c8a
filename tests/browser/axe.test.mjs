// For everyone: axe-core on every page and state, and the narrow and enlarged page.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';

import { at } from './vocabulary/cells.mjs';
import { laid } from './vocabulary/clipboard.mjs';
import { fill } from './vocabulary/command.mjs';
import { Desk } from './vocabulary/desk.mjs';
import { openFile } from './vocabulary/files.mjs';
import { cellsOf } from './vocabulary/fixtures.mjs';
import { goHome, newSheet } from './vocabulary/home.mjs';
import { action, openPage, painted } from './vocabulary/page.mjs';
import { typeCell } from './vocabulary/typing.mjs';

const timeout = 300_000;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function judged(hand) {
  // By the debugger: the page's own CSP lets no other code in.
  if (!(await hand.evaluate(() => 'axe' in window))) {
    const wire = await hand.context.newCDPSession(hand.page);
    await wire.send('Runtime.evaluate', { expression: axe });
  }
  await painted(hand);
  const { violations } = await hand.evaluate((only) => window.axe.run(document, { runOnly: only }), tags);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ target }) => target.join(' ')).join(' | ')} (${nodes.length})`);
}

test('axe finds nothing on any page and in any state', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  const clean = async (state) => assert.deepEqual(await judged(hand), [], state);

  await clean('home, empty');
  await action(hand, 'guide');
  await clean('the guide');
  await hand.press('Escape');

  await newSheet(hand);
  await clean('sheet, empty');
  await typeCell(hand, 'plan.created', 'R2.2.30');
  await typeCell(hand, 'effect.saving.initial.2016', '12a');
  await painted(hand);
  await clean('sheet, with errors');

  await hand.press('F1');
  await clean('keys');
  await hand.press('Escape');
  await hand.click(at('effect.saving.initial.2016'));
  await laid(hand, { text: '1\t####\t△ 3' });
  await hand.press('Control+v');
  await clean('the preview of a paste');
  await hand.press('Escape');
  await action(hand, 'print');
  await clean('the question before the print');
  await hand.press('Escape');
  await action(hand, 'export');
  await clean('the question before handing in');
  await hand.press('Escape');

  await goHome(hand);
  await clean('home, with a draft');
  const path = desk.file('sheet.json');
  writeFileSync(path, fill(cellsOf('52001')));
  await openFile(hand, path);
  await clean('sheet, filled');
  for (const [form, edition] of [
    ['tokorozawa-evaluation', 'r2'],
    ['sodegaura-progress', 'r2'],
    ['iizuka-initiative', 'r6'],
  ]) {
    await goHome(hand);
    await newSheet(hand, form, edition);
    await clean(form);
  }
});

for (const [name, viewport] of [
  ['1366 × 768', { width: 1366, height: 768 }],
  ['320 wide, as at 400 %', { width: 320, height: 640 }],
  ['683 wide, as at 200 %', { width: 683, height: 384 }],
]) {
  test(`the page never scrolls sideways at ${name}`, { timeout }, async (t) => {
    const desk = new Desk(t);
    const hand = await desk.sit({ viewport });
    await openPage(hand);
    const over = () => hand.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok((await over()) <= 0, `home: ${await over()}`);
    await newSheet(hand);
    assert.ok((await over()) <= 0, `sheet: ${await over()}`);
  });
}
