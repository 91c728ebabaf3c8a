// Whoever writes a form sees slips underlined: every definition of the project conforms to the
// schema for editors, judged by an independent validator, and one with a slip does not.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { Ajv2020 } from 'ajv/dist/2020.js';

import { languageSchema } from './vocabulary/command.mjs';
import * as places from './vocabulary/places.mjs';

// Comments stand on lines of their own, as an editor writes them.
const definition = (path) => JSON.parse(readFileSync(path, 'utf8').replaceAll(/^\s*\/\/.*$/gmu, ''));

const paths = readdirSync(places.forms, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name));

const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(languageSchema());

test('every form conforms to the schema for editors', () => {
  assert.ok(paths.length >= 7, paths.join('\n'));
  for (const path of paths) {
    assert.ok(validate(definition(path)), `${path}: ${JSON.stringify(validate.errors, null, 1)}`);
  }
});

test('a slip of the pen does not', () => {
  const slips = [
    (form) => (form.colour = 'red'),
    (form) => delete form.title,
    (form) => (form.edition = '令和2年度'),
    (form) => (form.pages[0].paper = 'a3'),
    (form) => (form.pages[0].sections[0].items[0].row[0].kind = 'number'),
    (form) => (form.pages[0].sections[0].items[0].row[0].widht = 3),
    (form) => (form.rules[0].severity = 'fatal'),
    (form) => (form.rules[0].cells = 'plan.title'),
  ];
  const path = paths.find((one) => one.includes('kashiwa'));
  for (const slip of slips) {
    const form = definition(path);
    slip(form);
    assert.equal(validate(form), false, String(slip));
  }
});
