import { buildSearchIndex, type Found, searchIndex } from '../../renderer/features/palette/search-index.ts';
import { seeded } from '../builders/seeded.ts';
import type { BenchLine } from './bench-line.ts';
import { median } from './median.ts';

const ENTRIES = 10_000;
const ROUNDS = 60;
const TYPED = ['checkout eu', 'payment gateway', 'ckeu', 'latency high', 'ap-southeast', 'zzz'];

const nouns = 'checkout payment gateway cart search ledger session mail invoice stock price edge'.split(' ');
const kinds = 'api worker cache store proxy stream batch core'.split(' ');
const regions = 'eu-west-1 eu-central-1 us-east-1 us-west-2 ap-southeast-1 sa-east-1'.split(' ');
const troubles = ['Latency high', 'Errors above limit', 'Disk almost full', 'No requests', 'Pod restarts'];

/** Services and alerts as an estate of that size has them. */
function entries(): readonly { readonly title: string; readonly rest: string }[] {
  const random = seeded(7);
  const pick = (words: readonly string[]): string => words[Math.floor(random() * words.length)] ?? '';
  return Array.from({ length: ENTRIES }, (_, index) =>
    index % 2 === 0
      ? { title: `${pick(nouns)}-${pick(kinds)}-${index}`, rest: `ok · team ${pick(nouns)} service` }
      : { title: pick(troubles), rest: `${pick(nouns)}-${pick(kinds)} in ${pick(regions)} alert` },
  );
}

/** Typing in the palette, letter by letter, against looking for the same letters in every entry. */
export async function benchPalette(): Promise<readonly BenchLine[]> {
  const all = entries();
  const index = buildSearchIndex(all);
  const texts = all.map(({ title, rest }) => `${title} ${rest}`.toLowerCase());
  let kept = 0;
  const palette: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round++)
    for (const typed of TYPED) {
      const keystrokes = Array.from({ length: typed.length }, (_, at) => typed.slice(0, at + 1));
      let startMs = performance.now();
      let found: Found | null = null;
      for (const text of keystrokes) {
        found = searchIndex(index, text, found);
        kept += found.ranked.length;
      }
      palette.push((performance.now() - startMs) / keystrokes.length);
      startMs = performance.now();
      for (const text of keystrokes) kept += texts.filter((entry) => entry.includes(text)).length;
      bare.push((performance.now() - startMs) / keystrokes.length);
    }
  if (kept === 0) throw new Error('Nothing was found.');
  const value = median(palette);
  const limit = median(bare);
  return [
    {
      name: `a key typed in the palette, ${ENTRIES} entries, ranked`,
      value,
      unit: 'ms',
      limit: `bare substring scan, unranked ${limit.toPrecision(3)} ms`,
      ratio: value / limit,
    },
  ];
}
