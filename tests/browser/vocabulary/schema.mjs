// An independent validator of JSON Schema 2020-12.
import assert from 'node:assert/strict';

import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

import { schema } from './command.mjs';

let validate;

/** The file is as the printed schema of its form says. */
export function conforms(sheet) {
  if (!validate) {
    const ajv = new Ajv2020({ strict: true, allErrors: true });
    addFormats.default(ajv);
    validate = ajv.compile(schema());
  }
  assert.ok(validate(sheet), `against the printed schema: ${JSON.stringify(validate.errors?.slice(0, 5), null, 1)}`);
}
