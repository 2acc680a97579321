const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Ten thousand years; longer is a broken clock, not a length. */
const LONGEST_MS = 3_650_000 * DAY_MS;

/** Units of time, with the space that keeps them on their number's line. */
const NBSP = '\u00a0';

/**
 * A length of time in its two largest units: `6 min 12 s`, `3 h 12 min`, `2 d 4 h`. Cut, never rounded up.
 * Negative lengths and what is not finite count as none.
 */
export function formatDuration(durationMs: number): string {
  const ms = sane(durationMs);
  if (ms < MINUTE_MS) return `${Math.floor(ms / SECOND_MS)}${NBSP}s`;
  if (ms < HOUR_MS) return pair(ms, MINUTE_MS, 'min', SECOND_MS, 's');
  if (ms < DAY_MS) return pair(ms, HOUR_MS, 'h', MINUTE_MS, 'min');
  return pair(ms, DAY_MS, 'd', HOUR_MS, 'h');
}

/** The largest unit alone, for narrow places: `4 min`, `3 h`, `2 d`. */
export function formatDurationShort(durationMs: number): string {
  const ms = sane(durationMs);
  if (ms < MINUTE_MS) return `${Math.floor(ms / SECOND_MS)}${NBSP}s`;
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)}${NBSP}min`;
  if (ms < DAY_MS) return `${Math.floor(ms / HOUR_MS)}${NBSP}h`;
  return `${Math.floor(ms / DAY_MS)}${NBSP}d`;
}

/** How old something is: `12 s old`, `4 min old`, `3 h 12 min old`. Below an hour the seconds would only twitch. */
export function formatAge(ageMs: number): string {
  return `${ageMs < HOUR_MS ? formatDurationShort(ageMs) : formatDuration(ageMs)} old`;
}

/** Minutes with one decimal, as budgets are said: `11.6 min`; above two hours in hours and minutes. */
export function formatMinutes(durationMs: number): string {
  const ms = sane(durationMs);
  if (ms >= 120 * MINUTE_MS) return formatDuration(ms);
  return `${(Math.floor(ms / (MINUTE_MS / 10)) / 10).toFixed(1)}${NBSP}min`;
}

function sane(durationMs: number): number {
  return Number.isFinite(durationMs) ? Math.min(Math.max(0, durationMs), LONGEST_MS) : 0;
}

function pair(ms: number, bigMs: number, big: string, littleMs: number, little: string): string {
  const whole = Math.floor(ms / bigMs);
  const rest = Math.floor((ms - whole * bigMs) / littleMs);
  return rest === 0 ? `${whole}${NBSP}${big}` : `${whole}${NBSP}${big} ${rest}${NBSP}${little}`;
}
