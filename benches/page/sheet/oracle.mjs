// What the totals must be, reckoned from the numbers themselves and in integers of any size: no
// text is read here, so no reader can mislead it.
import { blocks, lines, tables, years } from './description.mjs';

/** △ before a negative number, a comma after every three digits. */
export function printed(number) {
  if (number === null) return '';
  const digits = (number < 0n ? -number : number).toString();
  let out = '';
  for (let at = 0; at < digits.length; at += 1) {
    if (at > 0 && (digits.length - at) % 3 === 0) out += ',';
    out += digits[at];
  }
  return number < 0n ? `△ ${out}` : out;
}

/** A sum of blanks is blank; a blank beside a number counts as nothing. */
function sum(numbers) {
  let total = null;
  for (const number of numbers) if (number !== null && number !== undefined) total = (total ?? 0n) + number;
  return total;
}

/** Cell id → printed text, for every computed cell of some tables. `values`: cell id → BigInt or null. */
export function totals(values, of) {
  const out = {};
  const at = (id) => values[id] ?? null;
  for (const table of of) {
    for (const line of lines) {
      for (const column of line === 'initial' ? ['base', ...years] : years) {
        out[`t${table}.total.${line}.${column}`] = printed(sum(blocks.map((block) => at(`t${table}.${block}.${line}.${column}`))));
      }
      const all = (block) => years.map((year) => at(`t${table}.${block}.${line}.${year}`));
      for (const block of blocks) out[`t${table}.${block}.${line}.final`] = printed(sum(all(block)));
      out[`t${table}.total.${line}.final`] = printed(sum(blocks.flatMap(all)));
    }
  }
  return out;
}

export const allTotals = (values, count) => totals(values, tables(count));
