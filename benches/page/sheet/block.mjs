// The block that is pasted: 9 × 5 numbers of one table as a spreadsheet copies them, the lines of 計
// with it. 30 of them go into boxes; the 15 of 計 are compared with what is computed.
import { blocks, lines, years } from './description.mjs';
import { printed, totals } from './oracle.mjs';
import { dice } from './texts.mjs';

/** The block for a table: its text, the values that it brings and the totals after it. */
export function block(table, seed, bases = {}) {
  const roll = dice(seed);
  const values = { ...bases };
  for (const part of blocks) {
    for (const line of lines) {
      for (const year of years) {
        values[`t${table}.${part}.${line}.${year}`] = BigInt(roll(900_000) + 1) * (roll(3) === 0 ? -1n : 1n);
      }
    }
  }
  const expected = totals(values, [table]);
  const rows = [...blocks, 'total'].flatMap((part) =>
    lines.map((line) =>
      years
        .map((year) => `t${table}.${part}.${line}.${year}`)
        .map((id) => expected[id] ?? printed(values[id]))
        .join('\t'),
    ),
  );
  return { text: `${rows.join('\r\n')}\r\n`, values, expected, at: `t${table}.revenue.initial.${years[0]}` };
}
