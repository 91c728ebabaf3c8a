// Pictures for the eye: the page at 1366×768, and the printed sheet as PDF and PNG.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { at } from './vocabulary/cells.mjs';
import { fill } from './vocabulary/command.mjs';
import { Desk } from './vocabulary/desk.mjs';
import { openFile } from './vocabulary/files.mjs';
import { cellsOf } from './vocabulary/fixtures.mjs';
import { drafts, newSheet } from './vocabulary/home.mjs';
import { openPage, painted } from './vocabulary/page.mjs';
import * as places from './vocabulary/places.mjs';
import { saved } from './vocabulary/saving.mjs';
import { typeCells } from './vocabulary/typing.mjs';

const folder = places.pictures();
mkdirSync(folder, { recursive: true });

const desk = new Desk(null);
try {
  const hand = await desk.sit();
  let count = 0;
  const take = async (name) => {
    await painted(hand);
    count += 1;
    await hand.picture(join(folder, `${String(count).padStart(2, '0')}-${name}.png`));
  };
  const show = (selector, block = 'start') =>
    hand.evaluate(
      ([wanted, where]) => document.querySelector(wanted)?.scrollIntoView({ block: where }),
      [selector, block],
    );

  await openPage(hand);
  await take('home-empty');

  await newSheet(hand);
  await take('sheet-empty');

  await typeCells(hand, {
    'plan.number': '5200',
    'plan.created': 'R2.2.30',
    'plan.period.from': 'R2',
    'plan.period.to': 'H28',
    'effect.saving.initial.2016': '12a',
    'effect.saving.initial.2017': '1,00',
  });
  await saved(hand);
  await show(at('plan.number'), 'center');
  await take('slips-head');
  await show(at('effect.saving.initial.2016'), 'center');
  await take('slips-table');
  await show('[data-finding]', 'center');
  await take('slips-findings');

  for (const number of ['52005', '52001']) {
    const path = desk.file(`${number}.json`);
    writeFileSync(path, fill(cellsOf(number)));
    await openFile(hand, path);
    await hand.evaluate(() => scrollTo(0, 0));
    await take(`${number}-top`);
    for (const [name, id] of [
      ['years', 'years.2018.content'],
      ['indicator', 'indicator.actual.2018'],
      ['effect', 'effect.saving.revised.2018'],
      ['annual', 'annual.items.2.name'],
      ['review', 'annual.review.comment'],
    ]) {
      await show(at(id), 'center');
      await take(`${number}-${name}`);
    }
    await show('[data-finding]', 'center');
    await take(`${number}-findings`);

    const pdf = join(folder, `${number}.pdf`);
    await hand.page.pdf({ path: pdf, format: 'A4', preferCSSPageSize: true, printBackground: true });
    execFileSync('pdftoppm', ['-r', '80', '-png', pdf, join(folder, `${number}-print`)]);
  }

  await drafts(hand);
  await take('home-drafts');
  console.log(`${count} pictures and the printed sheets are in ${folder}`);
} finally {
  await desk.leave();
  desk.clear();
}
