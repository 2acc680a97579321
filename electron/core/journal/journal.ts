import type { Alert } from '../../../shared/domain/alert.ts';
import type { Annotation } from '../../../shared/domain/annotation.ts';
import type { HealthState } from '../../../shared/domain/health-state.ts';
import type { Unit } from '../../../shared/domain/signal.ts';
import type { RecordedSpan } from '../../../shared/domain/state-log.ts';

/** A series as the journal names it; stable over restarts. */
export interface JournalSeries {
  readonly service: string;
  readonly region: string;
  /** Region the link leads to; null for a signal of a service. For links `service` is empty and `region` is the origin. */
  readonly toRegion: string | null;
  readonly signal: string;
  readonly unit: Unit;
  readonly sourceId: string;
}

/** Samples of one series, oldest first. */
export interface JournalSamples {
  readonly series: JournalSeries;
  readonly atMs: readonly number[] | Float64Array;
  readonly value: readonly number[] | Float64Array;
}

/** A cell enters a state. */
export interface Transition {
  readonly service: string;
  readonly region: string;
  readonly state: HealthState;
  readonly atMs: number;
}

export type RecordingSpan = RecordedSpan;

export interface Snapshot {
  /** An encoded full frame. */
  readonly frame: Uint8Array;
  readonly asOfMs: number;
}

export interface JournalStats {
  readonly databaseBytes: number;
  readonly seriesCount: number;
  readonly sampleCount: number;
  readonly queuedWrites: number;
}

export interface HistoryQuery {
  readonly service: string;
  readonly region: string | null;
  readonly signals: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  /** At most this many samples of each series, peaks kept; every sample when absent. */
  readonly maxPointsPerSeries?: number;
}

/** Samples of many series as columns of equal length. */
export interface JournalColumns {
  /** From `registerSeries`. */
  readonly handle: Uint32Array;
  readonly atMs: Float64Array;
  readonly value: Float64Array;
}

/**
 * The log of what was observed. Writes are queued and committed in one transaction an interval;
 * reads see everything written before them. All methods reject only when the worker itself is gone.
 */
export interface Journal {
  /** What people should know: a damaged database was put aside, or writing fails at present. May change. */
  readonly notice: string | null;
  appendSamples(batch: readonly JournalSamples[]): void;
  /** A handle for `appendColumns`, the same for the same series, valid until close. */
  registerSeries(series: JournalSeries): number;
  /** The fast way in: the columns are copied at once, so the caller may reuse them. */
  appendColumns(columns: JournalColumns): void;
  appendTransitions(transitions: readonly Transition[]): void;
  /** An alert as it now is: first seen, changed or resolved. */
  appendAlertEvents(alerts: readonly Alert[], atMs: number): void;
  /** What people did or declared; one whose id is known replaces the earlier one. */
  appendAnnotations(annotations: readonly Annotation[]): void;
  /** Confirms that Vigil was recording at this moment; extends the current span. */
  markRecording(atMs: number): void;
  /** Other limits of age and size; they hold from the next time they are applied. */
  setRetention(retention: JournalOptions['retention']): void;
  /** Times that were recorded elsewhere, ascending: history that is brought in, older than anything marked here. */
  importRecording(spans: readonly RecordingSpan[]): void;
  saveSnapshot(snapshot: Snapshot): void;
  lastSnapshot(): Promise<Snapshot | null>;
  history(query: HistoryQuery): Promise<readonly JournalSamples[]>;
  /** Transitions in the range, plus for every cell the last one before it; ascending. */
  transitions(query: {
    readonly service: string | null;
    readonly fromMs: number;
    readonly toMs: number;
  }): Promise<readonly Transition[]>;
  recordingSpans(fromMs: number, toMs: number): Promise<readonly RecordingSpan[]>;
  /** The newest version of each alert that was active in the range, newest start first. */
  alertHistory(fromMs: number, toMs: number, limit: number): Promise<readonly Alert[]>;
  /** Annotations that touch the range, oldest first; the newest of them when there are more than `limit`. */
  annotations(fromMs: number, toMs: number, limit: number): Promise<readonly Annotation[]>;
  stats(): Promise<JournalStats>;
  flush(): Promise<void>;
  close(): Promise<void>;
}

export interface JournalOptions {
  /** Folder of the database; created when missing. */
  readonly directory: string;
  /** Path of the worker script: the bundled one in dist, worker.ts in tests. */
  readonly workerUrl: URL;
  readonly retention: { readonly maxAgeMs: number; readonly maxBytes: number };
}
