// The engine stops: its memory is used up from outside, and the next key panics.
import assert from 'node:assert/strict';

import { allTexts, at } from '../browser/vocabulary/cells.mjs';
import { Desk } from '../browser/vocabulary/desk.mjs';
import { newSheet, openDraft } from '../browser/vocabulary/home.mjs';
import { noted, restored } from '../browser/vocabulary/keeping.mjs';
import { openPage } from '../browser/vocabulary/page.mjs';
import { saved } from '../browser/vocabulary/saving.mjs';
import { focus, typeCells } from '../browser/vocabulary/typing.mjs';
import { chance } from './chance.mjs';

// Runs before the page's own scripts.
function catchEngine() {
  const instantiate = WebAssembly.instantiate;
  WebAssembly.instantiate = async (...given) => {
    const made = await instantiate(...given);
    window.__engine = (made.instance ?? made).exports;
    return made;
  };
}

/** Takes all memory that the engine could still get, to the last small piece. */
function useUp() {
  const { memory, __wbindgen_malloc } = window.__engine;
  for (let pages = 65536; pages >= 1; pages = Math.floor(pages / 2)) {
    try {
      for (;;) memory.grow(pages);
    } catch {
      // Fewer, then.
    }
  }
  for (let size = 1 << 20; size >= 8; size /= 2) {
    try {
      for (;;) __wbindgen_malloc(size, 1);
    } catch {
      // Smaller, then.
    }
  }
}

export async function stopEngine(times, seed = 7) {
  const luck = chance(seed);
  const desk = new Desk(null);
  try {
    const hand = await desk.sit({ before: [catchEngine] });
    for (let time = 0; time < times; time += 1) {
      await openPage(hand, '#/');
      const id = await newSheet(hand);
      const words = Array.from({ length: 1 + luck.upTo(4) }, (_, n) => `語${time}-${n}`).join('、');
      await typeCells(hand, {
        'plan.title': words,
        'plan.goal': '①一つ目\n②二つ目',
        'effect.saving.initial.2016': '△ 3,518',
        'plan.effects': ['歳出削減'],
      });
      await saved(hand);
      // Nothing is left to be done: the next key is what stops it.
      await noted(hand, words, 'kohyo-settled');
      await focus(hand, at('plan.title'));
      await hand.press('End');
      await hand.evaluate(useUp);
      await hand.press(luck.of('abcdefgh'));
      const sentence = await hand.until(() => document.querySelector('#kohyo-failure')?.innerText, undefined, 'the sentence');
      assert.ok(sentence.includes('異常') && sentence.includes('ファイルに保存'), sentence);
      await hand.until(() => document.querySelector('#kohyo-rescue'), undefined, 'the file');
      const shown = await allTexts(hand);
      assert.match(shown['plan.title'], /[a-h]$/, 'the key that stopped it stands in the box');
      await hand.type('xyz');
      assert.deepEqual(await allTexts(hand), shown, 'nothing more goes into a box that nobody reads');
      const { bytes } = await hand.download(() => hand.click('#kohyo-rescue'));
      const file = JSON.parse(bytes);
      for (const [cell, text] of Object.entries(file.cells)) assert.deepEqual(shown[cell], text, cell);
      assert.equal(Object.keys(file.cells).length, 4);
      // The stopped engine says so on the console, as it should.
      hand.watch.errors.length = 0;
      await hand.reload();
      await openPage(hand, '#/');
      assert.equal((await restored(hand)).length, 1);
      await openDraft(hand, id);
      assert.deepEqual(await allTexts(hand), shown);
    }
    await desk.leave();
  } finally {
    await desk.leave().catch(() => {});
    desk.clear();
  }
  return 'the sentence, the boxes readable and closed, all texts in the file, all back after a reload, the last key too';
}
