// The state of saving.
import { painted } from './page.mjs';

export const savingState = (hand) =>
  hand.evaluate(() => document.querySelector('[data-saving]')?.dataset.saving ?? null);

/** Everything typed so far is kept. An edit must take the state out of `saved` in its own frame. */
export async function saved(hand) {
  await painted(hand);
  await hand.until(() => document.querySelector('[data-saving="saved"]'), undefined, 'data-saving="saved"');
}

/** The page says that nothing is kept. */
export async function notKept(hand) {
  await painted(hand);
  await hand.until(
    () => document.querySelector('[data-saving="failed"], [data-saving="unavailable"]'),
    undefined,
    'data-saving="failed" or "unavailable"',
  );
}
