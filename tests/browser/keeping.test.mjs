// Where the work lies when something goes wrong: killed browsers, second tabs, full and damaged
// stores, newer pages, files that the person chose.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { at, textOfCell } from './vocabulary/cells.mjs';
import { Desk } from './vocabulary/desk.mjs';
import { draftAction, drafts, goHome, newSheet, onSheet, openDraft } from './vocabulary/home.mjs';
import {
  chosenFiles,
  draftCalled,
  dropJournal,
  edits,
  fillUp,
  isReading,
  journal,
  lives,
  noted,
  put,
  reads,
  refuseJournal,
  refuseStore,
  restored,
  stored,
  storedDrafts,
  twoTabs,
  unreadable,
  withoutTurns,
} from './vocabulary/keeping.mjs';
import { action, again, openPage, painted, route, visibleText } from './vocabulary/page.mjs';
import { goOn, question } from './vocabulary/questions.mjs';
import { notKept, saved } from './vocabulary/saving.mjs';
import { focus, typeCell, typeCells, typeInto } from './vocabulary/typing.mjs';

const timeout = 180_000;
const cell = 'plan.title';
const goal = 'plan.goal';

test('a killed browser loses nothing that the journal had, and says once what came back', { timeout }, async (t) => {
  const desk = new Desk(t);
  let hand = await desk.sit();
  await openPage(hand);
  assert.deepEqual(await restored(hand), [], 'nothing was lost before');
  const id = await newSheet(hand);
  await typeInto(hand, cell, '打ちかけの個票');
  await noted(hand, '打ちかけの個票');
  await desk.crash();

  hand = await desk.sit();
  await openPage(hand);
  const said = await restored(hand);
  assert.equal(said.length, 1);
  assert.ok(said[0].includes('打ちかけの個票') && said[0].endsWith('。'), said[0]);
  await openDraft(hand, id);
  assert.equal(await textOfCell(hand, cell), '打ちかけの個票');
  await goHome(hand);
  await desk.leave();

  hand = await desk.sit();
  await openPage(hand);
  assert.deepEqual(await restored(hand), [], 'said once only');
});

test('a clean exit is followed by no sentence about anything brought back', { timeout }, async (t) => {
  const desk = new Desk(t);
  for (let time = 0; time < 3; time += 1) {
    const hand = await desk.sit();
    await openPage(hand);
    assert.deepEqual(await restored(hand), []);
    await draftCalled(hand, `個票 ${time}`);
    await desk.leave();
  }
});

test('the storage is asked for only once the browser has noted the page', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit({ before: [answersLate] });
  await openPage(hand);
  const seen = await hand.evaluate(() => window.__seen);
  assert.equal(seen[0], 'the answer', seen.join());
  for (const later of ['the engine', 'localStorage', 'listens']) assert.ok(seen.includes(later), seen.join());
});

/**
 * The browser answers only when the engine has been compiled and whatever does not wait has gone on.
 * Who asks Chromium for storage before it has noted the page, or listens to it, gets one that nothing
 * keeps; on a busy machine it notes the page late.
 */
function answersLate() {
  // The blank page before ours has none.
  if (!navigator.locks) return;
  window.__seen = [];
  const compiled = new Promise((done) => {
    const compile = WebAssembly.compileStreaming;
    WebAssembly.compileStreaming = async (...given) => {
      const engine = await compile.apply(WebAssembly, given);
      setTimeout(done, 0);
      return engine;
    };
  });
  const instantiate = WebAssembly.instantiate;
  WebAssembly.instantiate = (...given) => {
    window.__seen.push('the engine');
    return instantiate.apply(WebAssembly, given);
  };
  const query = navigator.locks.query.bind(navigator.locks);
  navigator.locks.query = async () => {
    const answer = await query();
    await compiled;
    window.__seen.push('the answer');
    return answer;
  };
  for (const name of ['localStorage', 'sessionStorage']) {
    const { get, ...rest } = Object.getOwnPropertyDescriptor(window, name);
    Object.defineProperty(window, name, {
      ...rest,
      get() {
        window.__seen.push(name);
        return get.call(window);
      },
    });
  }
  const listen = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (...given) {
    if (given[0] === 'storage') window.__seen.push('listens');
    return listen.apply(this, given);
  };
}

