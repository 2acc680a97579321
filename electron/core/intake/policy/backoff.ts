/** Bounds of a retry schedule. */
export interface BackoffLimits {
  /** Delay before the first retry. */
  readonly firstMs: number;
  /** No delay is longer than this, however many attempts failed. */
  readonly capMs: number;
}

/** Slow enough to be polite to a dead server, quick enough to be live within 30 s of its return. */
export const defaultBackoff: BackoffLimits = { firstMs: 1_000, capMs: 15_000 };

/** Beyond this many doublings every schedule has reached its cap; keeps the power finite for ever. */
const MAX_DOUBLINGS = 30;

/**
 * The delay before the next attempt: doubles with each failure up to the cap, then spread over its upper
 * half so that many clients do not return in step. There is no last attempt.
 * @param failures how many attempts in a row have failed, 1 or more
 * @param random 0 to 1
 */
export function backoffDelayMs(
  failures: number,
  random: () => number,
  limits: BackoffLimits = defaultBackoff,
): number {
  const doublings = Math.min(MAX_DOUBLINGS, Math.max(0, failures - 1));
  const fullMs = Math.min(limits.capMs, limits.firstMs * 2 ** doublings);
  return fullMs * (0.5 + 0.5 * random());
}
