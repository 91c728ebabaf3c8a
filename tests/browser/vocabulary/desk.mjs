// A desk: a share with the page, a browser profile that outlives the browser, a folder for
// downloads. `sit` starts the browser, `leave` closes it; sitting down again finds the same profile.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import * as chromium from './chromium.mjs';
import * as firefox from './firefox.mjs';
import * as places from './places.mjs';
import { Watch } from './watch.mjs';

const kinds = { chromium, firefox };

// As staff meet it: a folder on a share, with Japanese and spaces (half and full width) in its name.
const share = '行革 共有　（R2 個票）';

export class Desk {
  /** `t` is the test: the desk is cleared when it ends, whatever happened. */
  constructor(t, { browser = 'chromium', page = places.page() } = {}) {
    this.root = mkdtempSync(join(tmpdir(), 'kohyo-desk-'));
    this.profile = join(this.root, 'profile');
    this.downloads = join(this.root, 'downloads');
    for (const folder of [this.profile, this.downloads, join(this.root, share)]) mkdirSync(folder);
    this.page = join(this.root, share, 'kohyo.html');
    copyFileSync(page, this.page);
    this.url = pathToFileURL(this.page).href;
    this.kind = kinds[browser];
    this.hand = null;
    t?.after(async () => {
      try {
        await this.leave();
      } finally {
        this.clear();
      }
    });
  }

  file(name) {
    return join(this.root, name);
  }

  /**
   * Starts the browser and gives the hand that moves in it.
   * `before`: functions run in every page before its own scripts.
   */
  async sit({ before = [], viewport = { width: 1366, height: 768 } } = {}) {
    const watch = new Watch(this.url);
    this.hand = await this.kind.start({
      profile: this.profile,
      downloads: this.downloads,
      viewport,
      before,
      watch,
    });
    this.hand.url = this.url;
    this.hand.watch = watch;
    return this.hand;
  }

  /** Closes the browser and judges what was watched. */
  async leave() {
    const hand = this.hand;
    this.hand = null;
    if (!hand) return;
    await hand.close();
    hand.watch.judge();
  }

  /** The browser is gone from one moment to the next; what was watched until then is judged. */
  async crash() {
    const hand = this.hand;
    this.hand = null;
    const at = await hand.crash();
    hand.watch.judge();
    return at;
  }

  clear() {
    // The browser's helpers may still be writing into the profile for a moment.
    rmSync(this.root, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
