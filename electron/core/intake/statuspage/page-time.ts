/** No status page is older, and nothing is planned for later. */
const EARLIEST_MS = Date.UTC(2000, 0, 1);
const LATEST_MS = Date.UTC(2100, 0, 1);

const iso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/i;
/** RFC 822 with the four-digit years of RFC 1123, as RSS 2.0 asks for. */
const rfc822 =
  /^([a-z]{3,9},\s*)?\d{1,2}\s+[a-z]{3,9}\s+\d{4}\s+\d{1,2}:\d{2}(:\d{2})?\s*([a-z]{1,5}|[+-]\d{4})$/i;

/** Epoch milliseconds of a date with a time zone, in either of the two formats of the web; null for anything else. */
export function pageTimeMs(text: unknown): number | null {
  if (typeof text !== 'string') return null;
  const trimmed = text.trim();
  // Date.parse alone believes almost anything.
  if (trimmed.length > 60 || !(iso.test(trimmed) || rfc822.test(trimmed))) return null;
  const atMs = Date.parse(trimmed);
  return atMs >= EARLIEST_MS && atMs <= LATEST_MS ? atMs : null;
}
