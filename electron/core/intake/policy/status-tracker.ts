import type { SourceState, SourceStatus, SourceType } from '../../../../shared/domain/source.ts';
import type { SourceDeps } from '../source.ts';
import { createRateWindow } from './rate-window.ts';

/** This many failures in a row make a source unreachable; one may be a hiccup. */
const FAILURES_UNTIL_UNREACHABLE = 2;

/** A silent source is named after 8 s, so that a person knows within 10 s, or after a poll and 3 s. */
const SILENCE_LIMIT_MS = 8_000;
const SILENCE_BEYOND_POLL_MS = 3_000;

/** Counts change with every message; who listens hears of them at most this often. */
const ANNOUNCE_EVERY_MS = 1_000;

/** A look that comes later than this was held up with the whole process: the machine slept, and nobody could be heard. */
const HELD_UP_MS = 4_000;

const MAX_WARNINGS = 20;
const MAX_SENTENCE_CHARS = 500;

/** What a tracker needs to know about its source. */
export interface StatusTrackerOptions {
  readonly id: string;
  readonly type: SourceType;
  readonly group?: string | undefined;
  /** Already masked. */
  readonly address: string;
  readonly staleAfterMs: number;
  /** Poll interval; 0 for a stream. */
  readonly everyMs: number;
}

/** Keeps a source's status. State changes are announced at once, counts at most once a second. */
export interface StatusTracker {
  /** Begins the silence watch. */
  start(): void;
  stop(): void;
  attempted(): void;
  /** The source answered: it is live, and stays so while this is called. */
  succeeded(): void;
  /** An attempt failed. */
  failed(sentence: string): void;
  /** The connection is known to be gone: no second failure is waited for. */
  lost(sentence: string): void;
  /** The server says that it is not ready yet: not down, and not live either. */
  starting(sentence: string): void;
  /** Something is wrong though the source answers: kept as lastError, the state stays. */
  problem(sentence: string): void;
  samples(count: number, lagMs: number | null): void;
  rejected(count: number, sentence: string): void;
  warnings(texts: readonly string[]): void;
  seriesCount(count: number): void;
  /** Series the last good answer should have held and did not. */
  missingSeries(count: number): void;
  /** Messages known to be lost, from gaps in their numbers. */
  missed(count: number): void;
  /** What answers there, such as "Prometheus 2.42.0". */
  software(name: string): void;
  /** What is wrong with the monitoring behind the source; replaces what was said before. */
  faults(sentences: readonly string[]): void;
  /** When the next attempt is due, epoch milliseconds. Shown while unreachable only. */
  nextAttempt(atMs: number | null): void;
  consecutiveFailures(): number;
  status(): SourceStatus;
}

function bounded(texts: readonly string[]): string[] {
  return [...new Set(texts)].slice(0, MAX_WARNINGS).map((text) => text.slice(0, MAX_SENTENCE_CHARS));
}

