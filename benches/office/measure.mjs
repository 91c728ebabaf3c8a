// The central office on made-up sheets: how long the page takes to read, check and show them, to
// filter and to total, beside JSON.parse of the same bytes in the same page; and the command.
// Every figure comes with its result: what was read is what was made, and both say the same.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { Desk } from '../../tests/browser/vocabulary/desk.mjs';
import * as office from '../../tests/browser/vocabulary/office.mjs';
import * as places from '../../tests/browser/vocabulary/places.mjs';

const count = Number(process.argv[2] ?? 10_000);
const root = mkdtempSync(join(tmpdir(), 'kohyo-office-'));
const cleared = [];
const t = { after: (act) => cleared.push(act) };

/** Sheets of two families and 300 sections, in real proportions. */
function make(folder, number) {
  const words = ['bench', '--quiet', '--package', 'kohyo-cli', '--bench', 'collect', '--', String(number), folder];
  const run = spawnSync('cargo', words, { cwd: resolve(import.meta.dirname, '../..'), encoding: 'utf8' });
  assert.equal(run.status, 0, run.stderr);
  return JSON.parse(run.stdout.trim().split('\n').at(-1));
}

/** The most memory a process ever had, in MB, where the system says it. */
function most(pid, line = 'VmHWM') {
  try {
    const found = readFileSync(`/proc/${pid}/status`, 'utf8').match(new RegExp(`${line}:\\s+(\\d+) kB`));
    return Number(found[1]) / 1024;
  } catch {
    return null;
  }
}

/** Runs the command: seconds, MB, what it said. */
function collect(folder, out, more = []) {
  return new Promise((done, failed) => {
    const begun = performance.now();
    const run = spawn(places.command(), ['collect', folder, ...more, '-o', out], { stdio: ['ignore', 'ignore', 'pipe'] });
    let memory = null;
    let said = '';
    const look = setInterval(() => {
      memory = most(run.pid) ?? memory;
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

const seconds = (number) => `${number.toFixed(number < 10 ? 2 : 1)} s`;
const megabytes = (number) => (number === null ? '–' : `${Math.round(number)} MB`);
const rows = [];
const row = (what, page, command = '') => {
  rows.push(`| ${what} | ${page} | ${command} |`);
  console.error(rows.at(-1));
};

try {
  const folder = join(root, 'sheets');
  const made = make(folder, count);
  const few = join(root, 'few');
  const small = make(few, Math.max(1, Math.round(count / 10)));
  const readable = made.ready + made.pending;

  // The command.
  const wide = await collect(folder, join(root, 'wide.csv'));
  assert.ok(wide.said.includes(`個票${readable}件を読みました`), wide.said.slice(-500));
  const lines = await collect(folder, join(root, 'sheets.ndjson'));
  const fewer = await collect(few, join(root, 'few.csv'));
  const fewLines = await collect(few, join(root, 'few.ndjson'));

  // The page.
  const desk = new Desk(t);
  const hand = await desk.sit();
  await office.openOffice(hand);
  const paths = readdirSync(folder).sort().map((name) => join(folder, name));

  // JSON.parse of the same bytes in the same page, before anything else is there.
  await hand.evaluate(() => {
    const input = document.createElement('input');
    Object.assign(input, { type: 'file', multiple: true, id: 'beside' });
    document.body.append(input);
  });
  await hand.upload('#beside', paths);
  const parsed = await hand.evaluate(async () => {
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
  assert.ok(parsed.cells > readable);

  await hand.evaluate(() => {
    document.querySelector('[data-input="collect"]').addEventListener('change', () => {
      window.begun = performance.now();
    }, { capture: true });
  });
  await hand.upload('input[type=file][data-input="collect"]', paths);
  const read = await hand.until(
    () =>
      window.begun &&
      document.querySelector('[data-progress="done"]') &&
      document.querySelector('table[data-table="sheets"] tr[data-file]') &&
      performance.now() - window.begun,
    undefined,
    'the end of reading',
    1_800_000,
  );
  await hand.until(() => document.querySelector('[data-saving]').dataset.saving === 'saved', undefined, 'the keeping', 600_000);
  const counts = await hand.evaluate(() =>
    Object.fromEntries([...document.querySelectorAll('[data-count]')].map((own) => [own.dataset.count, Number(own.innerText.match(/(\d+)件/)[1])])),
  );
  assert.deepEqual([counts.ready, counts.pending, counts.unreadable], [made.ready, made.pending, made.damaged]);

  /** Milliseconds from a change until it is painted. */
  const painted = (act, arg) =>
    hand.page.evaluate(`new Promise((done) => {
      const begun = performance.now();
      (${act})(${JSON.stringify(arg ?? null)});
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
    })`);
  const type = (text) => {
    const box = document.querySelector('[data-input="search"]');
    box.value = text;
    box.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const filter = await painted(type, '窓口');
  const shown = await hand.evaluate(() => Number(document.querySelector('[data-shown]').dataset.shown));
  assert.ok(shown > 0 && shown < count, `${shown} are shown`);
  await painted(type, '');
  const sort = await painted(() => document.querySelector('th[data-column="title"] button').click());
  const place = await hand.evaluate(() => document.querySelector('[data-input="amount"] option[data-amount]').value);
  const choose = ([selector, value]) => {
    const box = document.querySelector(selector);
    box.value = value;
    box.dispatchEvent(new Event('change', { bubbles: true }));
  };
  await painted(choose, ['[data-input="amount"]', place]);
  const total = await painted(choose, ['[data-input="parting"]', 'department']);
  const parts = await hand.evaluate(() => document.querySelectorAll('table[data-table="parted"] tbody tr').length);
  assert.ok(parts > Math.min(100, count / 10), `${parts} sections have a total`);
  const memory = Math.max(...(await hand.processes('renderer')).map((pid) => most(pid, 'VmRSS') ?? 0));

  // What the page hands out is what the command wrote.
  const handedOut = await hand.download(() => hand.click('[data-action="write-long"]'));
  const long = await collect(folder, join(root, 'long.csv'), ['--long']);
  assert.ok(handedOut.bytes.equals(readFileSync(join(root, 'long.csv'))), 'the page and the command write the same long table');

  const ratio = read / parsed.took;
  console.log(`\n${count} sheets, ${(made.bytes / 1e6).toFixed(1)} MB: ${made.ready} ready, ${made.pending} pending, ${made.damaged} damaged; ${cpus().length} cores\n`);
  row('what', 'page', 'command');
  row('---', '---', '---');
  row('read, check, show (the command: write a table)', seconds(read / 1000), seconds(wide.seconds));
  row('reading the files alone; JSON.parse of them', `${seconds(parsed.read / 1000)}; ${seconds(parsed.took / 1000)}`);
  row('all, as a multiple of JSON.parse', `${ratio.toFixed(1)} ×`);
  row('filter by a word, until painted', `${Math.round(filter)} ms`);
  row('sort by the title, until painted', `${Math.round(sort)} ms`);
  row('total of an amount by section, until painted', `${Math.round(total)} ms`);
  row('the long table', '', seconds(long.seconds));
  row('NDJSON', '', seconds(lines.seconds));
  row('memory', `${megabytes(memory)} (the tab)`, `${megabytes(wide.memory)} (a table), ${megabytes(lines.memory)} (NDJSON)`);
  row(`memory with ${small.ready + small.pending + small.damaged} sheets`, '', `${megabytes(fewer.memory)} (a table), ${megabytes(fewLines.memory)} (NDJSON)`);
  console.log(rows.join('\n'));
} finally {
  for (const act of cleared) await act();
  rmSync(root, { recursive: true, force: true });
}
