// Files out of the page and into it.
import { action } from './page.mjs';
import { goHome, onSheet } from './home.mjs';

const asked = (name) => document.querySelector(`dialog[open] [data-action="${name}"]`) !== null;

/** Does an action that may ask in a dialog first, and takes the file that comes. */
async function takeFile(hand, name) {
  return hand.download(async (file) => {
    await action(hand, name);
    const question = hand.until(asked, name, `the question of ${name}`).then(() => true, () => false);
    if (await Promise.race([question, file.then(() => false)])) {
      await hand.click(`dialog[open] [data-action="${name}"]`);
    }
  });
}

/** Exports the open sheet: the file's name, bytes and content. */
export async function handIn(hand) {
  const { name, bytes } = await takeFile(hand, 'export');
  return { name, bytes, sheet: JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)) };
}

export const draftFile = (hand) => takeFile(hand, 'save-draft-file');

/** Gives a file to the page, whatever comes of it. */
export async function offer(hand, paths) {
  await goHome(hand);
  await hand.upload('input[type=file][data-input="open"]', paths);
}

/** Opens a file as a sheet. */
export async function openFile(hand, path) {
  await offer(hand, path);
  return onSheet(hand);
}

/** The sentence that says why a file was not opened. */
export const refusal = (hand) =>
  hand.until(
    () =>
      [...document.querySelectorAll('dialog[open], [role="alert"], [role="alertdialog"]')]
        .filter((element) => element.checkVisibility())
        .map((element) => element.innerText.trim())
        .find((text) => text.includes('。')),
    undefined,
    'a sentence in role="alert" or a dialog about the file',
  );
