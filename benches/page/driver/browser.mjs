// One Chromium for all candidates; each number of tables of each candidate has a profile of its own.
import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'microsoft-edge'];

function onPath() {
  const executable = (path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  };
  const places = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  const found = process.env.CHROMIUM ?? places.find(executable);
  if (!found) throw new Error('Chromium is not on PATH: install the package chromium, or name the program in CHROMIUM.');
  return found;
}

export const start = () =>
  chromium.launch({
    executablePath: onPath(),
    headless: true,
    // A container's root cannot use the sandbox; everyone else keeps it.
    chromiumSandbox: process.getuid?.() !== 0,
  });

export const profile = (browser) =>
  browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'ja-JP', timezoneId: 'Asia/Tokyo' });

/** One frame has been painted since the last input. */
export const painted = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0))));

/** Records the user-timing marks that begin with `bench:` while `act` runs; each with µs and process. */
export async function traced(wire, act) {
  const marks = [];
  const collect = ({ value }) => marks.push(...value.filter(({ name }) => name.startsWith('bench:')));
  wire.on('Tracing.dataCollected', collect);
  const complete = new Promise((resolve) => wire.once('Tracing.tracingComplete', resolve));
  await wire.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['blink.user_timing'] } });
  try {
    await act();
  } finally {
    await wire.send('Tracing.end');
    await complete;
    wire.off('Tracing.dataCollected', collect);
  }
  return marks.sort((a, b) => a.ts - b.ts);
}

/** What Chromium counts of a page: seconds of the main thread, bytes, elements. */
export async function counted(wire) {
  const { metrics } = await wire.send('Performance.getMetrics');
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
}

/** Bytes that a process has for itself alone, where the system tells. */
export function privateBytes(pid) {
  let text;
  try {
    text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  } catch {
    return null;
  }
  const kilobytes = [...text.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB$/gmu)].map(([, number]) => Number(number));
  return kilobytes.reduce((a, b) => a + b, 0) * 1024;
}
