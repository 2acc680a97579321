import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartModel, MAX_CHART_ROWS } from '../../../../renderer/charts/chart-model.ts';

const steady = (id: string, fromMs: number, toMs: number, stepMs: number, value = 1) => {
  const atMs: number[] = [];
  for (let at = fromMs; at <= toMs; at += stepMs) atMs.push(at);
  return { id, atMs, value: atMs.map(() => value) };
};
const joined = (...parts: ReturnType<typeof steady>[]) => ({
  id: parts[0]!.id,
  atMs: parts.flatMap((part) => part.atMs),
  value: parts.flatMap((part) => part.value),
});

describe('chartModel', () => {
  it('breaks the line in a hole and names the hole', () => {
    const series = joined(steady('p95', 0, 600_000, 5_000), steady('p95', 900_000, 1_200_000, 5_000));
    const model = chartModel([series], { fromMs: 0, toMs: 1_200_000 });
    expect(model.gaps).toEqual([{ fromMs: 600_000, toMs: 900_000 }]);
    const inside = model.rows.filter((row) => row.atMs > 600_000 && row.atMs < 900_000);
    expect(inside).not.toHaveLength(0);
    expect(inside.every((row) => row.values[0] === null)).toBe(true);
  });

  it('counts the time before the first and after the last sample as a hole', () => {
    const model = chartModel([steady('a', 300_000, 600_000, 5_000)], { fromMs: 0, toMs: 1_000_000 });
    expect(model.gaps).toEqual([
      { fromMs: 0, toMs: 300_000 },
      { fromMs: 600_000, toMs: 1_000_000 },
    ]);
  });

  it('lines up series that were sampled at different moments without breaking either', () => {
    const model = chartModel([steady('a', 0, 600_000, 10_000, 2), steady('b', 5_000, 600_000, 10_000, 4)], {
      fromMs: 0,
      toMs: 600_000,
    });
    const middle = model.rows.filter((row) => row.atMs > 20_000 && row.atMs < 580_000);
    expect(middle.every((row) => row.values[0] === 2 && row.values[1] === 4)).toBe(true);
    expect(model.gaps).toEqual([]);
  });

  it('breaks only the series that has the hole', () => {
    const holed = joined(steady('a', 0, 200_000, 5_000), steady('a', 400_000, 600_000, 5_000));
    const model = chartModel([holed, steady('b', 0, 600_000, 5_000)], { fromMs: 0, toMs: 600_000 });
    const inside = model.rows.filter((row) => row.atMs > 200_000 && row.atMs < 400_000);
    expect(inside.every((row) => row.values[0] === null && row.values[1] === 1)).toBe(true);
    expect(model.gaps).toEqual([]);
  });

  it('keeps the peak and the newest value exactly', () => {
    const series = steady('a', 0, 7_200_000, 1_000, 0.2);
    series.value[3_333] = 9;
    const model = chartModel([series], { fromMs: 0, toMs: 7_200_000 });
    expect(model.peak[0]).toEqual({ atMs: 3_333_000, value: 9 });
    expect(model.rows.some((row) => row.values[0] === 9)).toBe(true);
    expect(model.last[0]).toEqual({ atMs: 7_200_000, value: 0.2 });
    expect(model.extent).toEqual([0.2, 9]);
  });

  it('is one long hole when there is nothing', () => {
    const model = chartModel([{ id: 'a', atMs: [], value: [] }], { fromMs: 0, toMs: 60_000 });
    expect(model).toEqual({
      rows: [],
      gaps: [{ fromMs: 0, toMs: 60_000 }],
      extent: null,
      last: [null],
      peak: [null],
      filledLater: [[]],
    });
  });

  it('never exceeds its rows by more than the breaks and never invents a value beyond the extent', () => {
    const columns = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: -50, max: 50 })),
      {
        maxLength: 900,
      },
    );
    fc.assert(
      fc.property(columns, columns, (first, second) => {
        const series = [first, second].map((steps, index) => {
          let at = 0;
          return {
            id: String(index),
            atMs: steps.map(([step]) => (at += step)),
            value: steps.map(([, v]) => v),
          };
        });
        const toMs = Math.max(1, ...series.map((one) => one.atMs.at(-1) ?? 0));
        const model = chartModel(series, { fromMs: 0, toMs });
        const breaks = model.rows.filter((row) => row.values.includes(null)).length;
        expect(model.rows.length - breaks).toBeLessThanOrEqual(MAX_CHART_ROWS);
        const times = model.rows.map((row) => row.atMs);
        expect(new Set(times).size).toBe(times.length);
        for (const row of model.rows)
          for (const value of row.values)
            if (value !== null) {
              expect(value).toBeGreaterThanOrEqual(model.extent![0]);
              expect(value).toBeLessThanOrEqual(model.extent![1]);
            }
      }),
      { numRuns: 60 },
    );
  });
});
