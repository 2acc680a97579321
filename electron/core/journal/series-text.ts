import type { JournalSeries } from './journal.ts';
import { rowSum } from './row-sum.ts';

/** A stable text for interning a series. */
export function seriesText(series: JournalSeries): string {
  return [
    series.service,
    series.region,
    series.toRegion ?? '',
    series.signal,
    series.unit,
    series.sourceId,
  ].join('\u0000');
}

/** The seed of a series' chunks: samples that end up under another series are noticed. */
export function seriesSum(series: JournalSeries): number {
  return rowSum(seriesText(series));
}
