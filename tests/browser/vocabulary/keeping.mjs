// What lies in the stores, what the page says of it, and what can be done to them.
import { Desk } from './desk.mjs';
import { newSheet, onSheet } from './home.mjs';
import { openPage, painted } from './page.mjs';
import { saved } from './saving.mjs';
import { typeCell } from './typing.mjs';

/** Key → text of the page's own items in local storage. */
export const stored = (hand) =>
  hand.evaluate(() => Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.startsWith('kohyo/'))));

/** The drafts of local storage, parsed. */
export async function storedDrafts(hand) {
  const items = Object.entries(await stored(hand)).filter(([key]) => key.startsWith('kohyo/draft/'));
  return items.map(([, text]) => JSON.parse(text));
}

export const put = (hand, items) =>
  hand.evaluate((given) => {
    for (const [key, text] of Object.entries(given)) localStorage.setItem(key, text);
  }, items);

/** Takes the journal away, as a browser that clears one store does. */
export const dropJournal = (hand) =>
  hand.evaluate(async () => {
    for (const name of ['kohyo', 'kohyo-settled']) {
      await new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = () => resolve();
        request.onerror = () => reject(request.error);
      });
    }
  });

/** The sentences about what was brought back or parted. */
export const restored = (hand) =>
  hand.evaluate(() => [...document.querySelectorAll('[data-restored]')].map((element) => element.innerText.trim()));

/** How many unreadable items the page reports. */
export const unreadable = (hand) =>
  hand.evaluate(() => Number(document.querySelector('[data-unreadable]')?.dataset.unreadable ?? 0));

/** A draft with a title, kept; its id. */
export async function draftCalled(hand, title) {
  const id = await newSheet(hand);
  await typeCell(hand, 'plan.title', title);
  await saved(hand);
  return id;
}

/** Two tabs of one draft, which the first has opened; its id. */
export async function twoTabs(t, { browser, before } = {}) {
  const desk = new Desk(t, { browser });
  const first = await desk.sit({ before });
  await openPage(first);
  const id = await draftCalled(first, '元');
  const second = await first.another();
  await openPage(second, `#/sheet/${id}`);
  await onSheet(second);
  return { desk, first, second, id };
}

/** Waits until the tab shows its draft for reading only, or until it may be edited there. */
export const reads = (hand) => hand.until(() => document.querySelector('[data-reading]'), undefined, 'open for reading');
export const edits = (hand) => hand.until(() => !document.querySelector('[data-reading]'), undefined, 'the turn');

export const isReading = (hand) => hand.evaluate(() => document.querySelector('[data-reading]') !== null);

/** All texts of the journal, key → text; of the part that is surely on the disk, where `name` says so. */
export const journal = (hand, name = 'kohyo') =>
  hand.evaluate(
    (name) =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const database = request.result;
          if (!database.objectStoreNames.contains('journal')) {
            database.close();
            resolve({});
            return;
          }
          const store = database.transaction('journal').objectStore('journal');
          const [keys, texts] = [store.getAllKeys(), store.getAll()];
          texts.onsuccess = () => {
            database.close();
            resolve(Object.fromEntries(keys.result.map((key, at) => [key, texts.result[at]])));
          };
        };
      }),
    name,
  );

/** Waits until the journal has a text. */
export async function noted(hand, text, name = 'kohyo') {
  while (!Object.values(await journal(hand, name)).some((found) => found.includes(text))) await painted(hand);
}

/** The keys of all stores that belong to drafts. */
export async function lives(hand) {
  const all = [await stored(hand), await journal(hand), await journal(hand, 'kohyo-settled')];
  const keys = all.flatMap((texts) => Object.keys(texts));
  return keys.filter((key) => key.includes('kohyo/draft/'));
}

/** Another page fills the store to the last character. */
export const fillUp = (hand) =>
  hand.evaluate(() => {
    let size = 4_000_000;
    let text = '';
    while (size >= 1) {
      try {
        localStorage.setItem('neighbour', text + 'x'.repeat(size));
        text += 'x'.repeat(size);
      } catch {
        size = Math.floor(size / 2);
      }
    }
  });

// The following run in the page before its own scripts.

/** Local storage is refused. */
export function refuseStore() {
  Object.defineProperty(window, 'localStorage', {
    get: () => {
      throw new DOMException('refused', 'SecurityError');
    },
  });
}

/** IndexedDB is refused. */
export function refuseJournal() {
  IDBFactory.prototype.open = () => {
    throw new DOMException('refused', 'SecurityError');
  };
}

/** A browser in which no tab hears of another: without locks, channels and events of the store. */
export function withoutTurns() {
  // Whoever listens opens the storage, and here it is too soon for that (see `kohyoNoted` in the page).
  const listen = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (event, ...given) {
    if (event !== 'storage') listen.call(this, event, ...given);
  };
  Object.defineProperty(Navigator.prototype, 'locks', { get: () => undefined });
  delete window.BroadcastChannel;
}

/**
 * The pickers give one fake file, `__disk`: its text, and the fault that the next write meets
 * (`half`: it fails in the midst). As the real one does, it puts the whole in place on closing.
 */
export function chosenFiles() {
  const disk = (window.__disk = { text: '', fault: null, at: 1 });
  const fail = (name) => {
    throw new DOMException(name, name);
  };
  const handle = {
    name: '個票の下書き.json',
    getFile: async () => new File([disk.text], handle.name, { lastModified: disk.at }),
    requestPermission: async () => 'granted',
    createWritable: async () => {
      if (disk.fault && disk.fault !== 'half') fail(disk.fault);
      let aside = '';
      return {
        write: async (text) => {
          if (disk.fault === 'half') {
            aside = text.slice(0, text.length / 2);
            fail('QuotaExceededError');
          }
          aside = text;
        },
        abort: async () => {},
        close: async () => {
          disk.text = aside;
          disk.at += 1;
        },
      };
    },
  };
  window.showSaveFilePicker = async () => handle;
  window.showOpenFilePicker = async () => [handle];
}
