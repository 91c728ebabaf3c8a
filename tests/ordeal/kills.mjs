// The browser, or the process of its tab, is gone at a random moment of typing.
import assert from 'node:assert/strict';

import { textOfCell } from '../browser/vocabulary/cells.mjs';
import { newSheet, openDraft } from '../browser/vocabulary/home.mjs';
import { openPage } from '../browser/vocabulary/page.mjs';
import { focus } from '../browser/vocabulary/typing.mjs';
import { Desk } from '../browser/vocabulary/desk.mjs';
import { at } from '../browser/vocabulary/cells.mjs';
import { chance } from './chance.mjs';
import { draftCalled, restored } from '../browser/vocabulary/keeping.mjs';

/** What is younger than this at the kill may be lost, in milliseconds. */
const mayLose = 200;

const cell = 'plan.goal';
const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Types until the end comes; `end` brings it after so many letters and gives its time. */
async function typeUntil(hand, luck, end) {
  const typed = [];
  const most = 8 + luck.upTo(60);
  await focus(hand, at(cell));
  for (;;) {
    const letter = luck.of(letters);
    try {
      await hand.press(letter);
    } catch {
      break;
    }
    typed.push({ letter, at: Date.now() });
    if (typed.length === most) {
      // Typing goes on while the end is on its way.
      typed.end = end();
      typed.end.catch(() => {});
    }
    if (typed.length > most + 400) break;
  }
  const moment = await typed.end;
  return { typed, moment };
}

/** How old the oldest lost key was at the end, in milliseconds; 0 where none was lost. */
async function judge(hand, id, { typed, moment }) {
  const text = typed.map(({ letter }) => letter).join('');
  await openDraft(hand, id);
  const found = await textOfCell(hand, cell);
  // The last key may have arrived without its answer.
  assert.ok(text.startsWith(found.slice(0, text.length)) && found.length <= text.length + 1, `${found} was never typed`);
  const lost = typed[found.length];
  return lost ? Math.max(0, moment - lost.at) : 0;
}

// An ordeal that is broken off has told how far it came.
const tell = (ages) => console.error(`${ages.length}: ${ages.at(-1)} ms`);

/** The sentence about what was lost; more than may be is a failure. */
function verdict(ages) {
  const none = ages.filter((age) => age === 0).length;
  const sentence = `oldest key lost ${Math.max(...ages)} ms before the end; nothing lost in ${none} of ${ages.length}`;
  const over = ages.filter((age) => age > mayLose);
  assert.deepEqual(over, [], `${over.length} times older than ${mayLose} ms; ${sentence}`);
  return sentence;
}

/** SIGKILL of the whole browser. */
export async function killBrowser(times, seed = 1) {
  const luck = chance(seed);
  const ages = [];
  const desk = new Desk(null);
  try {
    let hand = await desk.sit();
    for (let time = 0; time < times; time += 1) {
      await openPage(hand);
      const id = await newSheet(hand);
      const typed = await typeUntil(hand, luck, () => desk.crash());
      hand = await desk.sit();
      await openPage(hand);
      ages.push(await judge(hand, id, typed));
      tell(ages);
    }
    await desk.leave();
  } finally {
    desk.clear();
  }
  return verdict(ages);
}

/** The process of the tab dies; the browser lives. */
export async function killRenderer(times, seed = 2) {
  const luck = chance(seed);
  const ages = [];
  const desk = new Desk(null);
  try {
    let hand = await desk.sit();
    for (let time = 0; time < times; time += 1) {
      await openPage(hand);
      const id = await newSheet(hand);
      const tabs = await hand.processes('renderer');
      const dead = new Promise((resolve) => hand.page.once('crash', resolve));
      const typed = await typeUntil(hand, luck, async () => {
        const moment = Date.now();
        for (const tab of tabs) process.kill(tab, 'SIGKILL');
        await dead;
        return moment;
      });
      // The dead tab is closed, another opened.
      const next = await hand.another();
      await hand.page.close();
      hand.page = next.page;
      await openPage(hand);
      ages.push(await judge(hand, id, typed));
      tell(ages);
    }
    hand.watch.errors.length = 0;
    await desk.leave();
  } finally {
    desk.clear();
  }
  return verdict(ages);
}

/** Closed as a person closes it: nothing was lost, and nothing is said to have been. */
export async function leaveWell(times) {
  const desk = new Desk(null);
  try {
    for (let time = 0; time < times; time += 1) {
      const hand = await desk.sit();
      await openPage(hand);
      assert.deepEqual(await restored(hand), [], 'nothing was lost');
      await draftCalled(hand, `個票 ${time}`);
      await desk.leave();
    }
  } finally {
    desk.clear();
  }
  return `${times} clean exits, no sentence about anything brought back`;
}
