// What stands in the sheet: made from a seed as pairs of a number and a text that says it. The
// number comes first and the text is written from it, so that the oracle never reads one.
import { cells } from './description.mjs';
import { printed } from './oracle.mjs';

/** mulberry32: small, and the same everywhere. */
export function dice(seed) {
  let state = seed >>> 0;
  return (sides) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

const wide = (text) => text.replace(/[0-9,]/g, (c) => ({ ',': '，' })[c] ?? String.fromCharCode(c.charCodeAt(0) + 0xfee0));

/** A number as it is typed: mostly plain, some with a comma or △, a few of another hand. */
function typed(number, roll) {
  const plain = printed(number);
  const kind = roll(16);
  if (kind < 6) return plain;
  if (kind < 12) return plain.replace('△ ', '△');
  return String(number);
}

/** The two cells of a table that are written unusually: one is noticed, one wants to be looked at. */
const odd = { 'revenue.revised.2017': 'wide', 'saving.actual.2019': 'yen' };

/** Cell id → { text, value }, for every cell that is typed. */
export function filled(count, seed = 20261121) {
  const roll = dice(seed);
  const out = {};
  for (const { id, block, line, column, computed } of cells(count)) {
    if (computed) continue;
    const number = BigInt(roll(90_000) + 10) * (roll(4) === 0 ? -1n : 1n);
    const kind = odd[`${block}.${line}.${column}`];
    if (kind === 'wide') out[id] = { value: number, text: wide(printed(number)) };
    else if (kind === 'yen') out[id] = { value: BigInt(roll(9) + 1) * 10_000n, text: '' };
    else if (roll(12) === 0) out[id] = { value: null, text: '' };
    else out[id] = { value: number, text: typed(number, roll) };
    // So many 千万円: the number is in 千円.
    if (kind === 'yen') out[id].text = `${out[id].value / 10_000n}千万円`;
  }
  return out;
}

export const texts = (sheet) => Object.fromEntries(Object.entries(sheet).map(([id, { text }]) => [id, text]).filter(([, text]) => text));
export const values = (sheet) => Object.fromEntries(Object.entries(sheet).map(([id, { value }]) => [id, value]));
