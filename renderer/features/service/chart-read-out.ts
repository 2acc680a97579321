import type { Unit } from '../../../shared/domain/signal.ts';
import { formatClock } from '../../../shared/format/clock.ts';
import { formatQuantity, formatRange } from '../../../shared/format/value.ts';
import type { ChartModel } from '../../charts/chart-model.ts';
import { valuesAt } from '../../charts/crosshair-model.ts';
import { type UsualStep, usualAt } from '../../charts/usual-steps.ts';

/** What of a chart is read out at a moment. */
export interface ReadOutChart {
  readonly title: string;
  readonly labels: readonly string[];
  readonly unit: Unit;
  readonly model: ChartModel;
  readonly usual: readonly UsualStep[];
  /** Null where it is not compared, or there is nothing to compare. */
  readonly before: ChartModel | null;
}

/** One number of a chart at a moment; null where nothing was recorded. */
export function valueWordsAt(model: ChartModel, index: number, unit: Unit, atMs: number): string | null {
  const value = valuesAt(model, atMs)[index];
  return value === null || value === undefined ? null : formatQuantity(value, unit);
}

/** "180 to 240 ms"; null where it is not known. */
export function usualWordsAt(steps: readonly UsualStep[], unit: Unit, atMs: number): string | null {
  const step = usualAt(steps, atMs);
  return step === null ? null : formatRange(step.low, step.high, unit);
}

/** Everything the charts show at one moment, in one sentence: "14:02:33 UTC: eu-west-1 down; latency: p50 239 ms …". */
export function readOutWords(
  charts: readonly ReadOutChart[],
  atMs: number,
  timeZone: string,
  others: readonly string[],
): string {
  const parts = charts.map(({ title, labels, unit, model, usual, before }) => {
    const values = labels.map((label, index) => {
      const words = valueWordsAt(model, index, unit, atMs);
      return `${label} ${words ?? 'not recorded'}`;
    });
    const usualWords = usualWordsAt(usual, unit, atMs);
    const beforeWords = before === null ? null : valueWordsAt(before, 0, unit, atMs);
    const more = [
      ...(usualWords === null ? [] : [`usual ${usualWords}`]),
      ...(beforeWords === null ? [] : [`7 days before ${beforeWords}`]),
    ];
    return `${title.toLowerCase()}: ${[...values, ...more].join(', ')}`;
  });
  return `${formatClock(atMs, timeZone)} ${timeZone}: ${[...others, ...parts].join('; ')}.`;
}
