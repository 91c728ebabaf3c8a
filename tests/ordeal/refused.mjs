// Stores that the browser refuses.
import assert from 'node:assert/strict';

import { textOfCell } from '../browser/vocabulary/cells.mjs';
import { Desk } from '../browser/vocabulary/desk.mjs';
import { newSheet, openDraft } from '../browser/vocabulary/home.mjs';
import { chosenFiles, refuseJournal, refuseStore } from '../browser/vocabulary/keeping.mjs';
import { action, openPage } from '../browser/vocabulary/page.mjs';
import { typeCell } from '../browser/vocabulary/typing.mjs';

const asks = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));

export async function refuse(stores) {
  const before = stores.map((store) => ({ 'local storage': refuseStore, 'the journal': refuseJournal })[store]);
  const desk = new Desk(null);
  try {
    let hand = await desk.sit({ before: [...before, chosenFiles] });
    await openPage(hand);
    const id = await newSheet(hand);
    await typeCell(hand, 'plan.title', '残る個票');
    const state = stores.includes('local storage') ? 'unavailable' : 'saved';
    await hand.until((wanted) => document.querySelector(`[data-saving="${wanted}"]`), state, state);
    if (stores.length === 2) {
      assert.equal(await hand.evaluate(asks), true, 'leaving asks');
      await action(hand, 'choose-file');
      await hand.until(() => document.querySelector('[data-file="saved"]'), undefined, 'the file');
      assert.ok((await hand.evaluate(() => window.__disk.text)).includes('残る個票'));
      assert.equal(await hand.evaluate(asks), false);
      await desk.leave();
      return 'said, leaving asks, a chosen file has it and then leaving does not ask';
    }
    await hand.until(
      (both) => both || document.querySelector('[data-saving]').innerText.includes('予備の記録'),
      state === 'saved',
      'the sentence',
    );
    assert.equal(await hand.evaluate(asks), false);
    await desk.leave();
    hand = await desk.sit();
    await openPage(hand);
    await openDraft(hand, id);
    assert.equal(await textOfCell(hand, 'plan.title'), '残る個票');
    await desk.leave();
    return 'said where it lies, there after a restart';
  } finally {
    await desk.leave().catch(() => {});
    desk.clear();
  }
}
