import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatClock, formatDate, formatMoment } from '../../../../shared/format/clock.ts';
import { parseMoment } from '../../../../shared/format/parse-moment.ts';
import { civilTimeOf, momentOfCivilTime } from '../../../../shared/format/zoned-time.ts';

/** Tue 22 Sep 2026, 14:13:36 UTC; 16:13:36 in Berlin. */
const nowMs = Date.UTC(2026, 8, 22, 14, 13, 36);
const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
];
const anyZone = fc.constantFrom(...zones);
const anySecondMs = fc
  .integer({ min: Date.UTC(1990, 0, 1) / 1_000, max: Date.UTC(2040, 0, 1) / 1_000 })
  .map((seconds) => seconds * 1_000);

describe('a moment as people write it', () => {
  it.each([
    ['14:02', '2026-09-22T14:02:00Z'],
    ['14:02:10', '2026-09-22T14:02:10Z'],
    ['14:02:10 UTC', '2026-09-22T14:02:10Z'],
    ['9:30', '2026-09-22T09:30:00Z'],
    // Later than now: the last time it was so.
    ['14:14', '2026-09-21T14:14:00Z'],
    ['today 09:00', '2026-09-22T09:00:00Z'],
    ['yesterday 14:00', '2026-09-21T14:00:00Z'],
    ['Yesterday at 14:00', '2026-09-21T14:00:00Z'],
    ['yesterday', '2026-09-21T14:13:36Z'],
    ['mon 09:30', '2026-09-21T09:30:00Z'],
    ['Monday', '2026-09-21T14:13:36Z'],
    ['tue 09:30', '2026-09-22T09:30:00Z'],
    ['tue 15:00', '2026-09-15T15:00:00Z'],
    ['tuesday', '2026-09-15T14:13:36Z'],
    ['2026-09-22 14:02:10', '2026-09-22T14:02:10Z'],
    ['2026-09-22 14:02', '2026-09-22T14:02:00Z'],
    ['2026-09-22', '2026-09-22T00:00:00Z'],
    ['2026-09-22T14:02:10Z', '2026-09-22T14:02:10Z'],
    ['2026-09-22T16:02:10.750+02:00', '2026-09-22T14:02:10Z'],
    ['2026-09-22T08:32:10-0530', '2026-09-22T14:02:10Z'],
    ['22 Sep 14:02', '2026-09-22T14:02:00Z'],
    ['Mon 21 Sep 14:06:30', '2026-09-21T14:06:30Z'],
    ['24 december 18:00', '2025-12-24T18:00:00Z'],
    ['21 Sep 2025 14:06:30', '2025-09-21T14:06:30Z'],
    ['15 min ago', '2026-09-22T13:58:36Z'],
    ['1 h 30 min ago', '2026-09-22T12:43:36Z'],
    ['-90s', '2026-09-22T14:12:06Z'],
    ['\u22122 d', '2026-09-20T14:13:36Z'],
    ['3 hours ago', '2026-09-22T11:13:36Z'],
    ['now', '2026-09-22T14:13:36Z'],
    ['1790086330000', '2026-09-22T14:12:10Z'],
  ])('reads %s', (text, expected) => {
    const read = parseMoment(text, nowMs, 'UTC');
    expect(read.ok && new Date(read.value).toISOString().replace('.000', '')).toBe(expected);
  });

  it.each([
    '',
    '   ',
    '25:00',
    '14:60',
    'noon',
    '15 min',
    '15 parsecs ago',
    '2026-02-30',
    '2026-13-01 10:00',
    '2026-09-22T14:02:10+99:00',
    '31 feb 10:00',
    '22 foo 10:00',
    'someday 14:00',
    '99999 d ago',
    'x'.repeat(500),
  ])('refuses %j with a sentence', (text) => {
    const read = parseMoment(text, nowMs, 'UTC');
    expect(read.ok).toBe(false);
    expect(!read.ok && read.error).toMatch(/^.+\.$/);
  });

  it('takes clocks for those of the zone', () => {
    const read = parseMoment('16:02:10', nowMs, 'Europe/Berlin');
    expect(read.ok && new Date(read.value).toISOString()).toBe('2026-09-22T14:02:10.000Z');
  });

  it('reads back what the app itself writes, in any zone', () => {
    fc.assert(
      fc.property(anySecondMs, fc.integer({ min: 0, max: 400 * 86_400 }), anyZone, (now, ago, zone) => {
        const atMs = now - ago * 1_000;
        const words = formatMoment(atMs, now, zone);
        const read = parseMoment(words, now, zone);
        // A clock that is shown twice in autumn may be either time.
        expect(read.ok && formatMoment(read.value, now, zone)).toBe(words);
      }),
    );
  });

  it('reads RFC 3339 exactly', () => {
    fc.assert(
      fc.property(anySecondMs, anyZone, (atMs, zone) => {
        expect(parseMoment(new Date(atMs).toISOString(), nowMs, zone)).toEqual({ ok: true, value: atMs });
      }),
    );
  });

  it('never reads a clock as a time to come, and never throws', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        anySecondMs,
        anyZone,
        (hour, minute, now, zone) => {
          const read = parseMoment(`${hour}:${String(minute).padStart(2, '0')}`, now, zone);
          // Only where a clock is set forth over it may the time be later than the words say.
          expect(read.ok && read.value).toBeLessThanOrEqual(now + 3_600_000);
        },
      ),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const read = parseMoment(text, nowMs, 'Europe/Berlin');
        if (read.ok) expect(read.value % 1_000).toBe(0);
      }),
      { examples: [['-1e999d'], ['0x10:00'], ['1790086330000000']] },
    );
  });
});

describe('clocks and moments', () => {
  it('are each other’s inverse', () => {
    fc.assert(
      fc.property(anySecondMs, anyZone, (atMs, zone) => {
        const civil = civilTimeOf(atMs, zone);
        const back = momentOfCivilTime(civil, zone);
        expect(civilTimeOf(back, zone)).toEqual(civil);
        // The same but for the hour that is shown twice.
        expect(atMs - back).toBeGreaterThanOrEqual(0);
        expect(atMs - back).toBeLessThanOrEqual(3_600_000);
      }),
    );
  });

  it('show the earlier of two, and step over what a clock skips', () => {
    const at = (clock: string, day: number, month: number): string => {
      const [hour = 0, minute = 0] = clock.split(':').map(Number);
      const atMs = momentOfCivilTime({ year: 2026, month, day, hour, minute, second: 0 }, 'Europe/Berlin');
      return new Date(atMs).toISOString();
    };
    expect(at('02:30', 25, 10)).toBe('2026-10-25T00:30:00.000Z');
    expect(at('02:30', 29, 3)).toBe('2026-03-29T01:30:00.000Z');
    expect(at('00:30', 0, 4)).toBe('2026-03-30T22:30:00.000Z');
  });

  it('are said as short as they stay clear', () => {
    expect(formatMoment(nowMs - 60_000, nowMs, 'UTC')).toBe('14:12:36');
    expect(formatMoment(nowMs - 86_400_000, nowMs, 'UTC')).toBe('Mon 21 Sep 14:13:36');
    expect(formatMoment(nowMs - 400 * 86_400_000, nowMs, 'UTC')).toBe('18 Aug 2025 14:13:36');
    expect(formatDate(nowMs, 'UTC')).toBe('Tue 22 Sep 2026');
    expect(formatClock(nowMs, 'UTC')).toBe('14:13:36');
  });
});