test('the journal is opened once, while the page is still being read', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit({ before: [notesOpening] });
  await openPage(hand);
  assert.deepEqual(await hand.evaluate(() => window.__seen), ['kohyo', 'kohyo-settled', 'the engine']);
  await newSheet(hand);
  await typeInto(hand, cell, '先に開けた記録');
  await saved(hand);
  assert.equal((await hand.evaluate(() => window.__seen)).length, 3, 'what was opened first takes the notes');
  await noted(hand, '先に開けた記録');
});

/** Notes which databases are opened, and when the engine comes. */
function notesOpening() {
  if (!window.indexedDB) return;
  window.__seen = [];
  const open = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function (...given) {
    window.__seen.push(given[0]);
    return open.apply(this, given);
  };
  const instantiate = WebAssembly.instantiate;
  WebAssembly.instantiate = (...given) => {
    window.__seen.push('the engine');
    return instantiate.apply(WebAssembly, given);
  };
}

test('a wiped local storage comes back out of the journal, a wiped journal leaves local storage', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  const id = await draftCalled(hand, '二つの場所にある個票');
  // In both places, before one of them is wiped.
  await noted(hand, '二つの場所にある個票');
  await goHome(hand);
  await hand.evaluate(() => localStorage.clear());
  await again(hand);
  assert.equal((await restored(hand)).length, 1);
  await openDraft(hand, id);
  assert.equal(await textOfCell(hand, cell), '二つの場所にある個票');
  await goHome(hand);
  await dropJournal(hand);
  await again(hand);
  assert.deepEqual(await restored(hand), []);
  await openDraft(hand, id);
  assert.equal(await textOfCell(hand, cell), '二つの場所にある個票');
});

test('a second tab reads, says where the draft is edited, and takes it over when asked to', { timeout }, async (t) => {
  const { first, second } = await twoTabs(t);
  await reads(second);
  assert.ok((await visibleText(second)).includes('別のタブ'), 'it says where');
  assert.ok(await second.evaluate((box) => document.querySelector(box).matches(':disabled'), at(cell)));

  // What the first tab types is seen in the second.
  await typeCell(first, cell, '元の続き');
  await saved(first);
  await second.until((box) => document.querySelector(box).value === '元の続き', at(cell), 'the text of the other tab');

  await action(second, 'edit-here');
  await edits(second);
  await reads(first);
  await typeCell(second, cell, '二つ目のタブから');
  await saved(second);
  await first.until((box) => document.querySelector(box).value === '二つ目のタブから', at(cell), 'the text of the second tab');
  assert.equal((await storedDrafts(first)).length, 1, 'one draft, no fork');
});

test('a draft that is deleted in another tab stays deleted, and is said to be', { timeout }, async (t) => {
  const { first, second, id } = await twoTabs(t);
  await goHome(second);
  await typeCell(first, cell, '消す下書き');
  await saved(first);
  await draftAction(second, id, 'delete');
  await goOn(second, 'delete');
  await notKept(first);
  assert.ok((await visibleText(first)).includes('別のタブで削除されました'));
  // What waited for the disk goes there when the page is left: not this.
  await again(first);
  await again(second);
  assert.deepEqual([await drafts(second), await restored(second)], [[], []]);
  assert.deepEqual([await journal(second), await journal(second, 'kohyo-settled')], [{}, {}]);
});

test('letters typed in the very moment of being taken over are not lost', { timeout }, async (t) => {
  const { first, second } = await twoTabs(t);
  await reads(second);
  await typeInto(first, goal, '書きかけの文');
  await action(second, 'edit-here');
  await edits(second);
  await second.until((box) => document.querySelector(box).value === '書きかけの文', at(goal), 'what was typed');
});

