import { SPARK_BIN_MS, SPARK_BINS, sparkBinOf } from '../../../shared/domain/spark.ts';
import type { JournalSeries } from '../journal/journal.ts';
import type { PastSeries } from '../journal/past-log.ts';

/** A sparkline reaches back this far. */
export const SPARK_REACH_MS = SPARK_BINS * SPARK_BIN_MS;
const FIRST_CAPACITY = 65_536;

/**
 * Samples of many series around a window of time, one behind the other in three columns: series i occupies
 * `starts[i]` to `starts[i + 1]`, oldest first. What lies so far back that only a sparkline needs it is kept as its
 * bins alone.
 */
export interface WindowColumns {
  readonly series: readonly JournalSeries[];
  readonly starts: Uint32Array;
  readonly atMs: Float64Array;
  readonly value: Float64Array;
  readonly receivedAtMs: Float64Array;
  /** When each series was found missing, ascending. */
  readonly absentAtMs: readonly (readonly number[])[];
  /** Per series SPARK_BINS values, oldest first; the last one is the bin the window begins in. */
  readonly sparks: Float32Array;
  readonly sparkEndBin: number;
}

/** Packs what the log tells of the time around a window that begins at `fromMs`. */
export function packColumns(found: Iterable<PastSeries>, fromMs: number): WindowColumns {
  let atMs = new Float64Array(FIRST_CAPACITY);
  let value = new Float64Array(FIRST_CAPACITY);
  let receivedAtMs = new Float64Array(FIRST_CAPACITY);
  const series: JournalSeries[] = [];
  const absentAtMs: (readonly number[])[] = [];
  const starts: number[] = [0];
  const sparks: Float32Array[] = [];
  const sparkEndBin = sparkBinOf(fromMs);
  let length = 0;
  for (const one of found) {
    const keepFrom = firstNeeded(one, fromMs);
    const count = one.atMs.length - keepFrom;
    if (length + count > atMs.length) {
      const capacity = Math.max(length + count, atMs.length * 2);
      atMs = grown(atMs, capacity);
      value = grown(value, capacity);
      receivedAtMs = grown(receivedAtMs, capacity);
    }
    atMs.set(one.atMs.subarray(keepFrom), length);
    value.set(one.value.subarray(keepFrom), length);
    receivedAtMs.set(one.receivedAtMs.subarray(keepFrom), length);
    length += count;
    series.push(one.series);
    absentAtMs.push(one.absentAtMs);
    starts.push(length);
    sparks.push(binsBefore(one, keepFrom, sparkEndBin));
  }
  const allSparks = new Float32Array(sparks.length * SPARK_BINS);
  for (const [index, bins] of sparks.entries()) allSparks.set(bins, index * SPARK_BINS);
  return {
    series,
    starts: Uint32Array.from(starts),
    atMs: atMs.subarray(0, length),
    value: value.subarray(0, length),
    receivedAtMs: receivedAtMs.subarray(0, length),
    absentAtMs,
    sparks: allSparks,
    sparkEndBin,
  };
}

/** The sample that held when the window began, or an earlier one of which something was learned only afterwards. */
function firstNeeded({ atMs, receivedAtMs }: PastSeries, fromMs: number): number {
  const begin = upperBound(atMs, 0, atMs.length, fromMs);
  let first = begin;
  let isHolding = false;
  for (let i = begin - 1; i >= 0; i--) {
    const wasKnown = receivedAtMs[i]! <= fromMs;
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

function grown(column: Float64Array, capacity: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(capacity);
  larger.set(column);
  return larger;
}

/** The first position in [from, to) of an ascending column whose number is beyond `limit`; `to` when there is none. */
export function upperBound(column: Float64Array, from: number, to: number, limit: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (column[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The position of the sample of series `index` that holds at a moment: the newest one stamped by then and received by
 * `knownByMs`. −1 when there is none.
 */
export function positionAt(columns: WindowColumns, index: number, atMs: number, knownByMs: number): number {
  const start = columns.starts[index]!;
  let position = upperBound(columns.atMs, start, columns.starts[index + 1]!, atMs) - 1;
  while (position >= start && columns.receivedAtMs[position]! > knownByMs) position--;
  return position >= start ? position : -1;
}

/** Writes the sparkline of series `index` as it was at a moment into a ring of SPARK_BINS values (see domain/spark). */
export function sparkAt(
  columns: WindowColumns,
  index: number,
  atMs: number,
  knownByMs: number,
  ring: Float32Array,
): void {
  const endBin = sparkBinOf(atMs);
  const start = columns.starts[index]!;
  const firstKept = start < columns.starts[index + 1]! ? sparkBinOf(columns.atMs[start]!) : endBin + 1;
  for (let bin = endBin - SPARK_BINS + 1; bin <= endBin; bin++) {
    const slot = ((bin % SPARK_BINS) + SPARK_BINS) % SPARK_BINS;
    const before = bin - columns.sparkEndBin + SPARK_BINS - 1;
    ring[slot] =
      before >= 0 && before < SPARK_BINS ? columns.sparks[index * SPARK_BINS + before]! : Number.NaN;
    if (bin < firstKept) continue;
    const position = positionAt(columns, index, Math.min(atMs, (bin + 1) * SPARK_BIN_MS - 1), knownByMs);
    if (position >= 0 && columns.atMs[position]! >= bin * SPARK_BIN_MS) ring[slot] = columns.value[position]!;
  }
}
