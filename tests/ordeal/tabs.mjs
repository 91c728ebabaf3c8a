// Two tabs take one draft over from each other; one of them is frozen for a while.
import assert from 'node:assert/strict';

import { at } from '../browser/vocabulary/cells.mjs';
import { Desk } from '../browser/vocabulary/desk.mjs';
import { goHome, newSheet } from '../browser/vocabulary/home.mjs';
import { openPage, painted } from '../browser/vocabulary/page.mjs';
import { saved } from '../browser/vocabulary/saving.mjs';
import { focus } from '../browser/vocabulary/typing.mjs';
import { chance } from './chance.mjs';
import { isReading, storedDrafts } from '../browser/vocabulary/keeping.mjs';

const cell = 'plan.goal';

// A browser without these still may not write over anything.
function withoutTurns() {
  Object.defineProperty(Navigator.prototype, 'locks', { get: () => undefined });
  delete window.BroadcastChannel;
}

async function word(hand, text) {
  if (await isReading(hand)) {
    await hand.click('[data-action="edit-here"]');
    await hand.until(() => !document.querySelector('[data-reading]'), undefined, 'the turn');
  }
  await focus(hand, at(cell));
  await hand.press('Control+End');
  await hand.type(text);
  await painted(hand);
}

/** `words` are typed in all, of which a few while the first tab is frozen. */
export async function takeOver(times, { words = 24, frozen = 6, seed = 3, turns = true } = {}) {
  const luck = chance(seed);
  let drafts = 0;
  for (let time = 0; time < times; time += 1) {
    const desk = new Desk(null);
    try {
      const hand = await desk.sit({ before: turns ? [] : [withoutTurns] });
      await openPage(hand);
      const id = await newSheet(hand);
      const second = await hand.another();
      const typed = [];
      const say = async (tab) => {
        const text = `w${time}x${typed.length};`;
        await word(tab, text);
        typed.push(text);
      };
      await say(hand);
      await openPage(second, `#/sheet/${id}`);
      await second.until(() => document.querySelector('[data-cell]'), undefined, 'the same sheet');
      if (turns) await second.until(() => document.querySelector('[data-reading]'), undefined, 'open for reading');
      const sleeps = 3 + luck.upTo(words - frozen - 4);
      for (let count = 1; count < words; count += 1) {
        if (count === sleeps) await hand.freeze(true);
        if (count === sleeps + frozen) await hand.freeze(false);
        const asleep = count >= sleeps && count < sleeps + frozen;
        const tab = asleep ? second : luck.of([hand, second]);
        await say(tab);
      }
      for (const tab of [hand, second]) {
        if (!(await isReading(tab))) await saved(tab);
      }
      await second.page.close();
      await goHome(hand);
      await desk.leave();
      // What two tabs left in the journal is sorted out at the next start.
      const after = await desk.sit();
      await openPage(after);
      const texts = (await storedDrafts(after)).map((draft) => draft.cells[cell] ?? '');
      for (const text of typed) {
        assert.ok(texts.some((found) => found.includes(text)), `${text} is in none of ${JSON.stringify(texts)}`);
      }
      drafts += texts.length;
      await desk.leave();
    } finally {
      await desk.leave().catch(() => {});
      desk.clear();
    }
  }
  return `${times} runs of ${words} words in two tabs${turns ? '' : ' without locks'}, every word kept, in ${drafts} drafts`;
}
