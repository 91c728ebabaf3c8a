// Keys that nobody chose: letters, moves, ranges, pastes, mends and steps back, wherever the focus is.
// Whatever came of it, the page complains of nothing, says the same after a reload, and the command
// reads in its texts what the page read.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { allTexts, at } from '../browser/vocabulary/cells.mjs';
import { laid } from '../browser/vocabulary/clipboard.mjs';
import { fill } from '../browser/vocabulary/command.mjs';
import { Desk } from '../browser/vocabulary/desk.mjs';
import { handIn } from '../browser/vocabulary/files.mjs';
import { findings } from '../browser/vocabulary/findings.mjs';
import { goHome, newSheet } from '../browser/vocabulary/home.mjs';
import { again, openPage, painted, route } from '../browser/vocabulary/page.mjs';
import { chance } from './chance.mjs';

const forms = [
  ['kashiwa-action-plan', 'r2'],
  ['iizuka-initiative', 'r6'],
  ['tokorozawa-evaluation', 'r2'],
  ['kashiwa-action-plan', 'h30'],
  ['sodegaura-progress', 'r2'],
];
const keysOfASheet = 150;

const table = (name) => readFileSync(fileURLToPath(new URL(`../fixtures/tables/${name}.csv`, import.meta.url)), 'utf8');
/** The texts of a table, those that stand in quotes or hold none. */
const textsOf = (name) =>
  [...table(name).matchAll(/^(?:"([^"\n]+)"|([^",\n]+)),/gmu)].slice(1).map(([, quoted, bare]) => quoted ?? bare);
const odd = [...textsOf('numbers'), ...textsOf('wareki')];
const usual = ['0', '1', '12', '△ 200', '1,000', '1500', '-5', 'R2', 'H28', '令和3年度', 'R2.4.1', '未定', '同左', '—', '総務課'];

const moves = ['ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'Enter', 'Shift+Enter', 'Tab', 'Shift+Tab', 'Home', 'End', 'Control+ArrowRight', 'Control+ArrowDown', 'Control+Home', 'F8', 'Alt+PageDown', 'PageDown'];
const ranges = ['Shift+ArrowDown', 'Shift+ArrowRight', 'Shift+ArrowUp', 'Control+a'];
const changes = ['Delete', 'Backspace', 'F2', 'Escape', 'Space', 'Control+d', 'Control+r', 'Control+c', 'Control+x', 'Control+v'];
const steps = ['Control+z', 'Control+y', 'Control+Shift+z'];

const asked = (hand) => hand.evaluate(() => document.querySelector('dialog[open]') !== null);

async function goSomewhere(hand, luck) {
  const ids = await hand.evaluate(() => [...document.querySelectorAll('[data-cell]:not(output)')].map((cell) => cell.dataset.cell));
  await hand.evaluate((selector) => {
    const cell = document.querySelector(selector);
    (cell.querySelector('input') ?? cell).focus();
  }, at(luck.of(ids)));
}

async function doSomething(hand, luck, sheet) {
  if (await asked(hand)) return hand.press(luck.upTo(3) > 0 ? 'Enter' : 'Escape');
  // A key may have gone to a link that leads elsewhere.
  if ((await route(hand)) !== sheet) await openPage(hand, sheet);
  const roll = luck.upTo(100);
  if (roll < 8) return goSomewhere(hand, luck);
  if (roll < 40) return hand.insert(luck.of(luck.upTo(3) > 0 ? usual : odd));
  if (roll < 68) return hand.press(luck.of(moves));
  if (roll < 75) return hand.press(luck.of(ranges));
  if (roll < 86) return hand.press(luck.of(changes));
  if (roll < 90) return hand.press(luck.of(steps));
  if (roll < 95) {
    const width = 1 + luck.upTo(6);
    const line = () => Array.from({ length: width + luck.upTo(2) }, () => luck.of(luck.upTo(3) > 0 ? usual : odd)).join('\t');
    await laid(hand, { text: Array.from({ length: 1 + luck.upTo(5) }, line).join('\r\n') });
    return hand.press('Control+v');
  }
  const mends = await hand.evaluate(() => document.querySelectorAll('[data-finding] [data-action="fix"]').length);
  const mend = luck.upTo(Math.max(1, mends));
  return hand.evaluate((nth) => document.querySelectorAll('[data-finding] [data-action="fix"]')[nth]?.click(), mend);
}

/** What the page says of the sheet; rows that were added and hold nothing go with a reload. */
async function said(hand) {
  const texts = Object.entries(await allTexts(hand)).filter(([, text]) => text.length > 0);
  const messages = await hand.evaluate(() =>
    [...document.querySelectorAll('[data-message]')].map((box) => [box.dataset.message, box.textContent]).filter(([, text]) => text !== ''),
  );
  return { texts: Object.fromEntries(texts), messages: Object.fromEntries(messages), findings: await findings(hand) };
}

/** The file without what is another each time. */
function lasting({ form, edition, document, status, cells, findings: found }) {
  return { form, edition, document, status, cells, findings: found };
}

export async function pressAnything(times, seed = 11) {
  const luck = chance(seed);
  const desk = new Desk(null);
  let keys = 0;
  let filled = 0;
  let found = 0;
  try {
    const hand = await desk.sit();
    await openPage(hand);
    for (let time = 0; time < times; time += 1) {
      const [form, edition] = forms[time % forms.length];
      await goHome(hand);
      await newSheet(hand, form, edition);
      const sheet = await route(hand);
      await goSomewhere(hand, luck);
      for (let key = 0; key < keysOfASheet; key += 1) {
        await doSomething(hand, luck, sheet);
        keys += 1;
      }
      if ((await route(hand)) !== sheet) await openPage(hand, sheet);
      while (await asked(hand)) await hand.press('Escape');
      // What is being typed is taken; a row in which nothing was typed is no row after a reload.
      await hand.evaluate(() => document.activeElement?.blur());
      await painted(hand);
      const before = await said(hand);
      const { sheet: file } = await handIn(hand);
      await again(hand);
      await painted(hand);
      assert.deepEqual(await said(hand), before, `sheet ${time}, ${form}: the same after a reload`);

      const raws = Object.entries(file.cells).filter(([, cell]) => cell.raw !== undefined);
      const args = ['--id', file.document.id, ...(file.document.stage ? ['--stage', file.document.stage] : [])];
      const own = fill(Object.fromEntries(raws.map(([id, cell]) => [id, cell.raw])), { form, edition, at: file.saved.at, args });
      assert.deepEqual(lasting(file), lasting(JSON.parse(own)), `sheet ${time}, ${form}: the command reads the same`);
      filled += raws.length;
      found += file.findings.length;
    }
    desk.hand.watch.judge();
    await desk.leave();
  } finally {
    await desk.leave().catch(() => {});
    desk.clear();
  }
  assert.ok(filled > 5 * times && found > times, `${filled} boxes filled, ${found} findings: nothing was tried`);
  return `${keys} keys and pastes, ${filled} boxes filled, ${found} findings: the same after a reload and for the command, and nothing complained of`;
}
