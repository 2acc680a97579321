import {
  bucketOf,
  downsample,
  GAP_STEPS,
  medianStepMs,
  type Segment,
  segmentsOf,
  type TimeGrid,
  timeGrid,
} from '../../shared/math/downsample.ts';

/** Most rows a chart is given: beyond this an update costs more than it shows. */
export const MAX_CHART_ROWS = 300;

/** One line of a chart as it comes from the log: parallel columns, oldest first. */
export interface ChartSeries {
  readonly id: string;
  readonly atMs: readonly number[];
  readonly value: readonly number[];
  /** Stretches that were not received as they happened but brought in afterwards; none when absent. */
  readonly filledLater?: readonly Interval[];
}

/** One row of a chart; `values` is parallel to the series. Null draws nothing. */
export interface ChartRow {
  readonly atMs: number;
  readonly values: readonly (number | null)[];
}

export interface Interval {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A stretch without values, and what is known about it: "the machine was asleep". */
export interface ChartGap extends Interval {
  readonly reason?: string;
}

export interface ChartPoint {
  readonly atMs: number;
  readonly value: number;
}

export interface ChartModel {
  readonly rows: readonly ChartRow[];
  /** Stretches without a sample of any series, also before the first and after the last one. */
  readonly gaps: readonly Interval[];
  /** Smallest and largest finite value; null when there is none. */
  readonly extent: readonly [number, number] | null;
  /** Newest sample of each series, parallel to the series. */
  readonly last: readonly (ChartPoint | null)[];
  /** Largest sample of each series, parallel to the series. */
  readonly peak: readonly (ChartPoint | null)[];
  /** What of each series was brought in afterwards, parallel to the series. */
  readonly filledLater: readonly (readonly Interval[])[];
}

interface Column {
  readonly series: ChartSeries;
  readonly segments: readonly Segment[];
  /** Kept positions and the segment each belongs to. */
  readonly kept: readonly number[];
  readonly segmentOf: readonly number[];
}

/**
 * Rows for a chart over one time range: at most `maxRows` real samples a series, lined up on one
 * time grid, a null wherever a line must break. Pure.
 */
export function chartModel(
  series: readonly ChartSeries[],
  range: Interval,
  maxRows: number = MAX_CHART_ROWS,
): ChartModel {
  const inRange = series.map((one) => clip(one, range));
  const stepMs = Math.max(0, ...inRange.map((one) => medianStepMs(one.atMs)));
  const grid = timeGrid(range.fromMs, range.toMs, maxRows, stepMs);
  const gapAfterMs = Math.max(1, stepMs * GAP_STEPS);
  const columns = inRange.map((one) => makeColumn(one, grid, gapAfterMs));
  const times = rowTimes(columns, grid);
  const readers = columns.map(makeReader);
  const rows = times.map((atMs) => ({ atMs, values: readers.map((read) => read(atMs)) }));
  return {
    rows,
    gaps: commonGaps(columns, range, gapAfterMs),
    extent: extentOf(inRange),
    last: inRange.map(lastPoint),
    peak: inRange.map(peakPoint),
    filledLater: series.map(({ filledLater = [] }) =>
      filledLater
        .filter(({ fromMs, toMs }) => fromMs < range.toMs && toMs > range.fromMs)
        .map(({ fromMs, toMs }) => ({
          fromMs: Math.max(fromMs, range.fromMs),
          toMs: Math.min(toMs, range.toMs),
        })),
    ),
  };
}

function clip(series: ChartSeries, range: Interval): ChartSeries {
  const atMs: number[] = [];
  const value: number[] = [];
  for (let i = 0; i < series.atMs.length; i++) {
    const at = series.atMs[i]!;
    if (at < range.fromMs || at > range.toMs) continue;
    atMs.push(at);
    value.push(series.value[i] ?? Number.NaN);
  }
  return { id: series.id, atMs, value };
}

function makeColumn(series: ChartSeries, grid: TimeGrid, gapAfterMs: number): Column {
  const segments = segmentsOf(series.atMs, series.value, gapAfterMs);
  const kept = downsample(series.atMs, series.value, grid, segments);
  let segment = 0;
  const segmentOf = kept.map((position) => {
    while (position >= segments[segment]!.to) segment++;
    return segment;
  });
  return { series, segments, kept, segmentOf };
}

/** One time per occupied bucket, and one inside every break that no other row happens to fall into. */
function rowTimes(columns: readonly Column[], grid: TimeGrid): readonly number[] {
  const byBucket = new Map<number, number>();
  for (const { series, kept } of columns)
    for (const position of kept) {
      const atMs = series.atMs[position]!;
      const bucket = bucketOf(grid, atMs);
      if (!byBucket.has(bucket)) byBucket.set(bucket, atMs);
    }
  const times = new Set(byBucket.values());
  for (const { series, kept, segmentOf } of columns)
    for (let i = 1; i < kept.length; i++)
      if (segmentOf[i] !== segmentOf[i - 1])
        times.add((series.atMs[kept[i - 1]!]! + series.atMs[kept[i]!]!) / 2);
  return Array.from(times).toSorted((a, b) => a - b);
}

/** Reads a column at rising times: the line between two kept samples of one segment, null elsewhere. */
function makeReader({ series, kept, segmentOf }: Column): (atMs: number) => number | null {
  let right = 0;
  return (atMs) => {
    while (right < kept.length && series.atMs[kept[right]!]! < atMs) right++;
    if (right < kept.length && series.atMs[kept[right]!] === atMs) return series.value[kept[right]!]!;
    if (right === 0 || right >= kept.length || segmentOf[right] !== segmentOf[right - 1]) return null;
    const [a, b] = [kept[right - 1]!, kept[right]!];
    const share = (atMs - series.atMs[a]!) / (series.atMs[b]! - series.atMs[a]!);
    return series.value[a]! + (series.value[b]! - series.value[a]!) * share;
  };
}

function commonGaps(columns: readonly Column[], range: Interval, gapAfterMs: number): readonly Interval[] {
  const covered = columns
    .flatMap(({ series, segments }) =>
      segments.map(({ from, to }) => ({ fromMs: series.atMs[from]!, toMs: series.atMs[to - 1]! })),
    )
    .toSorted((a, b) => a.fromMs - b.fromMs);
  const gaps: Interval[] = [];
  let coveredToMs = range.fromMs;
  for (const interval of covered) {
    if (interval.fromMs - coveredToMs > gapAfterMs) gaps.push({ fromMs: coveredToMs, toMs: interval.fromMs });
    coveredToMs = Math.max(coveredToMs, interval.toMs);
  }
  if (range.toMs - coveredToMs > gapAfterMs) gaps.push({ fromMs: coveredToMs, toMs: range.toMs });
  return gaps;
}

function extentOf(series: readonly ChartSeries[]): readonly [number, number] | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { value } of series)
    for (const one of value) {
      if (!Number.isFinite(one)) continue;
      if (one < low) low = one;
      if (one > high) high = one;
    }
  return low <= high ? [low, high] : null;
}

function lastPoint({ atMs, value }: ChartSeries): ChartPoint | null {
  for (let i = atMs.length - 1; i >= 0; i--)
    if (Number.isFinite(value[i]!)) return { atMs: atMs[i]!, value: value[i]! };
  return null;
}

function peakPoint({ atMs, value }: ChartSeries): ChartPoint | null {
  let best = -1;
  for (let i = 0; i < atMs.length; i++)
    if (Number.isFinite(value[i]!) && (best < 0 || value[i]! > value[best]!)) best = i;
  return best < 0 ? null : { atMs: atMs[best]!, value: value[best]! };
}
