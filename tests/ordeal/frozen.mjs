// Drafts and submissions as earlier versions wrote them: they open, equal.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { allTexts } from '../browser/vocabulary/cells.mjs';
import { Desk } from '../browser/vocabulary/desk.mjs';
import { openFile } from '../browser/vocabulary/files.mjs';
import { goHome, openDraft } from '../browser/vocabulary/home.mjs';
import { put } from '../browser/vocabulary/keeping.mjs';
import { openPage } from '../browser/vocabulary/page.mjs';

const folder = fileURLToPath(new URL('../fixtures/drafts/', import.meta.url));

/** Of a fixture what the boxes must show. */
const rawsOf = (cells) =>
  Object.entries(cells)
    .map(([id, given]) => [id, given?.raw ?? given])
    .filter(([, raw]) => typeof raw === 'string' || Array.isArray(raw));

async function equal(hand, file) {
  const shown = await allTexts(hand);
  const raws = rawsOf(file.cells);
  assert.ok(raws.length > 0);
  for (const [id, raw] of raws) assert.deepEqual(shown[id], raw, id);
}

export async function openFrozen() {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  for (const name of names) {
    const text = readFileSync(folder + name, 'utf8').trim();
    const file = JSON.parse(text);
    const desk = new Desk(null);
    try {
      const hand = await desk.sit();
      await openPage(hand);
      if (file.format === 'kohyo/draft') {
        const key = `kohyo/draft/${file.form.id}/${file.form.edition}/${file.document.id}`;
        await put(hand, { [key]: text });
        await hand.reload();
        await openPage(hand);
        await openDraft(hand, file.document.id);
        await equal(hand, file);
        await goHome(hand);
        assert.equal(await hand.evaluate((name) => localStorage.getItem(name), key), text, 'as it was until the first save');
        await hand.evaluate((name) => localStorage.removeItem(name), key);
        await hand.reload();
        await openPage(hand);
      }
      await openFile(hand, folder + name).catch(() => {});
      await equal(hand, file);
      await desk.leave();
    } finally {
      await desk.leave().catch(() => {});
      desk.clear();
    }
  }
  return `${names.join(', ')}: opened, equal`;
}
