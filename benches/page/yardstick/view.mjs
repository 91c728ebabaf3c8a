// The tables as elements: one template, cloned; every node that will change is kept.
import { blocks, label, lines, tableTitle, unit, words, yearLabel, years } from '../sheet/description.mjs';
import { cells, size } from './plan.mjs';

const cellMarkup = (cell) =>
  cell.computed
    ? `<output aria-label="${label(cell)}"> </output><p class="message"> </p>`
    : `<input type="text" aria-label="${label(cell)}" autocomplete="off" spellcheck="false"><p class="message"> </p>`;

function rowMarkup(block, line) {
  const own = cells.filter((cell) => cell.block === block && cell.line === line);
  const heading = line === lines[0] ? `<th scope="rowgroup" rowspan="${lines.length}">${words[block]}</th>` : '';
  const boxes = own.map((cell) => `<td${cell.column === 'base' ? ` rowspan="${lines.length}"` : ''}>${cellMarkup(cell)}</td>`);
  return `<tr>${heading}<th scope="row">${words[line]}</th>${boxes.join('')}</tr>`;
}

const template = document.createElement('template');
template.innerHTML = `<section class="section"><h2> </h2><table><caption>効果額（${unit}）</caption><thead><tr><th colspan="2"></th>${[
  words.base,
  ...years.map(yearLabel),
  words.final,
]
  .map((heading) => `<th scope="col">${heading}</th>`)
  .join('')}</tr></thead><tbody>${[...blocks, 'total'].flatMap((block) => lines.map((line) => rowMarkup(block, line))).join('')}</tbody></table></section>`;

/** Appends so many tables to `paper`; gives boxes, text nodes of totals and of messages by place. */
export function build(paper, count) {
  const boxes = new Array(count * size);
  const shown = new Array(count * size);
  const messages = new Array(count * size);
  const all = document.createDocumentFragment();
  for (let table = 0; table < count; table += 1) {
    const section = template.content.cloneNode(true).firstChild;
    section.firstChild.firstChild.data = tableTitle(table + 1);
    const found = section.querySelectorAll('input, output');
    for (let at = 0; at < size; at += 1) {
      const here = table * size + at;
      const element = found[at];
      element.dataset.cell = `t${table + 1}${cells[at].tail}`;
      element.place = here;
      boxes[here] = element;
      if (cells[at].computed) shown[here] = element.firstChild;
      messages[here] = element.nextSibling.firstChild;
      messages[here].data = '';
    }
    all.append(section);
  }
  paper.append(all);
  return { boxes, shown, messages };
}
