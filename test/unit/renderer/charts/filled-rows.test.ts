import { describe, expect, it } from 'vitest';
import { chartModel } from '../../../../renderer/charts/chart-model.ts';
import { filledRows } from '../../../../renderer/charts/filled-rows.ts';

const range = { fromMs: 0, toMs: 100_000 };
const atMs = Array.from({ length: 101 }, (_, index) => index * 1_000);
const value = atMs.map(() => 1);

describe('what was filled in later', () => {
  const model = chartModel(
    [
      { id: 'filled', atMs, value, filledLater: [{ fromMs: 30_000, toMs: 32_000 }] },
      { id: 'seen', atMs, value },
    ],
    range,
  );

  it('is drawn apart, with the neighbours that lead there', () => {
    const { inside, drawn } = filledRows(model, 0);
    expect([...inside]).toEqual([30_000, 31_000, 32_000]);
    expect([...drawn].toSorted((a, b) => a - b)).toEqual([29_000, 30_000, 31_000, 32_000, 33_000]);
  });

  it('is so for its own series alone', () => {
    expect(filledRows(model, 1).inside.size).toBe(0);
    expect(filledRows(model, 7).inside.size).toBe(0);
  });

  it('is cut to what is shown', () => {
    const early = chartModel([{ id: 'a', atMs, value, filledLater: [{ fromMs: 30_000, toMs: 99_000 }] }], {
      fromMs: 0,
      toMs: 50_000,
    });
    expect(early.filledLater).toEqual([[{ fromMs: 30_000, toMs: 50_000 }]]);
    const before = chartModel([{ id: 'a', atMs, value, filledLater: [{ fromMs: 30_000, toMs: 99_000 }] }], {
      fromMs: 0,
      toMs: 20_000,
    });
    expect(before.filledLater).toEqual([[]]);
  });
});
