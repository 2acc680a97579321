/** One run of samples without a hole, as positions [from, to) in the columns it came from. */
export interface Segment {
  readonly from: number;
  readonly to: number;
}

/** Intervals shorter than this are jitter of one poll and say nothing about the sampling step. */
const MIN_STEP_MS = 1;
/** A pause of more than this many usual steps is a hole in the data, not a slow sample. */
export const GAP_STEPS = 3.5;

/**
 * The usual distance between two samples: the median, so that a few holes do not widen it.
 * @param atMs sample times, oldest first
 * @returns milliseconds; 0 for fewer than two samples
 */
export function medianStepMs(atMs: readonly number[]): number {
  const steps: number[] = [];
  for (let i = 1; i < atMs.length; i++) {
    const step = atMs[i]! - atMs[i - 1]!;
    if (step >= MIN_STEP_MS) steps.push(step);
  }
  if (steps.length === 0) return 0;
  steps.sort((a, b) => a - b);
  return steps[Math.floor(steps.length / 2)]!;
}

/** Splits samples wherever more than `gapAfterMs` passed without one. Values that are not finite split too. */
export function segmentsOf(
  atMs: readonly number[],
  values: readonly number[],
  gapAfterMs: number,
): readonly Segment[] {
  const segments: Segment[] = [];
  let from = -1;
  for (let i = 0; i < atMs.length; i++) {
    if (!Number.isFinite(values[i]!)) {
      if (from >= 0) segments.push({ from, to: i });
      from = -1;
      continue;
    }
    if (from >= 0 && atMs[i]! - atMs[i - 1]! > gapAfterMs) {
      segments.push({ from, to: i });
      from = i;
    }
    if (from < 0) from = i;
  }
  if (from >= 0) segments.push({ from, to: atMs.length });
  return segments;
}

/** A fixed division of a time range; several series that share it line up row by row. */
export interface TimeGrid {
  readonly fromMs: number;
  readonly bucketMs: number;
  readonly buckets: number;
}

/** A grid of at most `maxBuckets`, never finer than one bucket per `stepMs`. */
export function timeGrid(fromMs: number, toMs: number, maxBuckets: number, stepMs = 0): TimeGrid {
  const spanMs = Math.max(1, toMs - fromMs);
  const bucketMs = Math.max(spanMs / Math.max(1, maxBuckets), stepMs);
  return { fromMs, bucketMs, buckets: Math.max(1, Math.ceil(spanMs / bucketMs)) };
}

/**
 * Keeps at most one sample a bucket: the one that spans the largest triangle with the sample kept before
 * it and the mean of the bucket after it (largest triangle, three buckets), so that a spike or a dip of
 * one sample survives. Kept samples are real ones, unchanged. Segments never influence each other.
 * @returns positions of the kept samples, ascending
 */
export function downsample(
  atMs: readonly number[],
  values: readonly number[],
  grid: TimeGrid,
  segments: readonly Segment[],
): readonly number[] {
  const kept: number[] = [];
  for (const segment of segments) keepOfSegment(atMs, values, grid, segment, kept);
  return kept;
}

/** The bucket of a moment; outside the grid the nearest one. */
export function bucketOf(grid: TimeGrid, atMs: number): number {
  return Math.min(grid.buckets - 1, Math.max(0, Math.floor((atMs - grid.fromMs) / grid.bucketMs)));
}

function keepOfSegment(
  atMs: readonly number[],
  values: readonly number[],
  grid: TimeGrid,
  segment: Segment,
  kept: number[],
): void {
  const lastKept = kept.at(-1);
  const taken = lastKept === undefined ? -1 : bucketOf(grid, atMs[lastKept]!);
  let previous = -1;
  let start = segment.from;
  while (start < segment.to) {
    const end = endOfBucket(atMs, grid, start, segment.to);
    // Two short runs can end and begin in one bucket: the earlier one keeps it.
    if (bucketOf(grid, atMs[start]!) !== taken) {
      const chosen = largestTriangle(
        atMs,
        values,
        previous,
        start,
        end,
        meanAfter(atMs, values, grid, end, segment.to),
      );
      kept.push(chosen);
      previous = chosen;
    }
    start = end;
  }
}

function endOfBucket(atMs: readonly number[], grid: TimeGrid, start: number, limit: number): number {
  const bucket = bucketOf(grid, atMs[start]!);
  let end = start + 1;
  while (end < limit && bucketOf(grid, atMs[end]!) === bucket) end++;
  return end;
}

function meanAfter(
  atMs: readonly number[],
  values: readonly number[],
  grid: TimeGrid,
  start: number,
  limit: number,
): readonly [number, number] | null {
  if (start >= limit) return null;
  const end = endOfBucket(atMs, grid, start, limit);
  let time = 0;
  let value = 0;
  for (let i = start; i < end; i++) {
    time += atMs[i]!;
    value += values[i]!;
  }
  return [time / (end - start), value / (end - start)];
}

function largestTriangle(
  atMs: readonly number[],
  values: readonly number[],
  previous: number,
  start: number,
  end: number,
  after: readonly [number, number] | null,
): number {
  // The ends of a run are facts of their own: when it began and where it stopped.
  if (previous < 0 && after !== null) return start;
  if (after === null) return end - 1;
  const [aTime, aValue] = [atMs[previous]!, values[previous]!];
  const [cTime, cValue] = after;
  let best = start;
  let bestArea = -1;
  for (let i = start; i < end; i++) {
    const area = Math.abs((aTime - cTime) * (values[i]! - aValue) - (aTime - atMs[i]!) * (cValue - aValue));
    if (area > bestArea) {
      bestArea = area;
      best = i;
    }
  }
  return best;
}
