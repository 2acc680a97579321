import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Buckets } from '../../../../../electron/core/journal/roll-up.ts';
import { decodeBuckets, encodeBuckets } from '../../../../../electron/core/journal/roll-up-codec.ts';
import { hourOfBucket, usualHours } from '../../../../../electron/core/journal/usual-hours.ts';
import { T0 } from './journal-harness.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

interface Minute {
  readonly at: number;
  readonly values: readonly number[];
  readonly lag: number;
}

function bucketsOf(minutes: readonly Minute[]): Buckets {
  const column = (of: (minute: Minute) => number): Float64Array => Float64Array.from(minutes, of);
  return {
    startMs: column(({ at }) => T0 + at * MINUTE_MS),
    min: column(({ values }) => Math.min(...values)),
    max: column(({ values }) => Math.max(...values)),
    sum: column(({ values }) => values.reduce((sum, value) => sum + value, 0)),
    count: column(({ values }) => values.length),
    lagSeconds: column(({ lag }) => lag),
  };
}

/** The exact quantile, in so many words. */
function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = q * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
  return below + (above - below) * (at % 1);
}

const minute = (at: number) =>
  fc.record({
    at: fc.constant(at),
    values: fc.array(fc.double({ min: -1e5, max: 1e5, noNaN: true }), { minLength: 1, maxLength: 6 }),
    lag: fc.nat(90),
  });
const someMinutes = fc
  .uniqueArray(fc.nat(359), { minLength: 1, maxLength: 360 })
  .chain((found) => fc.tuple(...found.toSorted((a, b) => a - b).map(minute)));

describe('what is usual of an hour', () => {
  it('is its exact quantiles to four digits of the greatest, packed and unpacked again', () => {
    fc.assert(
      fc.property(someMinutes, (minutes) => {
        const packed = decodeBuckets(encodeBuckets(usualHours(bucketsOf(minutes)), 7), 7);
        if (!packed.ok) throw new Error(packed.error);
        const hours = packed.value;
        const byHour = Map.groupBy(minutes, ({ at }) => Math.floor(at / 60));
        expect(Array.from(hours.startMs)).toEqual([...byHour.keys()].map((hour) => T0 + hour * HOUR_MS));
        [...byHour.values()].forEach((inHour, i) => {
          const found = hourOfBucket(hours, i);
          const low = quantile(
            inHour.map(({ values }) => Math.min(...values)),
            0.1,
          );
          const high = quantile(
            inHour.map(({ values }) => Math.max(...values)),
            0.9,
          );
          const means = inHour.map(
            ({ values }) => values.reduce((sum, value) => sum + value, 0) / values.length,
          );
          // Half a step of the last digit that is kept, and the bits of the sum.
          const error = Math.max(Math.abs(low), Math.abs(high)) * 0.000_501 + 1e-9;
          expect(Math.abs(found.low - low)).toBeLessThanOrEqual(error);
          expect(Math.abs(found.high - high)).toBeLessThanOrEqual(error);
          const middle = Math.min(high, Math.max(low, quantile(means, 0.5)));
          expect(Math.abs(found.median - middle)).toBeLessThanOrEqual(error * 2);
          expect(found.low).toBeLessThanOrEqual(found.median);
          expect(found.median).toBeLessThanOrEqual(found.high);
          expect(found.minutes).toBe(inHour.length);
          expect(hours.lagSeconds[i]).toBe(Math.max(...inHour.map(({ lag }) => lag)));
        });
      }),
      { numRuns: 60 },
    );
  }, 30_000);

  it('is not moved by five wild minutes', () => {
    const minutes = Array.from({ length: 60 }, (_, at) => ({
      at,
      values: [at % 12 === 0 ? 30 : 0.1],
      lag: 0,
    }));
    expect(hourOfBucket(usualHours(bucketsOf(minutes)), 0)).toEqual({
      low: 0.1,
      median: 0.1,
      high: 0.1,
      minutes: 60,
    });
  });

  it('of nothing is nothing', () => {
    expect(usualHours(bucketsOf([])).startMs.length).toBe(0);
  });
});
