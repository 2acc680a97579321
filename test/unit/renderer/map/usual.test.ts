import { describe, expect, it } from 'vitest';
import { deviationOf, usualOf } from '../../../../renderer/map/usual.ts';
import { bandOf } from '../../../../renderer/map/usual-band.ts';
import { weightedMedian } from '../../../../renderer/map/weighted-median.ts';
import type { Baseline } from '../../../../shared/domain/baseline.ts';
import { SPARK_BIN_MS, SPARK_BINS } from '../../../../shared/domain/spark.ts';

/** Bins of one route: `slow` of the newest ones at 318 ms, the others at 176 ms. */
function bins(slow: number): () => Float32Array {
  return () => Float32Array.from({ length: SPARK_BINS }, (_, i) => (i >= SPARK_BINS - slow ? 0.318 : 0.176));
}

const learned = (median: number, low = median, high = median): Baseline => ({
  kind: 'known',
  median,
  low,
  high,
  basis: 'week',
  occurrences: 5,
});

describe('the usual value of a route', () => {
  it('is what was learned, and nothing while there is too little history', () => {
    expect(usualOf(learned(0.176, 0.15, 0.2))).toEqual({ value: 0.176, low: 0.15, high: 0.2 });
    expect(usualOf({ kind: 'learning', weeks: 0, days: 2 })).toBeNull();
    expect(usualOf(null)).toBeNull();
  });

  it('has a range that is never too narrow to be left by noise', () => {
    const usual = usualOf(learned(0.1));
    expect(usual?.low).toBeCloseTo(0.096, 9);
    expect(usual?.high).toBeCloseTo(0.104, 9);
  });
});

describe('the deviation', () => {
  const endBin = 1_000;
  const usual = usualOf(learned(0.176));

  it('says how far above usual and since when', () => {
    const found = deviationOf(0.318, usual, bins(10), endBin);
    expect(found?.share).toBeCloseTo(0.807, 2);
    expect(found?.isFar).toBe(true);
    expect(found?.sinceMs).toBe((endBin - 9) * SPARK_BIN_MS);
  });

  it('does not call noise, a few milliseconds, or a faster route far', () => {
    expect(deviationOf(0.2, usual, bins(0), endBin)?.isFar).toBe(false);
    expect(deviationOf(0.05, usual, bins(0), endBin)).toMatchObject({ isFar: false, sinceMs: null });
    const short = usualOf(learned(0.004));
    expect(deviationOf(0.008, short, bins(0), endBin)?.isFar).toBe(false);
  });

  it('is unknown without a usual value', () => {
    expect(deviationOf(0.3, null, bins(0), endBin)).toBeNull();
  });

  it('does not claim a beginning that it did not see', () => {
    expect(deviationOf(0.318, usual, bins(SPARK_BINS), endBin)).toMatchObject({ isFar: true, sinceMs: null });
    expect(deviationOf(0.318, usual, bins(SPARK_BINS - 1), endBin)?.sinceMs).toBe(
      (endBin - SPARK_BINS + 2) * SPARK_BIN_MS,
    );
  });

  it('passes over gaps while it looks for the beginning', () => {
    const gappy = bins(10)();
    gappy[25] = Number.NaN;
    expect(deviationOf(0.318, usual, () => gappy, endBin)?.sinceMs).toBe((endBin - 9) * SPARK_BIN_MS);
  });
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
