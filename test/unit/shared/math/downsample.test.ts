import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bucketOf,
  downsample,
  medianStepMs,
  segmentsOf,
  timeGrid,
} from '../../../../shared/math/downsample.ts';

const every = (count: number, stepMs: number, from = 0): number[] =>
  Array.from({ length: count }, (_, i) => from + i * stepMs);

describe('medianStepMs', () => {
  it('is not widened by a hole', () => {
    expect(medianStepMs([...every(20, 5_000), ...every(20, 5_000, 900_000)])).toBe(5_000);
  });
  it('is 0 without two samples', () => {
    expect(medianStepMs([])).toBe(0);
    expect(medianStepMs([7])).toBe(0);
  });
});

describe('segmentsOf', () => {
  it('splits at a pause and at a value that is not finite', () => {
    const at = [0, 5, 10, 40, 45, 50];
    expect(segmentsOf(at, [1, 1, 1, 1, Number.NaN, 1], 15)).toEqual([
      { from: 0, to: 3 },
      { from: 3, to: 4 },
      { from: 5, to: 6 },
    ]);
  });
  it('has none for nothing', () => {
    expect(segmentsOf([], [], 15)).toEqual([]);
  });
});

describe('downsample', () => {
  it('keeps a spike of one sample among thousands', () => {
    const at = every(7_200, 1_000);
    const values = at.map((_, i) => (i === 4_321 ? 9 : 0.2 + (i % 7) / 100));
    const grid = timeGrid(0, 7_200_000, 300);
    const kept = downsample(at, values, grid, segmentsOf(at, values, 5_000));
    expect(kept).toContain(4_321);
    expect(kept.length).toBeLessThanOrEqual(300);
  });

  it('keeps where a run begins and where it stops', () => {
    const at = [...every(500, 1_000), ...every(500, 1_000, 900_000)];
    const values = at.map(() => 1);
    const kept = downsample(at, values, timeGrid(0, 1_400_000, 100), segmentsOf(at, values, 5_000));
    expect(kept).toEqual(expect.arrayContaining([0, 499, 500, 999]));
  });

  it('returns real samples in order, at most one a bucket, for any input', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.integer({ min: 1, max: 60_000 }), fc.double({ noNaN: true, min: -1e6, max: 1e6 })),
          {
            maxLength: 400,
          },
        ),
        fc.integer({ min: 1, max: 50 }),
        (steps, maxBuckets) => {
          let time = 0;
          const at = steps.map(([step]) => (time += step));
          const values = steps.map(([, value]) => value);
          const grid = timeGrid(0, time + 1, maxBuckets);
          const kept = downsample(at, values, grid, segmentsOf(at, values, 30_000));
          const buckets = kept.map((i) => bucketOf(grid, at[i]!));
          expect(kept.length).toBeLessThanOrEqual(maxBuckets);
          expect(new Set(buckets).size).toBe(buckets.length);
          expect(kept.toSorted((a, b) => a - b)).toEqual(kept);
          expect(kept.every((i) => Number.isInteger(i) && i >= 0 && i < at.length)).toBe(true);
          if (at.length > 0) expect(kept.length).toBeGreaterThan(0);
        },
      ),
    );
  });
});
