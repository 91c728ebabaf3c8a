// Files of the browser's profile damaged while it is closed.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { textOfCell } from '../browser/vocabulary/cells.mjs';
import { Desk } from '../browser/vocabulary/desk.mjs';
import { drafts, goHome, newSheet, openDraft } from '../browser/vocabulary/home.mjs';
import { restored } from '../browser/vocabulary/keeping.mjs';
import { openPage } from '../browser/vocabulary/page.mjs';
import { saved } from '../browser/vocabulary/saving.mjs';
import { typeCell } from '../browser/vocabulary/typing.mjs';
import { chance } from './chance.mjs';

const folders = {
  'local storage': ['Default/Local Storage/leveldb'],
  'the journal': ['Default/IndexedDB/file__0.indexeddb.leveldb'],
  both: ['Default/Local Storage/leveldb', 'Default/IndexedDB/file__0.indexeddb.leveldb'],
};

const files = (folder) =>
  readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());

const damages = {
  removed: (folder) => rmSync(folder, { recursive: true }),
  truncated: (folder, luck) => {
    for (const path of files(folder)) {
      const bytes = readFileSync(path);
      writeFileSync(path, bytes.subarray(0, luck.upTo(bytes.length + 1)));
    }
  },
  flipped: (folder, luck) => {
    for (const path of files(folder)) {
      const bytes = readFileSync(path);
      for (let time = 0; time < 20 && bytes.length > 0; time += 1) bytes[luck.upTo(bytes.length)] ^= 1 << luck.upTo(8);
      writeFileSync(path, bytes);
    }
  },
};

export async function damageProfile(times, seed = 6) {
  const luck = chance(seed);
  const seen = {};
  for (let time = 0; time < times; time += 1) {
    const store = Object.keys(folders)[time % 3];
    const kind = luck.of(Object.keys(damages));
    const desk = new Desk(null);
    try {
      let hand = await desk.sit();
      await openPage(hand);
      const id = await newSheet(hand);
      await typeCell(hand, 'plan.title', `個票 ${time}`);
      await saved(hand);
      await goHome(hand);
      await desk.leave();
      for (const folder of folders[store]) damages[kind](join(desk.profile, folder), luck);

      hand = await desk.sit();
      await openPage(hand);
      const listed = (await drafts(hand)).map((draft) => draft.id);
      const said = await restored(hand);
      if (store === 'both') {
        // Bits flipped at random may leave one of them whole.
        if (kind === 'removed') assert.deepEqual([listed, said], [[], []]);
      } else {
        assert.deepEqual(listed, [id], `${store} ${kind}`);
        if (store === 'local storage' && kind === 'removed') assert.equal(said.length, 1, 'it is said');
        if (store === 'the journal') assert.deepEqual(said, [], 'nothing was lost');
        await openDraft(hand, id);
        assert.equal(await textOfCell(hand, 'plan.title'), `個票 ${time}`);
      }
      // And it works on.
      await goHome(hand);
      await newSheet(hand);
      await typeCell(hand, 'plan.title', '次の個票');
      await saved(hand);
      const name = `${store} ${kind}`;
      seen[name] = (seen[name] ?? 0) + 1;
      await desk.leave();
    } finally {
      await desk.leave().catch(() => {});
      desk.clear();
    }
  }
  const kinds = Object.entries(seen).map(([name, count]) => `${count} ${name}`);
  return `started each time, with all that the other store held (${kinds.join(', ')})`;
}
