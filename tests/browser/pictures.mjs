// Pictures for the eye: every page and state at 1366×768, in dark colours, with large letters and on
// narrow pages, and the printed sheets as PDF and PNG.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { fill } from './vocabulary/command.mjs';
import { Desk } from './vocabulary/desk.mjs';
import { openFile } from './vocabulary/files.mjs';
import { cellsOf } from './vocabulary/fixtures.mjs';
import { looks, usual, wear } from './vocabulary/looks.mjs';
import { openPage, painted } from './vocabulary/page.mjs';
import { drawn, printed } from './vocabulary/paper.mjs';
import * as places from './vocabulary/places.mjs';
import { before, everyState, families, sheetOf } from './vocabulary/states.mjs';

const wanted = process.argv.slice(2);
let count = 0;

async function at(act) {
  const desk = new Desk(null);
  try {
    await act(desk);
  } finally {
    await desk.leave();
    desk.clear();
  }
}

const worn = Object.entries(looks).filter(([look]) => wanted.length === 0 || wanted.includes(look));
if (worn.length > 0) {
  for (const [look] of worn) mkdirSync(join(places.pictures(), look), { recursive: true });
  await at(async (desk) => {
    const hand = await desk.sit();
    await everyState(desk, hand, async (name, part) => {
      count += 1;
      for (const [look, own] of worn) {
        await wear(hand, own);
        if (part) await before(hand, part);
        await painted(hand);
        await hand.picture(join(places.pictures(), look, `${String(count).padStart(2, '0')}-${name}.png`));
      }
      await wear(hand, usual);
    });
  });
}

if (wanted.length === 0 || wanted.includes('paper')) {
  const folder = join(places.pictures(), 'paper');
  mkdirSync(folder, { recursive: true });
  const sheets = [
    ['52001', cellsOf('52001'), ...families[0]],
    ['52005', cellsOf('52005'), ...families[0]],
    ...families.slice(1).map(([form, edition]) => [`${form}-${edition}`, sheetOf(form, edition), form, edition]),
  ];
  for (const [name, cells, form, edition] of sheets) {
    await at(async (desk) => {
      const hand = await desk.sit();
      await openPage(hand);
      const path = desk.file('sheet.json');
      writeFileSync(path, fill(cells, { form, edition }));
      await openFile(hand, path);
      drawn(await printed(hand), join(folder, name), 110);
    });
  }
}
console.log(`${count} states in ${worn.length} looks and the printed sheets are in ${places.pictures()}`);
