// The five sheets and what must be said of them.
import { readFileSync } from 'node:fs';

import * as places from './places.mjs';

const json = (name) => JSON.parse(readFileSync(places.fixture(name), 'utf8'));

export const numbers = ['52001', '52003', '52004', '52005', '52006'];

export const cellsOf = (number) => json(`${number}.json`);

export const expectedOf = (number) => json(`${number}.expected.json`);

/** The sheet that keeps every rule of a form, without its blank cells. */
export const keeping = (form, edition) =>
  Object.fromEntries(
    Object.entries(JSON.parse(readFileSync(places.rules(form, edition), 'utf8')).sheet).filter(([, text]) => text !== ''),
  );

/** Further sheets of a form, with the figures and notations of published ones, as they are typed into the page. */
export const typed = (form) => JSON.parse(readFileSync(places.typed(form), 'utf8'));
