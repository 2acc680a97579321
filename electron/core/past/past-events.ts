import { type Alert, compareAlerts } from '../../../shared/domain/alert.ts';
import type { Annotation } from '../../../shared/domain/annotation.ts';
import type { RecordingGap } from '../../../shared/domain/recording-gap.ts';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import { gapsOf } from '../../../shared/domain/timeline.ts';
import { RESOLVED_KEPT_MS } from '../alerts/alert-book.ts';
import { AnnotationBook } from '../annotation-book.ts';
import type { PastWindow } from './past-window.ts';

/** The gap of the log a moment lies in; null where Vigil was recording. */
export function gapAt({ spans, range, readAtMs }: PastWindow, atMs: number): RecordingGap | null {
  // The newest span is marked once a second: up to the moment of reading it goes on.
  const gaps = gapsOf(spans, { fromMs: range.fromMs, toMs: Math.min(range.toMs, readAtMs) });
  const gap = gaps.find(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
  if (gap === undefined) return null;
  // Its whole extent, not only the part inside the window.
  const before = spans.filter(({ toMs }) => toMs <= gap.fromMs).map(({ toMs }) => toMs);
  return { ...gap, fromMs: before.length === 0 ? gap.fromMs : Math.max(...before) };
}

/** When the run of Vigil that recorded a moment began; what was received before is memory of an earlier run. */
export function runStartAt({ spans }: PastWindow, atMs: number): number {
  return spans.reduce(
    (latest, { fromMs }) => (fromMs <= atMs && fromMs > latest ? fromMs : latest),
    Number.NEGATIVE_INFINITY,
  );
}

/** What every source last said of itself by a moment. In a gap nobody listened: none of them answers. */
export function sourcesAt(
  { sources }: PastWindow,
  atMs: number,
  gap: RecordingGap | null,
): ReadonlyMap<string, SourceStatus> {
  const last = new Map<string, SourceStatus>();
  for (const { status, atMs: saidAtMs } of sources) if (saidAtMs <= atMs) last.set(status.id, status);
  if (gap === null) return last;
  return new Map(
    [...last].map(([id, status]) => [
      id,
      status.state === 'paused' ? status : { ...status, state: 'unreachable', sinceMs: gap.fromMs },
    ]),
  );
}

/** Alerts as the feed showed them at a moment. In a gap nothing confirms them. */
export function alertsAt({ alerts }: PastWindow, atMs: number, gap: RecordingGap | null): Alert[] {
  const last = new Map<string, Alert>();
  for (const { alert, atMs: saidAtMs } of alerts) if (saidAtMs <= atMs) last.set(alert.id, alert);
  return (
    [...last.values()]
      // As the feed keeps them: what has ended a while ago is gone, unless it flaps.
      .filter(
        ({ resolvedAtMs, flapping }) =>
          resolvedAtMs === null || atMs - resolvedAtMs <= RESOLVED_KEPT_MS || flapping !== undefined,
      )
      .map((alert) => (gap === null || alert.state === 'resolved' ? alert : { ...alert, unconfirmed: true }))
      .toSorted(compareAlerts)
  );
}

/** Annotations as known at a moment, or, with `knownByMs` later, as known by then. */
export function annotationsAt({ annotations }: PastWindow, atMs: number, knownByMs: number): Annotation[] {
  const book = new AnnotationBook();
  book.apply(
    annotations.filter(({ receivedAtMs }) => receivedAtMs <= knownByMs).map(({ annotation }) => annotation),
    atMs,
  );
  return book.all();
}
