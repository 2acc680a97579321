import type { SourceStatus } from '../../../shared/domain/source.ts';
import type { SourceConfig, VigilConfig } from '../config/schema.ts';
import { maskedAddress } from '../intake/policy/masked-address.ts';
import type { JournalSeries, RecordingSpan, SourceEvent } from '../journal/journal.ts';
import type { DemoPlace } from './demo-series.ts';
import { TAIL_EVERY_TICKS } from './edge-server.ts';
import type { Fleet, FleetMoment } from './fleet.ts';
import { isLost } from './prometheus-server.ts';
import { knownTimes } from './recorded-times.ts';

/** The demo names one for each source; this is what it would be otherwise. */
const DEFAULT_STALE_AFTER_MS = 15_000;

/** Every source of the demo has an address. */
type DemoSource = Exclude<SourceConfig, { readonly type: 'webhook' }>;

/** What the demo's sources said of themselves: when recording began, and when one was lost or came back. Ascending. */
export function pastSourceEvents(
  fleet: Fleet,
  { sources }: Pick<VigilConfig, 'sources'>,
  places: readonly DemoPlace[],
  spans: readonly RecordingSpan[],
): readonly SourceEvent[] {
  const [fromMs, toMs] = [spans[0]?.fromMs ?? 0, spans.at(-1)?.toMs ?? 0];
  const starts = new Set(spans.map((span) => span.fromMs));
  const blinds = fleet.effectsIn(fromMs, toMs).filter(({ kind }) => kind === 'blind');
  const times = knownTimes(spans, [...starts, ...blinds.flatMap((blind) => [blind.fromMs, blind.toMs])]);
  const last = new Map<string, SourceStatus>();
  const events: SourceEvent[] = [];
  for (const atMs of times) {
    const moment = fleet.at(atMs);
    for (const source of sources) {
      if (source.type === 'webhook') continue;
      const state = isLost(moment, source.id) ? 'unreachable' : 'live';
      // A start of Vigil forgets what a source was before.
      const before = starts.has(atMs) ? undefined : last.get(source.id);
      if (before?.state === state) continue;
      const status =
        state === 'live'
          ? liveStatus(source, reportedBy(source.id, places, moment), before, atMs)
          : lostStatus(source, before, atMs);
      last.set(source.id, status);
      events.push({ status, atMs });
    }
  }
  return events;
}

/** The series that a source reports at a moment. */
function reportedBy(
  sourceId: string,
  places: readonly DemoPlace[],
  moment: FleetMoment,
): readonly JournalSeries[] {
  return places.flatMap(({ series, read }) => {
    const own = series.filter((one) => one.sourceId === sourceId);
    return own.length > 0 && read(moment) !== null ? own : [];
  });
}

function liveStatus(
  source: DemoSource,
  reported: readonly JournalSeries[],
  before: SourceStatus | undefined,
  atMs: number,
): SourceStatus {
  return {
    ...(before ?? newStatus(source)),
    state: 'live',
    sinceMs: atMs,
    lastSuccessAtMs: atMs,
    lastAttemptAtMs: atMs,
    nextAttemptAtMs: null,
    samplesPerSecond: samplesPerSecondOf(source, reported),
    seriesCount: reported.length,
    lagMs: 0,
  };
}

/** Its server takes questions and never answers. */
function lostStatus(source: DemoSource, before: SourceStatus | undefined, atMs: number): SourceStatus {
  const status = before ?? newStatus(source);
  const timeoutMs = 'timeout' in source ? source.timeout : 0;
  return {
    ...status,
    state: 'unreachable',
    sinceMs: atMs,
    lastSuccessAtMs: before === undefined ? null : atMs,
    lastAttemptAtMs: atMs,
    lastError: `${new URL(source.url).host} did not answer within ${timeoutMs / 1_000} s.`,
    lastErrorAtMs: atMs,
    errorCount: status.errorCount + 1,
    samplesPerSecond: 0,
  };
}

function newStatus(source: DemoSource): SourceStatus {
  return {
    id: source.id,
    type: source.type,
    address: maskedAddress(source.url),
    group: 'group' in source ? (source.group ?? null) : null,
    software: null,
    state: 'connecting',
    sinceMs: 0,
    lastSuccessAtMs: null,
    lastAttemptAtMs: null,
    lastError: null,
    lastErrorAtMs: null,
    nextAttemptAtMs: null,
    warnings: [],
    faults: [],
    samplesPerSecond: 0,
    seriesCount: 0,
    rejectedCount: 0,
    lastRejection: null,
    errorCount: 0,
    missingSeriesCount: 0,
    missedMessageCount: 0,
    lagMs: null,
    staleAfterMs: source.staleAfter ?? DEFAULT_STALE_AFTER_MS,
  };
}

function samplesPerSecondOf(source: DemoSource, reported: readonly JournalSeries[]): number {
  if ('every' in source) return (reported.length * 1_000) / source.every;
  // The stream sends everything once a second but for the tail.
  const tails = reported.filter(({ signal }) => signal === 'latency_p99').length;
  return reported.length - tails + tails / TAIL_EVERY_TICKS;
}
