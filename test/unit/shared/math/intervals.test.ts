import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IntervalIndex } from '../../../../shared/math/interval-index.ts';
import {
  type Interval,
  intersectIntervals,
  mergeIntervals,
  subtractIntervals,
  totalMs,
} from '../../../../shared/math/intervals.ts';

const interval = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: -2, max: 20 }))
  .map(([fromMs, length]): Interval => ({ fromMs, toMs: fromMs + length }));
const intervals = fc.array(interval, { maxLength: 12 });

/** The obvious way: every millisecond by itself. */
function covered(list: readonly Interval[]): Set<number> {
  const set = new Set<number>();
  for (const { fromMs, toMs } of list) for (let ms = fromMs; ms < toMs; ms++) set.add(ms);
  return set;
}
const sorted = (set: ReadonlySet<number>): number[] => [...set].toSorted((a, b) => a - b);

describe('intervals agree with counting every millisecond', () => {
  it('merged', () => {
    fc.assert(
      fc.property(intervals, (a) => {
        const merged = mergeIntervals(a);
        expect(sorted(covered(merged))).toEqual(sorted(covered(a)));
        for (let i = 1; i < merged.length; i++)
          expect(merged[i]?.fromMs).toBeGreaterThan(merged[i - 1]?.toMs ?? Number.NaN);
        expect(totalMs(a)).toBe(covered(a).size);
      }),
    );
  });

  it('intersected and subtracted', () => {
    fc.assert(
      fc.property(intervals, intervals, (a, b) => {
        const inA = covered(a);
        const inB = covered(b);
        expect(sorted(covered(intersectIntervals(a, b)))).toEqual(sorted(inA).filter((ms) => inB.has(ms)));
        expect(sorted(covered(subtractIntervals(a, b)))).toEqual(sorted(inA).filter((ms) => !inB.has(ms)));
        expect(totalMs(intersectIntervals(a, b)) + totalMs(subtractIntervals(a, b))).toBe(totalMs(a));
      }),
    );
  });
});

describe('the interval index', () => {
  it('sums, cuts, forgets and rewinds like the plain list', () => {
    fc.assert(
      fc.property(intervals, intervals, fc.nat(80), fc.nat(80), fc.nat(80), (a, b, x, y, drop) => {
        const early = mergeIntervals(a);
        const offset = early.at(-1)?.toMs ?? 0;
        const late = mergeIntervals(b).map(({ fromMs, toMs }) => ({
          fromMs: fromMs + offset,
          toMs: toMs + offset,
        }));
        const index = new IntervalIndex();
        for (const { fromMs, toMs } of early) index.append(fromMs, toMs);
        const mark = index.mark();
        for (const { fromMs, toMs } of late) index.append(fromMs, toMs);
        const range = [{ fromMs: Math.min(x, y), toMs: Math.max(x, y) }] as const;
        const expected = intersectIntervals([...early, ...late], range);
        expect(index.totalMs(range[0].fromMs, range[0].toMs)).toBe(totalMs(expected));
        expect(index.within(range[0].fromMs, range[0].toMs)).toEqual(expected);
        index.rewind(mark);
        expect(index.within(0, 1_000)).toEqual(early);
        index.dropBefore(drop);
        expect(index.within(0, 1_000)).toEqual(early.filter(({ toMs }) => toMs > drop));
        expect(index.totalMs(drop, 1_000)).toBe(
          totalMs(intersectIntervals(early, [{ fromMs: drop, toMs: 1_000 }])),
        );
      }),
    );
  });

  it('refuses to go back in time', () => {
    const index = new IntervalIndex();
    index.append(10, 20);
    expect(() => index.append(15, 30)).toThrow(RangeError);
  });
});
