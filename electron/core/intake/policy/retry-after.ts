/** Nobody is waited for longer than this, whatever they ask for. */
const MAX_WAIT_MS = 3_600_000;

/**
 * How long a `Retry-After` header asks to wait (RFC 9110, 10.2.3): seconds, or a date.
 * @returns milliseconds, at most an hour; undefined when there is none or it makes no sense
 */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Math.min(MAX_WAIT_MS, Number(text) * 1_000);
  // Date.parse takes bare numbers and fragments for dates; an HTTP date begins with the day's name.
  const atMs = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(atMs)) return undefined;
  return Math.min(MAX_WAIT_MS, Math.max(0, atMs - nowMs));
}