/** @returns a tracker in state `connecting`; effects (clock, announcement) come in through `deps` */
export function createStatusTracker(
  options: StatusTrackerOptions,
  deps: Pick<SourceDeps, 'clock' | 'onStatus'>,
): StatusTracker {
  const { clock } = deps;
  const silenceLimitMs = Math.max(SILENCE_LIMIT_MS, options.everyMs + SILENCE_BEYOND_POLL_MS);
  const rate = createRateWindow(clock.monotonicMs());
  let state: SourceState = 'connecting';
  let sinceMs = clock.nowMs();
  let lastSuccessAtMs: number | null = null;
  let lastAttemptAtMs: number | null = null;
  let lastError: string | null = null;
  let lastErrorAtMs: number | null = null;
  let nextAttemptAtMs: number | null = null;
  let warningTexts: string[] = [];
  let faultTexts: string[] = [];
  let softwareName: string | null = null;
  let errorCount = 0;
  let missingSeriesCount = 0;
  let missedMessageCount = 0;
  let seriesCount = 0;
  let rejectedCount = 0;
  let lastRejection: string | null = null;
  let lagMs: number | null = null;
  let failures = 0;
  let running = false;
  let lastHeardMonotonicMs = clock.monotonicMs();
  let cancelSilence: (() => void) | null = null;
  let cancelAnnounce: (() => void) | null = null;

  const status = (): SourceStatus => ({
    id: options.id,
    type: options.type,
    address: options.address,
    group: options.group ?? null,
    software: softwareName,
    state,
    sinceMs,
    lastSuccessAtMs,
    lastAttemptAtMs,
    lastError,
    lastErrorAtMs,
    nextAttemptAtMs: state === 'live' ? null : nextAttemptAtMs,
    warnings: warningTexts,
    faults: faultTexts,
    samplesPerSecond: rate.perSecond(clock.monotonicMs()),
    seriesCount,
    rejectedCount,
    lastRejection,
    errorCount,
    missingSeriesCount,
    missedMessageCount,
    lagMs,
    staleAfterMs: options.staleAfterMs,
  });

  const announce = (): void => {
    cancelAnnounce?.();
    cancelAnnounce = null;
    deps.onStatus(status());
  };
  const announceSoon = (): void => {
    if (running) cancelAnnounce ??= clock.setTimeout(announce, ANNOUNCE_EVERY_MS);
  };
  const enter = (next: SourceState): void => {
    if (state === next) return announceSoon();
    state = next;
    sinceMs = clock.nowMs();
    announce();
  };
  const note = (sentence: string): void => {
    lastError = sentence.slice(0, MAX_SENTENCE_CHARS);
    lastErrorAtMs = clock.nowMs();
  };
  // One timer that re-arms itself from the last success: success is frequent and must stay cheap.
  const watchSilence = (): void => {
    let leftMs = lastHeardMonotonicMs + silenceLimitMs - clock.monotonicMs();
    if (leftMs < -HELD_UP_MS) {
      // Everybody gets the time anew that the sleep took. Some machines' monotonic clocks go on meanwhile.
      lastHeardMonotonicMs = clock.monotonicMs();
      leftMs = silenceLimitMs;
    }
    if (leftMs > 0) {
      cancelSilence = clock.setTimeout(watchSilence, Math.ceil(leftMs));
      return;
    }
    cancelSilence = null;
    if (state === 'unreachable') return;
    if (failures === 0) note(`Nothing was heard for ${Math.round(silenceLimitMs / 1_000)} s.`);
    enter('unreachable');
  };

  return {
    start() {
      running = true;
      lastHeardMonotonicMs = clock.monotonicMs();
      watchSilence();
    },
    stop() {
      running = false;
      cancelSilence?.();
      cancelAnnounce?.();
      cancelSilence = null;
      cancelAnnounce = null;
    },
    attempted() {
      lastAttemptAtMs = clock.nowMs();
    },
    succeeded() {
      failures = 0;
      lastSuccessAtMs = clock.nowMs();
      lastHeardMonotonicMs = clock.monotonicMs();
      if (running && cancelSilence === null) watchSilence();
      enter('live');
    },
    failed(sentence) {
      failures += 1;
      errorCount += 1;
      note(sentence);
      enter(failures >= FAILURES_UNTIL_UNREACHABLE ? 'unreachable' : state);
    },
    lost(sentence) {
      failures = Math.max(1, failures);
      errorCount += 1;
      note(sentence);
      enter('unreachable');
    },
    starting(sentence) {
      failures = Math.max(1, failures);
      errorCount += 1;
      note(sentence);
      // It answered: silence is counted anew, so that it is called unreachable when it falls silent after all.
      lastHeardMonotonicMs = clock.monotonicMs();
      if (running && cancelSilence === null) watchSilence();
      enter('starting');
    },
    problem(sentence) {
      note(sentence);
      announceSoon();
    },
    samples(count, batchLagMs) {
      rate.add(count, clock.monotonicMs());
      if (batchLagMs !== null) lagMs = batchLagMs;
      announceSoon();
    },
    rejected(count, sentence) {
      rejectedCount += count;
      lastRejection = sentence.slice(0, MAX_SENTENCE_CHARS);
      announceSoon();
    },
    warnings(texts) {
      warningTexts = bounded(texts);
      announceSoon();
    },
    faults(sentences) {
      faultTexts = bounded(sentences);
      announceSoon();
    },
    software(name) {
      softwareName = name.slice(0, MAX_SENTENCE_CHARS);
      announceSoon();
    },
    missingSeries(count) {
      missingSeriesCount = count;
      announceSoon();
    },
    missed(count) {
      missedMessageCount += count;
      announceSoon();
    },
    seriesCount(count) {
      seriesCount = count;
      announceSoon();
    },
    nextAttempt(atMs) {
      nextAttemptAtMs = atMs;
      announceSoon();
    },
    consecutiveFailures: () => failures,
    status,
  };
}
