// How fast a key is answered: real keys; the two moments are user-timing marks read from a trace,
// whose clock counts microseconds where performance.now() of such a page counts tenths of a millisecond.
import { at } from './cells.mjs';
import { openPage, painted } from './page.mjs';

/**
 * Runs before the page's own scripts: notes when body[data-ready] appears, on the page's own clock,
 * which begins with the navigation.
 */
export function noteReady() {
  new MutationObserver((_, observer) => {
    if (document.body?.dataset.ready !== 'true') return;
    observer.disconnect();
    window.__readyAt = performance.now();
  }).observe(document, { attributes: true, childList: true, subtree: true, attributeFilter: ['data-ready'] });
}

/** Milliseconds from the navigation to data-ready, so many times; the hand sat down with `noteReady`. */
export async function readyTimes(hand, navigations) {
  const times = [];
  for (let n = 0; n < navigations; n += 1) {
    await hand.goto('about:blank');
    await openPage(hand);
    times.push(await hand.evaluate(() => window.__readyAt));
  }
  return times;
}

function markKeys({ box, total }) {
  document.querySelector(box).addEventListener('input', () => performance.mark('kohyo:input'), { capture: true });
  new MutationObserver(() => performance.mark('kohyo:total')).observe(document.querySelector(total), {
    characterData: true,
    childList: true,
    subtree: true,
  });
}

/** Milliseconds from the input event to the changed total, for so many keys in the open sheet. */
export async function keyTimes(hand, keys) {
  const [box, total] = [at('effect.saving.initial.2016'), at('effect.saving.initial.final')];
  await hand.evaluate(markKeys, { box, total });
  const wire = await hand.context.newCDPSession(hand.page);
  const marks = [];
  wire.on('Tracing.dataCollected', ({ value }) => {
    marks.push(...value.filter(({ name }) => name.startsWith('kohyo:')));
  });
  const complete = new Promise((resolve) => wire.once('Tracing.tracingComplete', resolve));
  await wire.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['blink.user_timing'] },
  });
  await hand.click(box);
  await hand.press('Control+a');
  // Seven digits in, seven out: every key changes the totals.
  const round = [...'1234567', ...Array(7).fill('Backspace')];
  for (let n = 0; n < keys; n += 1) {
    await hand.press(round[n % round.length]);
    await painted(hand);
  }
  await wire.send('Tracing.end');
  await complete;

  const times = [];
  let begun = null;
  for (const { name, ts } of marks.sort((a, b) => a.ts - b.ts)) {
    if (name === 'kohyo:input') begun = ts;
    else if (begun !== null) {
      times.push((ts - begun) / 1000);
      begun = null;
    }
  }
  if (times.length !== keys) throw new Error(`${times.length} of ${keys} keys changed the total`);
  return times;
}

const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
export const median = (numbers) => sorted(numbers)[Math.floor(numbers.length / 2)];
export const p95 = (numbers) => sorted(numbers)[Math.ceil(numbers.length * 0.95) - 1];
export const ms = (number) => `${number.toFixed(2)} ms`;
