// What the machine still did when the end came. A tab beside the page writes the time into a
// database of its own, again and again. The last time that outlives the end is the last moment at
// which the browser wrote anything for anyone: on an idle machine the end itself, on a busy one,
// where every process waits for its turn, a while before. A key is old against that moment.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const name = 'ordeal-beat';

/** Milliseconds from one to the next. */
const every = 10;

function begin({ name, every }) {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore('beats');
  return new Promise((resolve, reject) => {
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const database = request.result;
      let under_way = 0;
      setInterval(() => {
        // As the page itself: no more than a few at once.
        if (under_way >= 4) return;
        const transaction = database.transaction('beats', 'readwrite', { durability: 'relaxed' });
        transaction.objectStore('beats').put(Date.now(), 'last');
        transaction.commit();
        under_way += 1;
        transaction.oncomplete = transaction.onabort = () => {
          under_way -= 1;
          resolve();
        };
      }, every);
    };
  });
}

/** Begins it in a tab of its own, which is given back. */
export async function beginBeat(hand, desk) {
  const file = join(dirname(desk.page), 'beat.html');
  writeFileSync(file, '<!doctype html><title>beat</title>');
  const url = pathToFileURL(file).href;
  hand.watch.also(url);
  const tab = await hand.another();
  await tab.goto(url);
  await tab.evaluate(begin, { name, every });
  return tab;
}

/** The last time that is on the disk. */
export async function lastBeat(hand) {
  const last = await hand.evaluate(
    (database) =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open(database, 1);
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const asked = request.result.transaction('beats').objectStore('beats').get('last');
          asked.onsuccess = () => {
            request.result.close();
            resolve(asked.result);
          };
        };
      }),
    name,
  );
  assert.ok(Number.isInteger(last), 'no beat outlived the end');
  return last;
}
