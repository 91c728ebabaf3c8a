// Rows and columns of what a spreadsheet copies: tabs, line ends, quoted texts with either in them.

export function rows(text) {
  if (!text.includes('"')) {
    const lines = text.split(/\r?\n/u);
    if (lines.at(-1) === '') lines.pop();
    return lines.map((line) => line.split('\t'));
  }
  const out = [[]];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const c = text[at];
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[at + 1] === '"') {
        cell += c;
        at += 1;
      } else quoted = false;
    } else if (c === '"' && cell === '') quoted = true;
    else if (c === '\t') {
      out.at(-1).push(cell);
      cell = '';
    } else if (c === '\n') {
      out.at(-1).push(cell.replace(/\r$/u, ''));
      cell = '';
      out.push([]);
    } else cell += c;
  }
  if (cell !== '' || out.at(-1).length > 0) out.at(-1).push(cell);
  else out.pop();
  return out;
}
