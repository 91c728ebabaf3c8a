// Measures all candidates in one Chromium, in turn, and prints what came out.
//
//   node measure.mjs [--rounds 5] [--tables 1,10,100] [--only yardstick,kohyo] [--write]
//
// KOHYO_PAGE and KOHYO_CLI name the page and the command; `cargo xtask bench` builds and names both.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { buildAll } from './build.mjs';
import { start } from './driver/browser.mjs';
import { candidates } from './driver/candidates.mjs';
import { Session, Wrong } from './driver/session.mjs';
import { inDocument, report } from './report.mjs';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    tables: { type: 'string', default: '1,10,100' },
    only: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const rounds = Number(options.rounds);
const counts = options.tables.split(',').map(Number);

const samples = new Map();
/** All that was measured of a candidate with so many tables. */
function of(name, count) {
  const key = `${name}/${count}`;
  if (!samples.has(key)) samples.set(key, { ready: [], painted: [], totals: [], findings: [], paste: [], thread: [], memory: [], heap: [], wrong: null });
  return samples.get(key);
}

async function measure(session) {
  const all = of(session.candidate.name, session.count);
  await session.restore();
  for (let n = 0; n < 3; n += 1) {
    const { ready, painted } = await session.open();
    all.ready.push(ready);
    all.painted.push(painted);
    await session.judgeAll();
  }
  const digits = await session.digits(2);
  all.totals.push(...digits.times);
  all.thread.push(digits.thread);
  all.findings.push(...(await session.letters(14)).times);
  const paste = await session.paste(2);
  if (paste === null) all.paste = null;
  else all.paste?.push(...paste);
  const { heap, whole } = await session.memory();
  all.heap.push(heap);
  if (whole !== null) all.memory.push(whole);
}

await buildAll();
const folder = mkdtempSync(join(tmpdir(), 'kohyo-bench-'));
const browser = await start();
try {
  const wanted = options.only?.split(',');
  const all = candidates(folder, counts).filter(({ name }) => !wanted || wanted.includes(name));
  const sessions = [];
  for (const count of counts) {
    for (const candidate of all) {
      const session = new Session(browser, candidate, count);
      await session.prepare();
      sessions.push(session);
    }
  }
  for (let round = 0; round < rounds; round += 1) {
    // Another one begins in each round, so that none always runs in the heat of the same neighbour.
    const order = sessions.map((_, at) => sessions[(at + round) % sessions.length]);
    for (const session of order) {
      const all = of(session.candidate.name, session.count);
      if (all.wrong !== null) continue;
      try {
        await measure(session);
      } catch (cause) {
        if (!(cause instanceof Wrong)) throw cause;
        all.wrong = cause.message;
        console.error(`${session.candidate.name}, ${session.count}: ${cause.message}`);
      }
    }
    console.error(`round ${round + 1} of ${rounds}`);
  }
  const text = report({ samples, counts, candidates: all, rounds, chromium: browser.version() });
  console.log(text);
  if (options.write) {
    const path = new URL('../../docs/performance.md', import.meta.url);
    writeFileSync(path, inDocument(readFileSync(path, 'utf8'), text));
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
