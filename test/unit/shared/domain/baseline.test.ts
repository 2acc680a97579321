import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Baseline,
  baselineOf,
  HOUR_MS,
  type HourSummary,
  hourOf,
  MAX_WEEKS,
  MIN_DAYS,
  MIN_MINUTES,
  MIN_WEEKS,
} from '../../../../shared/domain/baseline.ts';

/** A Tuesday. */
const HOUR = Date.UTC(2026, 8, 22, 14);
const DAY = 24 * HOUR_MS;
const WEEK = 7 * DAY;

const hour = (median: number, minutes = 60): HourSummary => ({
  low: median * 0.95,
  median,
  high: median * 1.1,
  minutes,
});
const from =
  (hours: Readonly<Record<number, HourSummary>>) =>
  (hourMs: number): HourSummary | null =>
    hours[hourMs] ?? null;
const weeks = (...medians: readonly number[]) =>
  Object.fromEntries(medians.map((median, i) => [HOUR - (i + 1) * WEEK, hour(median)]));
const days = (...medians: readonly number[]) =>
  Object.fromEntries(medians.map((median, i) => [HOUR - (i + 1) * DAY, hour(median)]));
const medianIn = (found: Baseline): number => (found.kind === 'known' ? found.median : Number.NaN);

describe('what is usual in an hour', () => {
  it('is learned from the same hour of the weeks before, once there are enough', () => {
    expect(baselineOf(HOUR, from(weeks(0.1, 0.1)))).toEqual({ kind: 'learning', weeks: 2, days: 1 });
    const found = baselineOf(HOUR, from(weeks(0.1, 0.12, 0.11)));
    expect(found).toMatchObject({ kind: 'known', basis: 'week', occurrences: MIN_WEEKS, median: 0.11 });
  });

  it('stands on days before there are weeks enough, and says so', () => {
    expect(baselineOf(HOUR, from(days(0.2, 0.2)))).toEqual({ kind: 'learning', weeks: 0, days: 2 });
    const found = baselineOf(HOUR, from(days(0.2, 0.21, 0.22)));
    expect(found).toMatchObject({ kind: 'known', basis: 'day', occurrences: MIN_DAYS, median: 0.21 });
    const both = { ...days(0.2, 0.2, 0.2, 0.2, 0.2, 0.2), ...weeks(0.1, 0.1, 0.1) };
    expect(baselineOf(HOUR, from(both))).toMatchObject({ basis: 'week', median: 0.1 });
  });

  it('does not count hours of which too little was measured', () => {
    const thin = { ...weeks(0.1, 0.1), [HOUR - 3 * WEEK]: hour(0.1, MIN_MINUTES - 1) };
    expect(baselineOf(HOUR, from(thin))).toMatchObject({ kind: 'learning', weeks: 2 });
    const enough = { ...thin, [HOUR - 3 * WEEK]: hour(0.1, MIN_MINUTES) };
    expect(baselineOf(HOUR, from(enough))).toMatchObject({ kind: 'known' });
  });

  it('is neither moved by two bad weeks of five nor by the hour itself, and follows what stays', () => {
    const bad = 9;
    expect(medianIn(baselineOf(HOUR, from({ ...weeks(bad, bad, 0.1, 0.1, 0.1), [HOUR]: hour(bad) })))).toBe(
      0.1,
    );
    expect(medianIn(baselineOf(HOUR, from(weeks(bad, bad, bad, 0.1, 0.1))))).toBe(bad);
  });

  it('asks for earlier hours only, of one hour of the week or of the day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (atMs) => {
        const hourMs = hourOf(atMs);
        expect(hourMs).toBeLessThanOrEqual(atMs);
        expect(atMs - hourMs).toBeLessThan(HOUR_MS);
        const asked: number[] = [];
        baselineOf(hourMs, (ms) => {
          asked.push(ms);
          return null;
        });
        for (const ms of asked) {
          expect(ms).toBeLessThan(hourMs);
          expect((hourMs - ms) % DAY).toBe(0);
          expect(hourMs - ms).toBeLessThanOrEqual(MAX_WEEKS * WEEK);
        }
      }),
    );
  });

  it('is finite and in order, whatever the hours were', () => {
    const summary = fc
      .tuple(
        fc.double({ min: -1e9, max: 1e9, noNaN: true }),
        fc.double({ min: 0, max: 1e9, noNaN: true }),
        fc.double({ min: 0, max: 1e9, noNaN: true }),
        fc.integer({ min: 1, max: 60 }),
      )
      .map(([median, down, up, minutes]) => ({ low: median - down, median, high: median + up, minutes }));
    fc.assert(
      fc.property(fc.array(fc.option(summary), { minLength: 12, maxLength: 12 }), (hours) => {
        const steps = [1, 2, 3, 4, 5, 6, 7].map((i) => i * DAY).concat([2, 3, 4, 5].map((i) => i * WEEK));
        const found = baselineOf(HOUR, (ms) => hours[steps.indexOf(HOUR - ms)] ?? null);
        if (found.kind === 'learning') {
          expect(found.weeks).toBeLessThan(MIN_WEEKS);
          expect(found.days).toBeLessThan(MIN_DAYS);
          return;
        }
        for (const value of [found.low, found.median, found.high]) expect(Number.isFinite(value)).toBe(true);
        expect(found.low).toBeLessThanOrEqual(found.median);
        expect(found.median).toBeLessThanOrEqual(found.high);
      }),
    );
  });
});
