import { describe, expect, it } from 'vitest';
import { chartModel } from '../../../../renderer/charts/chart-model.ts';
import {
  linearTicks,
  logDomain,
  logTicks,
  spreadLabels,
  timeTicks,
} from '../../../../renderer/charts/scales.ts';
import { valueAxis } from '../../../../renderer/charts/value-axis.ts';

describe('the axis of a share', () => {
  const axis = (value: number, limit: number | null): readonly number[] =>
    valueAxis(
      chartModel([{ id: 'a', atMs: [0, 1], value: [value, value], filledLater: [] }], { fromMs: 0, toMs: 1 }),
      'linear',
      limit,
      [],
      null,
      1,
    ).ticks;

  it('ends with the whole, whatever the limit, unless a value lies beyond it', () => {
    expect(axis(1, 0.99).at(-1)).toBe(1);
    expect(axis(0.004, 0.02).at(-1)).toBeLessThan(0.05);
    expect(axis(1.3, null).at(-1)).toBeGreaterThan(1.3);
  });
});

describe('timeTicks', () => {
  it('finds round moments', () => {
    const hour = timeTicks(Date.UTC(2026, 8, 22, 13, 13, 36), Date.UTC(2026, 8, 22, 14, 13, 36), 6);
    expect(hour.map((at) => new Date(at).toISOString().slice(11, 16))).toEqual([
      '13:20',
      '13:30',
      '13:40',
      '13:50',
      '14:00',
      '14:10',
    ]);
  });
  it('has none for an empty range', () => {
    expect(timeTicks(5, 5, 6)).toEqual([]);
  });
});

describe('linearTicks', () => {
  it.each([
    [0.32, [0, 0.2, 0.4]],
    [4_200, [0, 2_000, 4_000, 6_000]],
    [1, [0, 0.5, 1]],
  ])('reaches %d in round steps', (max, ticks) => {
    expect(linearTicks(max)).toEqual(ticks);
  });
  it('survives nothing to show', () => {
    expect(linearTicks(0)).toEqual([0, 1]);
    expect(linearTicks(Number.NaN)).toEqual([0, 1]);
  });
});

describe('logTicks', () => {
  it('gives what people call out: 100 ms, 300 ms, 1 s, 3 s', () => {
    expect(logTicks([0.06, 8])).toEqual([0.1, 0.3, 1, 3]);
  });
  it('stays above zero when a value is not', () => {
    const [low, high] = logDomain([0, 2]);
    expect(low).toBeGreaterThan(0);
    expect(high).toBeGreaterThan(2);
  });
});

describe('spreadLabels', () => {
  it('moves labels apart, keeps their order and the bounds', () => {
    expect(spreadLabels([50, 52, 10], 14, 0, 100)).toEqual([50, 64, 10]);
    expect(spreadLabels([98, 99, 97], 14, 0, 100)).toEqual([86, 100, 72]);
  });
});
