// Each candidate in one html, as it would be handed out: script and style inside, nothing fetched.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
export const out = join(here, 'dist');
export const bundled = ['yardstick', 'surveyjs', 'jsonforms'];
export const pageOf = (name) => join(out, `${name}.html`);

const options = {
  bundle: true,
  minify: true,
  write: false,
  charset: 'utf8',
  target: 'chrome120',
  format: 'iife',
  define: { 'process.env.NODE_ENV': '"production"' },
  legalComments: 'none',
};

async function bundle(name) {
  const of = async (file) => (await build({ ...options, entryPoints: [join(here, name, file)] })).outputFiles[0].text;
  const [script, style] = await Promise.all([of('main.mjs'), of('style.css')]);
  const page = readFileSync(join(here, name, 'page.html'), 'utf8')
    .replace('/*style*/', () => style.trim())
    .replace('/*script*/', () => script.trim().replaceAll('</script', '<\\/script'));
  writeFileSync(pageOf(name), page);
  return page.length;
}

export async function buildAll() {
  mkdirSync(out, { recursive: true });
  await Promise.all(bundled.map(bundle));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildAll();
