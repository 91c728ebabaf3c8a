// What the keeping costs: typing with the journal and without, bytes per change, 200 drafts.
import { Desk } from '../browser/vocabulary/desk.mjs';
import { cellsOf } from '../browser/vocabulary/fixtures.mjs';
import { newSheet, onSheet } from '../browser/vocabulary/home.mjs';
import { put, refuseJournal, stored } from '../browser/vocabulary/keeping.mjs';
import { keyTimes, median, ms, noteReady, p95, readyTimes } from '../browser/vocabulary/latency.mjs';
import { openPage } from '../browser/vocabulary/page.mjs';
import { saved } from '../browser/vocabulary/saving.mjs';
import { typeCell } from '../browser/vocabulary/typing.mjs';

// Runs before the page's own scripts.
function weigh() {
  const bytes = (text) => new TextEncoder().encode(text).length;
  window.__noted = [];
  window.__kept = [];
  const { put: note } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (text, key) {
    window.__noted.push(bytes(text));
    return note.call(this, text, key);
  };
  const { setItem } = Storage.prototype;
  Storage.prototype.setItem = function (key, text) {
    window.__kept.push(bytes(text));
    return setItem.call(this, key, text);
  };
}

/** A draft of 52001 with all its cells, kept; its key and text. */
async function wholeDraft(hand) {
  await newSheet(hand);
  for (const [id, text] of Object.entries(cellsOf('52001')).slice(0, 4)) await typeCell(hand, id, text);
  await saved(hand);
  const [[key, text]] = Object.entries(await stored(hand)).filter(([name]) => name.startsWith('kohyo/draft/'));
  const draft = JSON.parse(text);
  draft.cells = { ...cellsOf('52001'), ...draft.cells };
  return { key, text: JSON.stringify(draft), id: draft.document.id };
}

async function typing(before, keys) {
  const desk = new Desk(null);
  try {
    const hand = await desk.sit({ before: [weigh, ...before] });
    await openPage(hand);
    const { key, text, id } = await wholeDraft(hand);
    await hand.goto('about:blank');
    await openPage(hand, '#/');
    await put(hand, { [key]: text });
    await openPage(hand, `#/sheet/${id}`);
    await hand.reload();
    await openPage(hand, `#/sheet/${id}`);
    await onSheet(hand);
    await hand.evaluate(() => (window.__noted.length = window.__kept.length = 0));
    const times = await keyTimes(hand, keys);
    await saved(hand);
    const [noted, kept] = await hand.evaluate(() => [window.__noted, window.__kept]);
    return { times, noted, kept };
  } finally {
    await desk.leave();
    desk.clear();
  }
}

async function opening(count, navigations) {
  const desk = new Desk(null);
  try {
    const hand = await desk.sit({ before: [noteReady] });
    await openPage(hand);
    const { key, text, id } = await wholeDraft(hand);
    const more = {};
    for (let n = 0; n < count; n += 1) more[key.replace(id, `draft-${n}`)] = text.replaceAll(id, `draft-${n}`);
    await hand.goto(`${hand.url}#/`);
    await hand.evaluate((name) => localStorage.removeItem(name), key);
    await put(hand, more);
    // The first start puts them into the journal too.
    await hand.reload();
    await openPage(hand, '#/');
    const times = await readyTimes(hand, navigations);
    return { times, size: text.length };
  } finally {
    await desk.leave();
    desk.clear();
  }
}

export async function figures({ keys = 200, navigations = 10 } = {}) {
  const lines = [];
  const on = await typing([], keys);
  const off = await typing([refuseJournal], keys);
  const said = ({ times }) => `median ${ms(median(times))}, p95 ${ms(p95(times))}`;
  lines.push(`input event to the changed total, ${keys} keys in 52001, journal on: ${said(on)}; off: ${said(off)}`);
  lines.push(
    `written per change: journal ${median(on.noted)} bytes (median of ${on.noted.length} writes for ${keys} keys), ` +
      `local storage ${median(on.kept)} bytes (${on.kept.length} writes)`,
  );
  for (const count of [1, 200]) {
    const { times, size } = await opening(count, navigations);
    lines.push(`navigation to data-ready with ${count} drafts of ${size} characters: median ${ms(median(times))} of ${navigations}`);
  }
  return lines;
}
