import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatClock, formatClockMinutes } from '../../../../shared/format/clock.ts';
import { civilTimeOf } from '../../../../shared/format/zoned-time.ts';

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'Pacific/Chatham',
  // Half an hour of summer time.
  'Australia/Lord_Howe',
  // Skipped a day in 2011.
  'Pacific/Apia',
  // 44 minutes and 30 seconds behind until 1972.
  'Africa/Monrovia',
] as const;

/** What Intl itself says, as one text. */
function witness(atMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(atMs);
}

function said(atMs: number, timeZone: string): string {
  const { year, month, day, hour, minute, second } = civilTimeOf(atMs, timeZone);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`;
}

describe('the clock of a zone', () => {
  it('shows what Intl shows, at any moment', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.oneof(
          fc.integer({ min: 0, max: Date.UTC(2037, 0, 1) }),
          // Around changes of many clocks: on the hour, on days in spring and autumn.
          fc
            .tuple(
              fc.integer({ min: 1970, max: 2036 }),
              fc.constantFrom(2, 3, 8, 9, 10),
              fc.integer({ min: 1, max: 31 }),
              fc.integer({ min: 0, max: 95 }),
              fc.constantFrom(-1_000, -1, 0, 1, 999),
            )
            .map(
              ([year, month, day, quarter, offMs]) => Date.UTC(year, month, day) + quarter * 900_000 + offMs,
            ),
        ),
        (zone, atMs) => {
          expect(said(atMs, zone)).toBe(witness(atMs, zone));
          expect(formatClock(atMs, zone)).toBe(witness(atMs, zone).slice(11));
          expect(formatClockMinutes(atMs, zone)).toBe(witness(atMs, zone).slice(11, 16));
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    ['Europe/Berlin', Date.UTC(2026, 9, 25, 1)],
    ['Australia/Lord_Howe', Date.UTC(2026, 3, 4, 15)],
    ['Pacific/Apia', Date.UTC(2011, 11, 30, 10)],
    ['Africa/Monrovia', Date.UTC(1972, 0, 7, 0, 44, 30)],
  ])('follows a change to the second: %s', (zone, changeMs) => {
    for (const offMs of [-900_000, -1_000, -1, 0, 1, 1_000, 899_000, 900_000])
      expect(said(changeMs + offMs, zone)).toBe(witness(changeMs + offMs, zone));
    const [before, after] = [civilTimeOf(changeMs - 1_000, zone), civilTimeOf(changeMs, zone)];
    const secondsOf = ({ day, hour, minute, second }: typeof before): number =>
      ((day * 24 + hour) * 60 + minute) * 60 + second;
    expect(secondsOf(after) - secondsOf(before)).not.toBe(1);
  });

  it('refuses what is no moment and what is no zone', () => {
    expect(() => civilTimeOf(Number.NaN, 'UTC')).toThrow(RangeError);
    expect(() => civilTimeOf(0, 'Atlantis/Capital')).toThrow(RangeError);
  });
});
