// One candidate with so many tables: opened, typed into, pasted into. Every step is checked against
// the oracle; a time counts only where what it led to was right.
import { pathToFileURL } from 'node:url';

import { block } from '../sheet/block.mjs';
import { years } from '../sheet/description.mjs';
import { allTotals, totals } from '../sheet/oracle.mjs';
import { filled, texts, values } from '../sheet/texts.mjs';
import { counted, painted, privateBytes, profile, traced } from './browser.mjs';
import * as inside from './inside.mjs';

/** A page that shows something wrong or late; what it shows is said. */
export class Wrong extends Error {}

// All files share one local storage; this one is reached without opening a candidate.
const store = new URL('store.html', import.meta.url).href;

// Longer than the slowest of the candidates takes for the largest sheet.
const patience = 120_000;

export class Session {
  constructor(browser, candidate, count) {
    this.browser = browser;
    this.candidate = candidate;
    this.count = count;
    this.sheet = filled(count);
    this.expected = allTotals(values(this.sheet), count);
    this.last = `t${count}.total.actual.final`;
    // Keys go to a table in the middle of the sheet.
    this.table = Math.ceil(count / 2);
    this.sources = Object.fromEntries(['box', 'total', 'said'].map((name) => [name, String(candidate[name])]));
    this.context = null;
  }

  get url() {
    return pathToFileURL(this.candidate.file(this.count)).href + this.candidate.hash(this.count);
  }

  /** Puts the texts where the page keeps them. */
  async prepare() {
    this.context = await profile(this.browser);
    this.context.setDefaultTimeout(patience);
    this.page = await this.context.newPage();
    // A page may ask before it is left with the latest key on its way to the disk.
    this.page.on('dialog', (dialog) => dialog.accept());
    await this.page.goto(pathToFileURL(this.candidate.file(this.count)).href);
    await this.candidate.keep(this.page, this.count, texts(this.sheet));
    await this.page.goto(store);
    this.kept = await this.page.evaluate(() => Object.entries(localStorage));
    await this.page.addInitScript(inside.noteReady, {
      last: this.last,
      shown: this.expected[this.last],
      promised: ['yardstick', 'kohyo'].includes(this.candidate.name),
    });
    await this.page.goto('about:blank');
    this.wire = await this.context.newCDPSession(this.page);
    await this.wire.send('Performance.enable');
  }

  /** Puts back what a page may have kept of what was typed: every series begins with the same sheet. */
  async restore() {
    await this.page.goto(store);
    await this.page.evaluate(async (kept) => {
      localStorage.clear();
      for (const [key, text] of kept) localStorage.setItem(key, text);
      // kohyo's journal would bring back what was typed.
      for (const { name } of await indexedDB.databases()) {
        await new Promise((done, failed) => {
          const request = indexedDB.deleteDatabase(name);
          request.onsuccess = done;
          request.onerror = failed;
        });
      }
    }, this.kept);
  }

  /** Opens the sheet; ms of the page's own clock, which begins with the navigation. */
  async open() {
    try {
      return await this.#opened();
    } catch (late) {
      // Chromium gives no local storage to a page that asks before the browser has noted that it is
      // there; on a busy machine the candidates, which ask in their first script, now and then do.
      const kept = await this.page.evaluate(() => localStorage.length);
      if (kept > 0 || this.kept.length === 0) throw late;
      return this.#opened();
    }
  }

