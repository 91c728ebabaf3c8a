// The central office on made-up sheets: how long the page takes to read, check and show them, to
// filter and to total, beside JSON.parse of the same bytes in the same page; and the command.
// Every figure comes with its result: what was read is what was made, and both say the same.
//
//   node measure.mjs [10000] [--write]
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { Desk } from '../../tests/browser/vocabulary/desk.mjs';
import * as office from '../../tests/browser/vocabulary/office.mjs';
import * as places from '../../tests/browser/vocabulary/places.mjs';
import { inDocument, machine } from '../page/report.mjs';

const repository = resolve(import.meta.dirname, '../..');
const count = Number(process.argv.slice(2).find((word) => /^\d+$/.test(word)) ?? 10_000);
const root = mkdtempSync(join(tmpdir(), 'kohyo-office-'));

/** Sheets of two families and 300 sections, in real proportions. */
function make(folder, number) {
  const words = ['bench', '--quiet', '--package', 'kohyo-cli', '--bench', 'collect', '--', String(number), folder];
  const run = spawnSync('cargo', words, { cwd: repository, encoding: 'utf8' });
  assert.equal(run.status, 0, run.stderr);
  return { folder, ...JSON.parse(run.stdout.trim().split('\n').at(-1)) };
}

/** The most memory a process ever had, or has, in MB, where the system says it. */
function memoryOf(pid, line = 'VmHWM') {
  try {
    const found = readFileSync(`/proc/${pid}/status`, 'utf8').match(new RegExp(`${line}:\\s+(\\d+) kB`));
    return Number(found[1]) / 1024;
  } catch {
    return null;
  }
}

/** Runs the command: seconds, MB, what it said. */
function collect(folder, out, { more = [], threads = '0' } = {}) {
  return new Promise((done, failed) => {
    const begun = performance.now();
    const env = { ...process.env, RAYON_NUM_THREADS: threads };
    const run = spawn(places.command(), ['collect', folder, ...more, '-o', out], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let memory = null;
    let said = '';
    const look = setInterval(() => {
      memory = memoryOf(run.pid) ?? memory;
    }, 5);
    run.stderr.on('data', (piece) => {
      said += piece;
    });
    run.on('close', (code) => {
      clearInterval(look);
      if (code === 0) done({ seconds: (performance.now() - begun) / 1000, memory, said });
      else failed(new Error(said));
    });
  });
}

/** JSON.parse of the texts of these files in the page, in milliseconds. */
async function parsedIn(hand, paths) {
  await hand.evaluate(() => {
    const input = document.createElement('input');
    Object.assign(input, { type: 'file', multiple: true, id: 'beside' });
    document.body.append(input);
  });
  await hand.upload('#beside', paths);
  return hand.evaluate(async () => {
    const texts = [];
    const begun = performance.now();
    for (const file of document.getElementById('beside').files) texts.push(await file.text());
    const read = performance.now() - begun;
    let cells = 0;
    const parsing = performance.now();
    for (const text of texts) cells += Object.keys(JSON.parse(text).cells).length;
    const took = performance.now() - parsing;
    document.getElementById('beside').remove();
    return { read, took, cells };
  });
}

/** Gives all files to the office, clicks while it reads, and waits until everything stands there. */
async function readIn(hand, paths) {
  await hand.evaluate(() => {
    document.querySelector('[data-input="collect"]').addEventListener('change', () => {
      window.begun = performance.now();
      new MutationObserver((_, observer) => {
        if (!document.querySelector('table[data-table="sheets"] tr[data-file]')) return;
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => (window.firstRows = performance.now() - window.begun)));
      }).observe(document.querySelector('table[data-table="sheets"]'), { childList: true, subtree: true });
    }, { capture: true, once: true });
    window.clicks = [];
    // Not Event Timing: now and then Chromium reports all clicks of a while at its end, with frames
    // drawn in between.
    const painted = ({ timeStamp }) => requestAnimationFrame(() => setTimeout(() => window.clicks.push(performance.now() - timeStamp)));
    document.addEventListener('click', painted, { capture: true });
  });
  await hand.upload('input[type=file][data-input="collect"]', paths);
  const box = hand.page.locator('[data-input="by-section"]');
  let reading = true;
  let clicked = 0;
  const clicking = (async () => {
    while (reading) {
      await box.click({ timeout: 600_000 });
      clicked += 1;
    }
  })();
  const took = await hand.until(
    () =>
      window.begun &&
      document.querySelector('[data-progress="done"]') &&
      document.querySelector('table[data-table="sheets"] tr[data-file]') &&
      performance.now() - window.begun,
    undefined,
    'the end of reading',
    1_800_000,
  );
  reading = false;
  await clicking;
  await hand.until(() => document.querySelector('[data-saving]').dataset.saving === 'saved', undefined, 'the keeping', 600_000);
  const { firstRows, clicks } = await hand.evaluate(() => ({ firstRows: window.firstRows, clicks: window.clicks }));
  clicks.sort((a, b) => a - b);
  return { took, firstRows, clicked, clicks };
}

