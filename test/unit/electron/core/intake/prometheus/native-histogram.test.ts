import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  histogramQuantile,
  type NativeHistogram,
  parseHistogram,
} from '../../../../../../electron/core/intake/prometheus/native-histogram.ts';

/** As the HTTP API prints it: schema 0 (bounds double), 10 observations in (1, 2], 10 in (2, 4], 5 around zero. */
const PRINTED = {
  count: '25',
  sum: '44.5',
  buckets: [
    [3, '-0.001', '0.001', '5'],
    [0, '1', '2', '10'],
    [0, '2', '4', '10'],
  ],
};

function histogram(printed: unknown = PRINTED): NativeHistogram {
  const parsed = parseHistogram(printed);
  if (parsed === null) throw new Error('expected a histogram');
  return parsed;
}

describe('histogramQuantile', () => {
  it('goes through an exponential bucket on a logarithmic scale', () => {
    // Rank 10 of 25: half of the way through (1, 2] is its geometric middle.
    expect(histogramQuantile(0.4, histogram())).toBeCloseTo(Math.SQRT2, 12);
    // Rank 20: half of the way through (2, 4].
    expect(histogramQuantile(0.8, histogram())).toBeCloseTo(2 * Math.SQRT2, 12);
    expect(histogramQuantile(1, histogram())).toBeCloseTo(4, 12);
  });

  it('goes through the zero bucket on a linear scale, from zero when nothing is negative', () => {
    expect(histogramQuantile(0.1, histogram())).toBeCloseTo(0.0005, 12);
    const both = histogram({ ...PRINTED, count: '26', buckets: [[1, '-2', '-1', '1'], ...PRINTED.buckets] });
    expect(histogramQuantile(3.5 / 26, both)).toBeCloseTo(0, 12);
  });

  it('goes through negative buckets the other way round', () => {
    const negative = histogram({ count: '4', sum: '-8', buckets: [[1, '-4', '-1', '4']] });
    // A growth of 4 is schema -1.
    expect(histogramQuantile(0.5, negative)).toBeCloseTo(-2, 12);
  });

  it('goes through custom buckets on a linear scale', () => {
    const custom = histogram({ count: '4', sum: '3', buckets: [[0, '0.1', '0.25', '4']] });
    expect(histogramQuantile(0.5, custom)).toBeCloseTo(0.175, 12);
  });

  it('answers with the finite bound of a bucket without end', () => {
    const open = histogram({ count: '2', sum: '3', buckets: [[0, '0.5', '+Inf', '2']] });
    expect(histogramQuantile(0.9, open)).toBe(0.5);
  });

  it('is no number for an empty histogram', () => {
    expect(histogramQuantile(0.5, histogram({ count: '0', sum: '0' }))).toBeNaN();
    expect(histogramQuantile(0.5, histogram({ count: '0', sum: '0', buckets: [] }))).toBeNaN();
  });

  it('lies within the buckets and never falls as the quantile rises, whatever the histogram', () => {
    const anyHistogram = fc
      .array(fc.tuple(fc.nat(1_000), fc.integer({ min: -8, max: 8 })), { minLength: 1, maxLength: 20 })
      .map((rows) => {
        const byIndex = new Map(rows.map(([count, index]) => [index, count + 1]));
        const buckets = [...byIndex.entries()]
          .toSorted(([a], [b]) => a - b)
          .map(([index, count]) => ({ lower: 2 ** (index - 1), upper: 2 ** index, count }));
        return { count: buckets.reduce((sum, { count }) => sum + count, 0), buckets };
      });
    fc.assert(
      fc.property(anyHistogram, fc.double({ min: 0, max: 1, noNaN: true }), (given, q) => {
        const value = histogramQuantile(q, given);
        expect(value).toBeGreaterThanOrEqual(given.buckets[0]!.lower);
        expect(value).toBeLessThanOrEqual(given.buckets.at(-1)!.upper);
        expect(histogramQuantile(Math.min(1, q + 0.1), given)).toBeGreaterThanOrEqual(value - 1e-12);
      }),
    );
  });
});

describe('parseHistogram', () => {
  it.each([
    null,
    7,
    {},
    { count: 'x' },
    { count: '-1' },
    { count: '1', buckets: [[0, '2', '1', '1']] },
    { count: '1', buckets: [[0, '1', '2', '-1']] },
    { count: '1', buckets: [[0, '1', 'two', '1']] },
    { count: '1', buckets: [['0', '1', '2', '1']] },
  ])('refuses %j', (value) => expect(parseHistogram(value)).toBeNull());
});
