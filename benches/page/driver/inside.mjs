// What runs in the measured page. It marks two moments on the clock of the trace: an input event, and
// the microtask after it in which everything that is expected stands in the document. The same
// observer watches all candidates.

/** Before the page's own scripts: when the last total stands there, and when that was painted. */
export function noteReady({ last, shown, promised }) {
  const look = () => {
    if (promised && document.body?.dataset.ready !== 'true') return;
    const total = document.querySelector(`[data-cell="${last}"]`);
    if (total?.textContent.trim() !== shown) return;
    observer.disconnect();
    window.__readyAt = performance.now();
    requestAnimationFrame(() =>
      setTimeout(() => {
        window.__paintedAt = performance.now();
        console.debug('bench:painted');
      }, 0),
    );
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ['data-ready'] });
}

/**
 * Waits for inputs in the box. `steps` says for each input which text each total must then show, and
 * what must be said under the box (null: not asked; '': nothing, else part of it).
 */
export function expect({ candidate, box, steps, event }) {
  const find = Object.fromEntries(Object.entries(candidate).map(([name, source]) => [name, new Function(`return (${source})`)()]));
  const input = find.box(box);
  const totals = new Map();
  const textOf = (id) => {
    let element = totals.get(id);
    if (!element?.isConnected) totals.set(id, (element = find.total(id)));
    return element?.textContent.trim();
  };
  let said;
  const message = () => {
    if (!said?.isConnected) said = find.said(box);
    return said?.textContent.trim() ?? '';
  };
  let step = -1;
  let met = true;
  let asked = true;
  const question = 'dialog[open] [data-action="paste"]';
  const state = (window.__bench = {});
  const differs = () => {
    const { totals: wanted, says } = steps[step];
    for (const id of Object.keys(wanted)) {
      const shown = textOf(id);
      if (shown !== wanted[id]) return `${id} shows ${shown}, not ${wanted[id]}`;
    }
    if (says === null) return null;
    const words = message();
    if (says === '' ? words !== '' : !words.includes(says)) return `${box} says 「${words}」, not 「${says}」`;
    return null;
  };
  const look = () => {
    if (met) return;
    if (!asked && document.querySelector(question)) {
      asked = true;
      performance.mark('bench:asked');
    }
    if (differs() !== null) return;
    met = true;
    performance.mark('bench:shown');
  };
  const watched = { childList: true, subtree: true, characterData: true };
  if (event === 'paste') {
    // A page may ask before it writes a block.
    asked = false;
    Object.assign(watched, { attributes: true, attributeFilter: ['open'] });
    document.addEventListener('click', ({ target }) => target.closest(question) && performance.mark('bench:answered'), { capture: true });
  }
  new MutationObserver(look).observe(document.body, watched);
  document.addEventListener(
    event,
    () => {
      step += 1;
      met = false;
      performance.mark('bench:input');
    },
    { capture: true },
  );
  // Asked once a frame was painted: what is not there by now is late or wrong.
  state.settled = () => {
    look();
    return met ? null : differs();
  };
  input.scrollIntoView({ block: 'center' });
  input.focus();
  input.select?.();
}

/** A paste as the browser tells the page of it. */
export function paste({ candidate, box, text }) {
  const find = new Function(`return (${candidate.box})`)();
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  const input = find(box);
  input.focus();
  input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
}
