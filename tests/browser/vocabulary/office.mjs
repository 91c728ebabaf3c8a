// The central office: files in, the table of sheets, what is said of them.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { cellsOf, numbers } from './fixtures.mjs';
import { fill } from './command.mjs';
import { openPage } from './page.mjs';
import { patience } from './patience.mjs';

const quiet = () => document.querySelector('[data-progress="done"]');

/** Opens the office and waits until what was kept is back. */
export async function openOffice(hand) {
  await openPage(hand, '#/office');
  await settled(hand);
}

/** Nothing is being read and everything that came is kept. */
export const settled = (hand) =>
  hand.until(
    () =>
      document.querySelector('[data-progress="done"]') &&
      document.querySelector('[data-saving]')?.dataset.saving === 'saved',
    undefined,
    'the end of reading',
    // Thousands of files take a while.
    8 * patience,
  );

/** Gives files to the office and waits until they are read. */
export async function collect(hand, paths) {
  await hand.upload('input[type=file][data-input="collect"]', paths);
  // The input is emptied as the reading begins.
  await hand.until(() => document.querySelector('[data-input="collect"]').value === '', undefined, 'the files to be taken');
  await settled(hand);
}

export const isQuiet = (hand) => hand.evaluate(quiet);

/** The rows of the table that are in the document: file, status and the text of each column. */
export const sheets = (hand) =>
  hand.evaluate(() =>
    [...document.querySelectorAll('table[data-table="sheets"] tr[data-file]')].map((row) => ({
      file: row.dataset.file,
      status: row.dataset.status,
      texts: Object.fromEntries(
        [...row.querySelectorAll('td[data-column]')].map((cell) => [cell.dataset.column, cell.innerText.trim()]),
      ),
      text: row.innerText,
    })),
  );

export const statuses = async (hand) =>
  Object.fromEntries((await sheets(hand)).map(({ file, status }) => [file, status]));

/** What is said of the sheets together. */
export const together = (hand) =>
  hand.evaluate(() =>
    [...document.querySelectorAll('main [data-finding]')].map((row) => ({
      code: row.dataset.code,
      severity: row.dataset.severity,
      files: row.dataset.files.split('\n').filter((file) => file !== ''),
      sentence: row.querySelector('.finding-sentence').innerText,
    })),
  );

/** The sheets that lie open beside each other. */
export const compared = (hand) =>
  hand.evaluate(() => ({
    files: [...document.querySelectorAll('#compared th[data-compared-file]')].map((head) => head.dataset.comparedFile),
    lines: [...document.querySelectorAll('#compared tr[data-compared]')].map((row) => ({
      cell: row.dataset.compared,
      texts: [...row.querySelectorAll('td')].map((cell) => cell.innerText),
      differs: row.querySelector('td[data-differs]') !== null,
      named: row.querySelector('td[data-named]') !== null,
    })),
  }));

const sorted = (value) =>
  value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.keys(value).sort().map((name) => [name, sorted(value[name])]))
    : Array.isArray(value)
      ? value.map(sorted)
      : value;

/** A submission changed by `change`, its digest put right again. */
export function redigested(text, change) {
  const sheet = JSON.parse(text);
  change(sheet);
  delete sheet.digest;
  const sum = createHash('sha256').update(JSON.stringify(sorted(sheet))).digest('hex');
  return JSON.stringify({ ...sheet, digest: `sha256:${sum}` });
}

/** Writes a file below a folder and gives its path. */
export function put(folder, name, text) {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/**
 * A round with planted faults: a copy made anew by somebody else, a later version, 円 for 千円, a
 * copied text, a damaged file, one that is no sheet. Gives the paths.
 */
export function round(folder) {
  const sheet = (number, name, change = () => {}, more = {}) => {
    const cells = cellsOf(number);
    change(cells);
    return put(folder, name, fill(cells, more));
  };
  const at = '2026-11-21T09:00:00+09:00';
  const paths = numbers.map((number) =>
    sheet(number, `${number}.json`, (cells) => {
      if (number === '52001') cells['effect.saving.actual.2018'] = '17,726,000';
    }),
  );
  paths.push(sheet('52003', 'z-again.json', () => {}, { at, args: ['--id', 'another'] }));
  paths.push(sheet('52004', 'z-later.json', () => {}, { at }));
  paths.push(
    sheet('52005', 'z-copied.json', (cells) => {
      cells['plan.number'] = '52007';
      cells['plan.title'] = '別の取組';
      for (const id of Object.keys(cells)) if (/(content|comment)$/.test(id)) cells[id] = '計画どおり行った。';
    }),
  );
  const whole = readFileSync(join(folder, '52006.json'), 'utf8');
  paths.push(put(folder, 'damaged.json', whole.replace('2020', '2021')));
  paths.push(put(folder, 'picture.json', 'PNG ではない'));
  paths.push(put(folder, 'newer.json', JSON.stringify({ ...JSON.parse(whole), version: 2 })));
  return paths;
}
