const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/** How a time is written on the command line and in addresses. */
export const TIME_WORDS = 'epoch milliseconds, or RFC 3339 as 2026-11-22T10:00:00Z';

/** A time as epoch milliseconds; null when it is not written as TIME_WORDS says. */
export function parseTime(text: string): number | null {
  if (/^\d{1,16}$/.test(text)) return Number(text);
  const atMs = rfc3339.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(atMs) ? null : atMs;
}
