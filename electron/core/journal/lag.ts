import { MAX_LAG_SECONDS } from './chunk-codec.ts';

const SECOND_MS = 1_000;

/*
 * Times of arrival are kept as whole seconds of the clock, rounded up: what is told never claims to have been known
 * earlier than it was, and at every whole second exactly what had arrived by then counts as known.
 */

/** Whole seconds of the clock between a measurement and its arrival. */
export function lagSecondsOf(atMs: number, receivedAtMs: number): number {
  const seconds = Math.ceil(receivedAtMs / SECOND_MS) - Math.ceil(atMs / SECOND_MS);
  return Math.min(MAX_LAG_SECONDS, Math.max(0, seconds || 0));
}

/** The inverse: the whole second by which it had arrived, epoch milliseconds. */
export function arrivalMs(atMs: number, lagSeconds: number): number {
  return (Math.ceil(atMs / SECOND_MS) + lagSeconds) * SECOND_MS;
}
