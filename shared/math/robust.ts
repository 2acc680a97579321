/**
 * Statistics that a minority of wild values cannot move. Medians of medians over windows of fixed length: the remedian of
 * Rousseeuw and Bassett, "The Remedian: A Robust Averaging Method for Large Data Sets", J. Am. Stat. Assoc. 85 (1990),
 * 97–104, with two levels. It streams, keeps one number per window, and is exact within each.
 */

/** Makes a median absolute deviation comparable to a standard deviation of normal noise (Hampel, 1974). */
export const MAD_SCALE = 1.4826;

/**
 * A quantile of ascending values, between two of them in proportion (type 7 of Hyndman and Fan).
 * @param q from 0 to 1
 * @returns NaN for none
 */
export function quantileOfSorted(sorted: Float64Array, q: number): number {
  const at = q * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
}

/** The middle of some finite values; NaN for none. */
export function medianOf(values: readonly number[]): number {
  return quantileOfSorted(Float64Array.from(values).toSorted(), 0.5);
}

/** How far values usually lie from a centre, on the scale of a standard deviation; NaN for none. */
export function spreadAround(centre: number, values: readonly number[]): number {
  return MAD_SCALE * medianOf(values.map((value) => Math.abs(value - centre)));
}

/** What one window of values came to. */
export interface WindowSummary {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/**
 * Windows of the same kind (one hour in several weeks) as one: the median of their medians, and to either side how far a
 * window usually reaches plus how far the windows usually lie apart; never beyond what any of them reached.
 *
 * Bounds, which the tests hold it to: with n windows, fewer than n / 2 of them may be anything and `median` still lies
 * within the others' medians; and where windows are of one size, at least a quarter of all values lie on either side of
 * it, so its rank among all of them is off by at most a quarter.
 * @returns null for no window
 */
export function foldWindows(windows: readonly WindowSummary[]): WindowSummary | null {
  if (windows.length === 0) return null;
  const medians = windows.map(({ median }) => median);
  const median = medianOf(medians);
  const apart = spreadAround(median, medians);
  const down = medianOf(windows.map((window) => window.median - window.low)) + apart;
  const up = medianOf(windows.map((window) => window.high - window.median)) + apart;
  return {
    low: Math.min(median, Math.max(median - down, Math.min(...windows.map(({ low }) => low)))),
    median,
    high: Math.max(median, Math.min(median + up, Math.max(...windows.map(({ high }) => high)))),
  };
}
