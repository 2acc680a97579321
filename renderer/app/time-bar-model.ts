import type { CommandReply } from '../../shared/contract/commands.ts';
import { type Annotation, annotationUntilMs } from '../../shared/domain/annotation.ts';
import type { HealthState } from '../../shared/domain/health-state.ts';
import type { RecordingGap } from '../../shared/domain/recording-gap.ts';
import type { TimeRange as Interval } from '../../shared/domain/timeline.ts';
import { formatClock, formatClockMinutes, formatDayMonth, formatMoment } from '../../shared/format/clock.ts';
import { gapWords } from '../../shared/format/gap-words.ts';
import { countOf, stateWord } from '../../shared/format/words.ts';
import type { RouteName } from './routes.ts';

export type Timeline = CommandReply<'timeline'>;

export const timeRanges = [
  { value: '1h', text: '1 h', ms: 3_600_000, words: 'the last hour' },
  { value: '6h', text: '6 h', ms: 6 * 3_600_000, words: 'the last 6 hours' },
  { value: '24h', text: '24 h', ms: 24 * 3_600_000, words: 'the last 24 hours' },
  { value: '7d', text: '7 d', ms: 7 * 24 * 3_600_000, words: 'the last 7 days' },
] as const;
export type TimeRange = (typeof timeRanges)[number];
export type TimeRangeId = TimeRange['value'];

/** The range a view opens with; on the page of one service the charts share it. */
export function defaultRangeOf(route: RouteName): TimeRangeId {
  return route === 'service' ? '1h' : '6h';
}

export function rangeById(id: TimeRangeId): TimeRange {
  return timeRanges.find(({ value }) => value === id) ?? timeRanges[1];
}

/** Pixels of a bin: height tells the worst state in the world, colour repeats it. */
export function binHeight(state: HealthState | null): number {
  switch (state) {
    case 'down':
      return 19;
    case 'degraded':
    case 'conflict':
      return 11;
    case null:
      return 19;
    default:
      return 3;
  }
}

export interface TimeTick {
  readonly atMs: number;
  readonly text: string;
}

/** Round moments to label: about six of them. Midnight is said as its day, and so is the first of another day than today. */
export function ticksOf(fromMs: number, toMs: number, nowMs: number, timeZone: string): TimeTick[] {
  const hourMs = 3_600_000;
  const stepMs = [hourMs / 6, hourMs, 4 * hourMs, 24 * hourMs].find((step) => (toMs - fromMs) / step <= 7);
  const step = stepMs ?? 24 * hourMs;
  const ticks: TimeTick[] = [];
  for (let atMs = Math.ceil(fromMs / step) * step; atMs < toMs; atMs += step) {
    const clock = formatClockMinutes(atMs, timeZone);
    const day = formatDayMonth(atMs, timeZone);
    const isNewDay = day !== formatDayMonth(atMs - step, timeZone) || ticks.length === 0;
    const isDated = isNewDay && day !== formatDayMonth(nowMs, timeZone);
    const isMidnight = clock === '00:00';
    ticks.push({ atMs, text: step >= 24 * hourMs || isMidnight ? day : isDated ? `${day} ${clock}` : clock });
  }
  return ticks;
}

/** Labels closer together than this read as one. */
const LABEL_ROOM_PX = 52;

/** The ticks that a strip of this width has room for: each, every second one, and so on, the same ones as time goes by. */
export function roomyTicks(ticks: readonly TimeTick[], spanMs: number, width: number): readonly TimeTick[] {
  const stepMs = (ticks[1]?.atMs ?? 0) - (ticks[0]?.atMs ?? 0);
  if (stepMs <= 0 || width <= 0) return ticks;
  const every = Math.ceil(LABEL_ROOM_PX / ((stepMs / spanMs) * width));
  return ticks.filter(({ atMs }) => Math.round(atMs / stepMs) % every === 0);
}

/** Closer to an end of the strip than this, a label stands beside its tick and not across it, or it would stick out. */
const EDGE_PX = 22;

/** Which end of a strip of this width a tick is close to. */
export function edgeOf(x: number, width: number): 'start' | 'end' | undefined {
  if (x < EDGE_PX) return 'start';
  return x > width - EDGE_PX ? 'end' : undefined;
}

/** Neighbouring bins of the same kind, joined. */
export interface TimeRun {
  readonly state: HealthState | null;
  readonly fromMs: number;
  readonly toMs: number;
}

export function runsOf(worst: readonly (HealthState | null)[], fromMs: number, toMs: number): TimeRun[] {
  const binMs = (toMs - fromMs) / worst.length;
  const runs: TimeRun[] = [];
  worst.forEach((state, index) => {
    const last = runs.at(-1);
    const end = fromMs + (index + 1) * binMs;
    if (last !== undefined && last.state === state) runs[runs.length - 1] = { ...last, toMs: end };
    else runs.push({ state, fromMs: end - binMs, toMs: end });
  });
  return runs;
}

/** Most stretches a summary names, so that reading it aloud ends. */
const MAX_NAMED_RUNS = 8;

