// The four pages and how each is found its way about: where a box, a total and the words under a box
// stand. All else is the same for all.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { pageOf } from '../build.mjs';
import { bake } from '../kohyo/bake.mjs';
import { filled, texts } from '../sheet/texts.mjs';

// Each is run in the page.
const byCell = (id) => document.querySelector(`[data-cell="${id}"]`);
const bySaid = (id) => document.querySelector(`[data-message="${id}"]`);

const yardstick = {
  name: 'yardstick',
  box: byCell,
  total: byCell,
  said: (id) => document.querySelector(`[data-cell="${id}"]`).nextElementSibling,
};

const surveyjs = {
  name: 'surveyjs',
  box: byCell,
  total: byCell,
  said: (id) => document.getElementById(document.querySelector(`[data-cell="${id}"]`).getAttribute('aria-describedby')),
};

const jsonforms = {
  name: 'jsonforms',
  box: (id) => document.getElementById(`#/properties/${id.split('.').join('/properties/')}-input`),
  total: byCell,
  said: (id) => document.getElementById(`#/properties/${id.split('.').join('/properties/')}-input`).closest('.control').querySelector('.validation'),
};

const kohyo = { name: 'kohyo', box: byCell, total: byCell, said: bySaid };

/** A candidate with so many tables: its file, what follows it in the address, what it keeps. */
const bundled = (candidate) => ({
  ...candidate,
  file: () => pageOf(candidate.name),
  hash: (count) => `#${count}`,
  /** Puts the texts where the page keeps a draft. */
  async keep(page, count, texts) {
    await page.evaluate(([key, text]) => localStorage.setItem(key, text), [`${candidate.name}/${count}`, JSON.stringify(texts)]);
  },
});

const root = resolve(fileURLToPath(new URL('../../..', import.meta.url)));
const plain = resolve(process.env.KOHYO_PAGE ?? `${root}/dist/kohyo.html`);
const command = resolve(process.env.KOHYO_CLI ?? `${root}/target/debug/kohyo`);

/** kohyo: a page for each number of tables, and a draft made by opening a file. */
function baked(pages) {
  const hashes = new Map();
  return {
    ...kohyo,
    plain,
    file: (count) => pages.get(count).page,
    hash: (count) => hashes.get(count) ?? '',
    async keep(page, count) {
      await page.waitForFunction(() => document.body?.dataset.ready === 'true');
      await page.locator('input[type=file][data-input="open"]').first().setInputFiles(pages.get(count).sheet);
      await page.waitForFunction(() => location.hash.startsWith('#/sheet/'));
      hashes.set(count, await page.evaluate(() => location.hash));
      // Kept by the page itself; until then nothing may close it.
      await page.waitForFunction(() => document.querySelector('[data-saving]')?.dataset.saving === 'saved');
    },
  };
}

/** All candidates for these numbers of tables; kohyo's pages are baked into `folder`. */
export function candidates(folder, counts) {
  const made = new Map(counts.map((count) => [count, bake({ command, page: plain, folder, count, texts: texts(filled(count)) })]));
  return [...[yardstick, surveyjs, jsonforms].map(bundled), baked(made)];
}
