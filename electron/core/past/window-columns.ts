import { SPARK_BIN_MS, SPARK_BINS, sparkBinOf } from '../../../shared/domain/spark.ts';
import { arrivalMs } from '../journal/lag.ts';
import type { PastSeries } from '../journal/past-log.ts';

/** A sparkline reaches back this far. */
export const SPARK_REACH_MS = SPARK_BINS * SPARK_BIN_MS;

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
export function positionAt(
  { atMs: stamps, lagSeconds }: Pick<PastSeries, 'atMs' | 'lagSeconds'>,
  atMs: number,
  knownByMs: number,
): number {
  let position = upperBound(stamps, atMs) - 1;
  while (position >= 0 && arrivalMs(stamps[position]!, lagSeconds[position]!) > knownByMs) position--;
  return position;
}

/** Writes the sparkline of a series as it was at a moment into a ring of SPARK_BINS values (see domain/spark). */
export function sparkAt(
  { atMs: stamps, value, lagSeconds }: PastSeries,
  atMs: number,
  knownByMs: number,
  ring: Float32Array,
): void {
  const endBin = sparkBinOf(atMs);
  ring.fill(Number.NaN);
  let filled = endBin + 1;
  // From the newest back: the first sample met in a bin is its last one.
  for (let position = upperBound(stamps, atMs) - 1; position >= 0; position--) {
    const bin = sparkBinOf(stamps[position]!);
    if (bin <= endBin - SPARK_BINS) break;
    if (bin >= filled || arrivalMs(stamps[position]!, lagSeconds[position]!) > knownByMs) continue;
    ring[((bin % SPARK_BINS) + SPARK_BINS) % SPARK_BINS] = value[position]!;
    filled = bin;
  }
}
