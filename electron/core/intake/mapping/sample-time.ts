/** Clocks of sources may run ahead a little; beyond this a time is wrong, not early. */
const MAX_AHEAD_MS = 5 * 60_000;

/** Maintenance is announced long before it begins. */
const MAX_PLANNED_MS = 366 * 86_400_000;

/** 1e11 ms is March 1973, 1e11 s is the year 5138: the two cannot be confused in our lifetime. */
const SECONDS_BELOW = 1e11;

const RFC3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)$/;

/**
 * Reads epoch seconds, epoch milliseconds or RFC 3339 text.
 * @returns epoch milliseconds, or the words for why it is not a usable time
 */
export function sampleTimeMs(value: unknown, nowMs: number): number | string {
  const atMs = pastOrFutureMs(value);
  return typeof atMs === 'number' && atMs > nowMs + MAX_AHEAD_MS
    ? 'lies more than 5 min in the future; compare the clocks, and check that it is seconds or milliseconds'
    : atMs;
}

/** As `sampleTimeMs`, for what may be planned up to a year ahead. */
export function plannedTimeMs(value: unknown, nowMs: number): number | string {
  const atMs = pastOrFutureMs(value);
  return typeof atMs === 'number' && atMs > nowMs + MAX_PLANNED_MS
    ? 'lies more than a year in the future; check that it is seconds or milliseconds'
    : atMs;
}

function pastOrFutureMs(value: unknown): number | string {
  const atMs = parsed(value);
  if (atMs === null) return 'expected epoch seconds, epoch milliseconds or RFC 3339';
  return atMs > 0 ? atMs : 'expected a time after 1970';
}

function parsed(value: unknown): number | null {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return null;
    return Math.round(Math.abs(value) < SECONDS_BELOW ? value * 1_000 : value);
  }
  if (typeof value !== 'string' || !RFC3339.test(value)) return null;
  const atMs = Date.parse(value.replace(' ', 'T'));
  return Number.isNaN(atMs) ? null : atMs;
}
