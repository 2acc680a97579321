import type { Alert } from '../../../shared/domain/alert.ts';
import type { Annotation } from '../../../shared/domain/annotation.ts';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import type { TimeRange } from '../../../shared/domain/timeline.ts';
import type { VigilConfig } from '../config/schema.ts';
import type { JournalSeries, RecordingSpan, SilenceList, Transition } from './journal.ts';

/** Samples of one series around a window, oldest first, one per stamp (the one received last). */
export interface PastSeries {
  readonly series: JournalSeries;
  readonly atMs: Float64Array;
  readonly value: Float64Array;
  /** How long after it was measured each reached us; `arrivalMs` says when that was. */
  readonly lagSeconds: Uint32Array;
  /** When its source, which answered, no longer reported it; ascending, plus the last before. */
  readonly absentAtMs: readonly number[];
}

/**
 * What the log can tell of a stretch of time, for rebuilding moments. Synchronous: it is read where the log lies.
 * "Plus the last before": whatever held when the range began is part of the answer.
 */
export interface PastLog {
  /** The configuration in effect at a moment, for earlier moments the first known; null in a log that holds none. */
  configurationAt(atMs: number): { readonly config: VigilConfig; readonly demo: boolean } | null;
  /**
   * Every series with a sample in the range or in the 24 h before it: those in the range, plus the last before. Before
   * `fineFromMs`, when given, only the last of every half minute by the clock: enough for a sparkline, and quicker.
   */
  samples(range: TimeRange, fineFromMs?: number): readonly PastSeries[];
  /** Plus the last before of every cell; ascending. */
  transitions(range: TimeRange): readonly Transition[];
  /** What sources said of themselves, plus the last before of each; ascending. */
  sourceEvents(range: TimeRange): readonly { readonly status: SourceStatus; readonly atMs: number }[];
  /** Lists of silences, plus the last before of each source; ascending. */
  silences(range: TimeRange): readonly SilenceList[];
  /**
   * Versions of alerts: those in the range, plus the last before of every alert that was then not resolved or had been
   * for less than an hour; ascending.
   */
  alertEvents(range: TimeRange): readonly { readonly alert: Alert; readonly atMs: number }[];
  /** Versions of annotations by when they were received: in the range, plus the last before of each; ascending. */
  annotationEvents(
    range: TimeRange,
  ): readonly { readonly annotation: Annotation; readonly receivedAtMs: number }[];
  /** Those that touch the range, plus the last before; ascending. */
  recordingSpans(range: TimeRange): readonly RecordingSpan[];
}
