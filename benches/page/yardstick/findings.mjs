// What is said: under the box, and in the list in the order of the paper.
import { label } from '../sheet/description.mjs';
import { cells, size } from './plan.mjs';
import { sentence } from '../reading/sentence.mjs';

const weights = { error: 'エラー', warning: '確認', notice: 'お知らせ' };

const template = document.createElement('template');
template.innerHTML = '<li data-finding><span class="badge"> </span> <button type="button" class="go"> </button><p> </p></li>';

export class Findings {
  constructor(list, count, view) {
    this.list = list;
    this.count = count;
    this.view = view;
    this.items = new Map();
    this.order = [];
  }

  /** Says `finding` of the cell at `here`, or nothing any more. */
  say(here, finding, text, value) {
    const known = this.items.get(here);
    if (!finding) {
      if (!known) return;
      known.item.remove();
      this.items.delete(here);
      this.order.splice(this.#slot(here), 1);
      this.#mark(here, '', '');
      this.#total();
      return;
    }
    const words = sentence(finding, text, value);
    if (known?.words === words) return;
    this.#mark(here, finding.severity, words);
    if (known) {
      known.words = words;
      this.#fill(known, finding, words);
      return;
    }
    const item = template.content.firstChild.cloneNode(true);
    const [badge, go, line] = item.children;
    const entry = { item, badge: badge.firstChild, line: line.firstChild, words };
    go.firstChild.data = label(cells[here % size]);
    go.place = here;
    item.dataset.cells = this.view.boxes[here].dataset.cell;
    this.#fill(entry, finding, words);
    const slot = this.#slot(here);
    const next = this.order[slot];
    this.list.insertBefore(item, next === undefined ? null : this.items.get(next).item);
    this.order.splice(slot, 0, here);
    this.items.set(here, entry);
    this.#total();
  }

  #fill(entry, finding, words) {
    entry.item.dataset.code = finding.code;
    entry.item.dataset.severity = finding.severity;
    entry.badge.data = weights[finding.severity];
    entry.line.data = words;
  }

  #mark(here, severity, words) {
    this.view.messages[here].data = words;
    const box = this.view.boxes[here];
    box.className = severity;
    if (severity === 'error') box.setAttribute('aria-invalid', 'true');
    else box.removeAttribute('aria-invalid');
  }

  #total() {
    this.count.data = this.order.length === 0 ? 'ありません' : `${this.order.length}件`;
  }

  /** Where `here` stands or would stand in the list. */
  #slot(here) {
    let low = 0;
    let high = this.order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.order[middle] < here) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
