import { describe, expect, it } from 'vitest';
import { readPage } from './read-page.ts';

const page = (...lines: readonly (string | readonly number[])[]): Buffer =>
  Buffer.concat(lines.flatMap((line) => [Buffer.from(line as string), Buffer.from('\n')]));

describe('lines that are not UTF-8', () => {
  it.each([
    ['a byte of Latin-1', [97, 0xe9, 32, 49]],
    ['a surrogate', [97, 0xed, 0xa0, 0x80, 32, 49]],
    ['an overlong slash', [97, 0xc0, 0xaf, 32, 49]],
    ['a character cut off', [97, 32, 49, 0xf0, 0x9f]],
  ])('%s breaks its own line alone', (_, bytes) => {
    const { samples, summary } = readPage(page('a 1', bytes, 'b 2'));
    expect(samples.map(({ value }) => value)).toStrictEqual([1, 2]);
    expect(summary).toMatchObject({ brokenLines: 1, isComplete: false });
    expect(summary.issues[0]).toMatchObject({ line: 2, sentence: 'the line is not valid UTF-8' });
  });

  it('texts of any language, and a byte order mark within a label, are kept', () => {
    const { samples, summary } = readPage(page('a{b="\uFEFFZürich 😀"} 1'));
    expect(summary.brokenLines).toBe(0);
    expect(samples[0]?.series).toBe(JSON.stringify(['a', ['b', '\uFEFFZürich 😀']]));
  });

  it('as many as a page holds are counted one by one', () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => (index % 2 === 0 ? [0xff] : 'x'));
    expect(readPage(page(...lines)).summary.brokenLines).toBe(10_000);
  });
});
