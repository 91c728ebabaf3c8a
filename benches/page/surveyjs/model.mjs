// The sheet in the words of SurveyJS: a panel per table, in it a panel per line of the paper with its
// boxes side by side. A matrix per block looks more like the paper and costs several times as much
// with every key: it is rendered again as a whole.
import { blocks, lines, tableCells, tableTitle, tables, words, yearLabel, years } from '../sheet/description.mjs';

/** `.` separates the members of nested values in SurveyJS; a name has none. */
export const nameOf = (id) => id.replaceAll('.', '_');
export const idOf = (name) => name.replaceAll('_', '.');

/**
 * The expression of a computed cell, which names the boxes that it rests on. `{#…}` hands over the
 * text as typed; without it `21,982` is taken for 21.982.
 */
function expression({ table, block, line, column }) {
  const from = block === 'total' ? blocks : [block];
  const at = column === 'final' ? years : [column];
  return `amounts(${from.flatMap((one) => at.map((year) => `{#t${table}_${one}_${line}_${year}}`)).join(', ')})`;
}

const question = (cell) => ({
  type: cell.computed ? 'expression' : 'text',
  name: nameOf(cell.id),
  title: words[cell.column] ?? yearLabel(Number(cell.column)),
  ...(cell.computed ? { expression: expression(cell) } : {}),
  startWithNewLine: false,
  minWidth: '6em',
});

export const model = (count) => ({
  // No title on the survey: one is rendered again with every key.
  showQuestionNumbers: 'off',
  textUpdateMode: 'onTyping',
  checkErrorsMode: 'onValueChanged',
  showNavigationButtons: false,
  elements: tables(count).map((table) => ({
    type: 'panel',
    name: `t${table}`,
    title: tableTitle(table),
    elements: [...blocks, 'total'].flatMap((block) =>
      lines.map((line) => ({
        type: 'panel',
        name: `t${table}_${block}_${line}`,
        title: `${words[block]} ${words[line]}（千円）`,
        elements: tableCells(table)
          .filter((cell) => cell.block === block && cell.line === line)
          .map(question),
      })),
    ),
  })),
});
