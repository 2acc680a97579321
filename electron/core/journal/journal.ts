import type { Alert } from '../../../shared/domain/alert.ts';
import type { AlertAction } from '../../../shared/domain/alert-action.ts';
import type { AlertTexts } from '../../../shared/domain/alert-texts.ts';
import type { Annotation } from '../../../shared/domain/annotation.ts';
import type { Matcher } from '../../../shared/domain/matchers.ts';
import type { Rehearsal } from '../../../shared/domain/rehearsal.ts';
import type { Result } from '../../../shared/domain/result.ts';
import type { Unit } from '../../../shared/domain/signal.ts';
import type { Silence } from '../../../shared/domain/silence.ts';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import type { RecordedSpan, StateTransition } from '../../../shared/domain/state-log.ts';
import type { TimeRange } from '../../../shared/domain/timeline.ts';
import type { MomentQuestion } from '../past/past-desk.ts';
import type { PastViewName, PastViews } from '../past/past-views.ts';
import type { VerifiedCapsule } from './capsule/verify-capsule.ts';
import type { CapsuleOrder } from './capsule/write-capsule.ts';
import type { BandQuery, BaselineHours, BaselinesPiece, BaselinesQuery } from './read-baselines.ts';
import type { AlertPage, AlertSearch } from './search-alerts.ts';

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

/** Samples of one series in columns of equal length. */
export interface JournalSamples {
  readonly series: JournalSeries;
  readonly atMs: readonly number[] | Float64Array;
  readonly value: readonly number[] | Float64Array;
  /** When each reached us, by our clock. Read back as whole seconds of the clock, rounded up. */
  readonly receivedAtMs: readonly number[] | Float64Array;
}

/** Samples of one series as a chart wants them: oldest first, one per stamp. */
export interface SeriesHistory extends JournalSamples {
  readonly atMs: Float64Array;
  readonly value: Float64Array;
  readonly receivedAtMs: Float64Array;
  /** Stretches whose samples arrived more than FILLED_LATER_MS after they were measured; ascending. */
  readonly filledLater: readonly TimeRange[];
}

/** Hours of one series that were measured elsewhere, ascending: columns of equal length. */
export interface SeriesHours {
  readonly series: JournalSeries;
  /** Whole hours. */
  readonly startMs: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly sum: Float64Array;
  readonly count: Float64Array;
}

/** A cell enters a state, or something else is measured under planned work. */
export type Transition = StateTransition;

export type RecordingSpan = RecordedSpan;

/** A source, which answered, no longer reported a series. */
export interface Absence {
  readonly series: JournalSeries;
  readonly atMs: number;
}

/** An alert as it was from a moment on. */
export interface AlertEvent {
  readonly alert: Alert;
  readonly atMs: number;
}

/** What was told of an alert in words. */
export interface AlertTextsEvent {
  readonly alertId: string;
  readonly texts: AlertTexts;
}

/** What a source said of itself. */
export interface SourceEvent {
  readonly status: SourceStatus;
  readonly atMs: number;
}

/** All silences of a source from a moment on. */
export interface SilenceList {
  readonly sourceId: string;
  readonly silences: readonly Silence[];
  readonly atMs: number;
}

/** A version of an annotation, by when it was received. */
export interface AnnotationEvent {
  readonly annotation: Annotation;
  readonly receivedAtMs: number;
}

/** What was done, and to which alerts; none when it is about no single one. */
export interface ActionEvent {
  readonly action: AlertAction;
  readonly alertIds: readonly string[];
}

/** An action as it is read back: once for each alert. */
export interface AlertActionRow {
  readonly action: AlertAction;
  readonly alertId: string | null;
}

/** Actions about one alert, or about all of them. */
export interface ActionsQuery extends TimeRange {
  readonly alertId: string | null;
  readonly limit: number;
}

/** A silence that is tried on the alerts of a range. */
export interface RehearsalQuery extends TimeRange {
  readonly matchers: readonly Matcher[];
}

/** A configuration that came into effect, as YAML without secrets. */
export interface ConfigurationVersion {
  readonly yaml: string;
  readonly demo: boolean;
  readonly atMs: number;
}

export interface Snapshot {
  /** An encoded full frame. */
  readonly frame: Uint8Array;
  readonly asOfMs: number;
}

export interface JournalStats {
  readonly databaseBytes: number;
  /** The oldest moment it can show; null while it is empty. */
  readonly oldestMs: number | null;
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
  /** Leaves out what was received after this moment; null or absent asks for all that is known today. */
  readonly knownByMs?: number | null;
}

/** Samples of many series as columns of equal length. */
export interface JournalColumns {
  /** From `registerSeries`. */
  readonly handle: Uint32Array;
  readonly atMs: Float64Array;
  readonly value: Float64Array;
  readonly receivedAtMs: Float64Array;
}

/** A capsule that is wanted of the journal. */
export type CapsuleWish = Omit<CapsuleOrder, 'nowMs'>;

/** What can be asked of a log, be it a journal that is being written or a capsule. */
export type JournalReader = Pick<
  Journal,
  | 'lastSnapshot'
  | 'history'
  | 'baselines'
  | 'baselineBand'
  | 'transitions'
  | 'recordingSpans'
  | 'alertHistory'
  | 'searchAlerts'
  | 'alertVersions'
  | 'alertTexts'
  | 'annotations'
  | 'actions'
  | 'rehearsal'
  | 'moment'
  | 'look'
  | 'configurationAt'
  | 'stats'
