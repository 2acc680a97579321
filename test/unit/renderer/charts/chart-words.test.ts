import { describe, expect, it } from 'vitest';
import { LABEL_HEIGHT, limitWordYs, usualWordY } from '../../../../renderer/charts/chart-words.ts';

const HEIGHT = 160;

describe('words about limits', () => {
  it('stand over their lines, under one at the very top, and never on each other', () => {
    const limits = [10, 12, 150].map((value) => ({ value, name: `limit ${value}`, isDown: false }));
    const [low = 0, next = 0, top = 0] = limitWordYs(limits, (value) => HEIGHT - value, HEIGHT);
    expect(low).toBeLessThanOrEqual(HEIGHT - 4);
    expect(low - next).toBeGreaterThanOrEqual(LABEL_HEIGHT);
    expect(top).toBeGreaterThan(HEIGHT - 150);
  });
});

describe('the word about what is usual', () => {
  const at = (top: number, bottom: number, ...taken: number[]) => usualWordY({ top, bottom }, HEIGHT, taken);

  it('stands under the band, and over it where it would leave the chart', () => {
    expect(at(60, 80)).toBe(94);
    expect(at(60, 150)).toBe(54);
  });
  it('gives way to words about limits', () => {
    expect(at(60, 80, 94)).toBe(54);
    expect(at(60, 80, 94 + LABEL_HEIGHT)).toBe(94);
  });
  it('is left out where both places are taken, or outside', () => {
    expect(at(60, 80, 90, 50)).toBeNull();
    expect(at(4, HEIGHT)).toBeNull();
  });
});
