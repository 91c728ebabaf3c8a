// The one file: what it must carry, and what it says where it cannot run.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { parse } from 'acorn';

import { Desk } from './vocabulary/desk.mjs';
import { newSheet } from './vocabulary/home.mjs';
import { openPage, visibleText } from './vocabulary/page.mjs';
import * as places from './vocabulary/places.mjs';

const timeout = 60_000;
const html = () => readFileSync(places.page(), 'utf8');
const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

test('the page forbids itself every connection', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  const content = await hand.evaluate(
    () => document.querySelector('meta[http-equiv="Content-Security-Policy" i]')?.content ?? '',
  );
  const directives = Object.fromEntries(
    content
      .split(';')
      .map((part) => part.trim().split(/\s+/))
      .filter(([name]) => name)
      .map(([name, ...values]) => [name, values]),
  );
  const { 'script-src': scripts, 'style-src': styles, ...rest } = directives;
  assert.deepEqual(rest, {
    'default-src': ["'none'"],
    'img-src': ['data:', 'blob:'],
    'worker-src': ['blob:'],
    'connect-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
  });
  const hash = /^'sha256-[A-Za-z0-9+/]{43}='$/;
  assert.ok(scripts.includes("'wasm-unsafe-eval'"));
  assert.ok(scripts.some((one) => hash.test(one)), 'scripts by hash');
  assert.ok(scripts.every((one) => hash.test(one) || one === "'wasm-unsafe-eval'"), scripts.join(' '));
  assert.ok(styles.every((one) => hash.test(one)), styles.join(' '));

  // And the browser enforces it: a request tried from within does not get out.
  const tried = await hand.evaluate(() =>
    fetch('https://example.invalid/').then(
      () => 'answered',
      () => 'refused',
    ),
  );
  assert.equal(tried, 'refused');
  assert.equal(hand.watch.errors.length > 0, true, 'the browser reports the refusal');
  hand.watch.errors.length = 0;
  hand.watch.requests = hand.watch.requests.filter((url) => !url.startsWith('https://example.invalid/'));
});

test('opening a sheet and moving about makes no request', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  await newSheet(hand);
  // What the browser itself counts as loaded; the judgement on leaving covers the rest.
  const loaded = await hand.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => !/^(data|blob):/.test(name)),
  );
  assert.deepEqual(loaded, []);
});

test('the markup: version, language, noscript, no style attribute, nothing from elsewhere', () => {
  const text = html();
  assert.match(text, /<html[^>]*\slang="ja"/);
  assert.match(text, /<html[^>]*\sdata-version="\d+\.\d+\.\d+[^"]*"/);
  const [, without = ''] = text.match(/<noscript>([\s\S]*?)<\/noscript>/) ?? [];
  assert.match(without.replace(/&#x([0-9a-f]+);/g, (_, code) => String.fromCodePoint(parseInt(code, 16))), japanese);
  // Other letters would make the browser widen the text that it reads.
  assert.doesNotMatch(text, /[^\x00-\x7f]/);
  const markup = text.replace(/<script\b[\s\S]*?<\/script>/gi, '').replace(/<style\b[\s\S]*?<\/style>/gi, '');
  assert.doesNotMatch(markup, /\sstyle\s*=/i);
  assert.doesNotMatch(markup, /<link\b[^>]*href="(?!data:)/i);
  assert.doesNotMatch(text, /<script\b[^>]*\ssrc=/i);
});

test('the notices of what the file is made of are reachable', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit();
  await openPage(hand);
  const door = await hand.until(
    () => {
      const doors = [...document.querySelectorAll('[data-action="notices"], a, button, summary')];
      const found = doors.find((door) => door.matches('[data-action="notices"]') || /ライセンス|ソフトウェア/.test(door.textContent));
      found?.setAttribute('data-door', '');
      return found?.textContent;
    },
    undefined,
    'a way to the notices',
  );
  assert.match(door, japanese);
  await hand.click('[data-door]');
  await hand.until(
    () => /MIT License|Apache License|Permission is hereby granted/.test(document.body.innerText),
    undefined,
    'the text of a licence',
  );
});

test('where WebAssembly is missing, a sentence says so', { timeout }, async (t) => {
  const desk = new Desk(t);
  const hand = await desk.sit({ before: [() => delete window.WebAssembly] });
  await hand.goto(hand.url);
  await saysSentence(hand);
});

test('where the start fails, a sentence says so', { timeout }, async (t) => {
  const broken = () => {
    const fail = () => Promise.reject(new Error('no memory'));
    WebAssembly.instantiate = fail;
    WebAssembly.compile = fail;
    WebAssembly.Module = function Module() {
      throw new Error('no memory');
    };
  };
  const desk = new Desk(t);
  const hand = await desk.sit({ before: [broken] });
  await hand.goto(hand.url);
  await saysSentence(hand);
  // The failure itself may stand on the console, for whoever is called for help.
  hand.watch.errors.length = 0;
});

test('in Internet Explorer mode, a sentence names the way out', { timeout }, async (t) => {
  const oldMode = () => Object.defineProperty(document, 'documentMode', { value: 11 });
  const desk = new Desk(t);
  const hand = await desk.sit({ before: [oldMode] });
  await hand.goto(hand.url);
  assert.match(await saysSentence(hand), /Internet Explorer|IE|Edge/);
});

async function saysSentence(hand) {
  await hand.until(() => /。/.test(document.body?.innerText ?? ''), undefined, 'a sentence');
  const text = await visibleText(hand);
  assert.match(text, japanese);
  assert.notEqual(await hand.evaluate(() => document.body.dataset.ready), 'true');
  return text;
}

test('the first script is readable to Internet Explorer', () => {
  const first = [...html().matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi)].find(
    ([, attributes]) => !/\stype="?(?!text\/javascript)/.test(attributes),
  );
  assert.ok(first, 'a script');
  assert.doesNotThrow(() => parse(first[2], { ecmaVersion: 5 }), 'the first script is ES5');
});
