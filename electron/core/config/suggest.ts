/** Words further apart than this are different words, not slips of the finger. */
const MAX_DISTANCE = 3;

/** The number of single-character edits (with swaps of neighbours as one) between two words. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, beforeLast[j - 2]! + 1);
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}

/** The known word that was probably meant, or null when none is close enough to be a helpful guess. */
export function closestWord(word: string, knownWords: Iterable<string>): string | null {
  // A pasted paragraph is no misspelling; this also bounds the work.
  if (word.length > 64) return null;
  let best: { readonly word: string; readonly distance: number } | null = null;
  for (const known of knownWords) {
    const distance = editDistance(word.toLowerCase(), known.toLowerCase());
    const limit = Math.min(MAX_DISTANCE, Math.floor(Math.max(word.length, known.length) / 2));
    if (distance <= limit && (best === null || distance < best.distance)) best = { word: known, distance };
  }
  return best?.word ?? null;
}

/** The end of a sentence: a guess at what was meant, or nothing. */
export function didYouMean(word: string, knownWords: Iterable<string>): string {
  const closest = closestWord(word, knownWords);
  return closest === null ? '' : `; did you mean '${closest}'?`;
}
