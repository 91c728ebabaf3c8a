// Figures for the notes: how fast the page is there, how fast a key is answered. No test.
import { writeFileSync } from 'node:fs';

import { at } from './vocabulary/cells.mjs';
import { fill } from './vocabulary/command.mjs';
import { Desk } from './vocabulary/desk.mjs';
import { openFile } from './vocabulary/files.mjs';
import { cellsOf } from './vocabulary/fixtures.mjs';
import { newSheet } from './vocabulary/home.mjs';
import { keyTimes, median, ms, noteReady, p95, readyTimes } from './vocabulary/latency.mjs';
import { openPage, painted } from './vocabulary/page.mjs';

const navigations = 20;
const keys = 200;

async function untilReady() {
  const desk = new Desk(null);
  try {
    const hand = await desk.sit({ before: [noteReady] });
    return await readyTimes(hand, navigations);
  } finally {
    await desk.leave();
    desk.clear();
  }
}

async function untilTotals() {
  const desk = new Desk(null);
  try {
    const hand = await desk.sit();
    writeFileSync(desk.file('52001.json'), fill(cellsOf('52001')));
    await openPage(hand);
    await openFile(hand, desk.file('52001.json'));
    return await keyTimes(hand, keys);
  } finally {
    await desk.leave();
    desk.clear();
  }
}

// One text after another into one box, as fast as the page takes them: read, added up, judged and
// shown each time, without waiting for a frame.
function manyTexts({ box, total, texts, times }) {
  const cell = document.querySelector(box);
  const begun = performance.now();
  for (let n = 0; n < times; n += 1) {
    cell.value = texts[n % texts.length];
    cell.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }));
  }
  const took = performance.now() - begun;
  return { took, shown: document.querySelector(total).textContent };
}

async function cellsPerSecond() {
  const desk = new Desk(null);
  try {
    const hand = await desk.sit();
    await openPage(hand);
    await newSheet(hand);
    const texts = ['△ 3,518', '21,982千円', '1億9千万円', '未定', '９，５４３', '▲1,200'];
    const [box, total] = [at('effect.saving.initial.2016'), at('effect.total.initial.2016')];
    const times = 6000;
    const { took } = await hand.evaluate(manyTexts, { box, total, texts, times });
    await painted(hand);
    const shown = await hand.evaluate((selector) => document.querySelector(selector).textContent, total);
    if (!/1,200/.test(shown)) throw new Error(`the total shows ${shown}`);
    return (times * 1000) / took;
  } finally {
    await desk.leave();
    desk.clear();
  }
}

const ready = await untilReady();
console.log(`navigation from file:// to data-ready, ${navigations} times: median ${ms(median(ready))}, first ${ms(ready[0])}`);
const answered = await untilTotals();
console.log(
  `input event to the changed total in 52001, ${keys} real keys: median ${ms(median(answered))}, p95 ${ms(p95(answered))}`,
);
const perSecond = await cellsPerSecond();
console.log(`cells read, added up and judged in the page: ${Math.round(perSecond)} per second`);
