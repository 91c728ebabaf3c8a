// Every page and every state that a person can come to, one after the other, as on a long day.
import { mkdirSync, writeFileSync } from 'node:fs';

import { at } from './cells.mjs';
import { laid } from './clipboard.mjs';
import { fill } from './command.mjs';
import { openFile } from './files.mjs';
import { cellsOf, keeping } from './fixtures.mjs';
import { drafts, goHome, newSheet } from './home.mjs';
import * as office from './office.mjs';
import { action, openPage, painted } from './page.mjs';
import { saved } from './saving.mjs';
import { typeCell } from './typing.mjs';

export const families = [
  ['kashiwa-action-plan', 'r2'],
  ['kashiwa-action-plan', 'h30'],
  ['tokorozawa-evaluation', 'r2'],
  ['sodegaura-progress', 'r2'],
  ['iizuka-initiative', 'r6'],
];

/** A filled sheet of each form. */
export const sheetOf = (form, edition) =>
  form === families[0][0] ? cellsOf('52001') : keeping(form, edition);

const shown = (hand, selector) =>
  hand.until((wanted) => document.querySelector(wanted), selector, selector);

const closed = (hand) => hand.until(() => !document.querySelector('dialog[open]'), undefined, 'no dialog');

async function away(hand) {
  await hand.press('Escape');
  await closed(hand);
}

/** Brings a part of the page before the eye. */
export const before = (hand, selector) =>
  hand.evaluate((wanted) => document.querySelector(wanted)?.scrollIntoView({ block: 'start' }), selector);

/** Light or dark, and how large the letters are, chosen by the person. */
export async function choose(hand, { theme = 'light', size = 'usual' } = {}) {
  await action(hand, 'appearance');
  await hand.click(`#appearance input[name="theme"][value="${theme}"]`);
  await hand.click(`#appearance input[name="text-size"][value="${size}"]`);
  await away(hand);
}

/** Calls `look` with the name of each state, and of the part it is about, while it is in front of the person. */
export async function everyState(desk, hand, look) {
  const see = async (name, selector) => {
    if (selector) await before(hand, selector);
    await painted(hand);
    await look(name, selector);
  };
  await openPage(hand);
  await home(hand, see);
  await sheet(desk, hand, see);
  await filled(desk, hand, see);
  await theOffice(desk, hand, see);
}

async function home(hand, see) {
  await see('home-first-visit');
  for (const step of [2, 3, 4]) {
    await hand.click('[data-action="tour-next"]');
    await see(`home-step-${step}`);
  }
  await hand.click('[data-action="tour-next"]');
  await see('home-empty');
  for (const name of ['guide', 'notices', 'appearance']) {
    await action(hand, name);
    await see(name);
    await away(hand);
  }
}

async function sheet(desk, hand, see) {
  await newSheet(hand);
  await see('sheet-empty');
  await typeCell(hand, 'plan.title', '窓口の改善');
  await typeCell(hand, 'plan.number', '5200');
  await typeCell(hand, 'plan.created', 'R2.2.30');
  await typeCell(hand, 'plan.period.from', 'R2');
  await typeCell(hand, 'plan.period.to', 'H28');
  await typeCell(hand, 'effect.saving.initial.2016', '12a');
  await typeCell(hand, 'effect.saving.initial.2017', '△ 1,000');
  await painted(hand);
  await see('sheet-errors-head', '.paper');
  await see('sheet-errors-table', at('effect.saving.initial.2016'));
  await hand.click('[data-missing] summary');
  await see('sheet-missing', '.sections');
  await hand.click('[data-input="search"]');
  await hand.type('実績');
  await see('sheet-search', '.sections');

  await hand.press('F1');
  await shown(hand, '#keys[open]');
  await see('keys');
  await away(hand);
  await hand.click(at('effect.saving.initial.2016'));
  await laid(hand, { text: '1\t####\t△ 3\t\t5千円\t99\t外' });
  await hand.press('Control+v');
  await shown(hand, '#paste[open]');
  await see('paste');
  await hand.click('#paste [data-action="paste"]');
  await closed(hand);
  await hand.press('Shift+ArrowRight');
  await hand.press('Shift+ArrowDown');
  await see('sheet-range', '.grid:has(td.is-chosen)');
  await action(hand, 'print');
  await see('print-question');
  await away(hand);
  await action(hand, 'export');
  await see('export-question');
  await away(hand);
  const warned = '[data-finding][data-severity="warning"] [data-action="accept"]';
  if (await hand.evaluate((wanted) => document.querySelector(wanted) !== null, warned)) {
    await hand.click(warned);
    await see('accept-question');
    await away(hand);
  }
  await saved(hand);

  await goHome(hand);
  await see('home-draft', '#drafts');
  await hand.click('[data-draft] [data-input="print"]');
  await see('home-draft-chosen', '#drafts');
  await hand.click('[data-draft] [data-action="delete"]');
  await see('delete-question');
  await away(hand);
  await hand.click('[data-action="delete-all"]:not(dialog *)');
  await see('delete-all-question');
  await away(hand);
}

