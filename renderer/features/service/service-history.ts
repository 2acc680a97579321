import type { CommandReply } from '../../../shared/contract/commands.ts';
import { assertNever } from '../../../shared/domain/assert-never.ts';
import type { Moment } from '../../../shared/domain/moment.ts';
import type { RecordingGap } from '../../../shared/domain/recording-gap.ts';
import { signalDefinition, type Unit } from '../../../shared/domain/signal.ts';
import { formatClockMinutes } from '../../../shared/format/clock.ts';
import { formatQuantity } from '../../../shared/format/value.ts';
import type { ChartGap, ChartModel, ChartSeries, Interval } from '../../charts/chart-model.ts';

/** While live the log is asked again this often: a step that moves the newest point by about a pixel. */
const REFRESHES_PER_RANGE = 720;
const MAX_REFRESH_MS = 120_000;

/** The times of a page: where its axis reaches, how far on it anything had happened, and what the log is asked for. */
export interface PageTimes {
  /** The axis. In the past it is the window of the time bar: what is beyond the moment stays empty. */
  readonly axis: Interval;
  /** From the beginning of the axis to the moment of the picture. */
  readonly shown: Interval;
  readonly asked: Interval;
}

/**
 * The times of a page at a moment. While live its end moves in steps, so that the log is asked seldom; in the past the
 * whole window is asked for at once, so that moving inside it asks nothing.
 */
export function pageTimes(moment: Moment, nowMs: number, window: Interval): PageTimes {
  const rangeMs = window.toMs - window.fromMs;
  switch (moment.mode) {
    case 'live': {
      const stepMs = Math.min(MAX_REFRESH_MS, rangeMs / REFRESHES_PER_RANGE);
      const shown = { fromMs: window.fromMs, toMs: Math.floor(nowMs / stepMs) * stepMs };
      return { axis: window, shown, asked: shown };
    }
    case 'past':
      return { axis: window, shown: { fromMs: window.fromMs, toMs: moment.atMs }, asked: window };
    case 'cached': {
      const shown = { fromMs: moment.asOfMs - rangeMs, toMs: moment.asOfMs };
      return { axis: shown, shown, asked: shown };
    }
    default:
      return assertNever(moment);
  }
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
  return {
    id,
    atMs: series?.atMs ?? [],
    value: series?.value ?? [],
    filledLater: series?.filledLater ?? [],
  };
}

/** Everything a chart shows in sentences: newest, highest, what is missing. */
export function chartSummary(
  title: string,
  model: ChartModel,
  labels: readonly string[],
  unit: Unit,
  timeZone: string,
  gaps: readonly ChartGap[] = model.gaps,
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
  const missing = gaps.map(({ fromMs, toMs, reason }) => {
    const words = reason === undefined ? 'no values' : 'not recorded';
    return `${words} from ${clock(fromMs)} to ${clock(toMs)}${reason === undefined ? '' : `, ${reason}`}`;
  });
  const filled = new Set(
    model.filledLater
      .flat()
      .map(({ fromMs, toMs }) => `filled in later from ${clock(fromMs)} to ${clock(toMs)}`),
  );
  return `${title}: ${[...lines, ...missing, ...filled].join('; ')}.`;
}

/** What a signal is called without its unit or place. */
export function signalLabel(signal: string): string {
  return signalDefinition(signal).label;
}

/** Hatches of a chart: holes in its own data and what the log says was not recorded, merged; a reason known for a part is kept. */
export function mergeGaps(gaps: readonly ChartGap[], range: Interval): readonly ChartGap[] {
  const sorted = gaps
    .map(({ fromMs, toMs, ...rest }) => ({
      ...rest,
      fromMs: Math.max(fromMs, range.fromMs),
      toMs: Math.min(toMs, range.toMs),
    }))
    .filter(({ fromMs, toMs }) => toMs > fromMs)
    .toSorted((a, b) => a.fromMs - b.fromMs);
  const merged: ChartGap[] = [];
  for (const gap of sorted) {
    const previous = merged.at(-1);
    if (previous !== undefined && gap.fromMs <= previous.toMs)
      merged[merged.length - 1] = { ...gap, ...previous, toMs: Math.max(previous.toMs, gap.toMs) };
    else merged.push(gap);
  }
  return merged;
}

/** The gaps of the log as far as they had happened. */
export function gapsWithin(gaps: readonly RecordingGap[], shown: Interval): readonly RecordingGap[] {
  return gaps
    .filter(({ fromMs, toMs }) => fromMs < shown.toMs && toMs > shown.fromMs)
    .map((gap) => ({
      ...gap,
      fromMs: Math.max(gap.fromMs, shown.fromMs),
      toMs: Math.min(gap.toMs, shown.toMs),
    }));
}