test('a frozen tab is taken over; what both changed becomes two drafts', { timeout }, async (t) => {
  const { first, second } = await twoTabs(t);
  await reads(second);
  await first.freeze(true);
  await action(second, 'edit-here');
  await edits(second);
  await typeCell(second, cell, '二つ目で');
  await saved(second);
  await first.freeze(false);
  await reads(first);
  await first.until((box) => document.querySelector(box).value === '二つ目で', at(cell), 'the latest text');
});

test('where no tab hears of another, it still does not write over another', { timeout }, async (t) => {
  const { first, second, id } = await twoTabs(t, { before: [withoutTurns] });
  assert.equal(await isReading(second), false, 'nobody can say whose turn it is');
  await typeCell(first, cell, '一つ目で変えた');
  await saved(first);
  await typeCell(second, cell, '二つ目で変えた');
  await second.until(() => document.querySelector('[data-fork]'), undefined, 'the fork');
  await saved(second);
  const titles = (await storedDrafts(second)).map((draft) => draft.cells[cell]).sort();
  assert.deepEqual(titles, ['一つ目で変えた', '二つ目で変えた']);
  const fork = await second.evaluate(() => document.querySelector('[data-fork]').textContent);
  assert.ok(fork.includes('一つ目で変えた') && fork.includes('二つ目で変えた'), 'the difference is shown');
  assert.notEqual((await onSheet(second)), id);
});

test('a full store: the sentence, the journal, a file; and all is there after a crash', { timeout }, async (t) => {
  const desk = new Desk(t);
  let hand = await desk.sit();
  await openPage(hand);
  const id = await draftCalled(hand, '元');
  await fillUp(hand);
  await typeInto(hand, goal, 'いっぱいのあとに入力した文'.repeat(20));
  await notKept(hand);
  await hand.until(() => document.querySelector('[data-saving]').innerText.includes('予備の記録'), undefined, 'the sentence');
  assert.ok((await storedDrafts(hand)).some((draft) => draft.cells[cell] === '元'), 'the last good copy stays');
  await noted(hand, 'いっぱいのあとに入力した文');
  await desk.crash();
  hand = await desk.sit();
  await openPage(hand);
  await openDraft(hand, id);
  assert.equal(await textOfCell(hand, goal), 'いっぱいのあとに入力した文'.repeat(20));
  // There is room again: it goes into the store by itself.
  await hand.evaluate(() => localStorage.removeItem('neighbour'));
  await goHome(hand);
  await hand.until(() => !document.querySelector('[data-saving="unavailable"]'), undefined, 'room');
  assert.ok((await storedDrafts(hand)).some((draft) => draft.cells[goal]?.startsWith('いっぱい')));
});

test('the store at four fifths is said, with the drafts that take it', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  await draftCalled(hand, '大きな個票');
  await goHome(hand);
  assert.equal(await hand.evaluate(() => document.querySelector('[data-quota]')), null);
  await hand.evaluate(() => localStorage.setItem('neighbour', 'x'.repeat(4_200_000)));
  await again(hand);
  const low = await hand.until(() => document.querySelector('[data-quota="low"]')?.innerText, undefined, 'the warning');
  assert.ok(low.includes('大きな個票'), low);
  const sizes = await hand.evaluate(() => document.querySelector('[data-sizes]').textContent);
  assert.ok(sizes.includes('大きな個票'), sizes);
});

for (const [name, before, state] of [
  ['local storage', refuseStore, 'unavailable'],
  ['the journal', refuseJournal, 'saved'],
]) {
  test(`${name} refused: it works, and says where the draft lies`, { timeout }, async (t) => {
    const desk = new Desk(t);
    let hand = await desk.sit({ before: [before] });
    await openPage(hand);
    const id = await newSheet(hand);
    await typeCell(hand, cell, '残る個票');
    await hand.until((wanted) => document.querySelector(`[data-saving="${wanted}"]`), state, state);
    if (state === 'unavailable') {
      await hand.until(() => document.querySelector('[data-saving]').innerText.includes('予備の記録'), undefined, 'the sentence');
    }
    await desk.leave();
    hand = await desk.sit();
    await openPage(hand);
    await openDraft(hand, id);
    assert.equal(await textOfCell(hand, cell), '残る個票');
  });
}

