import { describe, expect, it } from 'vitest';
import { baselineWords } from '../../../../shared/format/baseline-words.ts';

const AT = Date.UTC(2026, 8, 22, 14, 13, 36);
const known = { kind: 'known', median: 1, low: 1, high: 1 } as const;

describe('what a baseline rests on, in words', () => {
  it('names the hour of the week and from how many weeks', () => {
    expect(baselineWords({ ...known, basis: 'week', occurrences: 5 }, AT)).toBe(
      'usual for Tuesdays 14:00 to 15:00 UTC, from 5 weeks',
    );
    expect(baselineWords({ ...known, basis: 'week', occurrences: 3 }, Date.UTC(2026, 8, 27, 23, 59))).toBe(
      'usual for Sundays 23:00 to 00:00 UTC, from 3 weeks',
    );
  });

  it('says that days of the week are not told apart yet', () => {
    expect(baselineWords({ ...known, basis: 'day', occurrences: 4 }, AT)).toBe(
      'usual for 14:00 to 15:00 UTC, from 4 days; not by weekday yet',
    );
  });

  it('says how much history there is and how much it takes', () => {
    expect(baselineWords({ kind: 'learning', weeks: 0, days: 1 }, AT)).toBe(
      'not enough history yet: 1 of 3 days',
    );
    expect(baselineWords({ kind: 'learning', weeks: 2, days: 1 }, AT)).toBe(
      'not enough history yet: 2 of 3 weeks',
    );
  });
});