  async #opened() {
    await this.page.goto('about:blank');
    // The page says when it is done: whoever asks it meanwhile takes its time from it.
    const painted = this.page.waitForEvent('console', (message) => message.text() === 'bench:painted');
    await this.page.goto(this.url);
    await painted;
    return this.page.evaluate(() => ({ ready: window.__readyAt, painted: window.__paintedAt }));
  }

  /** Every total of the sheet against the oracle. */
  async judgeAll(expected = this.expected) {
    const shown = await this.page.evaluate(
      ([source, ids]) => {
        const find = new Function(`return (${source})`)();
        return ids.map((id) => find(id)?.textContent.trim() ?? null);
      },
      [this.sources.total, Object.keys(expected)],
    );
    for (const [at, id] of Object.keys(expected).entries()) {
      if (shown[at] !== expected[id]) throw new Wrong(`${id} shows ${shown[at]}, not ${expected[id]}`);
    }
  }

  /** The totals of the three cells that rest on `cell`, were its value another. */
  #resting(cell, value) {
    const [, part, line, column] = cell.split('.');
    const all = totals({ ...values(this.sheet), [cell]: value }, [this.table]);
    const ids = [`${part}.${line}.final`, `total.${line}.${column}`, `total.${line}.final`];
    return Object.fromEntries(ids.map((id) => [`t${this.table}.${id}`, all[`t${this.table}.${id}`]]));
  }

  /** Keys that change three totals each: seven digits in and out again. */
  digits(rounds) {
    const cell = `t${this.table}.saving.initial.${years[1]}`;
    const digits = '1234567';
    const steps = [];
    for (let round = 0; round < rounds; round += 1) {
      for (let length = 1; length <= digits.length; length += 1) steps.push({ key: digits[length - 1], text: digits.slice(0, length) });
      for (let length = digits.length - 1; length >= 0; length -= 1) steps.push({ key: 'Backspace', text: digits.slice(0, length) });
    }
    return this.#keys(cell, steps.map(({ key, text }) => ({ key, totals: this.#resting(cell, text === '' ? null : BigInt(text)), says: null })));
  }

  /** Keys that change three totals and what is said: a letter behind a number, and away again. */
  letters(pairs) {
    const cell = `t${this.table}.saving.initial.${years[2]}`;
    const before = { key: '7', totals: this.#resting(cell, 7n), says: '' };
    const steps = Array.from({ length: pairs }, () => [
      { key: 'x', totals: this.#resting(cell, null), says: '7x' },
      { key: 'Backspace', totals: this.#resting(cell, 7n), says: '' },
    ]);
    return this.#keys(cell, [before, ...steps.flat()], 1);
  }

  /** Types the keys; ms from each input event to what it leads to, and ms of main thread per key. */
  async #keys(cell, steps, skipped = 0) {
    await this.restore();
    await this.open();
    await this.page.evaluate(inside.expect, { candidate: this.sources, box: cell, steps: steps.map(({ totals: wanted, says }) => ({ totals: wanted, says })), event: 'input' });
    await painted(this.page);
    let wrong = null;
    const before = await counted(this.wire);
    const marks = await traced(this.wire, async () => {
      for (const { key } of steps) {
        await this.page.keyboard.press(key);
        await painted(this.page);
        wrong = await this.page.evaluate(() => window.__bench.settled());
        if (wrong !== null) return;
      }
    });
    const after = await counted(this.wire);
    if (wrong !== null) throw new Wrong(wrong);
    const times = pairsOf(marks).slice(skipped);
    if (times.length !== steps.length - skipped) throw new Wrong(`${times.length} of ${steps.length} keys were answered`);
    return { times, thread: ((after.TaskDuration - before.TaskDuration) * 1000) / steps.length };
  }

  /**
   * Pastes blocks of 45 numbers, one over the other. Where the page asks before it writes, the time
   * until the question and the time from the answer are added up. Null where nothing comes of it.
   */
  async paste(times) {
    const bases = Object.fromEntries(['revenue', 'saving'].map((part) => [`t${this.table}.${part}.initial.base`, this.sheet[`t${this.table}.${part}.initial.base`].value]));
    const out = [];
    for (let n = 0; n < times; n += 1) {
      const given = block(this.table, 100 + n, bases);
      const steps = [{ totals: given.expected, says: null }];
      await this.restore();
      await this.open();
      await this.page.evaluate(inside.expect, { candidate: this.sources, box: given.at, steps, event: 'paste' });
      await painted(this.page);
      const marks = await traced(this.wire, async () => {
        await this.page.evaluate(inside.paste, { candidate: this.sources, box: given.at, text: given.text });
        await painted(this.page);
        const question = this.page.locator('dialog[open] [data-action="paste"]');
        if ((await question.count()) === 0) return;
        await question.click();
        await painted(this.page);
      });
      const took = pasted(marks);
      if (took === null) {
        const wrong = await this.page.evaluate(() => window.__bench.settled());
        // A page that leaves such a paste to the box has no paste of blocks; that is said, not timed.
        if (wrong !== null && (await this.#unchanged())) return null;
        throw new Wrong(wrong ?? 'the paste was answered late');
      }
      await this.judgeAll({ ...this.expected, ...given.expected });
      out.push(took);
    }
    return out;
  }

  /** Whether every total is as it was opened. */
  async #unchanged() {
    try {
      await this.judgeAll();
      return true;
    } catch {
      return false;
    }
  }

  /** Memory of the sheet as it was opened, after everything that can be freed was. */
  async memory() {
    await this.restore();
    await this.open();
    let marks = [];
    // A trace that has only just begun may miss it.
    for (let tries = 0; marks.length === 0 && tries < 5; tries += 1) marks = await traced(this.wire, () => this.page.evaluate(() => void performance.mark('bench:process')));
    if (marks.length === 0) throw new Error('the trace does not say which process the page has');
    await this.wire.send('HeapProfiler.collectGarbage');
    const { JSHeapUsedSize: heap, Nodes: nodes } = await counted(this.wire);
    return { heap, nodes, whole: privateBytes(marks[0].pid) };
  }

  async end() {
    await this.context.close();
  }
}

/** ms from each input to what it led to. */
function pairsOf(marks) {
  const times = [];
  let begun = null;
  for (const { name, ts } of marks) {
    if (name === 'bench:input') begun = ts;
    else if (name === 'bench:shown' && begun !== null) {
      times.push((ts - begun) / 1000);
      begun = null;
    }
  }
  return times;
}

/** ms from the paste to all totals, without the time that the person took to answer a question. */
function pasted(marks) {
  const at = (name) => marks.find((mark) => mark.name === `bench:${name}`)?.ts;
  const [input, asked, answered, shown] = ['input', 'asked', 'answered', 'shown'].map(at);
  if (shown === undefined) return null;
  return (asked === undefined ? shown - input : asked - input + (shown - answered)) / 1000;
}
