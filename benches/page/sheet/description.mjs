// The measured sheet: n tables like the 効果額 of an action plan, 57 cells each.

export const years = [2016, 2017, 2018, 2019, 2020];
export const blocks = ['revenue', 'saving'];
export const lines = ['initial', 'revised', 'actual'];

export const words = {
  revenue: '歳入増加',
  saving: '歳出削減',
  total: '計',
  initial: '当初計画額',
  revised: '変更計画額',
  actual: '実績額',
  base: '基準',
  final: '最終値',
};

export const unit = '千円';

/** 平成28年度 … 令和2年度, as the sheet prints them. */
export const yearLabel = (year) => (year < 2019 ? `平成${year - 1988}年度` : year === 2019 ? '令和元年度' : `令和${year - 2018}年度`);

/** Of each block one cell holds the base; it stands in the block's first line. */
const columnsOf = (line) => [...(line === 'initial' ? ['base'] : []), ...years];

/** The ids of one table, in the order of the paper. */
export function tableCells(table) {
  const cells = [];
  for (const block of [...blocks, 'total']) {
    for (const line of lines) {
      for (const column of [...columnsOf(line), 'final']) {
        const computed = block === 'total' || column === 'final';
        cells.push({ id: `t${table}.${block}.${line}.${column}`, table, block, line, column, computed });
      }
    }
  }
  return cells;
}

export const tables = (count) => Array.from({ length: count }, (_, index) => index + 1);

/** Every cell of the sheet with so many tables. */
export const cells = (count) => tables(count).flatMap(tableCells);

/** What assistive technology and findings call a cell. */
export function label({ block, line, column }) {
  const last = typeof column === 'number' || /^\d/.test(column) ? yearLabel(Number(column)) : words[column];
  return `効果額 ${words[block]} ${words[line]} ${last}`;
}

export const tableTitle = (table) => `効果額 ${table}`;
