import { MAX_LAG_SECONDS } from './chunk-codec.ts';

/**
 * From a measurement to its arrival, in whole seconds rounded up: what is told never claims to have been known earlier
 * than it was.
 */
export function lagSecondsOf(atMs: number, receivedAtMs: number): number {
  return Math.min(MAX_LAG_SECONDS, Math.max(0, Math.ceil((receivedAtMs - atMs) / 1_000) || 0));
}
