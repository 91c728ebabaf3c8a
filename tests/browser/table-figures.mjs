// Figures of the tables for the notes: keys needed beside a plain sheet of Excel, a block pasted, a key
// on a slow machine, what axe says. No test; `npm run table-figures`, with `-- --write` into
// docs/performance.md.
import { readFileSync, writeFileSync } from 'node:fs';

import { inDocument, machine } from '../../benches/page/report.mjs';
import { judged } from './vocabulary/accessible.mjs';
import { at, computedTexts, textOfCell } from './vocabulary/cells.mjs';
import { laid } from './vocabulary/clipboard.mjs';
import { fill } from './vocabulary/command.mjs';
import { Desk } from './vocabulary/desk.mjs';
import { openFile } from './vocabulary/files.mjs';
import { cellsOf } from './vocabulary/fixtures.mjs';
import { newSheet } from './vocabulary/home.mjs';
import { keyTimes, median, ms, p95 } from './vocabulary/latency.mjs';
import { looks, usual, wear } from './vocabulary/looks.mjs';
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

/** Every page and state, judged in both themes on one walk. */
async function axeCounts(hand, desk) {
  const sums = { light: { kept: 0, violations: 0 }, dark: { kept: 0, violations: 0 } };
  let states = 0;
  await everyState(desk, hand, async () => {
    states += 1;
    for (const [theme, sum] of Object.entries(sums)) {
      await wear(hand, looks[theme]);
      const { kept, violations } = await judged(hand);
      sum.kept += kept;
      sum.violations += violations.length;
    }
    await wear(hand, usual);
  });
  return { states, ...sums };
}

const lines = [];
const say = (what, figure) => {
  lines.push([what, figure]);
  console.log(`${what}: ${figure}`);
};

const keys = await atDesk(keysNeeded);
say(`keys to fill the ${keys.places} places of 52001’s two tables of numbers, here`, keys.here);
say('… in a plain Excel sheet of the same layout, totals typed', keys.plain);
say('… in an Excel sheet whose totals are formulas', keys.formulas);
const paste = await atDesk((hand) => pasteTimes(hand, 20));
say('45 numbers pasted: written, added up and judged, median / p95 of 20', `${ms(median(paste.shown))} / ${ms(p95(paste.shown))}`);
say('… until the frame is painted', `${ms(median(paste.paintedBy))} / ${ms(p95(paste.paintedBy))}`);
const slow = await atDesk((hand, desk) => slowKeys(hand, desk, 4, 200));
say('a key of 52001 with the CPU slowed four times, until the total shows, median / p95 of 200', `${ms(median(slow))} / ${ms(p95(slow))}`);
if (!process.argv.includes('--without-axe')) {
  const axe = await atDesk(axeCounts);
  for (const theme of ['light', 'dark']) {
    const { kept, violations } = axe[theme];
    say(`axe-core, ${theme}: ${axe.states} pages and states`, `${kept} rules kept, ${violations} broken`);
  }
}
if (process.argv.includes('--write')) {
  const rows = [['what', 'figure'], ['---', '---'], ...lines].map(([what, figure]) => `| ${what} | ${figure} |`);
  const path = new URL('../../docs/performance.md', import.meta.url);
  const text = `${machine(await atDesk((hand) => hand.context.browser().version()))}\n\n${rows.join('\n')}`;
  writeFileSync(path, inDocument(readFileSync(path, 'utf8'), text, 'npm run table-figures -- --write'));
}
