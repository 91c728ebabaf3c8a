// What the page opens with: as many tables as its address says (`#100`), and the texts that it kept
// in local storage, as a draft is kept. In the page only.

export function stored(candidate) {
  const count = Number(location.hash.slice(1)) || 1;
  const kept = localStorage.getItem(`${candidate}/${count}`);
  return { count, texts: kept === null ? {} : JSON.parse(kept) };
}
