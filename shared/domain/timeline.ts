import { intersectIntervals, subtractIntervals } from '../math/intervals.ts';
import { type HealthState, severityOf } from './health-state.ts';
import type { RecordingGap } from './recording-gap.ts';
import type { RecordedSpan, StateTransition } from './state-log.ts';

export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A cell was in a state, while recorded. */
export interface StateInterval extends TimeRange {
  readonly region: string;
  readonly state: HealthState;
}

/** Two marks of a running recorder may lie this far apart; a shorter hole at the right edge is no gap yet. */
const RECORDER_LAG_MS = 30_000;

/** Runs of one state per cell over the range, in order of time, recorded or not. */
function* runs(
  transitions: readonly StateTransition[],
  { fromMs, toMs }: TimeRange,
): Generator<StateTransition & TimeRange> {
  const byCell = Map.groupBy(transitions, ({ service, region }) => `${service}\u0000${region}`);
  for (const list of byCell.values())
    for (let i = 0; i < list.length; i++) {
      const transition = list[i];
      if (transition === undefined) continue;
      const start = Math.max(fromMs, transition.atMs);
      const end = Math.min(toMs, list[i + 1]?.atMs ?? toMs);
      if (end > start) yield { ...transition, fromMs: start, toMs: end };
    }
}

/** The parts of a run that lie in ascending, separate spans. */
function* overlaps(run: TimeRange, recorded: readonly TimeRange[]): Generator<TimeRange> {
  for (const span of recorded) {
    if (span.toMs <= run.fromMs) continue;
    if (span.fromMs >= run.toMs) break;
    yield { fromMs: Math.max(span.fromMs, run.fromMs), toMs: Math.min(span.toMs, run.toMs) };
  }
}

/**
 * State intervals of the cells in `transitions` (ascending, one service) and the gaps of the log, both within the
 * range. Intervals end where recording ends: a gap is never bridged. Equal neighbours are joined.
 */
export function transitionsToIntervals(
  transitions: readonly StateTransition[],
  spans: readonly RecordedSpan[],
  range: TimeRange,
): { readonly intervals: StateInterval[]; readonly gaps: RecordingGap[] } {
  const recorded = recordedWithin(spans, range);
  const intervals: StateInterval[] = [];
  for (const run of runs(transitions, range))
    for (const { fromMs, toMs } of overlaps(run, recorded)) {
      const last = intervals.at(-1);
      if (last?.region === run.region && last.state === run.state && last.toMs === fromMs)
        intervals[intervals.length - 1] = { ...last, toMs };
      else intervals.push({ region: run.region, state: run.state, fromMs, toMs });
    }
  return { intervals, gaps: gapsOf(spans, range) };
}

/**
 * The gaps of the log within the range, each with its reason: that of the span before it. What lies before the first
 * of `spans` counts as before the log began, so the caller hands in the span before the range as well.
 */
export function gapsOf(spans: readonly RecordedSpan[], range: TimeRange): RecordingGap[] {
  return subtractIntervals([range], recordedWithin(spans, range)).map((gap) => {
    const before = spans.reduce<RecordedSpan | null>(
      (last, span) => (span.toMs <= gap.fromMs && (last === null || span.toMs > last.toMs) ? span : last),
      null,
    );
    return { ...gap, reason: before === null ? 'before' : (before.ended ?? 'crashed') };
  });
}

/** What happened in the world, per bin of the time bar. */
export interface TimelineCounts {
  /** Cells that changed their state; what a start of Vigil or the first sight of a cell does is no change. */
  readonly changes: number[];
  /** Alerts that fired, the most at any time within the bin. */
  readonly alerts: number[];
}

/**
 * Counts changes of state and firing alerts in `bins` equal parts of the range.
 * @param episodes the times alerts fired; an open one has no end
 */
