import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  foldWindows,
  medianOf,
  putInOrder,
  quantileOfSorted,
  spreadAround,
} from '../../../../shared/math/robust.ts';

const anyValue = fc.double({ min: -1e6, max: 1e6, noNaN: true });

/** A window of values as its summary, by the definition. */
function summaryOf(values: readonly number[]) {
  const sorted = Float64Array.from(values).toSorted();
  return {
    low: quantileOfSorted(sorted, 0.1),
    median: quantileOfSorted(sorted, 0.5),
    high: quantileOfSorted(sorted, 0.9),
  };
}

describe('putting in order', () => {
  it('is what sorting does', () => {
    fc.assert(
      fc.property(fc.array(anyValue, { maxLength: 70 }), (values) => {
        const sorted = Array.from(Float64Array.from(values).toSorted());
        // Zeros of either sign are equal, and stay as they came.
        expect(Array.from(putInOrder(Float64Array.from(values)), (value) => value + 0)).toEqual(
          sorted.map((value) => value + 0),
        );
      }),
    );
  });
});

describe('quantiles', () => {
  it('are exact for what can be reckoned by hand', () => {
    expect(quantileOfSorted(Float64Array.of(1, 2, 3, 4), 0.5)).toBe(2.5);
    expect(quantileOfSorted(Float64Array.of(1, 2, 3, 4, 5), 0.25)).toBe(2);
    expect(quantileOfSorted(Float64Array.of(7), 0.9)).toBe(7);
    expect(quantileOfSorted(new Float64Array(0), 0.5)).toBeNaN();
    expect(medianOf([9, 1, 5])).toBe(5);
    expect(spreadAround(5, [5, 5, 5, 500])).toBe(0);
  });

  it('have no more than their share of values on either side', () => {
    fc.assert(
      fc.property(
        fc.array(anyValue, { minLength: 1, maxLength: 90 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, q) => {
          const found = quantileOfSorted(Float64Array.from(values).toSorted(), q);
          const slack = 1e-9 * Math.max(1, Math.abs(found));
          expect(values.filter((value) => value < found - slack).length).toBeLessThanOrEqual(
            Math.ceil(q * (values.length - 1)),
          );
          expect(values.filter((value) => value > found + slack).length).toBeLessThanOrEqual(
            Math.ceil((1 - q) * (values.length - 1)),
          );
        },
      ),
    );
  });
});

describe('windows folded into one', () => {
  it('have a median whose rank among all values is off by a quarter at most, and range around it', () => {
    fc.assert(
      fc.property(
        fc
          .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 60 }))
          .chain(([windows, length]) => {
            const window = fc.array(anyValue, { minLength: length, maxLength: length });
            return fc.array(window, { minLength: windows, maxLength: windows });
          }),
        (all) => {
          const folded = foldWindows(all.map(summaryOf))!;
          const pooled = all.flat();
          const slack = 1e-9 * Math.max(1, Math.abs(folded.median));
          const below = pooled.filter((value) => value < folded.median - slack).length;
          const above = pooled.filter((value) => value > folded.median + slack).length;
          // Half of the windows, rounded up, have half of their values, rounded up, on the other side.
          const atLeast = Math.ceil(all.length / 2) * Math.ceil((all[0]?.length ?? 0) / 2);
          expect(below).toBeLessThanOrEqual(pooled.length - atLeast);
          expect(above).toBeLessThanOrEqual(pooled.length - atLeast);
          expect(pooled.length - atLeast).toBeLessThanOrEqual(0.75 * pooled.length);
          expect(folded.low).toBeLessThanOrEqual(folded.median);
          expect(folded.high).toBeGreaterThanOrEqual(folded.median);
          expect(folded.low).toBeGreaterThanOrEqual(Math.min(...pooled));
          expect(folded.high).toBeLessThanOrEqual(Math.max(...pooled));
        },
      ),
    );
  });

  it('are not moved by fewer than half of them, however wild', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.09, max: 0.11, noNaN: true }), { minLength: 3, maxLength: 9 }),
        fc.array(anyValue, { maxLength: 4 }),
        (good, wild) => {
          const bad = wild.slice(0, Math.ceil(good.length / 2) - 1);
          const kept = good.slice(bad.length);
          const windows = [...kept, ...bad].map((median) => ({
            low: median - Math.abs(median) * 0.02,
            median,
            high: median + Math.abs(median) * 0.02,
          }));
          const folded = foldWindows(windows)!;
          expect(folded.median).toBeGreaterThanOrEqual(Math.min(...kept));
          expect(folded.median).toBeLessThanOrEqual(Math.max(...kept));
          // The good ones lie within 0.02 of each other: so does, on its scale, how far they lie apart.
          expect(folded.high).toBeLessThan(0.11 + 0.11 * 0.02 + 1.4826 * 0.02 + 1e-9);
          expect(folded.low).toBeGreaterThan(0.09 - 0.11 * 0.02 - 1.4826 * 0.02 - 1e-9);
        },
      ),
    );
  });

  it('follow unit and offset', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 20 }), {
          minLength: 1,
          maxLength: 6,
        }),
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: -500, max: 500 }),
        (all, scale, offset) => {
          const plain = foldWindows(all.map(summaryOf))!;
          const moved = foldWindows(
            all.map((values) => summaryOf(values.map((value) => value * scale + offset))),
          )!;
          for (const name of ['low', 'median', 'high'] as const)
            expect(moved[name]).toBeCloseTo(plain[name] * scale + offset, 6);
        },
      ),
    );
  });

  it('widen where the windows themselves lie apart', () => {
    const window = (median: number) => ({ low: median - 1, median, high: median + 1 });
    expect(foldWindows([100, 100, 100].map(window))).toEqual({ low: 99, median: 100, high: 101 });
    const apart = foldWindows([90, 100, 110].map(window))!;
    expect(apart.median).toBe(100);
    expect(apart.high).toBe(111);
    expect(apart.low).toBe(89);
    expect(foldWindows([])).toBeNull();
  });
});
