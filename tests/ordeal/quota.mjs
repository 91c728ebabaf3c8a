// Another page fills the store while a person types.
import assert from 'node:assert/strict';

import { textOfCell } from '../browser/vocabulary/cells.mjs';
import { Desk } from '../browser/vocabulary/desk.mjs';
import { newSheet, openDraft } from '../browser/vocabulary/home.mjs';
import { fillUp, noted, storedDrafts } from '../browser/vocabulary/keeping.mjs';
import { openPage } from '../browser/vocabulary/page.mjs';
import { notKept, saved, savingState } from '../browser/vocabulary/saving.mjs';
import { typeCell, typeInto } from '../browser/vocabulary/typing.mjs';
import { chance } from './chance.mjs';

const cell = 'plan.goal';

export async function fillWhileTyping(times, seed = 5) {
  const luck = chance(seed);
  const desk = new Desk(null);
  try {
    let hand = await desk.sit();
    for (let time = 0; time < times; time += 1) {
      await openPage(hand, '#/');
      await hand.evaluate(() => localStorage.removeItem('neighbour'));
      const id = await newSheet(hand);
      await typeCell(hand, 'plan.title', `個票 ${time}`);
      await saved(hand);
      const other = await hand.another();
      await openPage(other);
      // Longer than what may be left over beside the neighbour.
      const text = Array.from({ length: 300 + luck.upTo(300) }, (_, n) => `${time}-${n};`).join('');
      const before = luck.upTo(text.length);
      await typeInto(hand, cell, text.slice(0, before));
      const full = fillUp(other);
      await hand.insert(text.slice(before));
      await full;
      // The tab hears of the other's texts a little later, and may keep some letters until then.
      let end = '';
      do {
        await hand.type('終');
        end += '終';
        await hand.until(() => document.querySelector('[data-saving]').dataset.saving !== 'saving', undefined, 'an answer');
      } while ((await savingState(hand)) === 'saved');
      await notKept(hand);
      await hand.until(() => document.querySelector('[data-saving]').innerText.includes('予備の記録'), undefined, 'the sentence');
      assert.ok((await storedDrafts(hand)).some((draft) => draft.cells['plan.title'] === `個票 ${time}`), 'the last good copy');
      await noted(hand, text + end);
      await desk.crash();
      hand = await desk.sit();
      await openPage(hand);
      await openDraft(hand, id);
      assert.equal(await textOfCell(hand, cell), text + end);
    }
    await desk.leave();
  } finally {
    await desk.leave().catch(() => {});
    desk.clear();
  }
  return 'the sentence shown, the last good copy kept, every character there after a kill';
}
