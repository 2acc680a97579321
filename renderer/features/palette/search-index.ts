/**
 * Finds entries by what somebody types: every word has to occur, or be an abbreviation of the title. Ranked: the
 * beginning of a title, then of a word, then anywhere, then abbreviations; ties in the order of the entries.
 */
export interface SearchIndex {
  /** What is searched, folded: title, then the rest. */
  readonly texts: readonly string[];
  readonly titleLengths: Uint16Array;
  /** Which characters occur: one bit a letter, figures share six. Most entries are passed over by it alone. */
  readonly masks: Uint32Array;
}

/** A search and what it found, so that the next letter only looks among that. */
export interface Found {
  readonly query: string;
  /** Positions of entries, best first. */
  readonly ranked: Uint32Array;
  /** The same in the order of the entries. */
  readonly inOrder: Uint32Array;
}

/** Longer queries are cut. */
export const MAX_QUERY_CHARS = 100;
const MAX_TITLE_CHARS = 200;

const TITLE_START = 255;
const WORD_START_IN_TITLE = 220;
const IN_TITLE = 170;
const WORD_START = 130;
const ANYWHERE = 90;
const ABBREVIATED = 60;

/** Makes an index. @param entries title and what else may be typed for it */
export function buildSearchIndex(
  entries: readonly { readonly title: string; readonly rest: string }[],
): SearchIndex {
  const titleLengths = new Uint16Array(entries.length);
  const masks = new Uint32Array(entries.length);
  const texts = entries.map(({ title, rest }, index) => {
    const folded = fold(title.slice(0, MAX_TITLE_CHARS));
    titleLengths[index] = folded.length;
    const text = `${folded} ${fold(rest)}`;
    masks[index] = maskOf(text);
    return text;
  });
  return { texts, titleLengths, masks };
}

/** Searches. @param before what an earlier query found; used where this one only goes on from it */
export function searchIndex(index: SearchIndex, typed: string, before: Found | null = null): Found {
  const query = fold(typed.slice(0, MAX_QUERY_CHARS)).trimStart();
  const words = query.split(/\s+/).filter((word) => word !== '');
  const count = index.texts.length;
  if (words.length === 0) {
    const all = Uint32Array.from({ length: count }, (_, entry) => entry);
    return { query, ranked: all, inOrder: all };
  }
  const narrows = before !== null && before.query !== '' && query.startsWith(before.query);
  const among = narrows ? before.inOrder : null;
  const masks = words.map(maskOf);
  const found = new Uint32Array(among?.length ?? count);
  const scores = new Uint8Array(found.length);
  let length = 0;
  for (let position = 0; position < found.length; position++) {
    const entry = among === null ? position : among[position]!;
    const score = scoreOf(index, entry, words, masks);
    if (score === 0) continue;
    found[length] = entry;
    scores[length] = score;
    length += 1;
  }
  const inOrder = found.slice(0, length);
  return { query, inOrder, ranked: rank(inOrder, scores) };
}

/** 0 where a word does not occur, else the mean of what each word is worth. */
function scoreOf(
  { texts, titleLengths, masks }: SearchIndex,
  entry: number,
  words: readonly string[],
  wordMasks: readonly number[],
): number {
  const mask = masks[entry]!;
  let sum = 0;
  for (let i = 0; i < words.length; i++) {
    if ((wordMasks[i]! & ~mask) !== 0) return 0;
    const score = wordScore(texts[entry]!, titleLengths[entry]!, words[i]!);
    if (score === 0) return 0;
    sum += score;
  }
  return Math.round(sum / words.length);
}

function wordScore(text: string, titleLength: number, word: string): number {
  const at = text.indexOf(word);
  if (at < 0) return isAbbreviation(text, titleLength, word) ? ABBREVIATED : 0;
  // Of two titles that begin alike the shorter is nearer to what was typed.
  if (at === 0) return TITLE_START - Math.min(20, titleLength - word.length);
  if (at < titleLength) return isWordStart(text, at) ? WORD_START_IN_TITLE : IN_TITLE;
  return isWordStart(text, at) ? WORD_START : ANYWHERE;
}

/** Whether the letters of a word come in this order in the title, the first at the beginning of a word: `ckeu` for `checkout eu`. */
function isAbbreviation(text: string, titleLength: number, word: string): boolean {
  if (word.length < 2) return false;
  let start = text.indexOf(word[0]!);
  while (start >= 0 && start < titleLength && !isWordStart(text, start))
    start = text.indexOf(word[0]!, start + 1);
  let at = start;
  for (let i = 1; i < word.length && at >= 0; i++) at = text.indexOf(word[i]!, at + 1);
  return at >= 0 && at < titleLength;
}

function isWordStart(text: string, at: number): boolean {
  return at === 0 || !isWordCharacter(text.charCodeAt(at - 1));
}

function isWordCharacter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code > 127;
}

/** Best first by counting: linear, and ties keep their order. */
function rank(entries: Uint32Array, scores: Uint8Array): Uint32Array {
  const starts = new Uint32Array(257);
  for (let i = 0; i < entries.length; i++) starts[256 - scores[i]!]! += 1;
  for (let bucket = 1; bucket < starts.length; bucket++) starts[bucket]! += starts[bucket - 1]!;
  const ranked = new Uint32Array(entries.length);
  for (let i = 0; i < entries.length; i++) ranked[starts[255 - scores[i]!]!++] = entries[i]!;
  return ranked;
}

function maskOf(text: string): number {
  let mask = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 97 && code <= 122) mask |= 1 << (code - 97);
    else if (code >= 48 && code <= 57) mask |= 1 << (26 + (code % 6));
  }
  return mask >>> 0;
}

/** Small letters without accents: `são` is found by `sao`. */
function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