async function filled(desk, hand, see) {
  const path = desk.file('52001.json');
  writeFileSync(path, fill(cellsOf('52001')));
  await openFile(hand, path);
  await see('sheet-filled', '.paper');
  for (const [name, id] of [
    ['years', 'years.2016.content'],
    ['indicator', 'indicator.name'],
    ['effect', 'effect.revenue.initial.2016'],
    ['charts', 'effect.total.actual.final'],
    ['items', 'annual.items.1.name'],
    ['review', 'annual.end.comment'],
  ]) {
    await see(`sheet-filled-${name}`, at(id));
  }
  await typeCell(hand, 'plan.goal', '経費を抑え、空いた時間を窓口に充てる。');
  await painted(hand);
  await hand.click('[data-changes] summary');
  await see('sheet-changes', '[data-changes]');
  await hand.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await hand.page.emulateMedia({ media: 'print' });
  await see('paper');
  await hand.page.emulateMedia({ media: null });
  await hand.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await saved(hand);

  // The same file again: which of the two is wanted.
  writeFileSync(path, fill({ ...cellsOf('52001'), 'plan.staff': '情報担当' }));
  await goHome(hand);
  await hand.upload('input[type=file][data-input="open"]', path);
  await shown(hand, '#arrival[open]');
  await see('arrival-question');
  await hand.click('#arrival [data-action="replace-draft"]');
  await closed(hand);
  await shown(hand, '[data-cell]');
  await action(hand, 'past');
  await shown(hand, '#past[open] [data-generation]');
  await hand.click('#past [data-generation] summary');
  await see('generations');
  await away(hand);
  await action(hand, 'roll-over');
  await shown(hand, '[data-carried]');
  await see('next-year', '.paper');
  await see('next-year-texts', at('annual.end.comment'));

  for (const [form, edition] of families.slice(1)) {
    await goHome(hand);
    await newSheet(hand, form, edition);
    await see(`empty-${form}-${edition}`);
    const given = desk.file(`${form}.json`);
    writeFileSync(given, fill(sheetOf(form, edition), { form, edition }));
    await openFile(hand, given);
    await see(`filled-${form}-${edition}`);
    const table = await hand.evaluate(() => document.querySelector('.grid [data-cell]')?.dataset.cell ?? null);
    if (table) await see(`table-${form}-${edition}`, at(table));
  }
  await drafts(hand);
  await see('home-drafts', '#drafts');
  await hand.evaluate(() => (location.hash = '#/sheet/nobody'));
  await shown(hand, 'main.home [data-action="home"]');
  await see('sheet-not-here');
}

async function theOffice(desk, hand, see) {
  const folder = desk.file('in');
  mkdirSync(folder, { recursive: true });
  const paths = office.round(folder);
  await office.openOffice(hand);
  await see('office-empty');
  await office.collect(hand, paths);
  const list = office.put(desk.root, 'list.csv', 'department,key,title,count\n,52001,,\n,52002,届いていない取組,\n,52003,,\n');
  await hand.upload('input[data-input="expected"]', list);
  await shown(hand, '[data-expected-list]');
  const panels = await hand.evaluate(() => [...document.querySelectorAll('.office > .panel[aria-labelledby]')].map((panel) => panel.getAttribute('aria-labelledby')));
  for (const id of panels) await see(`office-${id}`, `#${id}`);
  await hand.click('tr[data-file="52003.json"] [data-action="open-sheet"]');
  await shown(hand, 'dialog#compared[open] form');
  await hand.page.selectOption('#compared [data-input="remark-cell"]', 'plan.goal');
  await hand.click('#compared [data-input="remark"]');
  await hand.type('目標を数で書いてください');
  await hand.click('#compared [data-action="remark"]');
  await shown(hand, '#compared [data-comment]');
  await see('office-remark');
  await away(hand);
  await hand.click('main [data-finding][data-code="collection.duplicate"] [data-action="compare"]');
  await shown(hand, 'dialog#compared[open] table');
  await see('office-compared');
  await away(hand);
  await hand.click('[data-action="drill"]');
  await shown(hand, 'dialog#drilled[open] tbody tr');
  await see('office-drilled');
  await away(hand);
  await action(hand, 'clear-collection');
  await see('office-clear-question');
  await away(hand);
}
