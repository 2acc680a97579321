import type { CommandReply } from '../../../shared/contract/commands.ts';
import { type ChartModel, type ChartSeries, chartModel, type Interval } from '../../charts/chart-model.ts';
import { seriesOf } from './service-history.ts';

/** Seven times 24 hours: the same hour of the same weekday, but where clocks were changed in between. */
export const WEEK_MS = 7 * 86_400_000;
export const WEEK_WORDS = '7 days before';

/** The stretch that is compared with a range. */
export function weekBefore({ fromMs, toMs }: Interval): Interval {
  return { fromMs: fromMs - WEEK_MS, toMs: toMs - WEEK_MS };
}

/**
 * One signal of a week before, moved to where it is compared. It has a model of its own: its samples may be further
 * apart, and must not hide gaps of the present. Null when the log holds none of it.
 */
export function weekBeforeModel(
  series: CommandReply<'history'>['series'],
  signal: string,
  region: string,
  shown: Interval,
): ChartModel | null {
  const found = seriesOf(series, signal, region);
  if (found === null) return null;
  const moved: ChartSeries = {
    id: `${signal} before`,
    atMs: found.atMs.map((atMs) => atMs + WEEK_MS),
    value: found.value,
  };
  const model = chartModel([moved], shown);
  return model.rows.length === 0 ? null : model;
}
