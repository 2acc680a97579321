import type { CommandReply } from '../../../shared/contract/commands.ts';
import type { Moment } from '../../../shared/domain/moment.ts';
import { signalDefinition, type Unit } from '../../../shared/domain/signal.ts';
import { formatClockMinutes } from '../../../shared/format/clock.ts';
import { formatQuantity } from '../../../shared/format/value.ts';
import type { ChartModel, ChartSeries, Interval } from '../../charts/chart-model.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export const spans = [
  { value: '1', text: '1 h' },
  { value: '6', text: '6 h' },
  { value: '24', text: '24 h' },
] as const;
export type Span = (typeof spans)[number]['value'];

/** How often the log is asked again: a step that moves the newest point by about a pixel. */
const refreshMs: Record<Span, number> = { '1': 5_000, '6': 30_000, '24': 2 * MINUTE_MS };

/** Signals of the charts, in the order they are asked for. */
export const chartSignals = [
  'latency_p50',
  'latency_p95',
  'latency_p99',
  'error_ratio',
  'request_rate',
] as const;

/** The range a page shows: it ends at the moment of the picture, in steps, so that it is asked for seldom. */
export function rangeOf(moment: Moment, nowMs: number, span: Span): Interval {
  const step = refreshMs[span];
  const endMs = moment.mode === 'live' ? nowMs : moment.mode === 'past' ? moment.atMs : moment.asOfMs;
  const toMs = moment.mode === 'live' ? Math.floor(endMs / step) * step : endMs;
  return { fromMs: toMs - Number(span) * HOUR_MS, toMs };
}

type HistorySeries = CommandReply<'history'>['series'][number];

/**
 * The series of a signal in a region. Several sources may hold one: the one with the most samples draws,
 * because averaging sources is never right.
 */
export function seriesOf(
  series: readonly HistorySeries[],
  signal: string,
  region: string,
): HistorySeries | null {
  let best: HistorySeries | null = null;
  for (const one of series)
    if (
      one.signal === signal &&
      one.region === region &&
      (best === null || one.atMs.length > best.atMs.length)
    )
      best = one;
  return best;
}

export function toChartSeries(id: string, series: HistorySeries | null): ChartSeries {
  return { id, atMs: series?.atMs ?? [], value: series?.value ?? [] };
}

/** Everything a chart shows in sentences: newest, highest, what is missing. */
export function chartSummary(
  title: string,
  model: ChartModel,
  labels: readonly string[],
  unit: Unit,
  timeZone: string,
): string {
  const clock = (atMs: number): string => formatClockMinutes(atMs, timeZone);
  const lines = labels.flatMap((label, index) => {
    const [last, peak] = [model.last[index], model.peak[index]];
    if (last === null || last === undefined || peak === null || peak === undefined)
      return [`${label} has no values`];
    return [
      `${label} ${formatQuantity(last.value, unit)} at ${clock(last.atMs)}, highest ${formatQuantity(peak.value, unit)} at ${clock(peak.atMs)}`,
    ];
  });
  const gaps = model.gaps.map((gap) => `no values from ${clock(gap.fromMs)} to ${clock(gap.toMs)}`);
  return `${title}: ${[...lines, ...gaps].join('; ')}.`;
}

/** What a signal is called without its unit or place. */
export function signalLabel(signal: string): string {
  return signalDefinition(signal).label;
}

/** Hatches of a chart: holes in its own data and what the log says was not recorded, merged. */
export function mergeIntervals(intervals: readonly Interval[], range: Interval): readonly Interval[] {
  const sorted = intervals
    .map(({ fromMs, toMs }) => ({
      fromMs: Math.max(fromMs, range.fromMs),
      toMs: Math.min(toMs, range.toMs),
    }))
    .filter(({ fromMs, toMs }) => toMs > fromMs)
    .toSorted((a, b) => a.fromMs - b.fromMs);
  const merged: { fromMs: number; toMs: number }[] = [];
  for (const interval of sorted) {
    const previous = merged.at(-1);
    if (previous !== undefined && interval.fromMs <= previous.toMs)
      previous.toMs = Math.max(previous.toMs, interval.toMs);
    else merged.push({ ...interval });
  }
  return merged;
}
