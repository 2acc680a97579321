import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildSearchIndex,
  type Found,
  MAX_QUERY_CHARS,
  searchIndex,
} from '../../../../renderer/features/palette/search-index.ts';

const estate = [
  'checkout',
  'Checkout EU',
  'cart',
  'São Paulo',
  'eu-west-1',
  'payments',
  'Take checkout down',
];
const index = buildSearchIndex(estate.map((title) => ({ title, rest: 'service' })));

function titlesFor(typed: string): readonly (string | undefined)[] {
  return Array.from(searchIndex(index, typed).ranked, (entry) => estate[entry]);
}

describe('what is typed finds', () => {
  it.each([
    ['checkout', ['checkout', 'Checkout EU', 'Take checkout down']],
    ['CHECKOUT', ['checkout', 'Checkout EU', 'Take checkout down']],
    ['eu', ['eu-west-1', 'Checkout EU']],
    ['eu checkout', ['Checkout EU']],
    ['ckeu', ['Checkout EU']],
    ['sao', ['São Paulo']],
    ['west', ['eu-west-1']],
    ['nothing like it', []],
  ])('%s', (typed, titles) => {
    expect(titlesFor(typed)).toEqual(titles);
  });

  it('everything in its order while nothing is typed', () => {
    expect(titlesFor('  ')).toEqual(estate);
  });

  it('what stands beside the title after the title', () => {
    const mixed = buildSearchIndex([
      { title: 'alpha', rest: 'payments' },
      { title: 'payments', rest: '' },
    ]);
    expect([...searchIndex(mixed, 'pay').ranked]).toEqual([1, 0]);
  });

  it('and a query without end is cut', () => {
    expect(searchIndex(index, 'x'.repeat(10_000)).query).toHaveLength(MAX_QUERY_CHARS);
  });
});

const letters = fc.stringMatching(/^[a-c1 é-]{0,12}$/);

describe('typing on', () => {
  it('finds what a fresh search would, in the same order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ title: letters, rest: letters }), { maxLength: 30 }),
        letters,
        (entries, typed) => {
          const some = buildSearchIndex(entries);
          let found: Found | null = null;
          for (let length = 1; length <= typed.length; length++)
            found = searchIndex(some, typed.slice(0, length), found);
          if (found !== null) expect(found).toEqual(searchIndex(some, typed));
        },
      ),
    );
  });

  it('never loses an entry whose title holds every word', () => {
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 20 }), letters, (titles, typed) => {
        const some = buildSearchIndex(titles.map((title) => ({ title, rest: '' })));
        const words = typed.split(' ').filter(Boolean);
        const found = new Set(searchIndex(some, typed).ranked);
        titles.forEach((title, entry) => {
          if (words.every((word) => title.includes(word))) expect(found).toContain(entry);
        });
      }),
    );
  });

  it('answers each entry once', () => {
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 40 }), letters, (titles, typed) => {
        const some = buildSearchIndex(titles.map((title) => ({ title, rest: '' })));
        const { ranked, inOrder } = searchIndex(some, typed);
        expect([...ranked].toSorted((a, b) => a - b)).toEqual([...inOrder]);
        expect(new Set(ranked).size).toBe(ranked.length);
      }),
    );
  });
});
