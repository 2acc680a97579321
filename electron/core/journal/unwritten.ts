import type { RecordingSpan } from './journal.ts';
import { RECORDING_GAP_MS } from './spans-store.ts';

/**
 * Takes the time whose samples were dropped, because the disk took nothing, out of marks that waited with them: the log
 * must not say that it was recorded. What was held back and is written now is no gap, nor is a hole too short for one.
 * @param writtenUntilMs the last mark in the log
 * @param droppedUntilMs when the youngest dropped sample arrived; null when all could be held back
 */
export function withoutUnwritten(
  spans: readonly RecordingSpan[],
  writtenUntilMs: number | null,
  droppedUntilMs: number | null,
): readonly RecordingSpan[] {
  const isGap =
    writtenUntilMs !== null && droppedUntilMs !== null && droppedUntilMs - writtenUntilMs >= RECORDING_GAP_MS;
  if (!isGap) return spans;
  const kept = spans.flatMap((span): RecordingSpan[] => {
    if (span.fromMs > droppedUntilMs || span.toMs < writtenUntilMs) return [span];
    return span.toMs <= droppedUntilMs ? [] : [{ ...span, fromMs: droppedUntilMs }];
  });
  return [{ fromMs: writtenUntilMs, toMs: writtenUntilMs, ended: 'unwritten' }, ...kept];
}
