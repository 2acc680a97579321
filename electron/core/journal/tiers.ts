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

/** Begin of the period of a tier that a moment lies in, aligned to 1970. */
export function periodOf({ periodMs }: Tier, atMs: number): number {
  return Math.floor(atMs / periodMs) * periodMs;
}
