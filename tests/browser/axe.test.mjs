// For everyone: axe-core on every page and state, in both themes; the narrow and the enlarged page;
// the colours of the person's own system; nothing moves by itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { beyond, cut, judged } from './vocabulary/accessible.mjs';
import { at } from './vocabulary/cells.mjs';
import { Desk } from './vocabulary/desk.mjs';
import { newSheet } from './vocabulary/home.mjs';
import { looks, usual, wear } from './vocabulary/looks.mjs';
import { action, again, openPage, painted } from './vocabulary/page.mjs';
import { choose, everyState } from './vocabulary/states.mjs';
import { typeCell } from './vocabulary/typing.mjs';

const timeout = 900_000;

/** What is judged in each state: the look that it is judged in, and how. */
const parts = [
  ['axe finds nothing, in the light colours', looks.light, async (hand) => axe(hand)],
  ['nothing is wider than the window or cut at 1366 × 768', looks.light, misfits],
  ['axe finds nothing, in the dark colours', looks.dark, async (hand) => axe(hand, { colours: true })],
  ['nothing is wider than the window or cut at 1366 × 768 with the largest letters', looks.largest, misfits],
  ['nothing is wider than the window or cut at 683, as at 200 %', looks.half, misfits],
  ['nothing is wider than the window or cut at 320, as at 400 %', looks.narrow, misfits],
];

async function axe(hand, only) {
  const { kept, violations } = await judged(hand, only);
  return kept > 0 ? violations : ['nothing was judged'];
}

async function misfits(hand) {
  return [...(await beyond(hand)), ...(await cut(hand))];
}

test('on every page and in every state', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  const said = parts.map(() => ({}));
  let states = 0;
  await everyState(desk, hand, async (state) => {
    states += 1;
    for (const [nth, [, look, judge]] of parts.entries()) {
      // What is printed has a width of its own; its pages are judged in print.test.mjs.
      if (state === 'paper' && judge === misfits) continue;
      await wear(hand, look);
      const found = await judge(hand);
      if (found.length > 0) said[nth][state] = found;
    }
    await wear(hand, usual);
  });
  for (const [nth, [name]] of parts.entries()) await t.test(name, () => assert.deepEqual(said[nth], {}));
  assert.ok(states > 50, `${states} states`);
});

const ground = (hand) =>
  hand.evaluate(() => {
    const [, ...parts] = getComputedStyle(document.querySelector('.panel')).backgroundColor.match(/(\d+), (\d+), (\d+)/u);
    return parts.every((part) => Number(part) < 80) ? 'dark' : 'light';
  });

const letters = (hand) => hand.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize));

test('colours and letters are as the machine is set, or as the person chose, and stay so', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  for (const colorScheme of ['dark', 'light']) {
    await hand.page.emulateMedia({ colorScheme });
    assert.equal(await ground(hand), colorScheme);
  }
  assert.equal(await letters(hand), 16);
  await choose(hand, { theme: 'dark', size: 'largest' });
  assert.equal(await ground(hand), 'dark');
  assert.equal(await letters(hand), 24);
  await again(hand);
  assert.equal(await ground(hand), 'dark');
  assert.equal(await letters(hand), 24);
  // The paper is white whatever is chosen.
  await hand.page.emulateMedia({ media: 'print' });
  assert.equal(await hand.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)');
  assert.equal(await hand.evaluate(() => getComputedStyle(document.body).color), 'rgb(0, 0, 0)');
});

test('with the colours of the person’s own system everything that says something is still told apart', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await hand.page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  await openPage(hand);
  await newSheet(hand);
  await typeCell(hand, 'effect.saving.initial.2016', '12a');
  await typeCell(hand, 'effect.saving.initial.2017', '5');
  await typeCell(hand, 'effect.saving.initial.2018', '△ 3');
  await hand.until(() => document.querySelector('.chart-line'), undefined, 'the chart');
  await hand.click(at('effect.saving.initial.2016'));
  await hand.press('Escape');
  await hand.press('Shift+ArrowRight');
  await painted(hand);
  const seen = await hand.evaluate(() => {
    const style = (selector) => getComputedStyle(document.querySelector(selector));
    const line = (selector) => Number.parseFloat(style(selector).borderTopWidth);
    return {
      badge: line('.badge'),
      button: line('.button.is-filled'),
      box: line('.box'),
      range: Number.parseFloat(style('td.is-chosen').outlineWidth),
      focus: Number.parseFloat(getComputedStyle(document.activeElement).outlineWidth),
      chart: style('.chart-line').stroke === style('body').backgroundColor,
    };
  });
  for (const name of ['badge', 'button', 'box', 'range', 'focus']) assert.ok(seen[name] > 0, name);
  assert.equal(seen.chart, false, 'a line is not of the colour of the ground');
});

test('nothing moves by itself', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await hand.page.emulateMedia({ reducedMotion: 'reduce' });
  await openPage(hand);
  const moving = () => hand.evaluate(() => document.getAnimations().length);
  assert.equal(await moving(), 0);
  await newSheet(hand);
  await typeCell(hand, 'plan.created', 'R2.2.30');
  await action(hand, 'keys');
  assert.equal(await moving(), 0);
  await hand.press('Escape');
  assert.equal(await moving(), 0);
  // And nothing that may be added will, where the person does not want it.
  const added = await hand.evaluate(() => {
    const sheet = document.styleSheets[document.styleSheets.length - 1];
    sheet.insertRule('.bar { transition: opacity 5s; opacity: 0.9; }', sheet.cssRules.length);
    const found = getComputedStyle(document.querySelector('.bar')).transitionDuration;
    sheet.deleteRule(sheet.cssRules.length - 1);
    return found;
  });
  assert.equal(added, '0s');
});

test('what stands in one row lies beside each other, at any width and with large letters', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  await newSheet(hand, 'sodegaura-progress', 'r2');
  const over = () =>
    hand.evaluate(() => {
      const right = (field) => Math.max(...[...field.querySelectorAll('*')].map((own) => own.getBoundingClientRect().right));
      const beside = (one, other) => other.top < one.bottom - 2 && other.bottom > one.top + 2 && other.left >= one.right;
      return [...document.querySelectorAll('.row')].flatMap((row) => {
        const fields = [...row.querySelectorAll(':scope > .field')];
        const places = fields.map((field) => field.getBoundingClientRect());
        return fields.flatMap((field, nth) =>
          fields.filter((_, other) => beside(places[nth], places[other]) && right(field) > places[other].left + 1).map((other) => `${field.innerText} | ${other.innerText}`),
        );
      });
    });
  for (const letters of ['100%', '150%']) {
    await hand.evaluate((size) => (document.documentElement.style.fontSize = size), letters);
    for (const width of [1366, 1024, 683]) {
      await hand.page.setViewportSize({ width, height: 768 });
      await painted(hand);
      assert.deepEqual(await over(), [], `${letters}, ${width}`);
    }
  }
});
