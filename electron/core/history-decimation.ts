/**
 * Thins samples to at most `maxPoints`, keeping each bucket's smallest and largest value, so that a spike of one
 * sample survives any range. Columns are parallel, oldest first.
 */
export function decimate(
  atMs: ArrayLike<number>,
  value: ArrayLike<number>,
  maxPoints: number,
): { atMs: number[]; value: number[] } {
  if (atMs.length <= maxPoints) return { atMs: Array.from(atMs), value: Array.from(value) };
  const kept = { atMs: [] as number[], value: [] as number[] };
  const keep = (index: number): void => {
    kept.atMs.push(atMs[index]!);
    kept.value.push(value[index]!);
  };
  const buckets = Math.max(1, Math.floor(maxPoints / 2));
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = Math.floor((bucket * atMs.length) / buckets);
    const to = Math.floor(((bucket + 1) * atMs.length) / buckets);
    let low = from;
    let high = from;
    for (let i = from; i < to; i++) {
      if (value[i]! < value[low]!) low = i;
      if (value[i]! > value[high]!) high = i;
    }
    keep(Math.min(low, high));
    if (low !== high && maxPoints > 1) keep(Math.max(low, high));
  }
  return kept;
}
