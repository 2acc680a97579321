import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatClock,
  formatClockMinutes,
  formatDate,
  formatSince,
  zoneName,
} from '../../../../shared/format/clock.ts';
import {
  formatAge,
  formatDuration,
  formatDurationShort,
  formatMinutes,
} from '../../../../shared/format/duration.ts';

const storyMs = Date.UTC(2026, 8, 22, 14, 13, 36);
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('durations', () => {
  it.each([
    [0, '0 s'],
    [42_900, '42 s'],
    [372_000, '6 min 12 s'],
    [360_000, '6 min'],
    [11_520_000, '3 h 12 min'],
    [187_200_000, '2 d 4 h'],
    [-5, '0 s'],
    [Number.NaN, '0 s'],
  ])('says %d ms as %s', (ms, text) => expect(plain(formatDuration(ms))).toBe(text));

  it('says ages without twitching seconds', () => {
    expect(plain(formatAge(252_000))).toBe('4 min old');
    expect(plain(formatAge(11_520_000))).toBe('3 h 12 min old');
    expect(plain(formatAge(9_000))).toBe('9 s old');
  });

  it('says budgets in tenths of minutes, cut', () => {
    expect(plain(formatMinutes(699_999))).toBe('11.6 min');
    expect(plain(formatMinutes(11_520_000))).toBe('3 h 12 min');
  });

  it('never says NaN or a negative number', () => {
    fc.assert(
      fc.property(fc.double(), (ms) => {
        for (const text of [formatDuration(ms), formatDurationShort(ms), formatMinutes(ms)])
          expect(text).not.toMatch(/NaN|Infinity|[-\u2212]/);
      }),
    );
  });
});

describe('clocks', () => {
  it('tells the time of a zone', () => {
    expect(formatClock(storyMs, 'UTC')).toBe('14:13:36');
    expect(formatClockMinutes(storyMs, 'Europe/Berlin')).toBe('16:13');
    expect(formatDate(storyMs, 'UTC')).toBe('Tue 22 Sep 2026');
    expect(formatClock(Date.UTC(2026, 8, 22), 'UTC')).toBe('00:00:00');
    expect(formatClock(Number.NaN, 'UTC')).toBe('--:--:--');
  });

  it('names a past moment as short as it stays clear', () => {
    expect(formatSince(storyMs - 11 * 60_000, storyMs, 'UTC')).toBe('14:02');
    expect(formatSince(storyMs - 86_400_000, storyMs, 'UTC')).toBe('Mon 14:13');
    expect(formatSince(storyMs - 12 * 86_400_000, storyMs, 'UTC')).toBe('10 Sep 14:13');
  });

  it('calls zones what people call them', () => {
    expect(zoneName('America/New_York')).toBe('New York');
    expect(zoneName('UTC')).toBe('UTC');
  });
});
