// How the page stands to everyone: judged by axe-core, and whether it keeps to its width.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { painted } from './page.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * What axe finds in the page as it stands: rules kept, and violations in words. `colours`: only by
 * the rules that another set of colours can break.
 */
export async function judged(hand, { colours = false } = {}) {
  // By the debugger: the page's own CSP lets no other code in.
  if (!(await hand.evaluate(() => 'axe' in window))) {
    const wire = await hand.context.newCDPSession(hand.page);
    await wire.send('Runtime.evaluate', { expression: axe });
    await wire.detach();
  }
  await painted(hand);
  const found = await hand.evaluate(async ([kept, coloured]) => {
    const rules = coloured ? window.axe.getRules(kept).filter(({ tags: own }) => own.includes('cat.color')) : [];
    const runOnly = coloured ? { type: 'rule', values: rules.map(({ ruleId }) => ruleId) } : { type: 'tag', values: kept };
    // Far sections are laid out when they are scrolled to; until then their places are guesses.
    const far = [...document.querySelectorAll('*')].filter((part) => getComputedStyle(part).contentVisibility === 'auto');
    for (const part of far) part.style.contentVisibility = 'visible';
    const { passes, violations } = await window.axe.run(document, { runOnly, resultTypes: ['violations'] });
    for (const part of far) part.style.contentVisibility = '';
    // What has been scrolled halfway behind the bar, or behind the headings that stay in sight over
    // its table, is as large as it is in front of them.
    const behind = ({ target }) => {
      const found = document.querySelector(target.at(-1));
      const own = found.getBoundingClientRect();
      return [document.querySelector('.bar'), found.closest('table')?.tHead?.rows[0]?.cells[0]]
        .map((over) => over?.getBoundingClientRect())
        .some((over) => over && own.top < over.bottom && own.bottom > over.top);
    };
    for (const own of violations) if (own.id === 'target-size') own.nodes = own.nodes.filter((node) => !behind(node));
    return { passes, violations: violations.filter(({ nodes }) => nodes.length > 0) };
  }, [tags, colours]);
  return {
    kept: found.passes.length,
    violations: found.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ target }) => target.join(' ')).join(' | ')} (${nodes.length})`,
    ),
  };
}

/** By how many pixels the page is wider than its window, and what reaches beyond it. */
export const beyond = (hand) =>
  hand.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const scrolls = (node) => node && node !== document.body && (/(auto|scroll|hidden|clip)/.test(getComputedStyle(node).overflowX) || scrolls(node.parentElement));
    const wide = [...document.querySelectorAll('body *')].filter(
      (node) => node.getBoundingClientRect().right > clientWidth + 1 && !scrolls(node),
    );
    return [`${scrollWidth - clientWidth} px`, ...wide.slice(0, 4).map((node) => `${node.tagName}.${node.className}`)];
  });

/** Texts that are cut: letters that their own box hides, where no scrolling brings them back. */
export const cut = (hand) =>
  hand.evaluate(() =>
    [...document.querySelectorAll('button, .button, .badge, legend, .label, th, h1, h2, h3, dt')]
      .filter((node) => node.getClientRects().length > 0 && !node.closest('.unseen'))
      .filter((node) => {
        const style = getComputedStyle(node);
        return /(hidden|clip)/.test(style.overflow) && node.scrollWidth > node.clientWidth + 1 && style.textOverflow !== 'ellipsis';
      })
      .map((node) => node.textContent.trim().slice(0, 30)),
  );
