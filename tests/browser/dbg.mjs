import { writeFileSync, mkdirSync } from 'node:fs';
import { Desk } from './vocabulary/desk.mjs';
import { fill } from './vocabulary/command.mjs';
import { openFile } from './vocabulary/files.mjs';
import { cellsOf, keeping } from './vocabulary/fixtures.mjs';
import { openPage } from './vocabulary/page.mjs';
import { printed, drawn, texts, clashes } from './vocabulary/paper.mjs';
mkdirSync('/tmp/paper', { recursive: true });
const desk = new Desk(null);
const hand = await desk.sit();
await openPage(hand);
for (const [name, cells, form, edition] of [
  ['52001', cellsOf('52001'), 'kashiwa-action-plan', 'r2'],
  ['52005', cellsOf('52005'), 'kashiwa-action-plan', 'r2'],
  ...['tokorozawa-evaluation/r2','sodegaura-progress/r2','iizuka-initiative/r6'].map((f)=>[f.split('/')[0], keeping(...f.split('/')), ...f.split('/')]),
]) {
  const path = desk.file(`${name}.json`);
  writeFileSync(path, fill(cells, { form, edition }));
  await openFile(hand, path);
  const pdf = await printed(hand);
  drawn(pdf, `/tmp/paper/${name}`, 70);
  console.log(name, texts(pdf).length, clashes(pdf));
}
await desk.leave(); desk.clear();
