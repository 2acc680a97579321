import type { Interval } from './chart-model.ts';

/** What is usual during one stretch, mostly an hour: between `low` and `high`, in the unit of the chart. */
export interface UsualStep extends Interval {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** Nothing is known: always the same, so that charts stay as they are. */
export const noUsual: readonly UsualStep[] = [];

/** The steps that touch a range, cut to it. */
export function usualWithin(steps: readonly UsualStep[], range: Interval): readonly UsualStep[] {
  return steps
    .filter(({ fromMs, toMs }) => fromMs < range.toMs && toMs > range.fromMs)
    .map((step) => ({
      ...step,
      fromMs: Math.max(step.fromMs, range.fromMs),
      toMs: Math.min(step.toMs, range.toMs),
    }));
}

/** What is usual at a moment; null where nothing is known. */
export function usualAt(steps: readonly UsualStep[], atMs: number): UsualStep | null {
  return steps.find(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs) ?? null;
}
