export interface Weighted {
  readonly value: number;
  readonly weight: number;
}

/**
 * The value at which half of the weight lies at or below; null for nothing. Where no weight is known
 * (all zero or not finite) every value counts the same.
 */
export function weightedMedian(items: readonly Weighted[]): number | null {
  const finite = items.filter(({ value }) => Number.isFinite(value));
  if (finite.length === 0) return null;
  const known = finite.every(({ weight }) => Number.isFinite(weight) && weight >= 0);
  const sum = known ? finite.reduce((total, { weight }) => total + weight, 0) : 0;
  const weightOf = (item: Weighted): number => (sum > 0 ? item.weight : 1);
  const half = (sum > 0 ? sum : finite.length) / 2;
  let reached = 0;
  const sorted = finite.toSorted((a, b) => a.value - b.value);
  for (const item of sorted) {
    reached += weightOf(item);
    if (reached >= half) return item.value;
  }
  return sorted.at(-1)?.value ?? null;
}
