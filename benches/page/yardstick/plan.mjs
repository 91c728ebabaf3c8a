// What rests on what within one table, worked out once: places instead of ids.
import { blocks, lines, tableCells, years } from '../sheet/description.mjs';

export const cells = tableCells(1).map(({ id, ...cell }) => ({ ...cell, tail: id.slice(id.indexOf('.')) }));
export const size = cells.length;

const place = new Map(cells.map((cell, at) => [cell.tail, at]));
const at = (block, line, column) => place.get(`.${block}.${line}.${column}`);

/** Place of a computed cell → the places that it adds up. */
export const parts = cells.map(({ block, line, column, computed }) => {
  if (!computed) return null;
  if (column === 'final') return years.map((year) => at(block, line, year));
  return blocks.map((one) => at(one, line, column));
});

/** Place of a typed cell → the computed cells to do again, what they rest on first. */
export const dependants = cells.map(({ block, line, column, computed }) => {
  if (computed) return null;
  const total = at('total', line, column);
  return column === 'base' ? [total] : [at(block, line, 'final'), total, at('total', line, 'final')];
});

/** Every computed cell, what it rests on first. */
export const computed = cells.flatMap((cell, here) => (cell.computed ? [here] : [])).sort((a, b) => (cells[a].column === 'final') - (cells[b].column === 'final'));

/** Row and column of a place in the pasted block's grid, and back; base and 最終値 lie outside. */
export const grid = [...blocks, 'total'].flatMap((block) => lines.map((line) => years.map((year) => at(block, line, year))));
export const spot = new Map(grid.flatMap((row, y) => row.map((here, x) => [here, [y, x]])));
