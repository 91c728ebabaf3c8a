// The page as a whole: opened and ready, its routes, one painted frame.

export async function openPage(hand, hash = '') {
  await hand.goto(hand.url + hash);
  await ready(hand);
}

/** The page is loaded anew where it stands. */
export async function again(hand) {
  await hand.reload();
  await ready(hand);
}

export const ready = (hand) =>
  hand.until(() => document.body?.dataset.ready === 'true', undefined, 'body[data-ready="true"]');

/**
 * One frame has been painted since the last input. The contract promises readings, totals and
 * findings by then, so nothing after this call may wait for them.
 */
export const painted = (hand) =>
  hand.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0))));

export const route = (hand) => hand.evaluate(() => location.hash);

export const action = (hand, name) => hand.click(`[data-action="${name}"]:not(dialog *)`);

export const visibleText = (hand) => hand.evaluate(() => document.body.innerText);
