// timeline of opening: performance marks through wrapping
import { mkdtempSync } from 'node:fs'; import { tmpdir } from 'node:os'; import { join } from 'node:path';
import { start } from './driver/browser.mjs'; import { candidates } from './driver/candidates.mjs'; import { Session } from './driver/session.mjs';
const count = Number(process.argv[2] ?? 1);
const browser = await start();
const c = candidates(mkdtempSync(join(tmpdir(), 'kohyo-bench-')), [count]).find(({ name }) => name === 'kohyo');
const s = new Session(browser, c, count);
await s.prepare(); await s.restore();
await s.page.addInitScript(() => {
  window.__m = [];
  const m = (n) => window.__m.push([n, +performance.now().toFixed(1)]);
  const wrap = (o, k, n) => { const f = o[k]; o[k] = function (...a) { m(n + ' >'); const r = f.apply(this, a); m(n + ' <'); if (r && r.then) r.then(() => m(n + ' ok')); if (r instanceof IDBRequest) { r.addEventListener('success', () => m(n + ' ok')); } return r; }; };
  wrap(WebAssembly, 'instantiate', 'inst'); wrap(IDBFactory.prototype, 'open', 'idb'); wrap(LockManager.prototype, 'query', 'locks'); wrap(LockManager.prototype, 'request', 'lock'); wrap(Response.prototype, 'arrayBuffer', 'inflate'); wrap(IDBObjectStore.prototype, 'getAll', 'getAll');wrap(IDBObjectStore.prototype, 'getAllKeys', 'getAllKeys');
  document.addEventListener('DOMContentLoaded', () => m('DCL'));
  new MutationObserver(() => { if (document.body?.dataset.ready) { m('ready'); } }).observe(document, { attributes: true, subtree: true, attributeFilter: ['data-ready'] });
});
for (let k = 0; k < 4; k++) { const r = await s.open(); console.log(r.ready.toFixed(0), (await s.page.evaluate(() => window.__m)).map(([n, t]) => `${n}:${t}`).join('  ')); }
await browser.close();
