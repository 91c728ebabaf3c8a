// Filling in cells by the keys a person presses.
import { at, kindOf, textOfCell } from './cells.mjs';

// What stands on no key comes from an input method, a longer text from the clipboard: as one input event.
const byKeys = /^[\u0020-\u007e△]{1,40}$/u;

/** As `kohyo fill` compares choices: width folded, spaces removed. */
export const folded = (text) => text.normalize('NFKC').replace(/\s/gu, '');

export async function typeCell(hand, id, given) {
  const { kind, options } = await kindOf(hand, id);
  const fill = { text: fillText, lines: fillText, choice: fillChoice, radios: fillGroup, choices: fillGroup, mark: fillMark };
  if (!fill[kind]) throw new Error(`${id} is ${kind}: nothing can be typed there`);
  await fill[kind](hand, id, given, options);
}

export async function typeCells(hand, cells, after = async () => {}) {
  for (const [id, given] of Object.entries(cells)) {
    await typeCell(hand, id, given);
    await after(id, given);
  }
}

/** Goes into a box, where the last Tab has not led there, and replaces what stands in it, without leaving it. */
export async function typeInto(hand, id, text) {
  const inside = await hand.evaluate((box) => document.activeElement?.matches(box) === true, at(id));
  if (!inside) await hand.click(at(id));
  await hand.press('Control+a');
  if (text === '') await hand.press('Delete');
  else if (byKeys.test(text)) await hand.type(text);
  else await hand.insert(text);
}

async function fillText(hand, id, text) {
  await typeInto(hand, id, text);
  await hand.press('Tab');
}

async function fillChoice(hand, id, given, options) {
  const wanted = indexOfChoice(id, given, options);
  const index = () => hand.evaluate((selector) => document.querySelector(selector).selectedIndex, at(id));
  await focus(hand, at(id));
  // Arrow keys move a closed list by one; the first letters of Japanese labels are no keys.
  const way = wanted - (await index());
  for (let step = 0; step < Math.abs(way); step += 1) await hand.press(way > 0 ? 'ArrowDown' : 'ArrowUp');
  const now = await index();
  if (now !== wanted) throw new Error(`${id}: the arrow keys led to ${options[now]?.label}, not to ${given}`);
  await hand.press('Tab');
}

async function fillGroup(hand, id, given, options) {
  const wanted = [given].flat().map((one) => indexOfChoice(id, one, options));
  for (const [index, option] of options.entries()) {
    const differs = wanted.includes(index) !== option.checked;
    // A radio gives way by itself when another is taken.
    if (!differs || (typeof given === 'string' && !wanted.includes(index))) continue;
    await toggle(hand, `${at(id)} input[value="${option.code}"]`);
  }
  await hand.press('Tab');
}

async function fillMark(hand, id, given) {
  if ((await textOfCell(hand, id)) === given) return;
  await toggle(hand, at(id));
}

/** By the space bar; a headless Firefox makes no click of it, so there by the mouse. */
async function toggle(hand, selector) {
  if (hand.browser === 'firefox') return hand.click(selector);
  await focus(hand, selector);
  return hand.press(' ');
}

function indexOfChoice(id, given, options) {
  const index = options.findIndex(
    ({ code, label }) => (code !== '' || label !== '') && (folded(label) === folded(given) || code === given),
  );
  if (index < 0) throw new Error(`${id} has no choice ${given}, only ${options.map((o) => o.label).join(' / ')}`);
  return index;
}

export const focus = (hand, selector) =>
  hand.evaluate((wanted) => {
    const element = document.querySelector(wanted);
    element.scrollIntoView({ block: 'center' });
    element.focus();
    if (document.activeElement !== element) throw new Error(`${wanted} does not take the focus`);
  }, selector);
