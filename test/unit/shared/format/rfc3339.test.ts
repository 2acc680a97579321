import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRfc3339 } from '../../../../shared/format/rfc3339.ts';

describe('formatRfc3339', () => {
  it('writes UTC with milliseconds', () => {
    expect(formatRfc3339(Date.UTC(2026, 8, 22, 14, 6, 30, 250))).toBe('2026-09-22T14:06:30.250Z');
    expect(formatRfc3339(0)).toBe('1970-01-01T00:00:00.000Z');
  });

  it('has no words for what is no moment, or lies outside the years RFC 3339 can write', () => {
    for (const atMs of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 8.64e15, -8.64e15])
      expect(formatRfc3339(atMs)).toBeNull();
  });

  it('says the same moment back, in the one form there is, whatever the number', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.double()), (atMs) => {
        const text = formatRfc3339(atMs);
        if (text === null) return;
        expect(text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        expect(Math.abs(Date.parse(text) - atMs)).toBeLessThan(1);
      }),
    );
  });
});
