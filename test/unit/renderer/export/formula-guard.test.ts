import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardFormula } from '../../../../renderer/export/formula-guard.ts';
import { anyText, hostileTexts } from '../../../builders/export-tables.ts';

/** Where a spreadsheet may begin a cell inside a text: at its start, and after what separates columns or lines. */
function cellStarts(text: string): readonly string[] {
  return text.split(/[;\t\r\n]/);
}

/** What some spreadsheet drops before it looks whether a cell is a formula. */
function trimmed(cell: string): string {
  return cell.replace(/^[\s"\u200b-\u200f\u2060\ufeff]+/, '');
}

describe('guardFormula', () => {
  it.each(hostileTexts)('leaves no formula in %j', (text) => {
    for (const cell of cellStarts(guardFormula(text))) expect(trimmed(cell)).not.toMatch(/^[=+\-@＝＋－＠]/);
  });

  it('leaves no formula in any text, and no start that is dropped', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const guarded = guardFormula(text);
        for (const cell of cellStarts(guarded)) expect(trimmed(cell)).not.toMatch(/^[=+\-@＝＋－＠]/);
        expect(guarded).not.toMatch(/^[\t\r\n]/);
      }),
    );
  });

  it('only ever adds apostrophes', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(guardFormula(text).replaceAll("'", '')).toBe(text.replaceAll("'", ''));
      }),
    );
  });

  it('takes a text of nothing but blanks in one go: in a square of its length it would never end', () => {
    const blanks = '\t'.repeat(1_000_000);
    expect(guardFormula(`a${blanks}`)).toHaveLength(1_000_001);
    expect(guardFormula(`a${blanks}=1`)).toHaveLength(1_000_004);
  });

  it.each([
    '',
    'checkout',
    '38.2 % of requests fail, limit 2 %.',
    'p95 1.84 s (+81 %)',
    'eu-west-1',
    'a; b',
    'a = b',
    'someone@example.com',
    '–',
    '2026-09-22T14:06:30.000Z',
  ])('leaves %j as it is', (text) => {
    expect(guardFormula(text)).toBe(text);
  });
});
