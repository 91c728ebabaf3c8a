// Items of the store damaged through the API: put aside, reported, nothing else harmed.
import assert from 'node:assert/strict';

import { Desk } from '../browser/vocabulary/desk.mjs';
import { drafts, goHome } from '../browser/vocabulary/home.mjs';
import { openPage } from '../browser/vocabulary/page.mjs';
import { chance } from './chance.mjs';
import { draftCalled, dropJournal, put, stored, unreadable } from '../browser/vocabulary/keeping.mjs';

const flip = (text, at) => text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);

/** Each gives the damaged text; none: the item is taken away. */
const damages = {
  truncated: (text, luck) => text.slice(0, luck.upTo(text.length - 1)),
  // A bit of a brace: whatever else it is, it is no longer this file.
  flipped: (text) => flip(text, 0),
  removed: () => null,
  rubbish: () => '\u0000[object Object]�',
  markup: () => '<img src=x onerror="window.__ran=1"><script>window.__ran=1</script>',
  newer: (text) => text.replace('"version":1', '"version":9'),
};

export async function damageItems(times, seed = 4) {
  const luck = chance(seed);
  const kinds = Object.keys(damages);
  const seen = Object.fromEntries(kinds.map((kind) => [kind, 0]));
  const batch = 20;
  for (let done = 0; done < times; done += batch) {
    const count = Math.min(batch, times - done);
    const desk = new Desk(null);
    try {
      let hand = await desk.sit();
      await openPage(hand);
      const first = await draftCalled(hand, '見本の個票');
      await goHome(hand);
      const [[key, text]] = Object.entries(await stored(hand)).filter(([name]) => name.endsWith(first));
      const item = (id) => [key.replace(first, id), text.replace(first, id)];
      const whole = Object.fromEntries(['whole-1', 'whole-2'].map(item));
      const planned = Array.from({ length: count }, (_, at) => [luck.of(kinds), ...item(`hurt-${at}`)]);
      await desk.leave();
      hand = await desk.sit();
      // Beside the page, on another file of the share, as any local page can.
      await openPage(hand);
      await dropJournal(hand);
      await put(hand, { ...whole, 'neighbour': 'theirs' });
      const gone = [];
      for (const [kind, name, before] of planned) {
        const after = damages[kind](before, luck);
        seen[kind] += 1;
        if (after === null) gone.push(name);
        else await put(hand, { [name]: after });
      }
      const hurt = planned.map(([kind, name, before]) => [kind, name, before]);
      const texts = await stored(hand);
      await openPage(hand, '#/');
      await hand.reload();
      await openPage(hand);
      const after = await stored(hand);
      const put_aside = Object.entries(after).filter(([name]) => name.startsWith('kohyo/aside/'));
      let expected = 0;
      for (const [kind, name] of hurt) {
        if (kind === 'removed') continue;
        if (kind === 'newer') {
          assert.equal(after[name], texts[name], 'a newer draft is left as it is');
          continue;
        }
        expected += 1;
        assert.ok(put_aside.some(([, found]) => found === texts[name]), `${kind}: ${name} was not put aside`);
        assert.equal(after[name], undefined);
      }
      assert.equal(await unreadable(hand), expected);
      for (const [name, before] of Object.entries(whole)) assert.equal(after[name], before, 'harmed');
      assert.equal(await hand.evaluate(() => localStorage.getItem('neighbour')), 'theirs');
      assert.equal(await hand.evaluate(() => window.__ran ?? 0), 0);
      const listed = (await drafts(hand)).map(({ id }) => id);
      for (const id of [first, 'whole-1', 'whole-2']) assert.ok(listed.includes(id), id);
      await desk.leave();
    } finally {
      await desk.leave().catch(() => {});
      desk.clear();
    }
  }
  return `${times} items (${Object.entries(seen).map(([kind, count]) => `${count} ${kind}`).join(', ')}), put aside and reported, the others unharmed`;
}