/** Milliseconds from a change until it is painted. */
const painted = (hand, act, arg) =>
  hand.page.evaluate(`new Promise((done) => {
    const begun = performance.now();
    (${act})(${JSON.stringify(arg ?? null)});
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
  })`);

/** What a person does with the table and the totals. */
async function worked(hand, made) {
  const all = made.ready + made.pending + made.damaged;
  const type = (text) => {
    const box = document.querySelector('[data-input="search"]');
    box.value = text;
    box.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const filter = await painted(hand, type, '窓口');
  const shown = await hand.evaluate(() => Number(document.querySelector('[data-shown]').dataset.shown));
  assert.ok(shown > 0 && shown < all, `${shown} are shown`);
  await painted(hand, type, '');
  const sort = await painted(hand, () => document.querySelector('th[data-column="title"] button').click());
  await painted(hand, () => document.querySelector('th[data-column="title"] button').click());
  await painted(hand, () => document.querySelector('th[data-column="title"] button').click());
  // The whole length of the table scrolls, a few rows of it in the document.
  const scroll = await painted(hand, () => {
    const scroll = document.querySelector('.sheets-scroll');
    scroll.scrollTop = scroll.scrollHeight;
  });
  const last = String(all - 1);
  await hand.until((own) => document.querySelector(`tr[data-row="${own}"]`), last, 'the last row');
  const rows = await hand.evaluate(() => document.querySelectorAll('table[data-table="sheets"] tr[data-file]').length);
  assert.ok(rows <= 400, `${rows} rows in the document`);
  await hand.evaluate((own) => document.querySelector(`tr[data-row="${own}"]`).focus(), last);
  await hand.press('Home');
  await hand.until(() => document.activeElement?.dataset?.row === '0', undefined, 'the focus on the first row');

  const place = await hand.evaluate(() => document.querySelector('[data-input="amount"] option[data-amount]').value);
  const choose = ([selector, value]) => {
    const box = document.querySelector(selector);
    box.value = value;
    box.dispatchEvent(new Event('change', { bubbles: true }));
  };
  await painted(hand, choose, ['[data-input="amount"]', place]);
  const total = await painted(hand, choose, ['[data-input="parting"]', 'department']);
  const parts = await hand.evaluate(() => document.querySelectorAll('table[data-table="parted"] tbody tr').length);
  assert.ok(parts > Math.min(100, all / 10), `${parts} sections have a total`);
  return { filter, sort, scroll, total, rows };
}

/** The office's page on these sheets. */
async function inThePage(made) {
  const cleared = [];
  try {
    const desk = new Desk({ after: (act) => cleared.push(act) });
    const hand = await desk.sit();
    await office.openOffice(hand);
    const paths = readdirSync(made.folder).sort().map((name) => join(made.folder, name));
    // What the tab has for itself, without the libraries that all processes of the browser share, and
    // without the texts that JSON.parse left behind.
    const memory = async () => {
      await (await hand.context.newCDPSession(hand.page)).send('HeapProfiler.collectGarbage');
      return Math.max(...(await hand.processes('renderer')).map((pid) => memoryOf(pid, 'RssAnon') ?? 0));
    };
    const parsed = await parsedIn(hand, paths);
    assert.ok(parsed.cells > made.ready + made.pending);
    const read = await readIn(hand, paths);
    const collected = await memory();
    const counts = await hand.evaluate(() =>
      Object.fromEntries([...document.querySelectorAll('[data-count]')].map((own) => [own.dataset.count, Number(own.innerText.match(/(\d+)件/)[1])])),
    );
    assert.deepEqual([counts.ready, counts.pending, counts.unreadable], [made.ready, made.pending, made.damaged]);
    const work = await worked(hand, made);
    const long = await hand.download(() => hand.click('[data-action="write-long"]'));
    return { parsed, read, work, memory: collected, long: long.bytes, chromium: hand.context.browser().version() };
  } finally {
    for (const act of cleared) await act();
  }
}

const seconds = (number) => `${number.toFixed(number < 10 ? 2 : 1)} s`;
const milliseconds = (number) => `${Math.round(number)} ms`;
const megabytes = (number) => (number === null ? '–' : `${Math.round(number)} MB`);
const size = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
const speed = (made, run) => `${seconds(run.seconds)}, ${Math.round(made.bytes / 1e6 / run.seconds)} MB/s`;

try {
  const made = make(join(root, 'sheets'), count);
  const few = make(join(root, 'few'), Math.max(1, Math.round(count / 10)));
  const readable = made.ready + made.pending;
  const [all, some] = [made, few].map((own) => own.ready + own.pending + own.damaged);

  const wide = await collect(made.folder, join(root, 'wide.csv'));
  assert.ok(wide.said.includes(`個票${readable}件を読みました`), wide.said.slice(-500));
  const alone = await collect(made.folder, join(root, 'alone.csv'), { threads: '1' });
  assert.ok(readFileSync(join(root, 'alone.csv')).equals(readFileSync(join(root, 'wide.csv'))), 'one core says the same');
  const lines = await collect(made.folder, join(root, 'sheets.ndjson'));
  const long = await collect(made.folder, join(root, 'long.csv'), { more: ['--long'] });
  const fewer = await collect(few.folder, join(root, 'few.csv'));
  const fewerLines = await collect(few.folder, join(root, 'few.ndjson'));

  const small = await inThePage(few);
  const page = await inThePage(made);
  assert.ok(page.long.equals(readFileSync(join(root, 'long.csv'))), 'the page and the command write the same long table');

  const { clicks } = page.read;
  const slowest = (share) => clicks[Math.ceil(clicks.length * share) - 1];
  const rows = [
    ['', 'page', 'command'],
    ['---', '---', '---'],
    ['read, check, show (the command: write a table)', seconds(page.read.took / 1000), `${speed(made, wide)} on all cores; ${speed(made, alone)} on one`],
    ['reading the files alone; `JSON.parse` of their texts', `${seconds(page.parsed.read / 1000)}; ${seconds(page.parsed.took / 1000)}`, ''],
    ['read, check, show as a multiple of `JSON.parse`', `${(page.read.took / page.parsed.took).toFixed(1)} ×`, ''],
    ['the first rows', milliseconds(page.read.firstRows), ''],
    ['a click while it reads: most of them; p95; the slowest', `${milliseconds(slowest(0.5))}; ${milliseconds(slowest(0.95))}; ${milliseconds(slowest(1))} (${page.read.clicked} clicks)`, ''],
    ['filter by a word', milliseconds(page.work.filter), ''],
    ['sort by the title', milliseconds(page.work.sort), ''],
    [`scroll from the first row to the last (${page.work.rows} rows in the document)`, milliseconds(page.work.scroll), ''],
    ['total of an amount by section', milliseconds(page.work.total), ''],
    ['the long table; NDJSON', '', `${seconds(long.seconds)}; ${seconds(lines.seconds)}`],
    [`memory (the page: the tab’s own; the command: a table; NDJSON)`, megabytes(page.memory), `${megabytes(wide.memory)}; ${megabytes(lines.memory)}`],
    [`memory with ${some} sheets`, megabytes(small.memory), `${megabytes(fewer.memory)}; ${megabytes(fewerLines.memory)}`],
  ];
  const text = [
    `${machine(page.chromium)}.`,
    '',
    `${all} sheets, ${size(made.bytes)}: ${made.ready} ready, ${made.pending} pending, ${made.damaged} damaged.`,
    '',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n');
  console.log(text);
  if (process.argv.includes('--write')) {
    const path = join(repository, 'docs/performance.md');
    writeFileSync(path, inDocument(readFileSync(path, 'utf8'), text, 'cargo xtask bench office --write'));
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}
