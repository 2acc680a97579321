import type { ChartLimit } from './chart-limits.ts';
import { spreadLabels } from './scales.ts';
import { PLOT_BOTTOM } from './value-axis.ts';

/** Height of a line of words in a chart. */
export const LABEL_HEIGHT = 15;

/** Where the words about limits stand, parallel to them: each over its line, under it where it would leave the chart. */
export function limitWordYs(
  limits: readonly ChartLimit[],
  yOf: (value: number) => number,
  height: number,
): readonly number[] {
  const wanted = limits.map(({ value }) => {
    const y = yOf(value);
    return y < LABEL_HEIGHT + 2 ? y + LABEL_HEIGHT : y - 6;
  });
  return spreadLabels(wanted, LABEL_HEIGHT, LABEL_HEIGHT, height - 4);
}

/**
 * Where the word about what is usual stands: under its band, over it where there is no room; null where neither has any.
 * @param band its top and bottom
 * @param taken heights of words that stand at the same edge
 */
export function usualWordY(
  band: { readonly top: number; readonly bottom: number },
  height: number,
  taken: readonly number[],
): number | null {
  const free = [band.bottom + LABEL_HEIGHT - 1, band.top - 6].find(
    (y) =>
      y >= LABEL_HEIGHT &&
      y <= height - PLOT_BOTTOM - 2 &&
      taken.every((other) => Math.abs(other - y) >= LABEL_HEIGHT - 1),
  );
  return free ?? null;
}
