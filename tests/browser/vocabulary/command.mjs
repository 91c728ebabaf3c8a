// The command `kohyo`: the same engine, asked from outside.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as places from './places.mjs';

function kohyo(args, codes = [0]) {
  const run = spawnSync(places.command(), args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.error) throw run.error;
  assert.ok(codes.includes(run.status), `kohyo ${args.join(' ')} ended with ${run.status}: ${run.stderr}`);
  return run;
}

function inFolder(act) {
  const folder = mkdtempSync(join(tmpdir(), 'kohyo-command-'));
  try {
    return act(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What `kohyo check` says of one file: its line and the exit code. */
export function check(bytes) {
  return inFolder((folder) => {
    const path = join(folder, 'sheet.json');
    writeFileSync(path, bytes);
    const run = kohyo(['check', path], [0, 1, 2]);
    const lines = run.stdout.trim().split('\n');
    assert.equal(lines.length, 1, 'one line per file');
    return { ...JSON.parse(lines[0]), exit: run.status };
  });
}

/** The submission that `kohyo fill` makes of cells. */
export function fill(cells, { form = 'kashiwa-action-plan', edition = 'r2', at = '2026-11-20T12:00:00+09:00', args = [] } = {}) {
  return inFolder((folder) => {
    const path = join(folder, 'cells.json');
    writeFileSync(path, JSON.stringify(cells));
    return kohyo(['fill', form, '--edition', edition, path, '--at', at, ...args]).stdout;
  });
}

export const schema = (form = 'kashiwa-action-plan', edition = 'r2') =>
  JSON.parse(kohyo(['schema', form, '--edition', edition]).stdout);

/** The schema of the language of definitions. */
export const languageSchema = () => JSON.parse(kohyo(['schema', '--language']).stdout);

/** The copy of a page that `kohyo bake` writes. */
export function bake(page, args) {
  return inFolder((folder) => {
    const out = join(folder, 'kohyo.html');
    kohyo(['bake', page, '-o', out, ...args]);
    return readFileSync(out);
  });
}

/** The drafts that `kohyo prefill` makes of a table or a folder: their texts, and what it says. */
export function prefilled(form, from) {
  return inFolder((folder) => {
    const { stderr } = kohyo(['prefill', form, from, '-o', join(folder, 'out')]);
    const names = readdirSync(join(folder, 'out'));
    return { stderr, texts: names.map((name) => readFileSync(join(folder, 'out', name), 'utf8')) };
  });
}

/** What `kohyo collect` says of a folder, and the table that it writes. */
export function collected(folder, args = [], end = 'csv') {
  return inFolder((own) => {
    const out = join(own, `out.${end}`);
    const { stderr } = kohyo(['collect', folder, ...args, '-o', out]);
    const sentences = stderr
      .split('\n')
      .map((line) => line.match(/^(?:エラー|確認|お知らせ): (.*)$/)?.[1])
      .filter(Boolean);
    return { sentences, stderr, bytes: readFileSync(out) };
  });
}
