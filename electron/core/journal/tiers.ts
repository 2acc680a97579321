/** A roll-up tier: the code it is stored under, the step of a bucket, and the stretch one row holds. */
export interface Tier {
  readonly code: number;
  readonly stepMs: number;
  readonly periodMs: number;
}

/** 360 buckets a row. */
export const MINUTES: Tier = { code: 1, stepMs: 60_000, periodMs: 6 * 3_600_000 };
/** 240 buckets a row, made of 40 rows of minutes. */
export const HOURS: Tier = { code: 2, stepMs: 3_600_000, periodMs: 10 * 86_400_000 };
/**
 * What is usual of an hour, by minutes, so that a few wild ones do not count: a bucket's least value is what nine of ten
 * minutes stay above, its greatest what nine of ten stay below, its sum ÷ count the minute in the middle, and its count
 * the minutes that have samples. 168 buckets a row.
 */
export const USUAL: Tier = { code: 3, stepMs: 3_600_000, periodMs: 7 * 86_400_000 };

/** Begin of the period of a tier that a moment lies in, aligned to 1970. */
export function periodOf({ periodMs }: Tier, atMs: number): number {
  return Math.floor(atMs / periodMs) * periodMs;
}
