import type { Alert } from '../../../shared/domain/alert.ts';

/** Bars of the half-hour strip, as in the design tokens. */
export const STRIP_BARS = 32;
export const STRIP_SPAN_MS = 30 * 60_000;

/**
 * `quiet` before it began and after it ended, `active` while it is known to last,
 * `unknown` since its sources fell silent.
 */
export type StripBar = 'quiet' | 'active' | 'unknown';

/** The last 30 minutes of one alert, oldest bar first, from nothing but what is known about it. */
export function alertStrip(
  alert: Pick<Alert, 'startsAtMs' | 'resolvedAtMs' | 'lastSeenAtMs' | 'unconfirmed'>,
  nowMs: number,
): readonly StripBar[] {
  const barMs = STRIP_SPAN_MS / STRIP_BARS;
  return Array.from({ length: STRIP_BARS }, (_, index) => {
    const barFromMs = nowMs - STRIP_SPAN_MS + index * barMs;
    const barToMs = barFromMs + barMs;
    if (barToMs <= alert.startsAtMs) return 'quiet';
    if (alert.resolvedAtMs !== null && barFromMs >= alert.resolvedAtMs) return 'quiet';
    if (alert.unconfirmed && barFromMs >= alert.lastSeenAtMs) return 'unknown';
    return 'active';
  });
}
