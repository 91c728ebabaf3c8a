// The sheet's totals, reckoned apart from the engine, from the texts typed so far.

const years = [2016, 2017, 2018, 2019, 2020];
const rows = ['initial', 'revised', 'actual'];

const read = (text) => BigInt(text.replace(/[, ]/g, '').replace('△', '-'));

function print(number) {
  const digits = String(number < 0n ? -number : number).replace(/\B(?=(\d{3})+$)/g, ',');
  return number < 0n ? `△ ${digits}` : digits;
}

/** A sum of blanks is blank; a blank beside a number counts as nothing. */
function sum(texts) {
  const given = texts.filter(Boolean);
  return given.length === 0 ? '' : print(given.map(read).reduce((a, b) => a + b));
}

/** Computed cell id → text as the sheet prints it, for cells typed so far. */
export function totals(cells) {
  const of = (...ids) => sum(ids.map((id) => cells[id] ?? ''));
  const blocks = ['revenue', 'saving'];
  const all = {};
  for (const row of rows) {
    all[`indicator.${row}.final`] = of(`indicator.${row}.2020`);
    for (const block of blocks) all[`effect.${block}.${row}.final`] = of(...years.map((y) => `effect.${block}.${row}.${y}`));
    for (const column of row === 'initial' ? ['base', ...years] : years) {
      all[`effect.total.${row}.${column}`] = of(...blocks.map((block) => `effect.${block}.${row}.${column}`));
    }
    all[`effect.total.${row}.final`] = of(...blocks.flatMap((block) => years.map((y) => `effect.${block}.${row}.${y}`)));
  }
  return all;
}