test('both stores refused: nothing is claimed, leaving asks, a file settles it', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit({ before: [refuseStore, refuseJournal, chosenFiles] });
  await openPage(hand);
  await newSheet(hand);
  await typeCell(hand, cell, 'どこにも残らない個票');
  await hand.until(() => document.querySelector('[data-saving="unavailable"]'), undefined, 'unavailable');
  assert.ok(!(await visibleText(hand)).includes('予備の記録に保存しています'));
  assert.equal(await hand.evaluate(leavingAsks), true);
  await action(hand, 'choose-file');
  await hand.until(() => document.querySelector('[data-file="saved"]'), undefined, 'the file');
  assert.equal(await hand.evaluate(leavingAsks), false);
});

/** Whether the page would keep the person from leaving. */
function leavingAsks() {
  return !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
}

test('damaged, foreign and hostile items are put aside or left alone, and reported', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  const id = await draftCalled(hand, '無事な個票');
  await goHome(hand);
  const [[key, text]] = Object.entries(await stored(hand)).filter(([name]) => name.endsWith(id));
  const named = (other) => key.replace(id, other);
  const broken = {
    [named('cut')]: text.slice(0, 40),
    [named('markup')]: '<img src=x onerror="window.__ran=1"><script>window.__ran=1</script>',
    [named('other')]: '{"format":"something/else"}',
  };
  const newer = text.replace('"version":1', '"version":9').replaceAll(id, 'newer');
  const theirs = { neighbour: 'theirs', 'kohyo-of-others': '{', 'draft/x': 'y' };
  await put(hand, { ...broken, ...theirs, [named('newer')]: newer });
  await again(hand);
  assert.equal(await unreadable(hand), 3);
  const after = await stored(hand);
  for (const [name, before] of Object.entries(broken)) {
    assert.equal(after[name], undefined);
    const aside = Object.entries(after).filter(([other]) => other.startsWith('kohyo/aside/'));
    assert.ok(aside.some(([, found]) => found === before), name);
  }
  assert.equal(after[key], text, 'the good one is untouched');
  for (const [name, before] of Object.entries(theirs)) {
    assert.equal(await hand.evaluate((wanted) => localStorage.getItem(wanted), name), before);
  }
  assert.equal(await hand.evaluate(() => window.__ran ?? 0), 0);
  const { bytes } = await hand.download(() => hand.click('[data-action="save-unreadable"]'));
  assert.ok(Object.values(broken).includes(bytes.toString('utf8')), 'it is handed out as it is');

  // A newer page's draft is read and never written, and that is said.
  await openDraft(hand, 'newer');
  await reads(hand);
  assert.ok((await visibleText(hand)).includes('新しい版'), 'it says why');
  assert.equal(await textOfCell(hand, cell), '無事な個票');
  await goHome(hand);
  assert.equal((await stored(hand))[named('newer')], newer);
});

test('a draft that a newer page keeps while it is open here is not written over', { timeout }, async (t) => {
  const { first, second, id } = await twoTabs(t);
  const [[key, text]] = Object.entries(await stored(second)).filter(([name]) => name.endsWith(id));
  const newer = text.replace('"version":1', '"version":9').replace('元', '新しい版で');
  // It comes while the text of a box is marked, which stays so.
  await first.click(at(cell));
  await first.press('Control+a');
  await put(second, { [key]: newer });
  await first.until(() => document.querySelector('[data-fork]'), undefined, 'the fork');
  await first.insert('この版で');
  await saved(first);
  const named = await first.evaluate(() => document.querySelector('[data-document]').dataset.document);
  assert.equal(await route(first), `#/sheet/${named}`);
  const after = await stored(first);
  assert.equal(after[key], newer);
  const mine = Object.entries(after).filter(([name]) => name.startsWith('kohyo/draft/') && name !== key);
  assert.deepEqual(mine.map(([, own]) => JSON.parse(own).cells[cell]), ['この版で']);
});

