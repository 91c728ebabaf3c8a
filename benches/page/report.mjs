// The figures as tables: medians, p95, and how many times the yardstick's.
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { gzipSync } from 'node:zlib';

const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
export const median = (numbers) => {
  const all = sorted(numbers);
  const middle = all.length >> 1;
  return all.length % 2 === 1 ? all[middle] : (all[middle - 1] + all[middle]) / 2;
};
export const p95 = (numbers) => sorted(numbers)[Math.ceil(numbers.length * 0.95) - 1];

const digits = (number) => (number >= 100 ? number.toFixed(0) : number >= 10 ? number.toFixed(1) : number.toFixed(2));
const megabytes = (bytes) => bytes / 1e6;

const measures = [
  { key: 'ready', title: 'open → ready (ms)' },
  { key: 'painted', title: 'open → painted (ms)' },
  { key: 'totals', title: 'key → totals (ms)' },
  { key: 'findings', title: 'key → totals and findings (ms)' },
  { key: 'thread', title: 'main thread per key, with layout and paint (ms)' },
  { key: 'paste', title: 'paste of 45 numbers (ms)' },
  { key: 'memory', title: 'memory of the page’s process (MB)', shown: megabytes },
  { key: 'heap', title: 'of it JavaScript (MB)', shown: megabytes },
];

function cell(samples, key, shown, base) {
  if (samples.wrong !== null) return 'wrong total';
  if (samples[key] === null) return 'not there yet';
  if (samples[key].length === 0) return '–';
  const value = shown(median(samples[key]));
  const tail = samples[key].length >= 20 ? ` / ${digits(shown(p95(samples[key])))}` : '';
  const known = base?.wrong === null && base[key]?.length > 0;
  const ratio = known && base !== samples ? ` (${digits(value / shown(median(base[key])))} ×)` : '';
  return `${digits(value)}${tail}${ratio}`;
}

const row = (cells) => `| ${cells.join(' | ')} |`;
const rule = (cells) => row(cells.map(() => '---'));

function size(path) {
  const bytes = readFileSync(path);
  return [bytes.length, gzipSync(bytes, { level: 9 }).length];
}

export function report({ samples, counts, candidates, rounds, chromium }) {
  const names = candidates.map(({ name }) => name);
  const out = [];
  out.push(`${machine(chromium)}; ${rounds} rounds.`, '');
  const header = ['html', ...names];
  out.push(row(header), rule(header));
  const sizes = candidates.map(({ plain, file }) => size(plain ?? file(counts[0])));
  for (const [at, what] of ['raw (KB)', 'gzip (KB)'].entries()) {
    out.push(row([what, ...sizes.map((one) => `${Math.round(one[at] / 1000)}${one === sizes[0] ? '' : ` (${digits(one[at] / sizes[0][at])} ×)`}`)]));
  }
  for (const count of counts) {
    const title = [`${count} ${count === 1 ? 'table' : 'tables'}, ${count * 57} cells`, ...names];
    out.push('', row(title), rule(title));
    const base = samples.get(`yardstick/${count}`);
    for (const { key, title: what, shown = (value) => value } of measures) {
      out.push(row([what, ...names.map((name) => cell(samples.get(`${name}/${count}`), key, shown, base))]));
    }
  }
  const goals = goalsOf(samples, counts);
  if (goals.length > 0) {
    const head = ['goal', 'reached', ''];
    out.push('', row(head), rule(head), ...goals.map(row));
  }
  return out.join('\n');
}

/** The goals that can be read from the figures, with what was reached. */
function goalsOf(samples, counts) {
  const at = (name, count, key) => {
    const all = samples.get(`${name}/${count}`);
    return all?.wrong === null && all[key]?.length > 0 ? all[key] : null;
  };
  const goals = [];
  const [first, last] = [counts[0], counts.at(-1)];
  const goal = (words, value, limit, unit) => goals.push([words, `${digits(value)}${unit} of at most ${digits(limit)}${unit}`, value <= limit ? 'met' : 'missed']);
  const both = (count, key) => [at('kohyo', count, key), at('yardstick', count, key)];
  for (const [key, times, words] of [
    ['totals', 1.5, 'key → totals: 1.5 × the yardstick'],
    ['findings', 3, 'key → totals and findings: 3 × the yardstick'],
  ]) {
    const [own, base] = both(first, key);
    if (own && base) goal(words, median(own), times * median(base), ' ms');
  }
  const findings = at('kohyo', first, 'findings');
  if (findings) goal('key → totals and findings: p95', p95(findings), 2, ' ms');
  for (const [key, words] of [
    ['totals', 'key → totals'],
    ['findings', 'key → totals and findings'],
  ]) {
    const [one, many] = [at('kohyo', first, key), at('kohyo', last, key)];
    if (one && many && last > first) goal(`${words} with ${last} tables: 1.3 × its own time with ${first}`, median(many), 1.3 * median(one), ' ms');
  }
  {
    const [own, base] = both(first, 'ready');
    if (own && base) goal('open → ready: 1.5 × the yardstick + 40 ms', median(own), 1.5 * median(base) + 40, ' ms');
  }
  const large = at('kohyo', last, 'ready');
  if (large && last * 57 >= 5000) goal('open → ready, 5,000 cells and more', median(large), 400, ' ms');
  {
    const [own, base] = both(first, 'memory');
    if (own && base) goal('memory: 1.5 × the yardstick + 10 MB', megabytes(median(own)), 1.5 * megabytes(median(base)) + 10, ' MB');
  }
  return goals;
}

/** On what it was measured. */
export function machine(chromium) {
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  const versions = `${type()} ${release()}, Chromium ${chromium}, Node ${process.version}`;
  return `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${memory}, ${versions}; load ${loadavg()[0].toFixed(1)} at the end`;
}

/** The document with the figures replaced that this call of xtask writes. */
export function inDocument(document, text, call = 'cargo xtask bench --write') {
  const begins = `<!-- figures: written by \`${call}\` -->`;
  const from = document.indexOf(begins);
  const to = document.indexOf('<!-- end of the figures -->', from);
  if (from < 0 || to < from) throw new Error('docs/performance.md has lost the marks between which the figures stand');
  return `${document.slice(0, from + begins.length)}\n\n${text}\n\n${document.slice(to)}`;
}
