// Figures of the tables for the notes: keys needed beside a plain sheet of Excel, a block pasted, a key
// on a slow machine, what axe says. No test; `npm run table-figures`.
import { writeFileSync } from 'node:fs';

import { judged } from './vocabulary/accessible.mjs';
import { at, computedTexts, textOfCell } from './vocabulary/cells.mjs';
import { laid } from './vocabulary/clipboard.mjs';
import { fill } from './vocabulary/command.mjs';
import { Desk } from './vocabulary/desk.mjs';
import { openFile } from './vocabulary/files.mjs';
import { cellsOf } from './vocabulary/fixtures.mjs';
import { newSheet } from './vocabulary/home.mjs';
import { keyTimes, median, ms, p95 } from './vocabulary/latency.mjs';
import { openPage, painted } from './vocabulary/page.mjs';
import { everyState } from './vocabulary/states.mjs';
import { focus } from './vocabulary/typing.mjs';

async function atDesk(act) {
  const desk = new Desk(null);
  try {
    return await act(await desk.sit(), desk);
  } finally {
    await desk.leave();
    desk.clear();
  }
}

/** As a hand types it: no commas, a hyphen for △. */
const strokes = (text) => text.replace(/[,，\s]/gu, '').replace(/[△▲]/gu, '-');

/**
 * The tables of numbers of 52001, filled by the real keys of the page, each counted. In a plain
 * sheet of Excel with the same layout each place takes its letters and the key that leaves it, the
 * places that the page reckons among them; Tab goes along the row, Enter to the next row.
 */
async function keysNeeded(hand) {
  const given = cellsOf('52001');
  await openPage(hand);
  await newSheet(hand);
  let here = 0;
  const tables = {};
  for (const first of ['indicator.initial.base', 'effect.revenue.initial.base']) {
    const places = await hand.evaluate((box) => {
      const grid = document.querySelector(box).closest('table');
      return [...grid.querySelectorAll('[data-cell]')].map((cell) => ({
        id: cell.dataset.cell,
        computed: cell.matches('output'),
      }));
    }, at(first));
    await focus(hand, at(places.find(({ computed }) => !computed).id));
    for (const { id, computed } of places) {
      if (computed) continue;
      const now = await hand.evaluate(() => document.activeElement.dataset.cell);
      if (now !== id) throw new Error(`the keys led to ${now} and not to ${id}`);
      const text = strokes(given[id] ?? '');
      await hand.type(text);
      await hand.press('Tab');
      here += [...text].length + 1;
    }
    await painted(hand);
    Object.assign(tables, Object.fromEntries(places.map(({ id, computed }) => [id, computed])));
  }
  const totals = await computedTexts(hand);
  let plain = 0;
  let formulas = 0;
  for (const [id, computed] of Object.entries(tables)) {
    const text = computed ? (totals[id] ?? '') : (given[id] ?? '');
    plain += [...strokes(text)].length + 1;
    formulas += computed ? 1 : [...strokes(text)].length + 1;
  }
  if ((await textOfCell(hand, 'effect.saving.initial.final')) !== '△ 20,860') throw new Error('the total differs');
  return { here, plain, formulas, places: Object.keys(tables).length };
}

/** From the click that writes 45 numbers until the last total shows; and until the frame is painted. */
async function pasteTimes(hand, times) {
  await openPage(hand);
  await newSheet(hand);
  const shown = [];
  const paintedBy = [];
  for (let n = 0; n < times; n += 1) {
    await hand.click(at('effect.revenue.initial.2016'));
    const lines = Array.from({ length: 9 }, (_, line) => [16, 17, 18, 19, 20].map((year) => `△ ${line + 1 + n},0${year}`).join('\t'));
    await laid(hand, { text: lines.join('\r\n') });
    await hand.press('Control+v');
    await hand.until(() => document.querySelector('#paste[open]'), undefined, 'the preview');
    await painted(hand);
    const [took, until] = await hand.evaluate(
      () =>
        new Promise((done) => {
          const button = document.querySelector('#paste [data-action="paste"]');
          const begun = performance.now();
          button.click();
          queueMicrotask(() => {
            const took = performance.now() - begun;
            requestAnimationFrame(() => setTimeout(() => done([took, performance.now() - begun]), 0));
          });
        }),
    );
    shown.push(took);
    paintedBy.push(until);
    const total = (await computedTexts(hand))['effect.saving.initial.final'];
    if (!total.startsWith('△')) throw new Error(`the total shows ${total}`);
  }
  return { shown, paintedBy };
}

async function slowKeys(hand, desk, rate, keys) {
  const path = desk.file('52001.json');
  writeFileSync(path, fill(cellsOf('52001')));
  await openPage(hand);
  await openFile(hand, path);
  const wire = await hand.context.newCDPSession(hand.page);
  await wire.send('Emulation.setCPUThrottlingRate', { rate });
  const times = await keyTimes(hand, keys);
  await wire.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  return times;
}

const keys = await atDesk(keysNeeded);
console.log(
  `keys to fill the ${keys.places} places of 52001's tables of numbers: here ${keys.here}, in a plain Excel sheet ${keys.plain}, ` +
    `in one whose totals are formulas ${keys.formulas}`,
);
const paste = await atDesk((hand) => pasteTimes(hand, 20));
console.log(
  `45 numbers pasted, 20 times: written, added up and judged in median ${ms(median(paste.shown))}, p95 ${ms(p95(paste.shown))}; ` +
    `painted in median ${ms(median(paste.paintedBy))}`,
);
const slow = await atDesk((hand, desk) => slowKeys(hand, desk, 4, 200));
console.log(`input event to the changed total in 52001, CPU slowed four times, 200 keys: median ${ms(median(slow))}, p95 ${ms(p95(slow))}`);
if (!process.argv.includes('--without-axe')) {
  for (const theme of ['light', 'dark']) {
    const sum = { states: 0, kept: 0, violations: 0 };
    await atDesk((hand, desk) =>
      everyState(
        desk,
        hand,
        async () => {
          const { kept, violations } = await judged(hand);
          sum.states += 1;
          sum.kept += kept;
          sum.violations += violations.length;
        },
        { theme },
      ),
    );
    console.log(`axe, ${theme}: ${sum.states} states, ${sum.kept} rules kept, ${sum.violations} broken`);
  }
}
