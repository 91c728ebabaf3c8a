// Two tabs take one draft over from each other; one of them is frozen for a while.
import assert from 'node:assert/strict';

import { at } from '../browser/vocabulary/cells.mjs';
import { Desk } from '../browser/vocabulary/desk.mjs';
import { goHome, newSheet } from '../browser/vocabulary/home.mjs';
import { isReading, storedDrafts, withoutTurns } from '../browser/vocabulary/keeping.mjs';
import { openPage, painted } from '../browser/vocabulary/page.mjs';
import { saved } from '../browser/vocabulary/saving.mjs';
import { focus } from '../browser/vocabulary/typing.mjs';
import { chance } from './chance.mjs';

const cell = 'plan.goal';

const holds = (hand, text) =>
  hand.evaluate(([box, wanted]) => document.querySelector(box).value.includes(wanted), [at(cell), text]);

/** Types a word at the end of the box, taking the draft over where another tab has it. */
async function word(hand, text) {
  // A box that was taken away in the midst of a word takes it the next time.
  do {
    if (await isReading(hand)) {
      await hand.click('[data-action="edit-here"]');
      await hand.until(() => !document.querySelector('[data-reading]'), undefined, 'the turn');
    }
    const open = await hand.evaluate((box) => !document.querySelector(box).matches(':disabled'), at(cell));
    if (!open) continue;
    await focus(hand, at(cell)).catch(() => {});
    await hand.press('Control+End');
    await hand.type(text);
    await painted(hand);
  } while (!(await holds(hand, text)));
}

/** Each run lasts `seconds`, of which the first tab is frozen for `frozen`. */
export async function takeOver(times, { seconds = 60, frozen = 10, seed = 3, turns = true } = {}) {
  const luck = chance(seed);
  let drafts = 0;
  let words = 0;
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
      const begun = Date.now();
      const passed = () => (Date.now() - begun) / 1000;
      const sleeps = (luck.upTo(100) / 100) * (seconds - frozen);
      let asleep = false;
      while (passed() < seconds) {
        const due = passed() >= sleeps && passed() < sleeps + frozen;
        if (due !== asleep) await hand.freeze(due);
        asleep = due;
        await say(asleep ? second : luck.of([hand, second]));
      }
      if (asleep) await hand.freeze(false);
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
      words += typed.length;
      await desk.leave();
    } finally {
      await desk.leave().catch(() => {});
      desk.clear();
    }
  }
  return `${words} words typed, every one kept, in ${drafts} drafts`;
}