test('a draft of the first release opens as it was, and its original is kept behind the first save', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  const first = readFileSync(new URL('../fixtures/drafts/first-release.json', import.meta.url), 'utf8').trim();
  const key = 'kohyo/draft/kashiwa-action-plan/r2/first-release';
  await put(hand, { [key]: first });
  await again(hand);
  await openDraft(hand, 'first-release');
  for (const [id, text] of Object.entries(JSON.parse(first).cells)) {
    if (typeof text === 'string') assert.equal(await textOfCell(hand, id), text, id);
  }
  assert.equal((await stored(hand))[key], first);
  await typeCell(hand, cell, '書き足した');
  await saved(hand);
  await action(hand, 'past');
  await hand.until(() => document.querySelector('dialog[open] [data-generation]'), undefined, 'its original');
  const past = Object.entries(await journal(hand)).filter(([name]) => name.startsWith('kohyo/past/'));
  assert.deepEqual(past.filter(([, text]) => text === first).length, 1, 'to the last character');
});

test('an earlier state is compared, gone back to, and that is taken back', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  const id = await draftCalled(hand, '前の名称');
  await goHome(hand);
  await openDraft(hand, id);
  await typeCells(hand, { [cell]: '今の名称', [goal]: '今の目標' });
  await saved(hand);
  await action(hand, 'past');
  const shown = await hand.until(() => document.querySelector('dialog[open] [data-generation]')?.textContent, undefined, 'a state');
  for (const text of ['前の名称', '今の名称', '今の目標', '違う欄 2件']) assert.ok(shown.includes(text), shown);
  await hand.click('dialog[open] [data-generation] summary');
  await hand.click('dialog[open] [data-action="go-back"]');
  assert.equal(await textOfCell(hand, cell), '前の名称');
  assert.equal(await textOfCell(hand, goal), '');
  await action(hand, 'undo');
  await painted(hand);
  assert.equal(await textOfCell(hand, cell), '今の名称');
  assert.equal(await textOfCell(hand, goal), '今の目標');
});

test('keys undo over the whole sheet and leave the undo inside a box alone', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  await newSheet(hand);
  await typeCells(hand, { [cell]: '名称', 'plan.number': '52001' });
  await focus(hand, at(goal));
  await hand.press('Control+z');
  assert.equal(await textOfCell(hand, 'plan.number'), '');
  await hand.press('Control+z');
  assert.equal(await textOfCell(hand, cell), '');
  await hand.press('Control+Shift+Z');
  assert.equal(await textOfCell(hand, cell), '名称');
  await hand.press('Control+y');
  assert.equal(await textOfCell(hand, 'plan.number'), '52001');
  // Uncommitted letters belong to the browser's own undo.
  await hand.type('abc');
  await hand.press('Control+z');
  assert.notEqual(await textOfCell(hand, goal), 'abc');
  assert.equal(await textOfCell(hand, 'plan.number'), '52001');
  await hand.press('Tab');
  await saved(hand);
  // The steps survive a reload.
  await again(hand);
  await onSheet(hand);
  for (let step = 0; step < 6 && (await textOfCell(hand, cell)) !== ''; step += 1) await hand.press('Control+z');
  assert.equal(await textOfCell(hand, cell), '');
  await hand.press('Control+y');
  assert.equal(await textOfCell(hand, cell), '名称');
});

