import type { JournalSeries } from './journal.ts';

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
