import type { HealthState } from '../../shared/domain/health-state.ts';
import { formatClockMinutes, formatDayMonth } from '../../shared/format/clock.ts';
import { stateWord } from '../../shared/format/words.ts';

export const TIME_BAR_BINS = 180;

export const timeRanges = [
  { value: '1h', text: '1 h', ms: 3_600_000, words: 'the last hour' },
  { value: '6h', text: '6 h', ms: 6 * 3_600_000, words: 'the last 6 hours' },
  { value: '24h', text: '24 h', ms: 24 * 3_600_000, words: 'the last 24 hours' },
  { value: '7d', text: '7 d', ms: 7 * 24 * 3_600_000, words: 'the last 7 days' },
] as const;
export type TimeRange = (typeof timeRanges)[number];
export type TimeRangeId = TimeRange['value'];

/** The window on screen, ending at the next edge of a bin: it moves a bin at a time, so answers can be kept. */
export function windowOf(range: TimeRange, nowMs: number): { fromMs: number; toMs: number } {
  const binMs = range.ms / TIME_BAR_BINS;
  const toMs = Math.ceil(nowMs / binMs) * binMs;
  return { fromMs: toMs - range.ms, toMs };
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

/** Round moments to label: about six of them. */
export function ticksOf(fromMs: number, toMs: number, timeZone: string): TimeTick[] {
  const hourMs = 3_600_000;
  const stepMs = [hourMs / 6, hourMs, 4 * hourMs, 24 * hourMs].find((step) => (toMs - fromMs) / step <= 7);
  const step = stepMs ?? 24 * hourMs;
  const ticks: TimeTick[] = [];
  for (let atMs = Math.ceil(fromMs / step) * step; atMs < toMs; atMs += step)
    ticks.push({
      atMs,
      text: step >= 24 * hourMs ? formatDayMonth(atMs, timeZone) : formatClockMinutes(atMs, timeZone),
    });
  return ticks;
}

/** Closer to an end of the strip than this, a label stands beside its tick and not across it, or it would stick out. */
const EDGE_PERCENT = 7;

/** Which end of the strip a tick is close to. */
export function edgeOf(percent: number): 'start' | 'end' | undefined {
  if (percent < EDGE_PERCENT) return 'start';
  return percent > 100 - EDGE_PERCENT ? 'end' : undefined;
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

/** Most runs a summary names, so that reading it aloud ends. */
const MAX_NAMED_RUNS = 8;

/** The strip in words, for people who hear it. */
export function summaryOf(runs: readonly TimeRun[], words: string, timeZone: string): string {
  const named = runs.filter((run) => run.state === null || binHeight(run.state) > 3);
  if (named.length === 0) return `Nothing worse than ok in ${words}.`;
  const parts = named
    .slice(-MAX_NAMED_RUNS)
    .map(
      (run) =>
        `${run.state === null ? 'not recorded' : stateWord(run.state)} ${formatClockMinutes(run.fromMs, timeZone)} to ${formatClockMinutes(run.toMs, timeZone)}`,
    );
  const earlier = named.length > MAX_NAMED_RUNS ? `, and ${named.length - MAX_NAMED_RUNS} before that` : '';
  return `In ${words}: ${parts.join(', ')}${earlier}.`;
}
