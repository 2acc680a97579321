import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createUsualCache, deviationOf, usualOf } from '../../../../renderer/map/usual.ts';
import { bandOf } from '../../../../renderer/map/usual-band.ts';
import { weightedMedian } from '../../../../renderer/map/weighted-median.ts';
import { createSparkTable, recordSpark, SPARK_BIN_MS, SPARK_BINS } from '../../../../shared/domain/spark.ts';

/** Bins of one route: `slow` of the newest ones at 318 ms, the others at 176 ms. */
function bins(slow: number, missing = 0): Float32Array {
  return Float32Array.from({ length: SPARK_BINS }, (_, i) =>
    i < missing ? Number.NaN : i >= SPARK_BINS - slow ? 0.318 : 0.176,
  );
}

describe('the usual value of a route', () => {
  it('survives an incident that fills most of the window', () => {
    for (const slow of [0, 1, 15, 21]) expect(usualOf(bins(slow))?.value).toBeCloseTo(0.176, 6);
  });

  it('needs five finished bins and does not look at the unfinished one', () => {
    expect(usualOf(bins(0, SPARK_BINS - 5))).toBeNull();
    expect(usualOf(bins(0, SPARK_BINS - 6))?.value).toBeCloseTo(0.176, 6);
  });

  it('lies between the smallest and the largest value seen, inside its own range', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: Math.fround(0.001), max: 2, noNaN: true }), { minLength: 6, maxLength: 30 }),
        (values) => {
          const usual = usualOf(Float32Array.from(values));
          const finished = values.slice(0, -1);
          expect(usual?.value).toBeGreaterThanOrEqual(Math.min(...finished) - 1e-6);
          expect(usual?.value).toBeLessThanOrEqual(Math.max(...finished) + 1e-6);
          expect(usual?.low).toBeLessThanOrEqual(usual?.value ?? 0);
          expect(usual?.high).toBeGreaterThanOrEqual(usual?.value ?? 1);
        },
      ),
    );
  });
});

describe('the deviation', () => {
  const endBin = 1_000;
  const usual = usualOf(bins(10));

  it('says how far above usual and since when', () => {
    const found = deviationOf(0.318, usual, bins(10), endBin);
    expect(found?.share).toBeCloseTo(0.807, 2);
    expect(found?.isFar).toBe(true);
    expect(found?.sinceMs).toBe((endBin - 9) * SPARK_BIN_MS);
  });

  it('does not call noise, a few milliseconds, or a faster route far', () => {
    expect(deviationOf(0.2, usual, bins(0), endBin)?.isFar).toBe(false);
    expect(deviationOf(0.05, usual, bins(0), endBin)).toMatchObject({ isFar: false, sinceMs: null });
    const short = usualOf(Float32Array.from({ length: SPARK_BINS }, () => 0.004));
    expect(deviationOf(0.008, short, bins(0), endBin)?.isFar).toBe(false);
  });

  it('is unknown without a usual value', () => {
    expect(deviationOf(0.3, null, bins(0), endBin)).toBeNull();
  });

  it('passes over gaps while it looks for the beginning', () => {
    const gappy = bins(10);
    gappy[25] = Number.NaN;
    expect(deviationOf(0.318, usual, gappy, endBin)?.sinceMs).toBe((endBin - 9) * SPARK_BIN_MS);
  });
});

it('the cache asks again when a half minute ends', () => {
  const usualFor = createUsualCache();
  const spark = createSparkTable(1, 100);
  for (let bin = 80; bin <= 100; bin++) recordSpark(spark, 0, 0.1, bin * SPARK_BIN_MS);
  expect(usualFor(spark, 0)?.value).toBeCloseTo(0.1, 6);
  for (let bin = 101; bin <= 130; bin++) recordSpark(spark, 0, 0.3, bin * SPARK_BIN_MS);
  expect(usualFor(spark, 0)?.value).toBeCloseTo(0.3, 6);
});

it('the band puts value and usual in order and keeps the dot inside', () => {
  const usual = { value: 0.176, low: 0.168, high: 0.187 };
  const band = bandOf(0.318, usual);
  expect(band.low).toBeLessThan(band.usual);
  expect(band.usual).toBeLessThan(band.high);
  expect(band.value).toBeGreaterThan(band.high);
  expect(bandOf(50, usual).value).toBe(80);
});

describe('the weighted median', () => {
  it('follows the weight', () => {
    const items = [
      { value: 1, weight: 10 },
      { value: 2, weight: 1 },
      { value: 3, weight: 1 },
    ];
    expect(weightedMedian(items)).toBe(1);
    expect(weightedMedian(items.map(({ value }) => ({ value, weight: 1 })))).toBe(2);
  });

  it('counts everybody the same where weights are unknown', () => {
    expect(weightedMedian([1, 2, 3].map((value) => ({ value, weight: Number.NaN })))).toBe(2);
    expect(weightedMedian([5].map((value) => ({ value, weight: 0 })))).toBe(5);
    expect(weightedMedian([])).toBeNull();
    expect(weightedMedian([{ value: Number.NaN, weight: 1 }])).toBeNull();
  });
});
