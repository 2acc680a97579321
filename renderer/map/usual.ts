import { readSpark, SPARK_BIN_MS, SPARK_BINS, type SparkTable } from '../../shared/domain/spark.ts';

/** What a series usually is, judged by the last 15 minutes. In the series' own unit. */
export interface Usual {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** How a value stands against its usual. */
export interface Deviation {
  /** 0.81 means 81 % above usual; negative is faster. */
  readonly share: number;
  readonly isFar: boolean;
  /** Start of the half minute since which it has been far; null when it is not. */
  readonly sinceMs: number | null;
}

/** Fewer finished bins than this and nothing counts as usual yet. */
export const MIN_USUAL_BINS = 5;
/** Far from normal: more than this share above usual … */
export const FAR_SHARE = 0.2;
/** … and at least this much in absolute terms: 2 ms on a 5 ms route is nobody's incident. */
export const FAR_SECONDS = 0.005;
/** The usual range is never narrower than this share of the usual value to either side. */
const MIN_RANGE_SHARE = 0.04;

/**
 * The usual value of a window: its lower quartile, not its median. Latency only ever grows when something
 * breaks, so a route that has been slow for up to 11 of the 15 minutes still shows as slow, where a median
 * would call the incident usual after half of them.
 * @param bins oldest first, NaN where nothing was recorded; the newest, unfinished bin is not looked at
 */
export function usualOf(bins: Float32Array): Usual | null {
  const seen = bins
    .subarray(0, -1)
    .filter((value) => Number.isFinite(value))
    .toSorted();
  if (seen.length < MIN_USUAL_BINS) return null;
  const value = quantileOfSorted(seen, 0.25);
  const spread = Math.max(2 * (value - quantileOfSorted(seen, 0.05)), MIN_RANGE_SHARE * value);
  return { value, low: Math.max(0, value - spread), high: value + spread };
}

/** Judges a value in seconds; only slower is far from normal. Pure. */
export function deviationOf(
  seconds: number,
  usual: Usual | null,
  bins: Float32Array,
  endBin: number,
): Deviation | null {
  if (usual === null || !(usual.value > 0)) return null;
  const isFar = isFarFrom(seconds, usual);
  return {
    share: seconds / usual.value - 1,
    isFar,
    sinceMs: isFar ? farSince(usual, bins, endBin) : null,
  };
}

/** Remembers the usual values until the next half minute begins or the table is replaced. */
export function createUsualCache(): (spark: SparkTable, row: number) => Usual | null {
  const cache = new Map<number, Usual | null>();
  const bins = new Float32Array(SPARK_BINS);
  let values: Float32Array | null = null;
  let endBin = Number.NaN;
  return (spark, row) => {
    if (spark.values !== values || spark.endBin !== endBin) {
      cache.clear();
      values = spark.values;
      endBin = spark.endBin;
    }
    let usual = cache.get(row);
    if (usual === undefined) {
      usual = usualOf(readSpark(spark, row, bins));
      cache.set(row, usual);
    }
    return usual;
  };
}

function isFarFrom(seconds: number, usual: Usual): boolean {
  return (
    seconds > usual.value * (1 + FAR_SHARE) && seconds - usual.value >= FAR_SECONDS && seconds > usual.high
  );
}

/** Walks back from now while the bins are far; gaps are passed over but never counted as the start. */
function farSince(usual: Usual, bins: Float32Array, endBin: number): number {
  let first = endBin;
  for (let i = bins.length - 1; i >= 0; i--) {
    const value = bins[i] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    if (!isFarFrom(value, usual)) break;
    first = endBin - (bins.length - 1 - i);
  }
  return first * SPARK_BIN_MS;
}

function quantileOfSorted(sorted: Float32Array, q: number): number {
  const at = q * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
}
