import type { Alert } from '../../../shared/domain/alert.ts';
import type { Annotation } from '../../../shared/domain/annotation.ts';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import type { TimeRange } from '../../../shared/domain/timeline.ts';
import type { VigilConfig } from '../config/schema.ts';
import type { RecordingSpan, Transition } from '../journal/journal.ts';
import type { PastLog, PastSeries } from '../journal/past-log.ts';
import { SPARK_REACH_MS } from './window-columns.ts';

/** A window is this long: what is read at once, and within which a step costs little. */
export const WINDOW_MS = 300_000;
/** A state that was found again after a blind spell keeps its since: states are read from this much earlier. */
export const STATES_REACH_MS = 3_600_000;

/** Everything the log says of a window of time, read once; moments inside are rebuilt from it. */
export interface PastWindow {
  readonly range: TimeRange;
  /** When it was read: of later moments it knows nothing, and of the seconds before not everything. */
  readonly readAtMs: number;
  /** Their samples: those of the window, and before it the last of every half minute a sparkline reaches back to. */
  readonly series: readonly PastSeries[];
  /** Which series those are, in their order: equal for windows that hold the same. */
  readonly seriesNames: string;
  /** By service and region (`cellName`), ascending. */
  readonly transitions: ReadonlyMap<string, readonly Transition[]>;
  readonly sources: readonly { readonly status: SourceStatus; readonly atMs: number }[];
  readonly alerts: readonly { readonly alert: Alert; readonly atMs: number }[];
  readonly annotations: readonly { readonly annotation: Annotation; readonly receivedAtMs: number }[];
  readonly spans: readonly RecordingSpan[];
  readonly configurationAt: (atMs: number) => { readonly config: VigilConfig; readonly demo: boolean } | null;
}

/** The window a moment lies in. */
export function windowRangeOf(atMs: number): TimeRange {
  const fromMs = Math.floor(atMs / WINDOW_MS) * WINDOW_MS;
  return { fromMs, toMs: fromMs + WINDOW_MS };
}

export function cellName(service: string, region: string): string {
  return `${service}\u0000${region}`;
}

/** Reads a window. */
export function readWindow(log: PastLog, range: TimeRange, nowMs: number): PastWindow {
  const transitions = log.transitions({ fromMs: range.fromMs - STATES_REACH_MS, toMs: range.toMs });
  const series = log.samples({ fromMs: range.fromMs - SPARK_REACH_MS, toMs: range.toMs }, range.fromMs);
  return {
    range,
    readAtMs: nowMs,
    series,
    seriesNames: JSON.stringify(series.map((one) => one.series)),
    transitions: Map.groupBy(transitions, ({ service, region }) => cellName(service, region)),
    sources: log.sourceEvents(range),
    alerts: log.alertEvents(range),
    annotations: log.annotationEvents(range),
    spans: log.recordingSpans(range),
    configurationAt: (atMs) => log.configurationAt(atMs),
  };
}
