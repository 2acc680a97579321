/** FNV-1a: small, stable, spreads short names well. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/**
 * How long to wait so that a poll falls on its source's own place in the interval: sources with the same
 * interval do not all fire together, and a slow round does not shift the next one.
 * @returns more than 0 and at most `everyMs`
 */
export function delayToNextPollMs(id: string, everyMs: number, monotonicMs: number): number {
  const phaseMs = hashOf(id) % everyMs;
  const passedMs = (((monotonicMs - phaseMs) % everyMs) + everyMs) % everyMs;
  return everyMs - passedMs;
}
