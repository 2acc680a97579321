import type { CommandReply } from '../../../shared/contract/commands.ts';
import type { ChartSeries } from '../../charts/chart-model.ts';
import type { ChartLine } from '../../charts/TimeChart.tsx';
import { seriesOf, toChartSeries } from './service-history.ts';

/** Regions drawn beside the chosen one: more lines than that nobody tells apart. */
export const MAX_OTHER_REGIONS = 5;

/** Told apart by colour and by dashes. */
const otherLooks = [
  { color: 'var(--p99)', dash: '7 2' },
  { color: 'var(--quiet)', dash: '3 2' },
  { color: 'var(--p50)', dash: '8 2 2 2' },
  { color: 'var(--p99)', dash: '1.5 2' },
  { color: 'var(--third)', dash: '5 5' },
] as const;

export interface RegionLines {
  readonly series: readonly ChartSeries[];
  /** Ids of the regions, parallel to lines and series. */
  readonly regions: readonly string[];
  readonly lines: readonly ChartLine[];
  /** Regions with values that are not drawn. */
  readonly hiddenCount: number;
}

/** The chosen region and those with the highest newest value beside it, highest first. Pure. */
export function regionLines(
  history: CommandReply<'history'>['series'],
  signal: string,
  chosen: string,
  nameOf: (region: string) => string,
): RegionLines {
  const regions = [...new Set(history.filter((one) => one.signal === signal).map(({ region }) => region))];
  const found = regions.flatMap((region) => {
    const series = seriesOf(history, signal, region);
    const newest = series?.value.findLast(Number.isFinite);
    return series === null || newest === undefined ? [] : [{ region, series, newest }];
  });
  const others = found
    .filter(({ region }) => region !== chosen)
    .toSorted((a, b) => b.newest - a.newest || (a.region < b.region ? -1 : 1));
  const own = found.filter(({ region }) => region === chosen);
  const shown = [...own, ...others.slice(0, MAX_OTHER_REGIONS)];
  return {
    series: shown.map(({ region, series }) => toChartSeries(region, series)),
    regions: shown.map(({ region }) => region),
    lines: shown.map(({ region }, index) =>
      region === chosen
        ? { label: nameOf(region), color: 'var(--p95)', width: 2 }
        : { label: nameOf(region), width: 1.25, ...otherLooks[(index - own.length) % otherLooks.length]! },
    ),
    hiddenCount: Math.max(0, others.length - MAX_OTHER_REGIONS),
  };
}
