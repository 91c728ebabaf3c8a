// What comes out of the printer: a PDF, its text, where its words stand, its pictures.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The PDF that the browser's print makes of the page as it stands. */
export const printed = (hand) =>
  hand.page.pdf({ format: 'A4', preferCSSPageSize: true, printBackground: true, displayHeaderFooter: false });

/** Letters of one meaning made one; spaces, line ends and the marks of thousands left out. */
export const plain = (text) => text.normalize('NFKC').replace(/[\s,，]/gu, '');

function read(pdf, args) {
  const folder = mkdtempSync(join(tmpdir(), 'kohyo-paper-'));
  try {
    writeFileSync(join(folder, 'a.pdf'), pdf);
    execFileSync('pdftotext', [...args, join(folder, 'a.pdf'), join(folder, 'a.txt')]);
    return readFileSync(join(folder, 'a.txt'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The faces with which the letters of the paper are really drawn, and how many with each. */
export async function faces(hand) {
  await hand.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await hand.page.emulateMedia({ media: 'print' });
  // Only what is laid out has faces.
  const stands = () => [...document.querySelectorAll('.print :is(h1, h2, td)')].some((own) => own.getClientRects().length > 0);
  await hand.until(stands, undefined, 'the paper');
  const wire = await hand.context.newCDPSession(hand.page);
  await wire.send('DOM.enable');
  await wire.send('CSS.enable');
  const { root } = await wire.send('DOM.getDocument');
  const { nodeIds } = await wire.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector: '.print :is(h1, h2, p, th, td, span, caption)' });
  const counts = {};
  for (const nodeId of nodeIds) {
    const { fonts } = await wire.send('CSS.getPlatformFontsForNode', { nodeId });
    for (const { familyName, glyphCount } of fonts) counts[familyName] = (counts[familyName] ?? 0) + glyphCount;
  }
  await wire.detach();
  await hand.page.emulateMedia({ media: null });
  await hand.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  return counts;
}

/** The text of each page, in the order in which it was drawn. */
export const texts = (pdf) => read(pdf, ['-raw']).split('\f').slice(0, -1);

/** The pages: their size in points, and their words with the places where they stand. */
export function pages(pdf) {
  const found = read(pdf, ['-bbox']);
  return [...found.matchAll(/<page width="([\d.]+)" height="([\d.]+)">([\s\S]*?)<\/page>/gu)].map(
    ([, width, height, inside]) => ({
      width: Number(width),
      height: Number(height),
      words: [
        ...inside.matchAll(/<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)<\/word>/gu),
      ].map(([, left, top, right, bottom, text]) => ({
        left: Number(left),
        top: Number(top),
        right: Number(right),
        bottom: Number(bottom),
        text,
      })),
    }),
  );
}

/** Words that lie on each other, or beyond the edge of the paper. */
export function clashes(pdf) {
  const out = [];
  for (const [number, { width, height, words }] of pages(pdf).entries()) {
    for (const [at, one] of words.entries()) {
      if (one.left < 0 || one.top < 0 || one.right > width || one.bottom > height) out.push(`${number + 1}: ${one.text} beyond the edge`);
      for (const other of words.slice(at + 1)) {
        const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const apart = Math.abs(one.top + one.bottom - other.top - other.bottom) / 2;
        const least = Math.min(one.bottom - one.top, other.bottom - other.top);
        // The boxes of a face are higher than its letters; lines of letters are further apart.
        if (across > least * 0.6 && apart < least * 0.35) out.push(`${number + 1}: ${one.text} on ${other.text}`);
      }
    }
  }
  return out;
}

/** Pictures of the pages, for the eye. */
export function drawn(pdf, path, dots = 80) {
  writeFileSync(`${path}.pdf`, pdf);
  execFileSync('pdftoppm', ['-r', String(dots), '-png', `${path}.pdf`, path]);
}
