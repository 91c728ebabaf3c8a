// A copy of kohyo's page that carries the measured form, by the command as a municipality does it;
// and the same texts as a submission, to be opened as a draft.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { form, formId } from './form.mjs';

/** Writes form, page and sheet for so many tables into `folder`; gives their paths. */
export function bake({ command, page, folder, count, texts }) {
  const definition = join(folder, `${formId(count)}.json`);
  const cells = join(folder, `${formId(count)}.cells.json`);
  const out = { page: join(folder, `kohyo-${count}.html`), sheet: join(folder, `${formId(count)}.sheet.json`) };
  writeFileSync(definition, JSON.stringify(form(count)));
  writeFileSync(cells, JSON.stringify({ 'sheet.number': '1', 'sheet.name': '例示', 'sheet.department': '例示課', ...texts }));
  const kohyo = (...args) => execFileSync(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  kohyo('lint', definition);
  kohyo('bake', page, '-o', out.page, definition);
  kohyo('fill', definition, cells, '-o', out.sheet, '--at', '2026-11-21T12:00:00+09:00');
  return out;
}
