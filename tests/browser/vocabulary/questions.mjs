// A question the page asks: a dialog that repeats the action.

export const question = (hand) =>
  hand.until(() => document.querySelector('dialog[open]')?.innerText.trim(), undefined, 'a question');

export async function goOn(hand, name) {
  await question(hand);
  await hand.click(`dialog[open] [data-action="${name}"]`);
  await hand.until(() => !document.querySelector('dialog[open]'), undefined, 'the question to close');
}

export async function sayNo(hand) {
  await question(hand);
  await hand.press('Escape');
  await hand.until(() => !document.querySelector('dialog[open]'), undefined, 'the question to close');
}
