// From the text of a box to a whole number of 千円: what the page by hand and the two libraries read
// with. A number is a JavaScript number as long as it is a safe integer, else a BigInt; both exact.
//
//   plain = [△ [space] | -] digits, commas after each three     (one pass, nothing allocated)
//   other = trimmed, width folded, then taken apart by `odd`

/** What is to be said, or null: { code, severity, found, mend }. */
const said = (code, severity, mend) => ({ value: null, finding: { code, severity, mend } });
const blank = { value: null, finding: null };

const COMMA = 44;
const MINUS = 45;
const TRIANGLE = 0x25b3;

/** The value of a plain number, or undefined for anything else. */
function plain(text) {
  const length = text.length;
  let at = 0;
  const first = text.charCodeAt(0);
  const negative = first === TRIANGLE || first === MINUS;
  if (negative) at = first === TRIANGLE && text.charCodeAt(1) === 32 ? 2 : 1;
  const start = at;
  // 15 digits and their commas: below 2^53.
  if (at === length || length - at > 19) return undefined;
  let value = 0;
  let group = 0;
  let commas = 0;
  for (; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) {
      value = value * 10 + (code - 48);
      group += 1;
    } else if (code === COMMA && (commas === 0 ? group >= 1 && group <= 3 : group === 3)) {
      commas += 1;
      group = 0;
    } else return undefined;
  }
  if (commas > 0 && group !== 3) return undefined;
  if (value > Number.MAX_SAFE_INTEGER) return undefined;
  if (value === 0 && negative) return undefined;
  if (text.charCodeAt(start) === 48 && length - start > 1) return undefined;
  return negative ? -value : value;
}

/** { value: number | bigint | null, finding } */
export function read(text) {
  if (text === '') return blank;
  const value = plain(text);
  if (value !== undefined) return { value, finding: null };
  return odd(text);
}

const dashes = /^[-−‐–—―ー─‑一*]+$/u;
const statuses = /未定|不明|調査中|該当なし|中止|変更予定|同左|左に同じ/u;
const scales = { 億: 100_000n, 千万: 10_000n, 百万: 1_000n, 万: 10n };
const money = /^(\d+億)?(\d+千万|\d+百万|\d+万)?(円)?$/u;

const exact = (digits, negative) => {
  const big = negative ? -BigInt(digits) : BigInt(digits);
  const small = Number(big);
  return Number.isSafeInteger(small) ? (small === 0 ? 0 : small) : big;
};

const style = (value) => ({ value, finding: { code: 'number.style', severity: 'notice', mend: null } });
const converted = (value) => ({ value, finding: { code: 'number.converted', severity: 'warning', mend: null } });

function odd(given) {
  const trimmed = given.trim();
  if (trimmed === '') return blank;
  const text = trimmed.normalize('NFKC');
  if (/^#/u.test(text)) return said('number.spreadsheet-error', 'error');
  if (dashes.test(trimmed) || dashes.test(text)) return blank;
  const status = statuses.exec(text);
  if (status && !/^[△▲+-]?\d/u.test(text)) {
    return /同左|左に同じ/u.test(status[0]) ? { value: null, finding: { code: 'number.style', severity: 'notice', mend: null } } : blank;
  }
  if (/^[([【].*[)\]】]$/u.test(text) && /^[△▲-]?[\d,]+(千円)?$/u.test(text.slice(1, -1))) return said('number.parentheses', 'error');
  const sign = /^(△|▲|[∆Δ]|マイナス|[-−‐–—―ー─‑]|\+)?\s*(.*)$/su.exec(text);
  const negative = sign[1] !== undefined && sign[1] !== '+';
  // A dash apart from its number is no minus, and a circled digit is none of its digits.
  if (/^[‐–—―ー─‑]\s/u.test(trimmed) || /[①-⑳]/u.test(trimmed)) return said('number.unreadable', 'error');
  let rest = sign[2];
  const yen = /^[¥￥]/u.test(rest);
  if (yen) rest = rest.slice(1);
  // A note behind the number, or the unit in parentheses.
  rest = rest.replace(/\s*※.*$/su, '').replace(/\s*\(千円\)$/u, '千円');
  // A unit or a basis in parentheses is no note: what it does to the number is not for us to guess.
  const tail = /^([^(]*\d[^(]*?)\s*\((?![^)]*(?:円|当たり|額))[^()\d]*\)$/u.exec(rest);
  if (tail) rest = tail[1];
  const digits = /^(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*(.*)$/su.exec(rest);
  if (!digits) return /^\.\d+$/u.test(rest) ? said('number.precision', 'error') : said('number.unreadable', 'error');
  const [, whole, decimals, unit] = digits;
  const bare = whole.replaceAll(',', '');
  if (bare.length > 28) return said('number.range', 'error');
  if (decimals !== undefined && !/^\.0+$/u.test(decimals)) {
    // A point behind one to three digits and before three: was it a comma?
    if (/^\.\d{3}$/u.test(decimals) && /^[1-9]\d{0,2}$/u.test(bare)) return said('number.unreadable', 'error');
    if (unit === '' || unit === '千円') return said('number.precision', 'error');
    return said('number.unreadable', 'error');
  }
  if (decimals !== undefined && decimals.length === 4 && bare !== '0') return said('number.unreadable', 'error');
  if (unit === '' && !yen) {
    const value = exact(bare, negative);
    const usual = given.trim() === text && /^(△ ?|-)?(\d{1,3}(,\d{3})+|\d+)$/u.test(text) && !/^(△ ?|-)?0\d/u.test(text) && !(negative && bare === '0');
    return usual ? { value, finding: null } : style(value);
  }
  if (unit === '千円' && !yen) return style(exact(bare, negative));
  if ((unit === '円' || unit === '') && decimals === undefined) {
    const amount = BigInt(bare);
    if (amount % 1_000n !== 0n) return said('number.precision', 'error');
    return converted(exact((amount / 1_000n).toString(), negative));
  }
  const scaled = money.exec(bare + unit);
  if (scaled && (scaled[1] || scaled[3])) {
    let amount = 0n;
    for (const part of [scaled[1], scaled[2]]) {
      if (!part) continue;
      const [, count, scale] = /^(\d+)(\D+)$/u.exec(part);
      amount += BigInt(count) * scales[scale];
    }
    return converted(exact(amount.toString(), negative));
  }
  if (/^(人|台|件|施設|か所|時間|分|%|ドル|kg|m|万|千|百万)$/u.test(unit)) return said('number.unit', 'error');
  return said('number.unreadable', 'error');
}
