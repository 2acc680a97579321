import type { RecordingSpan } from '../journal/journal.ts';

/**
 * When something that happened at a moment came to be known: at once while recording, else when recording began
 * again; null when it never did.
 * @param spans ascending, without overlap
 */
export function knownFromMs(spans: readonly RecordingSpan[], atMs: number): number | null {
  const span = spans.find(({ toMs }) => toMs > atMs);
  return span === undefined ? null : Math.max(span.fromMs, atMs);
}

/** Moments as they came to be known: ascending, each once. */
export function knownTimes(spans: readonly RecordingSpan[], times: Iterable<number>): readonly number[] {
  const known = new Set<number>();
  for (const atMs of times) {
    const fromMs = knownFromMs(spans, atMs);
    if (fromMs !== null) known.add(fromMs);
  }
  return [...known].toSorted((a, b) => a - b);
}
