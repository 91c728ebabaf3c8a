// The sheet with JSON Forms: its vanilla renderers, a keyword of its validator for reading, and its
// middleware for what is computed, as its manual shows them.
import { UPDATE_DATA, createAjv, rankWith } from '@jsonforms/core';
import { JsonForms, withJsonFormsControlProps } from '@jsonforms/react';
import { vanillaCells, vanillaRenderers } from '@jsonforms/vanilla-renderers';
import { createElement, memo, useCallback, useState } from 'react';
import { createRoot } from 'react-dom/client';

import { read } from '../reading/amount.mjs';
import { plus, printed } from '../reading/printing.mjs';
import { rows } from '../reading/rows.mjs';
import { sentence } from '../reading/sentence.mjs';
import { blocks, lines, tables, years } from '../sheet/description.mjs';
import { stored } from '../sheet/stored.mjs';
import { layout, schema } from './model.mjs';

const ajv = createAjv({ allErrors: true });
ajv.addKeyword({
  keyword: 'amount',
  type: 'string',
  errors: true,
  validate: function amount(_, text) {
    const { value, finding } = read(text);
    if (!finding) return true;
    amount.errors = [{ keyword: 'amount', message: sentence(finding, text, value), params: {} }];
    return false;
  },
});

const number = (table, block, line, column) => read(table[block]?.[line]?.[column] ?? '').value;
const sum = (numbers) => printed(numbers.reduce(plus, null)) || undefined;

/** A table with what is computed in it. */
function withTotals(table) {
  const out = { ...table, total: {} };
  for (const line of lines) {
    const total = (out.total[line] = {});
    for (const column of line === lines[0] ? ['base', ...years] : years) total[column] = sum(blocks.map((block) => number(table, block, line, column)));
    for (const block of blocks) out[block] = { ...out[block], [line]: { ...out[block]?.[line], final: sum(years.map((year) => number(table, block, line, year))) } };
    total.final = sum(blocks.flatMap((block) => years.map((year) => number(table, block, line, year))));
  }
  return out;
}

/** Only the table that was typed into is added up again. */
function middleware(state, action, reducer) {
  const next = reducer(state, action);
  if (action.type !== UPDATE_DATA || !action.path) return next;
  const [name] = action.path.split('.');
  return { ...next, data: { ...next.data, [name]: withTotals(next.data[name]) } };
}

const Computed = memo(({ data, label, uischema }) =>
  createElement('div', { className: 'control' }, createElement('label', null, label), createElement('output', { 'data-cell': uischema.options.cell }, data ?? '')),
);
const renderers = [
  ...vanillaRenderers,
  { tester: rankWith(10, (uischema) => uischema.type === 'Control' && uischema.options?.computed === true), renderer: withJsonFormsControlProps(Computed) },
];

const { count, texts } = stored('jsonforms');

function begin() {
  const data = Object.fromEntries(tables(count).map((table) => [`t${table}`, {}]));
  for (const [id, text] of Object.entries(texts)) {
    const [table, block, line, column] = id.split('.');
    ((data[table][block] ??= {})[line] ??= {})[column] = text;
  }
  for (const name of Object.keys(data)) data[name] = withTotals(data[name]);
  return data;
}

/** A block from a spreadsheet: one new state of the data. */
function pasted(data, id, text) {
  const [name, block, line, column] = id.split('.');
  const table = structuredClone(data[name]);
  const top = blocks.indexOf(block) * lines.length + lines.indexOf(line);
  const left = years.indexOf(Number(column));
  rows(text).forEach((row, y) => {
    const one = blocks[Math.floor((top + y) / lines.length)];
    if (!one) return;
    row.forEach((cell, x) => {
      const year = years[left + x];
      if (year !== undefined) ((table[one] ??= {})[lines[(top + y) % lines.length]] ??= {})[year] = cell;
    });
  });
  return { ...data, [name]: withTotals(table) };
}

const description = schema(count);
const view = layout(count);
const initial = begin();
// What the form holds now; React is told only where something comes from outside of it.
let latest = initial;

function Sheet() {
  const [data, setData] = useState(initial);
  const onChange = useCallback((state) => {
    latest = state.data;
  }, []);
  const onPaste = useCallback((event) => {
    const text = event.clipboardData.getData('text/plain');
    const found = /t\d+\/.*-input$/u.exec(event.target.id ?? '');
    if (!found || !/[\t\n]/u.test(text)) return;
    event.preventDefault();
    const id = found[0].replace(/-input$/u, '').replaceAll('/properties/', '.');
    setData(pasted(latest, id, text));
  }, []);
  return createElement(
    'div',
    { onPaste },
    createElement(JsonForms, { schema: description, uischema: view, data, renderers, cells: vanillaCells, ajv, middleware, onChange }),
  );
}

createRoot(document.getElementById('root')).render(createElement(Sheet));
