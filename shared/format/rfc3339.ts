/** Years RFC 3339 can write: 0000 to 9999. */
const FIRST_MS = Date.parse('0000-01-01T00:00:00.000Z');
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z');

/** `2026-09-22T14:06:30.250Z`: a moment as other programs read it, always UTC. Null for what is no such moment. */
export function formatRfc3339(atMs: number): string | null {
  return atMs >= FIRST_MS && atMs <= LAST_MS ? new Date(atMs).toISOString() : null;
}
