import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clockOfMinute,
  isQuietAt,
  MINUTES_PER_DAY,
  minuteOfClock,
} from '../../../../../shared/domain/attention/quiet-hours.ts';

const at = (text: string): number => Date.parse(text);
const night = { fromMinute: 22 * 60, toMinute: 7 * 60 };

describe('quiet hours', () => {
  it('go over midnight, by the clock of their zone', () => {
    const quiet = (text: string): boolean => isQuietAt(night, at(text), 'Europe/Berlin');
    // Summer in Berlin is two hours ahead of UTC.
    expect(quiet('2026-07-01T19:59:59Z')).toBe(false);
    expect(quiet('2026-07-01T20:00:00Z')).toBe(true);
    expect(quiet('2026-07-02T04:59:59Z')).toBe(true);
    expect(quiet('2026-07-02T05:00:00Z')).toBe(false);
  });

  it('follow the clocks when they change: that night is an hour longer or shorter', () => {
    const quietMinutes = (from: string): number =>
      Array.from({ length: 24 * 60 }, (_, minute) => at(from) + minute * 60_000).filter((ms) =>
        isQuietAt(night, ms, 'Europe/Berlin'),
      ).length;
    expect(quietMinutes('2026-10-24T12:00:00Z')).toBe(10 * 60);
    expect(quietMinutes('2026-03-28T12:00:00Z')).toBe(8 * 60);
    expect(quietMinutes('2026-06-28T12:00:00Z')).toBe(9 * 60);
    // In a zone that skips the beginning itself, the first minute that exists is quiet.
    const skipped = { fromMinute: 150, toMinute: 240 };
    expect(isQuietAt(skipped, at('2026-03-29T00:59:00Z'), 'Europe/Berlin')).toBe(false);
    expect(isQuietAt(skipped, at('2026-03-29T01:00:00Z'), 'Europe/Berlin')).toBe(true);
  });

  it('are the whole day where they end as they begin, and never where there are none', () => {
    expect(isQuietAt({ fromMinute: 60, toMinute: 60 }, at('2026-07-01T13:00:00Z'), 'UTC')).toBe(true);
    expect(isQuietAt(null, at('2026-07-01T13:00:00Z'), 'UTC')).toBe(false);
  });

  it('and their complement share out the day', () => {
    const minute = fc.integer({ min: 0, max: MINUTES_PER_DAY - 1 });
    fc.assert(
      fc.property(minute, minute, minute, (fromMinute, toMinute, now) => {
        fc.pre(fromMinute !== toMinute);
        const ms = at('2026-07-01T00:00:00Z') + now * 60_000;
        const inside = isQuietAt({ fromMinute, toMinute }, ms, 'UTC');
        return inside !== isQuietAt({ fromMinute: toMinute, toMinute: fromMinute }, ms, 'UTC');
      }),
    );
  });

  it('read and write clocks', () => {
    for (let minute = 0; minute < MINUTES_PER_DAY; minute++)
      expect(minuteOfClock(clockOfMinute(minute))).toBe(minute);
    for (const text of ['24:00', '7', '12:60', '', 'noon', '1:5']) expect(minuteOfClock(text)).toBeNull();
    expect(minuteOfClock(' 7:05 ')).toBe(425);
  });
});
