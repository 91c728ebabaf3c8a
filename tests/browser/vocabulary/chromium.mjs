// Chromium (the engine of Edge), driven over CDP.
import { readFileSync } from 'node:fs';

import { chromium } from 'playwright-core';

import { patience } from './patience.mjs';
import * as places from './places.mjs';

export async function start({ profile, downloads, viewport, before, watch }) {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: places.chromium(),
    headless: true,
    // A container's root cannot use the sandbox; everyone else keeps it.
    chromiumSandbox: process.getuid?.() !== 0,
    acceptDownloads: true,
    downloadsPath: downloads,
    viewport,
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
  });
  context.setDefaultTimeout(patience);
  context.on('request', (request) => watch.request(request.url()));
  context.on('weberror', (error) => watch.error(String(error.error())));
  context.on('console', (message) => {
    if (message.type() === 'error') watch.error(message.text());
  });
  for (const script of before) await context.addInitScript(script);
  const [page] = context.pages();
  page.on('websocket', (socket) => watch.request(socket.url()));
  page.on('dialog', async (dialog) => {
    // Leaving with everything saved must not ask; other native dialogs have no place at all.
    watch.error(`a native dialog: ${dialog.type()} ${dialog.message()}`);
    await dialog.accept();
  });
  return new ChromiumHand(context, page);
}

class ChromiumHand {
  browser = 'chromium';

  constructor(context, page) {
    this.context = context;
    this.page = page;
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

  /** Waits until `fn(arg)` in the page is truthy, looking once per frame. */
  async until(fn, arg, what = 'a condition in the page', timeout = patience) {
    try {
      const handle = await this.page.waitForFunction(fn, arg, { polling: 'raf', timeout });
      return await handle.jsonValue();
    } catch (cause) {
      // What the page complained of and what it shows say more than that nothing came.
      const said = this.watch.errors.length > 0 ? `; the page said: ${this.watch.errors.join('; ')}` : '';
      throw new Error(`waited in vain for ${what}${said}; it shows ${await this.#shown()}`, { cause });
    }
  }

  /** Where the page stands and how its words begin; of a page that does not answer, that. */
  async #shown() {
    const silent = new Promise((done) => setTimeout(done, 2000, 'nothing: it does not answer'));
    const shown = this.page
      .evaluate(() => `${location.hash} ${document.visibilityState} ${document.body?.innerText.slice(0, 300)}`)
      .catch((error) => `nothing: ${error.message}`);
    return Promise.race([shown, silent]);
  }

  click(selector) {
    return this.page.locator(selector).first().click();
  }

  press(key) {
    return this.page.keyboard.press(key);
  }

  type(text) {
    return this.page.keyboard.type(text);
  }

  /** Puts a long text in as one input event, as an input method does. */
  insert(text) {
    return this.page.keyboard.insertText(text);
  }

  upload(selector, paths) {
    return this.page.locator(selector).first().setInputFiles(paths);
  }

  /** `act` gets the promise of the download, so that it can answer a question if none comes. */
  async download(act) {
    const file = this.page.waitForEvent('download');
    file.catch(() => {});
    await act(file);
    const download = await file;
    const failure = await download.failure();
    if (failure) throw new Error(`the download failed: ${failure}`);
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  }

  picture(path) {
    return this.page.screenshot({ path });
  }

  /**
   * Closes the tab and then the browser, as a person does. Chromium writes local storage when the
   * last page that uses it goes; closed all at once on a busy machine, it now and then does not.
   */
  async close() {
    await this.#newTab();
    await this.page.close();
    await this.context.close();
  }

  /** Another tab of the same profile. */
  async another() {
    const page = await this.#newTab();
    const hand = new ChromiumHand(this.context, page);
    hand.url = this.url;
    hand.watch = this.watch;
    return hand;
  }

  /** A tab, or that none comes: the opening of one has no limit of its own. */
  async #newTab() {
    let limit;
    const late = new Promise((_, fail) => {
      limit = setTimeout(() => fail(new Error('the browser opened no other tab')), patience);
    });
    try {
      return await Promise.race([this.context.newPage(), late]);
    } finally {
      clearTimeout(limit);
    }
  }

  /** The operating system's number of a process: `browser`, or `renderer` for those of the tabs. */
  async processes(kind) {
    const wire = await this.context.browser().newBrowserCDPSession();
    const { processInfo } = await wire.send('SystemInfo.getProcessInfo');
    await wire.detach();
    return processInfo.filter(({ type }) => type === kind).map(({ id }) => id);
  }

  /** Puts the tab to sleep, or wakes it. */
  async freeze(frozen) {
    const wire = await this.context.newCDPSession(this.page);
    await wire.send('Page.setWebLifecycleState', { state: frozen ? 'frozen' : 'active' });
    await wire.detach();
  }

  /** The power goes: the browser ends without a chance to write anything. */
  async crash() {
    const [browser] = await this.processes('browser');
    const gone = new Promise((resolve) => this.context.on('close', resolve));
    const at = Date.now();
    process.kill(browser, 'SIGKILL');
    await gone;
    return at;
  }
}
