// The sheet as a JSON schema and a layout for JSON Forms: a group per table, a line per row.
import { blocks, lines, tableTitle, tables, words, yearLabel, years } from '../sheet/description.mjs';

const columns = (line) => [...(line === lines[0] ? ['base'] : []), ...years, 'final'];

const object = (names, of) => ({ type: 'object', properties: Object.fromEntries(names.map((name) => [name, of(name)])) });

/** A box holds the text as typed; the keyword `amount` reads it. */
const schemaOfTable = object([...blocks, 'total'], (block) =>
  object(lines, (line) =>
    object(columns(line), (column) => (block === 'total' || column === 'final' ? { type: 'string' } : { type: 'string', amount: true })),
  ),
);

export const schema = (count) => object(tables(count).map((table) => `t${table}`), () => schemaOfTable);

const control = (table, block, line, column) => ({
  type: 'Control',
  scope: `#/properties/t${table}/properties/${block}/properties/${line}/properties/${column}`,
  label: words[column] ?? yearLabel(column),
  options: { cell: `t${table}.${block}.${line}.${column}`, computed: block === 'total' || column === 'final' },
});

export const layout = (count) => ({
  type: 'VerticalLayout',
  elements: tables(count).map((table) => ({
    type: 'Group',
    label: tableTitle(table),
    elements: [...blocks, 'total'].flatMap((block) =>
      lines.map((line) => ({
        type: 'HorizontalLayout',
        elements: [{ type: 'Label', text: `${words[block]} ${words[line]}` }, ...columns(line).map((column) => control(table, block, line, column))],
      })),
    ),
  })),
});
