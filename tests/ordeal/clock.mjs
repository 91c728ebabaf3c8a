// A clock that is set back, daylight change, two saves in one millisecond.
import assert from 'node:assert/strict';

import { textOfCell } from '../browser/vocabulary/cells.mjs';
import { Desk } from '../browser/vocabulary/desk.mjs';
import { newSheet, openDraft } from '../browser/vocabulary/home.mjs';
import { noted } from '../browser/vocabulary/keeping.mjs';
import { action, openPage } from '../browser/vocabulary/page.mjs';
import { saved } from '../browser/vocabulary/saving.mjs';
import { typeCell, typeInto } from '../browser/vocabulary/typing.mjs';

// Runs before the page's own scripts: a clock that stands where it is put.
function clockInHand() {
  const Real = Date;
  window.__clock = Real.now();
  window.Date = class extends Real {
    constructor(...given) {
      if (given.length > 0) super(...given);
      else super(window.__clock);
    }
    static now() {
      return window.__clock;
    }
  };
}

const minute = 60_000;
const hour = 60 * minute;
const moves = {
  'clock set back': [0, hour, -26 * hour, 5 * minute, 5 * minute],
  'daylight change': [0, 30 * minute, -hour, 30 * minute, hour],
  'two saves in one millisecond': [0, 5 * minute, 0, 0, 5 * minute],
};

export async function turnClock(name) {
  const desk = new Desk(null);
  try {
    let hand = await desk.sit({ before: [clockInHand] });
    await openPage(hand);
    const id = await newSheet(hand);
    const texts = moves[name].map((_, n) => `状態${n}`);
    for (const [n, by] of moves[name].entries()) {
      await hand.evaluate((more) => (window.__clock += more), by);
      await typeCell(hand, 'plan.title', texts[n]);
      await saved(hand);
    }
    await action(hand, 'past');
    await hand.until(() => document.querySelector('dialog[open] [data-generation]'), undefined, 'the states');
    const shown = await hand.evaluate(() =>
      [...document.querySelectorAll('dialog[open] [data-generation] .differences tbody tr:first-child td:last-child')].map(
        (cell) => cell.textContent,
      ),
    );
    const order = shown.filter((text) => texts.includes(text));
    const expected = texts.filter((text) => order.includes(text)).reverse();
    const once = order.filter((text, n) => order.indexOf(text) === n);
    assert.deepEqual(once, expected, 'the latest first');
    assert.ok(once.length >= 2, JSON.stringify(shown));
    await hand.press('Escape');
    // What was typed last wins at the next start, however early its clock.
    await hand.evaluate(() => (window.__clock -= 100 * 3_600_000));
    await typeInto(hand, 'plan.title', 'いちばん後');
    await noted(hand, 'いちばん後');
    await desk.crash();
    hand = await desk.sit();
    await openPage(hand);
    await openDraft(hand, id);
    assert.equal(await textOfCell(hand, 'plan.title'), 'いちばん後');
    await desk.leave();
    return `${once.length} states in the order of their counters, the latest text wins`;
  } finally {
    await desk.leave().catch(() => {});
    desk.clear();
  }
}