>;

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
  /** What sources told of alerts in words; one that repeats the last is not kept again. */
  appendAlertTexts(events: readonly AlertTextsEvent[]): void;
  /** What people did or declared; one whose id is known is a new version of it. */
  appendAnnotations(annotations: readonly Annotation[], receivedAtMs: number): void;
  /** What people, or Vigil for them, did about alerts. */
  appendAction(event: ActionEvent): void;
  appendAbsences(absences: readonly Absence[]): void;
  appendSourceEvents(events: readonly SourceEvent[]): void;
  /** The complete list of a source; one that repeats the last is not kept again. */
  appendSilences(list: SilenceList): void;
  /** The configuration that is in effect from now on; one that repeats the last is not kept again. */
  appendConfiguration(version: ConfigurationVersion): void;
  /** Confirms that Vigil was recording at this moment; extends the current span. */
  markRecording(atMs: number): void;
  /** Recording ends, or ended, at this moment: the last word of the current span. */
  endRecording(atMs: number, reason: NonNullable<RecordingSpan['ended']>): void;
  /** Other limits of age and size; they hold from the next time they are applied. */
  setRetention(retention: JournalOptions['retention']): void;
  /** Times that were recorded elsewhere, ascending: history that is brought in, older than anything marked here. */
  importRecording(spans: readonly RecordingSpan[]): void;
  /**
   * Hours that were measured elsewhere, for charts and for what is usual: each counts as measured all through. Of series
   * that are registered; others are left out.
   */
  importHours(hours: readonly SeriesHours[]): Promise<void>;
  saveSnapshot(snapshot: Snapshot): void;
  lastSnapshot(): Promise<Snapshot | null>;
  history(query: HistoryQuery): Promise<readonly SeriesHistory[]>;
  /** What is usual in the hour of a moment, for the next series that are asked for. */
  baselines(query: BaselinesQuery): Promise<BaselinesPiece>;
  /** What was usual in every hour that touches a range. */
  baselineBand(query: BandQuery): Promise<readonly BaselineHours[]>;
  /** Transitions in the range, plus for every cell the last one before it; ascending. */
  transitions(query: {
    readonly service: string | null;
    readonly fromMs: number;
    readonly toMs: number;
  }): Promise<readonly Transition[]>;
  /** The end of what it holds samples for; 0 when it holds none. Quick, also right after opening. */
  recordedUntil(): Promise<number>;
  /** Spans that touch the range, plus the last before: it says why the gap after it began. */
  recordingSpans(fromMs: number, toMs: number): Promise<readonly RecordingSpan[]>;
  /**
   * Alerts that were active in the range, newest start first: of each the newest version, or with `knownByMs` the one
   * known at that moment.
   */
  alertHistory(
    fromMs: number,
    toMs: number,
    limit: number,
    knownByMs?: number | null,
  ): Promise<readonly Alert[]>;
  /** One page of the alerts that were active in a range and match a filter, newest start first. */
  searchAlerts(search: AlertSearch): Promise<AlertPage>;
  /** Versions of one alert in a range, plus the last before; ascending, the newest MAX_ALERT_VERSIONS of them. */
  alertVersions(id: string, fromMs: number, toMs: number): Promise<readonly AlertEvent[]>;
  /** What was told of an alert last, up to and including a moment; `seenAtMs` is since when. Null for nothing. */
  alertTexts(id: string, toMs: number): Promise<AlertTexts | null>;
  /**
   * Annotations that touch the range, oldest first, as they are known today or were at `knownByMs`; the newest of them
   * when there are more than `limit`.
   */
  annotations(
    fromMs: number,
    toMs: number,
    limit: number,
    knownByMs?: number | null,
  ): Promise<readonly Annotation[]>;
  /** What was done about alerts, newest first. */
  actions(query: ActionsQuery): Promise<readonly AlertActionRow[]>;
  /** What a silence would have hidden; null when the log cannot be read. */
  rehearsal(query: RehearsalQuery): Promise<Rehearsal | null>;
  /** The encoded frame of a past moment, or a sentence saying why there is none. */
  moment(question: Omit<MomentQuestion, 'nowMs'>): Promise<Result<Uint8Array<ArrayBuffer>, string>>;
  /** A view of a past moment as then known, or a sentence saying why there is none. */
  look<Name extends PastViewName>(view: Name, atMs: number): Promise<Result<PastViews[Name], string>>;
  /** The configuration in effect at a moment, for earlier moments the first known; null in a log that holds none. */
  configurationAt(atMs: number): Promise<ConfigurationVersion | null>;
  stats(): Promise<JournalStats>;
  /**
   * Writes a stretch of the log into a file, in small steps between other work; one after the other. Error: a sentence.
   * @param onShare hears how much of the work is done, from 0 to 1
   */
  writeCapsule(wish: CapsuleWish, onShare: (share: number) => void): Promise<Result<VerifiedCapsule, string>>;
  /**
   * For whoever brings much at once: resolves when less than a full batch of samples waits to be written. False when
   * nothing can be written at present, and what is brought now may be dropped.
   */
  room(): Promise<boolean>;
  flush(): Promise<void>;
  close(): Promise<void>;
}

export interface JournalOptions {
  /** Folder of the database; created when missing. */
  readonly directory: string;
  /** Path of the worker script: the bundled one in dist, worker.ts in tests. */
  readonly workerUrl: URL;
  readonly retention: {
    /** Everything older is thrown away: roll-ups to hours, transitions, alerts, annotations. */
    readonly maxAgeMs: number;
    readonly maxBytes: number;
    /** Samples as they were measured are kept this long; as everything else when absent. */
    readonly rawMs?: number;
    /** Roll-ups to minutes are kept this long; as everything else when absent. */
    readonly minutesMs?: number;
  };
}
