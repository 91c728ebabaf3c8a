// What must never happen while a person works: a request that leaves the machine, an error
// on the console, a native dialog. It is collected here and judged when the person leaves.
import assert from 'node:assert/strict';

export class Watch {
  constructor(pageUrl) {
    this.own = [pageUrl];
    this.requests = [];
    this.errors = [];
  }

  /** A file beside the page that the test itself opens. */
  also(url) {
    this.own.push(url);
  }

  request(url) {
    const own = this.own.includes(url.split('#')[0]);
    if (!own && !/^(blob:|data:|about:)/.test(url)) this.requests.push(url);
  }

  error(text) {
    this.errors.push(text);
  }

  judge() {
    assert.deepEqual(this.requests, [], 'requests other than for the page itself');
    assert.deepEqual(this.errors, [], 'errors on the console');
  }
}
