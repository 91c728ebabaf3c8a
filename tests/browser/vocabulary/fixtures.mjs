// The five sheets and what must be said of them.
import { readFileSync } from 'node:fs';

import * as places from './places.mjs';

const json = (name) => JSON.parse(readFileSync(places.fixture(name), 'utf8'));

export const numbers = ['52001', '52003', '52004', '52005', '52006'];

export const cellsOf = (number) => json(`${number}.json`);

export const expectedOf = (number) => json(`${number}.expected.json`);
