// A number as the sheet prints it: △ 20,860.

export function printed(value) {
  if (value === null || value === undefined) return '';
  const negative = value < 0;
  let digits = negative ? String(-value) : String(value);
  if (digits.length > 3) {
    let out = digits.slice(-3);
    for (let end = digits.length - 3; end > 0; end -= 3) out = `${digits.slice(end > 3 ? end - 3 : 0, end)},${out}`;
    digits = out;
  }
  return negative ? `△ ${digits}` : digits;
}

/** Exact whatever the size: two safe integers as numbers while the sum is one, else as BigInt. */
export function plus(a, b) {
  if (a === null) return b;
  if (b === null) return a;
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  const sum = BigInt(a) + BigInt(b);
  const small = Number(sum);
  return Number.isSafeInteger(small) ? small : sum;
}
