// The sheet by hand: as little work as a key can cost. One listener for all boxes; only what rests
// on the changed cell is added up; only text that differs is written.
import { read } from '../reading/amount.mjs';
import { plus, printed } from '../reading/printing.mjs';
import { rows } from '../reading/rows.mjs';
import { stored } from '../sheet/stored.mjs';
import { Findings } from './findings.mjs';
import { computed, dependants, grid, parts, size, spot } from './plan.mjs';
import { build } from './view.mjs';

const { count, texts } = stored('yardstick');
const view = build(document.querySelector('.paper'), count);
const findings = new Findings(
  document.querySelector('.findings ol'),
  document.querySelector('.findings output').firstChild,
  view,
);
const values = new Array(count * size).fill(null);

function take(here, text) {
  const { value, finding } = read(text);
  values[here] = value;
  findings.say(here, finding, text, value);
}

function add(base, at) {
  const of = parts[at];
  let sum = null;
  for (let part = 0; part < of.length; part += 1) sum = plus(sum, values[base + of[part]]);
  const here = base + at;
  if (values[here] === sum) return;
  values[here] = sum;
  view.shown[here].data = printed(sum);
}

function typed(here, text) {
  take(here, text);
  const at = here % size;
  const base = here - at;
  const rest = dependants[at];
  for (let next = 0; next < rest.length; next += 1) add(base, rest[next]);
}

/** A block lands with its first number in the box at `here`; over computed cells it is compared. */
function paste(here, block) {
  const at = here % size;
  const base = here - at;
  const [top, left] = spot.get(at);
  const given = [];
  block.forEach((row, y) =>
    row.forEach((text, x) => {
      const target = grid[top + y]?.[left + x];
      if (target === undefined) return;
      if (parts[target]) given.push([base + target, text]);
      else {
        view.boxes[base + target].value = text;
        take(base + target, text);
      }
    }),
  );
  for (const place of computed) add(base, place);
  for (const [place, text] of given) {
    const differs = text !== '' && read(text).value !== values[place];
    findings.say(place, differs ? { code: 'total.differs', severity: 'error' } : null, text, values[place]);
  }
}

document.addEventListener('input', (event) => {
  const here = event.target.place;
  if (here === undefined || event.isComposing) return;
  typed(here, event.target.value);
});
document.addEventListener('compositionend', (event) => {
  if (event.target.place !== undefined) typed(event.target.place, event.target.value);
});
document.addEventListener('paste', (event) => {
  const here = event.target.place;
  const text = event.clipboardData.getData('text/plain');
  if (here === undefined || !/[\t\n]/u.test(text) || !spot.has(here % size)) return;
  event.preventDefault();
  paste(here, rows(text));
});
document.addEventListener('click', (event) => {
  const here = event.target.place;
  if (here !== undefined && event.target.className === 'go') view.boxes[here].focus();
});

for (let here = 0; here < values.length; here += 1) {
  const text = texts[view.boxes[here].dataset.cell];
  if (text === undefined || parts[here % size]) continue;
  view.boxes[here].value = text;
  take(here, text);
}
for (let base = 0; base < values.length; base += size) for (const place of computed) add(base, place);
document.body.dataset.ready = 'true';
