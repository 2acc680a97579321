import { z } from 'zod';
import { numberOf } from './quick-text.ts';

/** One populated bucket, as the API prints it: bounds and the observations between them. */
export interface HistogramBucket {
  readonly lower: number;
  readonly upper: number;
  readonly count: number;
}

/** A native histogram; buckets in ascending order, empty ones left out. */
export interface NativeHistogram {
  readonly count: number;
  readonly buckets: readonly HistogramBucket[];
}

const numberText = z.string().transform((text) => numberOf(text));
const histogramSchema = z.object({
  count: numberText,
  /** Boundary rule (0 open left, 1 open right, 2 open both, 3 closed both), lower, upper, count. */
  buckets: z
    .array(z.tuple([z.number(), numberText, numberText, numberText]))
    .max(10_000)
    .nullish(),
});

/** The histogram of the HTTP API (`{count, sum, buckets}`), or null when it cannot be read. */
export function parseHistogram(value: unknown): NativeHistogram | null {
  const parsed = histogramSchema.safeParse(value);
  if (!parsed.success) return null;
  const buckets = (parsed.data.buckets ?? []).map(([, lower, upper, count]) => ({ lower, upper, count }));
  const isSound = buckets.every(({ lower, upper, count }) => lower <= upper && count >= 0);
  return isSound && parsed.data.count >= 0 ? { count: parsed.data.count, buckets } : null;
}

/**
 * The value below which the share `quantile` of the observations lies; NaN for an empty histogram.
 *
 * As `histogram_quantile` of Prometheus 3 (promql/quantile.go, HistogramQuantile; documented under
 * "histogram_quantile()"): within a bucket of a standard exponential schema the observations are taken to be spread
 * evenly on a logarithmic scale, within the zero bucket and within custom buckets evenly on a linear one. A zero
 * bucket without neighbours on one side ends at zero on that side; a bucket without end answers with its finite bound.
 */
export function histogramQuantile(quantile: number, { count, buckets }: NativeHistogram): number {
  const filled = buckets.filter((bucket) => bucket.count > 0);
  if (count === 0 || filled.length === 0) return Number.NaN;
  const rank = quantile * count;
  let below = 0;
  for (const [index, bucket] of filled.entries()) {
    const isLast = index === filled.length - 1;
    if (below + bucket.count < rank && !isLast) {
      below += bucket.count;
      continue;
    }
    // Observations of NaN count, but lie in no bucket: the last one is the end.
    const share = Math.min(1, Math.max(0, (rank - below) / bucket.count));
    return within(bucket, share, filled);
  }
  return Number.NaN;
}

function within(bucket: HistogramBucket, share: number, all: readonly HistogramBucket[]): number {
  let { lower, upper } = bucket;
  if (upper === Number.POSITIVE_INFINITY) return lower;
  if (lower === Number.NEGATIVE_INFINITY) {
    if (upper <= 0) return upper;
    lower = 0;
  } else if (lower < 0 && upper > 0) {
    if (all.every((other) => other.upper >= upper)) lower = all.length > 1 ? 0 : lower;
    else if (all.every((other) => other.lower <= lower)) upper = 0;
  }
  if ((lower <= 0 && upper >= 0) || !isExponential(bucket)) return lower + (upper - lower) * share;
  const [from, to] = [Math.log2(Math.abs(lower)), Math.log2(Math.abs(upper))];
  const size = 2 ** (from + (to - from) * share);
  return lower > 0 ? size : -size;
}

/** Standard schemas: bounds grow by 2^(2^-schema). */
const SCHEMA_MIN = -4;
const SCHEMA_MAX = 8;
/** Bounds are printed with 17 digits; what differs by more was chosen by a person. */
const GROWTH_TOLERANCE = 1e-9;

/** Whether the bounds are those of a standard schema: the API does not say, but their ratio does. */
function isExponential({ lower, upper }: HistogramBucket): boolean {
  const growth = lower > 0 ? upper / lower : lower / upper;
  const schema = -Math.log2(Math.log2(growth));
  const nearest = Math.round(schema);
  if (!(nearest >= SCHEMA_MIN && nearest <= SCHEMA_MAX)) return false;
  const standard = 2 ** (2 ** -nearest);
  // Bounds of a schema are powers of its growth factor, not just a factor apart.
  const steps = Math.log2(Math.abs(upper)) / Math.log2(standard);
  return Math.abs(growth / standard - 1) < GROWTH_TOLERANCE && Math.abs(steps - Math.round(steps)) < 1e-6;
}
