// Pictures for the eye: every page and state at 1366×768, in dark colours, with large letters and on
// a narrow page, and the printed sheets as PDF and PNG.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { fill } from './vocabulary/command.mjs';
import { Desk } from './vocabulary/desk.mjs';
import { openFile } from './vocabulary/files.mjs';
import { cellsOf } from './vocabulary/fixtures.mjs';
import { openPage } from './vocabulary/page.mjs';
import { drawn, printed } from './vocabulary/paper.mjs';
import * as places from './vocabulary/places.mjs';
import { everyState, families, sheetOf } from './vocabulary/states.mjs';

const looks = {
  light: {},
  dark: { theme: 'dark' },
  largest: { size: 'largest' },
  narrow: { viewport: { width: 320, height: 640 } },
};

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

for (const [look, { viewport, ...chosen }] of Object.entries(looks)) {
  if (wanted.length > 0 && !wanted.includes(look)) continue;
  const folder = join(places.pictures(), look);
  mkdirSync(folder, { recursive: true });
  let nth = 0;
  await at(async (desk) => {
    const hand = await desk.sit(viewport ? { viewport } : {});
    const take = async (name) => {
      nth += 1;
      await hand.picture(join(folder, `${String(nth).padStart(2, '0')}-${name}.png`));
    };
    await everyState(desk, hand, take, chosen);
  });
  count += nth;
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
console.log(`${count} pictures and the printed sheets are in ${places.pictures()}`);
