// The sheet with SurveyJS, its own functions, events and validation used as its manual shows them.
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { FunctionFactory, Model } from 'survey-core';
import { Survey } from 'survey-react-ui';

import { read } from '../reading/amount.mjs';
import { plus, printed } from '../reading/printing.mjs';
import { rows } from '../reading/rows.mjs';
import { sentence } from '../reading/sentence.mjs';
import { blocks, lines, years } from '../sheet/description.mjs';
import { stored } from '../sheet/stored.mjs';
import { idOf, model, nameOf } from './model.mjs';

const asText = (value) => (value === undefined || value === null ? '' : String(value));

FunctionFactory.Instance.register('amounts', (texts) =>
  printed(texts.reduce((sum, text) => plus(sum, read(asText(text)).value), null)),
);

const { count, texts } = stored('surveyjs');
const survey = new Model(model(count));

survey.onValidateQuestion.add((_, options) => {
  const text = asText(options.value);
  const { value, finding } = read(text);
  if (finding) options.error = sentence(finding, text, value);
});
survey.onAfterRenderQuestion.add((_, { question, htmlElement }) => {
  htmlElement.querySelector('input, .sd-expression').dataset.cell = idOf(question.name);
});

survey.data = Object.fromEntries(Object.entries(texts).map(([id, text]) => [nameOf(id), text]));

// A block from a spreadsheet, merged into the survey's data at once.
document.addEventListener('paste', (event) => {
  const text = event.clipboardData.getData('text/plain');
  const id = event.target.dataset?.cell;
  if (!id || !/[\t\n]/u.test(text)) return;
  event.preventDefault();
  const [table, block, line, column] = id.split('.');
  const top = blocks.indexOf(block) * lines.length + lines.indexOf(line);
  const left = years.indexOf(Number(column));
  const values = {};
  rows(text).forEach((row, y) => {
    const one = blocks[Math.floor((top + y) / lines.length)];
    if (!one) return;
    row.forEach((cell, x) => {
      const year = years[left + x];
      if (year !== undefined) values[nameOf(`${table}.${one}.${lines[(top + y) % lines.length]}.${year}`)] = cell;
    });
  });
  survey.mergeData(values);
});

createRoot(document.getElementById('root')).render(createElement(Survey, { model: survey }));
