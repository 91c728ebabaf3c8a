// The sheet as a form of kohyo's own language: what a municipality would write, once for each table.
import { blocks, lines, tableTitle, tables, unit, words, years } from '../sheet/description.mjs';

const rows = lines.map((id) => ({ id, label: words[id] }));

const section = (table) => ({
  id: `t${table}`,
  title: tableTitle(table),
  items: [
    {
      table: `t${table}.{row}.{column}`,
      label: '効果額',
      corner: '',
      kind: 'amount',
      unit,
      decimals: 0,
      help: '千円を単位に書き、減るときは△を付けてください。',
      example: '△ 3,518',
      columns: [
        { id: 'base', label: words.base, 'per-group': true },
        { axis: 'years' },
        { id: 'final', label: words.final, compute: `sum(t${table}.{row}.{years})` },
      ],
      groups: [
        ...blocks.map((id) => ({ id, label: words[id], rows })),
        {
          id: 'total',
          label: words.total,
          compute: blocks.map((block) => `t${table}.${block}.{line}.{column}`).join(' + '),
          rows,
        },
      ],
    },
  ],
});

export const formId = (count) => `effects-${count}`;

export const form = (count) => ({
  format: 'kohyo/form',
  version: 1,
  id: formId(count),
  edition: 'r8',
  revision: 1,
  title: `効果額 ${count}表`,
  key: ['sheet.number'],
  name: 'sheet.name',
  department: 'sheet.department',
  'fiscal-year': 2020,
  axes: { years: { years: [years[0], years.at(-1)] } },
  pages: [
    {
      id: 'sheet',
      title: '効果額',
      sections: [
        {
          id: 'head',
          title: '個票',
          items: [
            {
              row: [
                { cell: 'sheet.number', label: '番号', kind: 'code', width: 2, help: '番号です。', example: '1' },
                { cell: 'sheet.name', label: '名称', width: 6, help: '名称を書いてください。', example: '例示' },
                { cell: 'sheet.department', label: '担当課', width: 4, help: '課の名称を書いてください。', example: '例示課' },
              ],
            },
          ],
        },
        ...tables(count).map(section),
      ],
    },
  ],
});
