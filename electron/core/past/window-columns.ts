import { SPARK_BIN_MS, SPARK_BINS, sparkBinOf } from '../../../shared/domain/spark.ts';
import type { TimeRange } from '../../../shared/domain/timeline.ts';
import type { JournalSeries } from '../journal/journal.ts';
import { arrivalMs } from '../journal/lag.ts';
import type { PastLog, PastSeries } from '../journal/past-log.ts';

/** A sparkline reaches back this far. */
export const SPARK_REACH_MS = SPARK_BINS * SPARK_BIN_MS;

/** Samples of many series around a window of time. What lies so far back that only a sparkline needs it is kept as its bins. */
export interface WindowColumns {
  readonly series: readonly JournalSeries[];
  /** Per series, oldest first: stamps, values and seconds to their arrival (see journal/lag). */
  readonly atMs: readonly Float64Array[];
  readonly value: readonly Float64Array[];
  readonly lagSeconds: readonly Uint32Array[];
  /** When each series was found missing, ascending. */
  readonly absentAtMs: readonly (readonly number[])[];
  /** Per series SPARK_BINS values, oldest first; the last one is the bin the window begins in. */
  readonly sparks: readonly Float32Array[];
  readonly sparkEndBin: number;
}

/** Keeps what the log tells of the time around a window that begins at `fromMs`. */
export function readColumns(log: Pick<PastLog, 'samples'>, { fromMs, toMs }: TimeRange): WindowColumns {
  const series: JournalSeries[] = [];
  const atMs: Float64Array[] = [];
  const value: Float64Array[] = [];
  const lagSeconds: Uint32Array[] = [];
  const absentAtMs: (readonly number[])[] = [];
  const sparks: Float32Array[] = [];
  const sparkEndBin = sparkBinOf(fromMs);
  log.samples({ fromMs: fromMs - SPARK_REACH_MS, toMs }, (one) => {
    const keepFrom = firstNeeded(one, fromMs);
    series.push(one.series);
    atMs.push(one.atMs.slice(keepFrom));
    value.push(one.value.slice(keepFrom));
    lagSeconds.push(one.lagSeconds.slice(keepFrom));
    absentAtMs.push(one.absentAtMs);
    sparks.push(binsBefore(one, keepFrom, sparkEndBin));
  });
  return { series, atMs, value, lagSeconds, absentAtMs, sparks, sparkEndBin };
}

/** The sample that held when the window began, or an earlier one of which something was learned only afterwards. */
function firstNeeded({ atMs, lagSeconds }: PastSeries, fromMs: number): number {
  const begin = upperBound(atMs, fromMs);
  let first = begin;
  let isHolding = false;
  for (let i = begin - 1; i >= 0; i--) {
    const wasKnown = arrivalMs(atMs[i]!, lagSeconds[i]!) <= fromMs;
    if (wasKnown && isHolding) continue;
    isHolding ||= wasKnown;
    first = i;
  }
  return first;
}

function binsBefore({ atMs, value }: PastSeries, count: number, endBin: number): Float32Array {
  const bins = new Float32Array(SPARK_BINS).fill(Number.NaN);
  for (let i = count - 1; i >= 0; i--) {
    const slot = sparkBinOf(atMs[i]!) - endBin + SPARK_BINS - 1;
    if (slot < 0) break;
    if (slot < SPARK_BINS && Number.isNaN(bins[slot]!)) bins[slot] = value[i]!;
  }
  return bins;
}

/** The first position of an ascending column whose number is beyond `limit`; its length when there is none. */
export function upperBound(column: Float64Array, limit: number): number {
  let low = 0;
  let high = column.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (column[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The position of the sample of a series that holds at a moment: the newest one stamped by then that had arrived by
 * `knownByMs`. −1 when there is none.
 */
export function positionAt(columns: WindowColumns, index: number, atMs: number, knownByMs: number): number {
  const stamps = columns.atMs[index]!;
  const lags = columns.lagSeconds[index]!;
  let position = upperBound(stamps, atMs) - 1;
  while (position >= 0 && arrivalMs(stamps[position]!, lags[position]!) > knownByMs) position--;
  return position;
}

/** Writes the sparkline of a series as it was at a moment into a ring of SPARK_BINS values (see domain/spark). */
export function sparkAt(
  columns: WindowColumns,
  index: number,
  atMs: number,
  knownByMs: number,
  ring: Float32Array,
): void {
  const stamps = columns.atMs[index]!;
  const before = columns.sparks[index]!;
  const endBin = sparkBinOf(atMs);
  const firstKept = stamps.length > 0 ? sparkBinOf(stamps[0]!) : endBin + 1;
  for (let bin = endBin - SPARK_BINS + 1; bin <= endBin; bin++) {
    const slot = ((bin % SPARK_BINS) + SPARK_BINS) % SPARK_BINS;
    ring[slot] = before[bin - columns.sparkEndBin + SPARK_BINS - 1] ?? Number.NaN;
    if (bin < firstKept) continue;
    const position = positionAt(columns, index, Math.min(atMs, (bin + 1) * SPARK_BIN_MS - 1), knownByMs);
    if (position >= 0 && stamps[position]! >= bin * SPARK_BIN_MS)
      ring[slot] = columns.value[index]![position]!;
  }
}
