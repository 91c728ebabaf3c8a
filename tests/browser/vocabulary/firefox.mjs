// Firefox ESR, driven over WebDriver BiDi.
import { readFileSync, readdirSync, watch as watchFolder } from 'node:fs';
import { join } from 'node:path';

import puppeteer from 'puppeteer-core';

import { patience } from './patience.mjs';
import * as places from './places.mjs';

export async function start({ profile, downloads, viewport, before, watch }) {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: places.firefox(),
    headless: true,
    userDataDir: profile,
    defaultViewport: viewport,
    env: { ...process.env, TZ: 'Asia/Tokyo', LANG: 'ja_JP.UTF-8' },
    extraPrefsFirefox: {
      'browser.download.folderList': 2,
      'browser.download.dir': downloads,
      'browser.download.useDownloadDir': true,
      'browser.download.always_ask_before_handling_new_types': false,
      'browser.helperApps.neverAsk.saveToDisk': 'application/json,application/octet-stream',
      'intl.accept_languages': 'ja,en',
    },
  });
  // The tab that Firefox starts with is not the active one for keys.
  const page = await tab(browser, { before, watch });
  return new FirefoxHand(browser, page, downloads, before);
}

/** A tab that is watched. */
async function tab(browser, { before, watch }) {
  const page = await browser.newPage();
  page.setDefaultTimeout(patience);
  page.on('request', (request) => watch.request(request.url()));
  page.on('pageerror', (error) => watch.error(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') watch.error(message.text());
  });
  page.on('dialog', async (dialog) => {
    watch.error(`a native dialog: ${dialog.type()} ${dialog.message()}`);
    await dialog.accept();
  });
  for (const script of before) await page.evaluateOnNewDocument(script);
  return page;
}

const arrived = (folder) => readdirSync(folder).filter((name) => !name.endsWith('.part'));

class FirefoxHand {
  browser = 'firefox';

  constructor(browser, page, downloads, before) {
    this.engine = browser;
    this.page = page;
    this.downloads = downloads;
    this.before = before;
  }

  goto(url) {
    return this.page.goto(url);
  }

  reload() {
    return this.page.reload();
  }

  evaluate(fn, arg) {
    return this.page.evaluate(fn, arg);
  }

  async until(fn, arg, what = 'a condition in the page', timeout = patience) {
    try {
      const handle = await this.page.waitForFunction(fn, { polling: 'raf', timeout }, arg);
      return await handle.jsonValue();
    } catch (cause) {
      throw new Error(`waited in vain for ${what}`, { cause });
    }
  }

  async click(selector) {
    const element = await this.page.waitForSelector(selector);
    await element.click();
    await element.dispose();
  }

  press(key) {
    return chord(this.page.keyboard, key);
  }

  type(text) {
    return this.page.keyboard.type(text);
  }

  /** BiDi has no insertion of a whole text; the editor's own command makes one input event of it. */
  async insert(text) {
    const taken = await this.page.evaluate((whole) => document.execCommand('insertText', false, whole), text);
    if (!taken) throw new Error(`nothing takes the text ${text}`);
  }

  async upload(selector, paths) {
    const input = await this.page.waitForSelector(selector, { visible: false });
    await input.uploadFile(...[paths].flat());
    await input.dispose();
  }

  async download(act) {
    const before = new Set(arrived(this.downloads));
    const file = newcomer(this.downloads, before);
    file.catch(() => {});
    await act(file);
    const name = await file;
    return { name, bytes: readFileSync(join(this.downloads, name)) };
  }

  async close() {
    await this.engine.close();
  }

  /** Another tab of the same profile. */
  async another() {
    const page = await tab(this.engine, this);
    const hand = new FirefoxHand(this.engine, page, this.downloads, this.before);
    hand.url = this.url;
    hand.watch = this.watch;
    return hand;
  }

  /** Keys go to the tab in front. */
  async front() {
    await this.page.bringToFront();
  }

  /** The power goes: the browser ends without a chance to write anything. */
  async crash() {
    const browser = this.engine.process();
    const gone = new Promise((resolve) => browser.once('exit', resolve));
    const at = Date.now();
    browser.kill('SIGKILL');
    await gone;
    return at;
  }
}

async function chord(keyboard, key) {
  const keys = key.split('+');
  const last = keys.pop();
  for (const held of keys) await keyboard.down(held);
  await keyboard.press(last);
  for (const held of keys.reverse()) await keyboard.up(held);
}

/** Resolves with the name of a file that came into the folder whole: no `.part` beside it, not empty. */
function newcomer(folder, before) {
  return new Promise((resolve, reject) => {
    const look = () => {
      const names = readdirSync(folder);
      const fresh = names.filter((name) => !before.has(name) && !name.endsWith('.part'));
      if (names.some((name) => name.endsWith('.part'))) return;
      const done = fresh.find((name) => readFileSync(join(folder, name)).length > 0);
      if (!done) return;
      stop();
      resolve(done);
    };
    const eye = watchFolder(folder, look);
    const limit = setTimeout(() => {
      stop();
      reject(new Error('waited in vain for a download'));
    }, patience);
    const stop = () => {
      clearTimeout(limit);
      eye.close();
    };
  });
}
