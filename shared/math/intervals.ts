/** A half-open stretch of time [fromMs, toMs) in whole milliseconds. */
export interface Interval {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Sorted, without overlaps, touching ones joined, empty and inverted ones left out. */
export function mergeIntervals(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals
    .filter(({ fromMs, toMs }) => toMs > fromMs)
    .toSorted((a, b) => a.fromMs - b.fromMs);
  const merged: Interval[] = [];
  for (const interval of sorted) {
    const last = merged.at(-1);
    if (last === undefined || interval.fromMs > last.toMs) merged.push(interval);
    else if (interval.toMs > last.toMs)
      merged[merged.length - 1] = { fromMs: last.fromMs, toMs: interval.toMs };
  }
  return merged;
}

/** What lies in both. The inputs need not be merged; the result is. */
export function intersectIntervals(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const left = mergeIntervals(a);
  const right = mergeIntervals(b);
  const common: Interval[] = [];
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const one = left[i];
    const other = right[j];
    if (one === undefined || other === undefined) break;
    const fromMs = Math.max(one.fromMs, other.fromMs);
    const toMs = Math.min(one.toMs, other.toMs);
    if (toMs > fromMs) common.push({ fromMs, toMs });
    if (one.toMs < other.toMs) i++;
    else j++;
  }
  return common;
}

/** What lies in `from` and not in `taken`. The inputs need not be merged; the result is. */
export function subtractIntervals(from: readonly Interval[], taken: readonly Interval[]): Interval[] {
  const holes = mergeIntervals(taken);
  const left: Interval[] = [];
  let next = 0;
  for (const { fromMs, toMs } of mergeIntervals(from)) {
    let cursor = fromMs;
    while (next < holes.length && (holes[next]?.toMs ?? 0) <= fromMs) next++;
    for (let j = next; j < holes.length; j++) {
      const hole = holes[j];
      if (hole === undefined || hole.fromMs >= toMs) break;
      if (hole.fromMs > cursor) left.push({ fromMs: cursor, toMs: hole.fromMs });
      cursor = Math.max(cursor, hole.toMs);
    }
    if (cursor < toMs) left.push({ fromMs: cursor, toMs });
  }
  return left;
}

/** Length of all together; what overlaps counts once. */
export function totalMs(intervals: readonly Interval[]): number {
  let total = 0;
  for (const { fromMs, toMs } of mergeIntervals(intervals)) total += toMs - fromMs;
  return total;
}
