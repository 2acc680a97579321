import type { ChartModel } from './chart-model.ts';
import { linearTicks, logDomain, logTicks } from './scales.ts';
import type { UsualStep } from './usual-steps.ts';

/** Room above and below the plot, in CSS pixels. */
export const PLOT_TOP = 14;
export const PLOT_BOTTOM = 10;

export interface ValueAxis {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
}

/**
 * The axis of values: always holds every value and what is usual; the limit too when it is near enough to matter.
 * @param ceiling no value can lie beyond it, as no share beyond the whole; the axis ends there unless one does
 */
export function valueAxis(
  model: ChartModel,
  scale: 'log' | 'linear',
  limit: number | null,
  usual: readonly UsualStep[] = [],
  before: ChartModel | null = null,
  ceiling: number = Number.POSITIVE_INFINITY,
): ValueAxis {
  const extent = extentWith(model.extent, usual, before) ?? [0, limit ?? 1];
  if (scale === 'log') {
    const near = limit !== null && limit <= extent[1] * 20 && limit >= extent[0] / 20;
    const domain = logDomain(near ? [Math.min(extent[0], limit), Math.max(extent[1], limit)] : extent);
    return { domain, ticks: logTicks(domain) };
  }
  const top = Math.max(extent[1], limit !== null && limit <= Math.max(extent[1], 1e-9) * 8 ? limit * 1.2 : 0);
  const ticks = linearTicks(extent[1] <= ceiling ? Math.min(ceiling, top * 1.02) : top * 1.02);
  return { domain: [Math.min(0, extent[0]), ticks.at(-1) ?? 1], ticks };
}

/** Values beyond the limit by time, with the neighbours that lead there, so that the area meets its line. */
export function beyondLimit(model: ChartModel, limit: number): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const value = (index: number): number | null => model.rows[index]?.values[0] ?? null;
  const isBeyond = (index: number): boolean => (value(index) ?? Number.NEGATIVE_INFINITY) > limit;
  model.rows.forEach((row, index) => {
    const here = value(index);
    if (here !== null && (isBeyond(index) || isBeyond(index - 1) || isBeyond(index + 1)))
      found.set(row.atMs, here);
  });
  return found;
}

function extentWith(
  extent: readonly [number, number] | null,
  usual: readonly UsualStep[],
  before: ChartModel | null,
): readonly [number, number] | null {
  const values = [
    ...usual.flatMap(({ low, high }) => [low, high]),
    ...(extent ?? []),
    ...(before?.extent ?? []),
  ];
  return values.length === 0 ? null : [Math.min(...values), Math.max(...values)];
}

/** The y of a value in a chart of that height, cut to the plot. */
export function yOfValue(
  value: number,
  { domain: [low, high] }: ValueAxis,
  scale: 'log' | 'linear',
  height: number,
): number {
  const f = scale === 'log' ? Math.log : (v: number): number => v;
  const share = (f(Math.max(value, scale === 'log' ? low : value)) - f(low)) / (f(high) - f(low));
  return PLOT_TOP + (1 - Math.min(1, Math.max(0, share))) * (height - PLOT_TOP - PLOT_BOTTOM);
}
