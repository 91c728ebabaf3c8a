// The list of findings.

/** All findings of the open sheet, hidden by a filter or not. */
export const findings = (hand) =>
  hand.evaluate(() =>
    [...document.querySelectorAll('[data-finding]')].map((item) => ({
      code: item.dataset.code,
      severity: item.dataset.severity,
      cells: item.dataset.cells.split(' ').filter(Boolean),
      text: item.textContent.trim(),
      fix: item.querySelector('[data-action="fix"]') !== null,
      accept: item.querySelector('[data-action="accept"]') !== null,
    })),
  );

/** What makes a finding the same on the page, in the file and at the command, in a stable order. */
export const gist = (list) =>
  list
    .map(({ code, severity, cells }) => `${severity} ${code} ${[...cells].sort().join(' ')}`.trim())
    .sort();

/** Notices never matter; what is left decides whether a sheet is ready. */
export const serious = (list) => list.filter(({ severity }) => severity !== 'notice');

/** Code → the cells its findings name, in order, without those that only explain (the plan's years). */
export function named(list) {
  const cells = {};
  for (const finding of list) {
    const about = finding.cells.filter((id) => !id.startsWith('plan.period.') && id !== 'annual.year');
    cells[finding.code] = [...new Set([...(cells[finding.code] ?? []), ...about])].sort();
  }
  return cells;
}
