import type { Alert } from '../../../shared/domain/alert.ts';
import type { AlertTexts } from '../../../shared/domain/alert-texts.ts';
import type { Annotation } from '../../../shared/domain/annotation.ts';
import type { Rehearsal } from '../../../shared/domain/rehearsal.ts';
import type { Result } from '../../../shared/domain/result.ts';
import type { TimeRange } from '../../../shared/domain/timeline.ts';
import type { MomentQuestion } from '../past/past-desk.ts';
import type { PastViewName, PastViews } from '../past/past-views.ts';
import type { VerifiedCapsule } from './capsule/verify-capsule.ts';
import type { CapsuleOrder } from './capsule/write-capsule.ts';
import type {
  ActionEvent,
  ActionsQuery,
  AlertActionRow,
  AlertEvent,
  AlertTextsEvent,
  AnnotationEvent,
  ConfigurationVersion,
  HistoryQuery,
  JournalSeries,
  JournalStats,
  RecordingSpan,
  RehearsalQuery,
  SeriesHistory,
  SeriesHours,
  SilenceList,
  Snapshot,
  SourceEvent,
  Transition,
} from './journal.ts';
import type { BandQuery, BaselineHours, BaselinesPiece, BaselinesQuery } from './read-baselines.ts';
import type { RetentionLimits } from './retention.ts';
import type { AlertPage, AlertSearch } from './search-alerts.ts';

/** Samples of many series in arrival order: the columns are transferred between the threads, not copied. */
export interface SampleColumns {
  /** Handles from a registration, valid until the journal is closed. */
  readonly handle: Uint32Array<ArrayBuffer>;
  readonly atMs: Float64Array<ArrayBuffer>;
  readonly value: Float64Array<ArrayBuffer>;
  /** From the measurement to its arrival, in whole seconds rounded up. */
  readonly lagSeconds: Uint32Array<ArrayBuffer>;
}

/** What happened, in lists: rows that are never dropped for samples. */
export interface BatchEvents {
  readonly transitions: readonly Transition[];
  readonly alerts: readonly AlertEvent[];
  readonly texts: readonly AlertTextsEvent[];
  readonly annotations: readonly AnnotationEvent[];
  readonly actions: readonly ActionEvent[];
  readonly absences: readonly { readonly handle: number; readonly atMs: number }[];
  readonly sources: readonly SourceEvent[];
  readonly silences: readonly SilenceList[];
  readonly configurations: readonly ConfigurationVersion[];
  readonly recording: readonly RecordingSpan[];
}

/** Everything that is committed in one transaction. */
export interface WriteBatch extends BatchEvents {
  /** Series whose handles appear for the first time, in ascending order of their handles. */
  readonly series: readonly { readonly handle: number; readonly series: JournalSeries }[];
  readonly samples: readonly SampleColumns[];
  readonly snapshot: Snapshot | null;
  /** Decides which open chunks are due. */
  readonly nowMs: number;
}

export interface TransitionsQuery {
  readonly service: string | null;
  readonly fromMs: number;
  readonly toMs: number;
}

/** A stretch of time and the most rows of the answer. */
interface RangeQuery extends TimeRange {
  readonly limit: number;
}

/** … as it was known at a moment; null asks for what is known today. */
export interface KnownQuery extends RangeQuery {
  readonly knownByMs: number | null;
}

/** A view of a past moment, as then known. */
export interface LookQuestion {
  readonly view: PastViewName;
  readonly atMs: number;
  readonly nowMs: number;
}

/** How far the capsule that is being written has come; an error says why there is none. */
export type CapsuleStep =
  | { readonly isDone: false; readonly share: number }
  | { readonly isDone: true; readonly result: Result<VerifiedCapsule, string> };

/** What the journal asks its worker, declared once: request and reply of each question. */
export interface Questions {
  open: {
    request: { readonly directory: string; readonly nowMs: number };
    /** `inUse`: another process has the journal, and nothing was opened; a sentence for people. */
    reply: { readonly notice: string | null; readonly inUse: string | null };
  };
  write: {
    request: WriteBatch;
    /** `notice`: what people should know, when something happened to the file. */
    reply: { readonly refusedSamples: number; readonly notice: string | null };
  };
  /** One small step of rolling up, learning and throwing away; `more`: another one is due. */
  maintain: {
    request: { readonly nowMs: number } & RetentionLimits;
    reply: { readonly more: boolean };
  };
  importHours: { request: readonly SeriesHours[]; reply: null };
  lastSnapshot: { request: null; reply: Snapshot | null };
  history: { request: HistoryQuery; reply: readonly SeriesHistory[] };
  baselines: { request: BaselinesQuery; reply: BaselinesPiece };
  baselineBand: { request: BandQuery; reply: readonly BaselineHours[] };
  transitions: { request: TransitionsQuery; reply: readonly Transition[] };
  recordedUntil: { request: null; reply: number };
  recordingSpans: { request: TimeRange; reply: readonly RecordingSpan[] };
  alertHistory: { request: KnownQuery; reply: readonly Alert[] };
  searchAlerts: { request: AlertSearch; reply: AlertPage };
  alertVersions: { request: TimeRange & { readonly id: string }; reply: readonly AlertEvent[] };
  alertTexts: {
    request: { readonly alertId: string; readonly toMs: number };
    reply: AlertTexts | null;
  };
  /** The encoded frame of a past moment; an error says why there is none. */
  moment: { request: MomentQuestion; reply: Result<Uint8Array<ArrayBuffer>, string> };
  look: { request: LookQuestion; reply: Result<PastViews[PastViewName], string> };
  configurationAt: { request: { readonly atMs: number }; reply: ConfigurationVersion | null };
  annotations: { request: KnownQuery; reply: readonly Annotation[] };
  actions: { request: ActionsQuery; reply: readonly AlertActionRow[] };
  rehearsal: { request: RehearsalQuery; reply: Rehearsal | null };
  /** Instead of `open`: everything is answered from a capsule, and nothing is written. Error: a sentence. */
  openCapsule: { request: { readonly path: string }; reply: Result<VerifiedCapsule, string> };
  /** Begins to write a capsule, the only one at a time; `stepCapsule` does the work, bit by bit. */
  beginCapsule: { request: CapsuleOrder; reply: null };
  stepCapsule: { request: null; reply: CapsuleStep };
  /** Gives up what `beginCapsule` began. */
  dropCapsule: { request: null; reply: null };
  stats: { request: null; reply: Omit<JournalStats, 'queuedWrites'> };
  close: { request: null; reply: null };
}

export type QuestionName = keyof Questions;
export type RequestOf<Name extends QuestionName> = Questions[Name]['request'];
export type ReplyOf<Name extends QuestionName> = Questions[Name]['reply'];

/** One function per question; throwing is an expected failure (disk full, damaged page) and becomes a refusal. */
export type Answers = {
  readonly [Name in QuestionName]: (request: RequestOf<Name>) => ReplyOf<Name>;
};

/** Journal to worker. */
export interface Question {
  readonly id: number;
  readonly name: QuestionName;
  readonly request: unknown;
}

/** Why the worker could not do it, in words. A refused write brings its samples home to be tried again. */
export interface Refusal {
  readonly message: string;
  /** False when the batch itself is at fault: trying again would hold up everything behind it. */
  readonly retryable: boolean;
  readonly samples: readonly SampleColumns[];
}

/** Worker to journal. */
export interface Answer {
  readonly id: number;
  readonly result: Result<unknown, Refusal>;
}

/** Buffers that change the thread with a message. */
export type JournalBuffers = ArrayBuffer[];
