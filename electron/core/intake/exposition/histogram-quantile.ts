/** A bucket: how many observations were at or below a bound. */
export interface Bucket {
  readonly bound: number;
  readonly count: number;
}

/**
 * The quantile of a classic histogram by linear interpolation within the bucket it falls into, exactly as
 * Prometheus' `histogram_quantile` does it (prometheus/prometheus, promql/quantile.go, `bucketQuantile`): the
 * lowest bucket begins at 0, a quantile in the highest one is the bound below it, and counts that fall are raised.
 * @param quantile from 0 to 1
 * @param buckets of one interval, cumulative, ascending, each bound once
 * @returns NaN when nothing was observed, or the highest bound is not +Inf
 */
export function histogramQuantile(quantile: number, buckets: readonly Bucket[]): number {
  const last = buckets.length - 1;
  if (last < 1 || buckets[last]!.bound !== Number.POSITIVE_INFINITY) return Number.NaN;
  let highest = 0;
  const counts = buckets.map(({ count }) => (highest = Math.max(highest, count)));
  const total = counts[last]!;
  if (!(total > 0)) return Number.NaN;
  const rank = quantile * total;
  const found = counts.findIndex((count, index) => index === last || count >= rank);
  if (found === last) return buckets[last - 1]!.bound;
  const end = buckets[found]!.bound;
  if (found === 0 && end <= 0) return end;
  const start = found === 0 ? 0 : buckets[found - 1]!.bound;
  const below = found === 0 ? 0 : counts[found - 1]!;
  return start + (end - start) * ((rank - below) / (counts[found]! - below));
}