test('a chosen file is saved to after every pause; what fails is said and the work goes on', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit({ before: [chosenFiles] });
  await openPage(hand);
  const id = await draftCalled(hand, '元');
  await action(hand, 'choose-file');
  await hand.until(() => document.querySelector('[data-file="saved"]'), undefined, 'the file');
  assert.match(await hand.evaluate(() => document.querySelector('[data-file]').innerText), /\d{1,2}:\d{2}/);
  const disk = () => hand.evaluate(() => window.__disk.text);
  await typeCell(hand, cell, '元の続き');
  await hand.until(() => window.__disk.text.includes('元の続き'), undefined, 'the pause');

  for (const fault of ['NotAllowedError', 'NotFoundError', 'half']) {
    const before = await disk();
    await hand.evaluate((name) => (window.__disk.fault = name), fault);
    await typeCell(hand, goal, `${fault}のあと`);
    await hand.until(() => document.querySelector('[data-file="failed"]'), undefined, `${fault} is said`);
    assert.equal(await disk(), before, 'what was there is there still');
    await saved(hand);
    await hand.evaluate(() => (window.__disk.fault = null));
    await action(hand, 'file-again');
    await hand.until(() => document.querySelector('[data-file="saved"]'), undefined, 'saved again');
    assert.ok((await disk()).includes(`${fault}のあと`));
  }

  // What somebody else wrote there meanwhile is not written over.
  await hand.evaluate(() => Object.assign(window.__disk, { text: 'theirs', at: window.__disk.at + 10 }));
  await typeCell(hand, goal, '知らずに書いた');
  await hand.until(() => document.querySelector('[data-file="failed"]'), undefined, 'it is said');
  assert.equal(await disk(), 'theirs');
  await action(hand, 'file-again');
  await hand.until(() => document.querySelector('[data-file="saved"]'), undefined, 'chosen anew');

  // 前回の続きから: the file is opened and saved to again.
  await draftAction(hand, id, 'delete');
  await goOn(hand, 'delete');
  await hand.until(() => !document.querySelector('[data-draft]'), undefined, 'no draft');
  await action(hand, 'resume-file');
  assert.equal(await onSheet(hand), id);
  assert.equal(await textOfCell(hand, cell), '元の続き');
  await typeCell(hand, cell, '次の日');
  await hand.until(() => window.__disk.text.includes('次の日'), undefined, 'the file');

  // An older file of a draft that is here is never put in its place in silence.
  await goHome(hand);
  const older = await disk();
  await openDraft(hand, id);
  await typeCell(hand, goal, 'ここで');
  await hand.until(() => window.__disk.text.includes('ここで'), undefined, 'it goes on saving to the file');
  await goHome(hand);
  await hand.evaluate((text) => (window.__disk.text = text), older);
  await action(hand, 'resume-file');
  assert.ok((await question(hand)).includes('下書きのほうが新しい'), await question(hand));
});

test('all drafts go into one file and off the machine, each after a question', { timeout }, async (t) => {
  const desk = new Desk(t);
  let hand = await desk.sit();
  await openPage(hand);
  for (const title of ['一つ目', '二つ目']) {
    await draftCalled(hand, title);
    await goHome(hand);
  }
  const { bytes } = await hand.download(() => action(hand, 'save-all-drafts'));
  const file = JSON.parse(bytes);
  assert.deepEqual(file.items.map((item) => item.cells[cell]).sort(), ['一つ目', '二つ目']);
  // The journal asks for the disk a second later; what lies there goes too.
  await noted(hand, '二つ目', 'kohyo-settled');
  // What nobody can read is a part of it, and can be saved before.
  await put(hand, { 'kohyo/draft/x/y/z': '{broken', 'kohyo/aside/x/y/z/1': '[broken too', neighbour: 'theirs' });
  await again(hand);
  await hand.until(() => document.querySelector('[data-unreadable="2"]'), undefined, 'both unreadable items');
  await action(hand, 'delete-all');
  assert.ok((await question(hand)).includes('下書き2件と、読み取れない下書き2件'), await question(hand));
  const aside = await hand.download(() => hand.click('dialog[open] [data-action="save-all-unreadable"]'));
  for (const text of ['{broken', '[broken too']) assert.ok(aside.bytes.toString('utf8').includes(text), text);
  await goOn(hand, 'delete-all');
  await hand.until(() => !document.querySelector('[data-draft]'), undefined, 'no drafts');
  assert.deepEqual(await lives(hand), [], 'no store has anything of them');
  assert.equal(await unreadable(hand), 0);
  assert.deepEqual(Object.keys(await stored(hand)).filter((key) => key.startsWith('kohyo/aside/')), []);
  assert.equal(await hand.evaluate(() => localStorage.getItem('neighbour')), 'theirs');
  await desk.leave();
  hand = await desk.sit();
  await openPage(hand);
  assert.equal((await drafts(hand)).length, 0);
});