export function timelineCounts(
  transitions: readonly StateTransition[],
  episodes: readonly { readonly fromMs: number; readonly toMs: number | null }[],
  range: TimeRange,
  bins: number,
): TimelineCounts {
  const changes = Array.from({ length: bins }, () => 0);
  const alerts = Array.from({ length: bins }, () => 0);
  const binMs = (range.toMs - range.fromMs) / bins;
  if (!(binMs > 0)) return { changes, alerts };
  const binOf = (atMs: number): number =>
    Math.min(bins - 1, Math.max(0, Math.floor((atMs - range.fromMs) / binMs)));
  const last = new Map<string, HealthState>();
  for (const { service, region, state, atMs } of transitions) {
    const cell = `${service}\u0000${region}`;
    const before = last.get(cell) ?? 'no_data';
    last.set(cell, state);
    if (atMs < range.fromMs || atMs > range.toMs || before === 'no_data' || state === 'no_data') continue;
    // Something else is measured under planned work: what is shown stays.
    if (before === state) continue;
    changes[binOf(atMs)]! += 1;
  }
  const edges: { readonly bin: number; readonly atMs: number; readonly step: number }[] = [];
  for (const { fromMs, toMs } of episodes) {
    const endMs = toMs ?? range.toMs;
    if (endMs <= range.fromMs || fromMs >= range.toMs) continue;
    edges.push({ bin: binOf(fromMs), atMs: fromMs, step: 1 });
    edges.push({ bin: binOf(endMs), atMs: endMs, step: -1 });
  }
  edges.sort((a, b) => a.atMs - b.atMs || a.step - b.step);
  let firing = 0;
  let next = 0;
  for (let bin = 0; bin < bins; bin++) {
    alerts[bin] = firing;
    for (; next < edges.length && edges[next]!.bin === bin; next++) {
      firing += edges[next]!.step;
      alerts[bin] = Math.max(alerts[bin]!, firing);
    }
  }
  return { changes, alerts };
}

/**
 * The worst state of the world in each of `bins` equal parts of the range; null where nothing was recorded.
 * A cell without data says nothing about the world, so `no_data` shows only where there is nothing else.
 */
export function timelineOf(
  transitions: readonly StateTransition[],
  spans: readonly RecordedSpan[],
  range: TimeRange,
  bins: number,
): (HealthState | null)[] {
  const worst = Array.from({ length: bins }, (): HealthState | null => null);
  const binMs = (range.toMs - range.fromMs) / bins;
  if (!(binMs > 0)) return worst;
  const recorded = recordedWithin(spans, range);
  const visit = (part: TimeRange, state: HealthState): void => {
    const first = Math.max(0, Math.floor((part.fromMs - range.fromMs) / binMs));
    const last = Math.min(bins - 1, Math.ceil((part.toMs - range.fromMs) / binMs) - 1);
    for (let bin = first; bin <= last; bin++) {
      const now = worst[bin] ?? null;
      if (now === null || weight(state) > weight(now)) worst[bin] = state;
    }
  };
  for (const span of recorded) visit(span, 'no_data');
  for (const run of runs(transitions, range)) {
    if (run.state === 'no_data') continue;
    for (const part of overlaps(run, recorded)) visit(part, run.state);
  }
  return worst;
}

function weight(state: HealthState): number {
  return state === 'no_data' ? 0 : severityOf(state);
}

/** Recording spans within the range; the last one reaches the right edge when the next mark may still come. */
function recordedWithin(spans: readonly RecordedSpan[], range: TimeRange): TimeRange[] {
  const lastToMs = spans.reduce((latest, { toMs }) => Math.max(latest, toMs), Number.NEGATIVE_INFINITY);
  const reaching = spans.map((span) =>
    span.toMs === lastToMs && range.toMs - lastToMs < RECORDER_LAG_MS
      ? { fromMs: span.fromMs, toMs: Math.max(span.toMs, range.toMs) }
      : span,
  );
  return intersectIntervals(reaching, [range]);
}
