// The ordeal: what may befall a draft, many times over, to the shipped file in a real browser.
// `node run.mjs` takes an hour, `node run.mjs --quick` two minutes; names narrow it.
import { pressAnything } from './anything.mjs';
import { turnClock } from './clock.mjs';
import { damageItems } from './damage.mjs';
import { figures } from './figures.mjs';
import { openFrozen } from './frozen.mjs';
import { killBrowser, killRenderer, leaveWell } from './kills.mjs';
import { damageProfile } from './profile.mjs';
import { fillWhileTyping } from './quota.mjs';
import { refuse } from './refused.mjs';
import { takeOver } from './tabs.mjs';
import { stopEngine } from './trap.mjs';

const given = process.argv.slice(2);
const quick = given.includes('--quick');
const wanted = given.filter((word) => !word.startsWith('--'));

const briefly = { seconds: 6, frozen: 2 };
// name, the fault, times in full, times in the quick form, what is done. What the quick form leaves
// out is done once by the browser tests.
const ordeals = [
  ['kills', 'SIGKILL of the whole browser while typing', 100, 10, killBrowser],
  ['exits', 'clean exits', 20, 0, leaveWell],
  ['crashes', 'crash of the renderer while typing', 20, 2, killRenderer],
  ['tabs', 'two tabs take over from each other, one frozen', 20, 3, (times) => takeOver(times, quick ? briefly : {})],
  ['untold', 'the same where no tab hears of another', 3, 1, (times) => takeOver(times, { ...briefly, turns: false })],
  ['quota', 'the store filled by another page while typing', 10, 0, fillWhileTyping],
  ['items', 'items of the store damaged', 200, 0, damageItems],
  ['profile', 'files of the profile damaged', 20, 0, damageProfile],
  ['trap', 'the engine stops', 10, 1, stopEngine],
  ['no-store', 'local storage refused', 1, 0, () => refuse(['local storage'])],
  ['no-journal', 'IndexedDB refused', 1, 0, () => refuse(['the journal'])],
  ['neither', 'both refused', 1, 0, () => refuse(['local storage', 'the journal'])],
  ['anything', 'keys and pastes that nobody chose, in a sheet of each form', 100, 5, pressAnything],
  ['back', 'clock set back', 1, 1, () => turnClock('clock set back')],
  ['daylight', 'daylight change', 1, 1, () => turnClock('daylight change')],
  ['instant', 'two saves in one millisecond', 1, 1, () => turnClock('two saves in one millisecond')],
  ['frozen', 'files of earlier versions', 1, 1, openFrozen],
];

let failed = 0;
console.log('| fault | times | seen | took |\n|---|---|---|---|');
for (const [name, fault, often, seldom, ordeal] of ordeals) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const times = quick ? seldom : often;
  if (times === 0) continue;
  const begun = Date.now();
  let seen;
  try {
    seen = await ordeal(times);
  } catch (error) {
    failed += 1;
    seen = `FAILED: ${error.message.split('\n')[0]}`;
    console.error(error);
  }
  console.log(`| ${fault} | ${times} | ${seen} | ${Math.round((Date.now() - begun) / 1000)} s |`);
}
if (wanted.length === 0 ? !quick : wanted.includes('figures')) {
  for (const line of await figures()) console.log(`- ${line}`);
}
process.exitCode = failed > 0 ? 1 : 0;
