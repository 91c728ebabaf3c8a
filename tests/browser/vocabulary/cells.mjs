// What stands in the cells.

export const at = (id) => `[data-cell="${id}"]`;

/** The text of one cell. */
export const textOfCell = async (hand, id) => (await texts(hand, at(id)))[id];

/** Cell id → text, for every cell of the open sheet, blank ones too. Each must be there once. */
export const allTexts = (hand) => texts(hand, '[data-cell]');

/** The computed cells alone. */
export const computedTexts = (hand) => texts(hand, 'output[data-cell]');

// The text as a person sees it: of a choice its label, of a group the list of labels, of a mark ○.
async function texts(hand, selector) {
  const found = await hand.evaluate((wanted) => {
    const label = (input) => (input.labels?.[0]?.textContent ?? input.value).trim();
    const textOf = (cell) => {
      if (cell.matches('fieldset')) {
        const inputs = [...cell.querySelectorAll('input')];
        const checked = inputs.filter((input) => input.checked).map(label);
        return inputs.some((input) => input.type === 'radio') ? (checked[0] ?? '') : checked;
      }
      if (cell.matches('select')) return cell.value === '' ? '' : (cell.selectedOptions[0]?.label.trim() ?? '');
      if (cell.matches('input[type=checkbox]')) return cell.checked ? '○' : '';
      if (cell.matches('input, textarea')) return cell.value;
      return cell.textContent.trim();
    };
    return [...document.querySelectorAll(wanted)].map((cell) => [cell.dataset.cell, textOf(cell)]);
  }, selector);
  const ids = found.map(([id]) => id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  if (twice.length > 0) throw new Error(`cells that are there more than once: ${twice.join(' ')}`);
  if (ids.length === 0) throw new Error(`no cell ${selector}`);
  return Object.fromEntries(found);
}

/** How a cell is filled in: text, lines, choice, radios, choices, mark or computed; with its options. */
export const kindOf = (hand, id) =>
  hand.evaluate((selector) => {
    const cell = document.querySelector(selector);
    if (!cell) throw new Error(`no cell ${selector}`);
    const label = (input) => (input.labels?.[0]?.textContent ?? input.value).trim();
    if (cell.matches('output')) return { kind: 'computed' };
    if (cell.matches('textarea')) return { kind: 'lines' };
    if (cell.matches('select')) {
      return { kind: 'choice', options: [...cell.options].map((o) => ({ code: o.value, label: o.label.trim() })) };
    }
    if (cell.matches('fieldset')) {
      const inputs = [...cell.querySelectorAll('input')];
      const options = inputs.map((input) => ({ code: input.value, label: label(input), checked: input.checked }));
      return { kind: inputs.some((input) => input.type === 'radio') ? 'radios' : 'choices', options };
    }
    return { kind: cell.type === 'checkbox' ? 'mark' : 'text' };
  }, at(id));

/** The words beside a signed cell. */
export const echo = (hand, id) =>
  hand.evaluate((cell) => document.querySelector(`[data-echo="${cell}"]`)?.textContent.trim() ?? '', id);

/** The message at a box, blank where none shows. */
export const message = (hand, id) =>
  hand.evaluate((cell) => document.querySelector(`[data-message="${cell}"]`)?.innerText.trim() ?? '', id);
