// What is measured is right: each candidate opened, typed into and pasted into, its totals and
// sentences against the oracle. No time is judged here.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { buildAll } from './build.mjs';
import { start } from './driver/browser.mjs';
import { candidates } from './driver/candidates.mjs';
import { Session, Wrong } from './driver/session.mjs';

const count = 2;
const folder = mkdtempSync(join(tmpdir(), 'kohyo-bench-'));
const names = ['yardstick', 'surveyjs', 'jsonforms', 'kohyo'];
let browser;
let all;

before(async () => {
  await buildAll();
  all = candidates(folder, [count]);
  browser = await start();
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function at(name, act) {
  const candidate = all.find((one) => one.name === name);
  assert.ok(candidate, `no candidate ${name}`);
  const session = new Session(browser, candidate, count);
  try {
    await session.prepare();
    await act(session);
  } finally {
    await session.end();
  }
}

for (const name of names) {
  test(`${name} shows the oracle's totals as it opens, types and pastes`, () =>
    at(name, async (session) => {
      await session.open();
      await session.judgeAll();
      assert.equal((await session.digits(1)).times.length, 14);
      assert.equal((await session.letters(2)).times.length, 4);
      const pasted = await session.paste(1);
      if (pasted !== null) assert.equal(pasted.length, 1);
      else assert.equal(name, 'kohyo', `${name} leaves a block to one box`);
    }));
}

test('a total that differs from the oracle by one is told', () =>
  at('yardstick', async (session) => {
    await session.open();
    const [id] = Object.keys(session.expected);
    await assert.rejects(session.judgeAll({ ...session.expected, [id]: '1' }), Wrong);
  }));
