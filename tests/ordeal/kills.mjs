// The browser, or the process of its tab, is gone at a random moment of typing.
import assert from 'node:assert/strict';

import { at, textOfCell } from '../browser/vocabulary/cells.mjs';
import { Desk } from '../browser/vocabulary/desk.mjs';
import { newSheet, openDraft } from '../browser/vocabulary/home.mjs';
import { draftCalled, restored } from '../browser/vocabulary/keeping.mjs';
import { openPage } from '../browser/vocabulary/page.mjs';
import { patience } from '../browser/vocabulary/patience.mjs';
import { focus } from '../browser/vocabulary/typing.mjs';
import { beginBeat, lastBeat } from './beat.mjs';
import { chance } from './chance.mjs';

/** What is younger than this at the end may be lost, in milliseconds. */
const mayLose = 200;

const cell = 'plan.goal';
const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

// Runs before the page's own scripts: the moment of each key as the page itself meets it.
function stampKeys() {
  window.addEventListener('input', () => window.__stamp(Date.now()), true);
}

/** Sits down; the moments of the keys come into `stamps`. */
async function sit(desk, stamps) {
  const hand = await desk.sit({ before: [stampKeys] });
  await hand.context.exposeBinding('__stamp', (_, moment) => stamps.push(moment));
  return hand;
}

/** Types until the end comes; `end` brings it after so many letters and gives its time. */
async function typeUntil(hand, luck, end) {
  const most = 8 + luck.upTo(60);
  let text = '';
  const answered = [];
  let ending = null;
  await focus(hand, at(cell));
  while (answered.length < most + 400) {
    const letter = luck.of(letters);
    text += letter;
    try {
      await hand.press(letter);
    } catch {
      break;
    }
    answered.push(Date.now());
    if (answered.length === most) {
      // Typing goes on while the end is on its way.
      ending = end();
      ending.catch(() => {});
    }
  }
  return { text, answered, moment: await ending };
}

/** What the end took: how old the oldest lost key was then, and how old at the last beat before. */
async function judge(hand, id, stamps, { text, answered, moment }) {
  const beat = Math.min(moment, await lastBeat(hand));
  await openDraft(hand, id);
  const found = await textOfCell(hand, cell);
  // The last key may have arrived without its answer.
  assert.ok(text.startsWith(found), `${found} was never typed`);
  const lost = Math.min(stamps[found.length] ?? Infinity, answered[found.length] ?? Infinity);
  return { age: Math.max(0, beat - lost), clock: Math.max(0, moment - lost), beat: moment - beat };
}

/** The sentence about what was lost; more than may be is a failure. */
function verdict(ends) {
  const most = (what) => Math.max(...ends.map((end) => end[what]));
  const none = ends.filter(({ clock }) => clock === 0).length;
  const late = ends.filter(({ clock }) => clock > mayLose).length;
  const sentence =
    `nothing lost in ${none} of ${ends.length}; else the oldest key lost was ${most('age')} ms old when the browser ` +
    `last wrote for another tab (at most ${most('beat')} ms before the end), ${most('clock')} ms at the end itself ` +
    `(more than ${mayLose} ms ${late} times)`;
  const over = ends.filter(({ age }) => age > mayLose);
  assert.deepEqual(over, [], `${over.length} times older than ${mayLose} ms; ${sentence}`);
  return sentence;
}

/** Again and again: a sheet, typing, the end of one kind, and what is there afterwards. */
async function endure(times, seed, { end, after }) {
  const luck = chance(seed);
  const ends = [];
  const desk = new Desk(null);
  try {
    const stamps = [];
    let hand = await sit(desk, stamps);
    for (let time = 0; time < times; time += 1) {
      const beat = await beginBeat(hand, desk);
      await openPage(hand);
      const id = await newSheet(hand);
      stamps.length = 0;
      const typed = await typeUntil(hand, luck, await end(hand, desk));
      hand = await after(hand, beat, () => sit(desk, stamps));
      await openPage(hand);
      ends.push(await judge(hand, id, stamps, typed));
      // An ordeal that is broken off has told how far it came.
      console.error(`${ends.length}: ${JSON.stringify(ends.at(-1))}`);
    }
    await desk.leave();
  } finally {
    await desk.leave().catch(() => {});
    desk.clear();
  }
  return verdict(ends);
}

/** SIGKILL of the whole browser. */
export const killBrowser = (times, seed = 1) =>
  endure(times, seed, {
    end: (_, desk) => () => desk.crash(),
    after: (_hand, _beat, sit) => sit(),
  });

/**
 * The browser has noticed that these processes are gone. Until then it may give one of them, kept in
 * store, to a new tab, which then never answers.
 */
async function noticed(hand, gone) {
  const begun = Date.now();
  let left = gone;
  while (left.length > 0) {
    assert.ok(Date.now() - begun < patience, 'the browser does not notice its dead tabs');
    const living = await hand.processes('renderer');
    left = left.filter((tab) => living.includes(tab));
  }
}

/** The processes of all tabs die; the browser lives. */
export const killRenderer = (times, seed = 2) =>
  endure(times, seed, {
    end: async (hand) => {
      const tabs = await hand.processes('renderer');
      const dead = new Promise((resolve) => hand.page.once('crash', resolve));
      return async () => {
        const moment = Date.now();
        for (const tab of tabs) process.kill(tab, 'SIGKILL');
        await dead;
        await noticed(hand, tabs);
        return moment;
      };
    },
    after: async (hand, beat) => {
      // The dead tabs are closed, another opened.
      const next = await hand.another();
      await beat.page.close();
      await hand.page.close();
      hand.page = next.page;
      hand.watch.errors.length = 0;
      return hand;
    },
  });

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