/** The strip in words, for people who hear it: what was bad, and what was not recorded and why. */
export function summaryOf(timeline: Timeline, words: string, nowMs: number, timeZone: string): string {
  const { worst, gaps, fromMs, toMs } = timeline;
  const bad = runsOf(worst, fromMs, toMs).flatMap(({ state, ...run }) =>
    state !== null && binHeight(state) > 3
      ? [
          {
            atMs: run.fromMs,
            text: `${stateWord(state)} ${formatClockMinutes(run.fromMs, timeZone)} to ${formatClockMinutes(run.toMs, timeZone)}`,
          },
        ]
      : [],
  );
  const missing = gaps.map((gap) => ({ atMs: gap.fromMs, text: gapWords(gap, nowMs, timeZone) }));
  const named = [...bad, ...missing].toSorted((a, b) => a.atMs - b.atMs);
  if (named.length === 0) return `Nothing worse than ok in ${words}.`;
  const parts = named.slice(-MAX_NAMED_RUNS).map(({ text }) => text);
  const earlier = named.length > MAX_NAMED_RUNS ? `; and ${named.length - MAX_NAMED_RUNS} before that` : '';
  return `In ${words}: ${parts.join('; ')}${earlier}.`;
}

/** What happened at a moment of the bar. */
export interface BinFacts extends Interval {
  readonly state: HealthState | null;
  readonly changes: number;
  readonly alerts: number;
}

/** The bin a moment falls into; null outside the answer. */
export function binAt(timeline: Timeline, atMs: number): BinFacts | null {
  const { worst, changes, alerts, fromMs, toMs } = timeline;
  const binMs = (toMs - fromMs) / worst.length;
  const index = Math.floor((atMs - fromMs) / binMs);
  const state = worst[index];
  if (state === undefined) return null;
  return {
    state,
    changes: changes[index] ?? 0,
    alerts: alerts[index] ?? 0,
    fromMs: fromMs + index * binMs,
    toMs: fromMs + (index + 1) * binMs,
  };
}

/** The gap a moment lies in. */
export function gapAt(gaps: readonly RecordingGap[], atMs: number): RecordingGap | null {
  return gaps.find(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs) ?? null;
}

/** What a moment of the bar holds, in words: "down, 10 alerts, 3 changes", or why nothing was recorded. */
export function momentFacts(timeline: Timeline, atMs: number, nowMs: number, timeZone: string): string {
  const gap = gapAt(timeline.gaps, atMs);
  if (gap !== null) return gapWords(gap, nowMs, timeZone);
  const bin = binAt(timeline, atMs);
  if (bin === null || bin.state === null) return 'not recorded';
  return [
    stateWord(bin.state),
    ...(bin.alerts > 0 ? [countOf(bin.alerts, 'alert')] : []),
    ...(bin.changes > 0 ? [countOf(bin.changes, 'change of state', 'changes of state')] : []),
  ].join(', ');
}

/** A deploy, an incident or another event on the bar. */
export interface TimeMark {
  readonly annotation: Annotation;
  readonly atMs: number;
}

/** Marks on the bar at most: the newest of them. */
export const MAX_TIME_MARKS = 60;

/** The events that touch a window, oldest first; what the picture holds is newer than what the log answered. */
export function timeMarks(
  current: readonly Annotation[],
  logged: readonly Annotation[],
  window: Interval,
): readonly TimeMark[] {
  const byId = new Map([...logged, ...current].map((annotation) => [annotation.id, annotation]));
  return [...byId.values()]
    .filter((one) => one.atMs <= window.toMs && annotationUntilMs(one) >= window.fromMs)
    .map((annotation) => ({ annotation, atMs: Math.max(window.fromMs, annotation.atMs) }))
    .toSorted((a, b) => a.atMs - b.atMs)
    .slice(-MAX_TIME_MARKS);
}

/** The moment under a share of the window, 0 to 1, cut to whole seconds inside it. */
export function momentAt(window: Interval, share: number): number {
  const atMs = window.fromMs + Math.min(1, Math.max(0, share)) * (window.toMs - window.fromMs);
  return Math.floor(atMs / 1_000) * 1_000;
}

/** Where a moment is in the window, in percent, kept inside. */
export function percentOf(window: Interval, atMs: number): number {
  const share = (atMs - window.fromMs) / (window.toMs - window.fromMs);
  return Math.min(1, Math.max(0, share)) * 100;
}

/** Height in pixels that tells how many: grows with the logarithm, so that one is seen and a thousand fits. */
export function countHeight(count: number, fullHeight: number): number {
  return count <= 0 ? 0 : Math.min(fullHeight, 1 + Math.log2(1 + count));
}

/** The moment of the play head, for people who hear it. */
export function headWords(
  atMs: number | null,
  timeline: Timeline | null,
  nowMs: number,
  timeZone: string,
): string {
  if (atMs === null) return `Live, ${formatClock(nowMs, timeZone)}`;
  const facts = timeline === null ? '' : `, ${momentFacts(timeline, atMs, nowMs, timeZone)}`;
  return `${formatMoment(atMs, nowMs, timeZone)}${facts}`;
}
