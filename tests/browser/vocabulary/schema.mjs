// An independent validator of JSON Schema 2020-12.
import assert from 'node:assert/strict';

import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

import { schema } from './command.mjs';

const validators = new Map();

/** The file is as the printed schema of its form says. */
export function conforms(sheet) {
  const { id, edition } = sheet.form;
  const name = `${id}/${edition}`;
  if (!validators.has(name)) {
    const ajv = new Ajv2020({ strict: true, allErrors: true });
    addFormats.default(ajv);
    validators.set(name, ajv.compile(schema(id, edition)));
  }
  const validate = validators.get(name);
  assert.ok(validate(sheet), `against the printed schema: ${JSON.stringify(validate.errors?.slice(0, 5), null, 1)}`);
}
