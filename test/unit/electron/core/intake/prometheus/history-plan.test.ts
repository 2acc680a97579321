import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  historyStepMs,
  planHistory,
} from '../../../../../../electron/core/intake/prometheus/history-plan.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 8, 22, 14, 0, 7);

describe('planHistory', () => {
  it('asks for six hours at half a minute, the last quarter of an hour first', () => {
    const parts = planHistory({ fromMs: NOW - 6 * HOUR, toMs: NOW }, 500);
    expect(parts[0]).toStrictEqual({
      fromMs: Date.UTC(2026, 8, 22, 13, 45),
      toMs: Date.UTC(2026, 8, 22, 14, 0),
      stepMs: 30_000,
    });
    expect(parts.at(-1)!.fromMs).toBe(Math.ceil((NOW - 6 * HOUR) / 30_000) * 30_000);
  });

  it('is coarser the longer the time and the more series there are', () => {
    expect(historyStepMs(15 * MINUTE, 10)).toBe(15_000);
    expect(historyStepMs(6 * HOUR, 10)).toBe(30_000);
    expect(historyStepMs(30 * 24 * HOUR, 10)).toBe(HOUR);
    expect(historyStepMs(6 * HOUR, 10_000)).toBe(5 * MINUTE);
  });

  it('asks for nothing where there is no hole, or none that reaches a point of the grid', () => {
    expect(planHistory({ fromMs: NOW, toMs: NOW }, 1)).toStrictEqual([]);
    expect(planHistory({ fromMs: NOW, toMs: NOW - 1 }, 1)).toStrictEqual([]);
    expect(planHistory({ fromMs: NOW - 3_000, toMs: NOW }, 1)).toStrictEqual([]);
  });

  it('covers every point of the grid once, newest first, within what a server answers and we hold', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 * 24 * HOUR }),
        fc.nat(100_000),
        fc.integer({ min: 0, max: HOUR }),
        (spanMs, seriesCount, offsetMs) => {
          const span = { fromMs: NOW + offsetMs - spanMs, toMs: NOW + offsetMs };
          const parts = planHistory(span, seriesCount);
          let before = Number.POSITIVE_INFINITY;
          for (const { fromMs, toMs, stepMs } of parts) {
            expect(fromMs % stepMs).toBe(0);
            expect(toMs % stepMs).toBe(0);
            expect(fromMs).toBeGreaterThanOrEqual(span.fromMs);
            expect(toMs).toBeLessThanOrEqual(span.toMs);
            expect(toMs).toBe(before === Number.POSITIVE_INFINITY ? toMs : before - stepMs);
            expect((toMs - fromMs) / stepMs + 1).toBeLessThan(11_000);
            before = fromMs;
          }
          const [newest] = parts;
          if (newest === undefined) return;
          expect(span.toMs - newest.toMs).toBeLessThan(newest.stepMs);
          expect(before - span.fromMs).toBeLessThan(newest.stepMs);
          const points = parts.reduce(
            (sum, { fromMs, toMs, stepMs }) => sum + (toMs - fromMs) / stepMs + 1,
            0,
          );
          expect(points).toBeLessThanOrEqual(751);
          expect(points * seriesCount).toBeLessThanOrEqual(1_200_000);
          expect(parts.length).toBeLessThanOrEqual(80);
        },
      ),
    );
  });
});
