import type { CommandReply, CommandRequest } from '../../shared/contract/commands.ts';
import type { HealthState } from '../../shared/domain/health-state.ts';
import type { RecordingGap } from '../../shared/domain/recording-gap.ts';
import { storyAlerts, storyResolvedAlerts } from './story-alerts.ts';
import { STORY_MS, storyTime } from './story-estate.ts';

/** The log of the story begins here. */
export const STORY_OLDEST_MS = Date.UTC(2026, 8, 20, 6);

/** What of the story was not recorded. */
export const storyGaps: readonly RecordingGap[] = [
  { fromMs: storyTime('11:28:00'), toMs: storyTime('11:34:00'), reason: 'closed' },
  { fromMs: storyTime('13:31:00'), toMs: storyTime('13:34:00'), reason: 'asleep' },
];

/** The gap a moment of the story lies in. */
export function storyGapAt(atMs: number): RecordingGap | null {
  if (atMs < STORY_OLDEST_MS) return { fromMs: 0, toMs: STORY_OLDEST_MS, reason: 'before' };
  return storyGaps.find(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs) ?? null;
}

interface WorldRun {
  readonly from: string;
  readonly to: string;
  readonly state: HealthState;
}

/** The world's worst state over the day of the picture's time bar, where it was not ok. */
const worldRuns: readonly WorldRun[] = [
  { from: '09:06:00', to: '09:14:00', state: 'degraded' },
  { from: '10:14:00', to: '10:20:00', state: 'degraded' },
  { from: '12:16:00', to: '12:30:00', state: 'degraded' },
  { from: '13:14:00', to: '13:22:00', state: 'degraded' },
  { from: '13:42:00', to: '14:02:00', state: 'degraded' },
  { from: '14:02:00', to: '23:59:59', state: 'down' },
];
/** Where the world turned bad after it had been well. */
const incidentStartsMs: readonly number[] = worldRuns
  .filter(({ from }) => worldRuns.every(({ to }) => to !== from))
  .map(({ from }) => storyTime(from));

export function storyTimeline(request: CommandRequest<'timeline'>): CommandReply<'timeline'> {
  const { fromMs, toMs, bins } = request;
  const binMs = (toMs - fromMs) / bins;
  const at = Array.from({ length: bins }, (_, index) => ({
    fromMs: fromMs + index * binMs,
    toMs: fromMs + (index + 1) * binMs,
  }));
  return {
    fromMs,
    toMs,
    worst: at.map(worstIn),
    changes: at.map(changesIn),
    alerts: at.map(alertsIn),
    gaps: [{ fromMs: 0, toMs: STORY_OLDEST_MS, reason: 'before' as const }, ...storyGaps]
      .filter((gap) => gap.fromMs < toMs && gap.toMs > fromMs)
      .map((gap) => ({ ...gap, fromMs: Math.max(gap.fromMs, fromMs), toMs: Math.min(gap.toMs, toMs) })),
    oldestMs: STORY_OLDEST_MS,
  };
}

export function storyNextIncident(request: CommandRequest<'nextIncident'>): CommandReply<'nextIncident'> {
  const { fromMs, direction } = request;
  const found =
    direction === 'earlier'
      ? incidentStartsMs.findLast((atMs) => atMs < fromMs)
      : incidentStartsMs.find((atMs) => atMs > fromMs && atMs <= STORY_MS);
  return { atMs: found ?? null };
}

type Bin = { readonly fromMs: number; readonly toMs: number };

function worstIn({ fromMs, toMs }: Bin): HealthState | null {
  const middleMs = (fromMs + toMs) / 2;
  if (middleMs > STORY_MS + 300_000 || storyGapAt(middleMs) !== null) return null;
  const run = worldRuns.find(({ from, to }) => middleMs >= storyTime(from) && middleMs < storyTime(to));
  return run?.state ?? 'ok';
}

function changesIn({ fromMs, toMs }: Bin): number {
  const edges = worldRuns.flatMap(({ from, to }) => [storyTime(from), storyTime(to)]);
  const alerted = storyAlerts.map(({ startsAtMs }) => startsAtMs);
  return [...edges, ...alerted].filter((atMs) => atMs >= fromMs && atMs < toMs && atMs <= STORY_MS).length;
}

function alertsIn({ fromMs, toMs }: Bin): number {
  if (fromMs > STORY_MS) return 0;
  return [...storyAlerts, ...storyResolvedAlerts].filter(
    (alert) => alert.startsAtMs < toMs && (alert.resolvedAtMs ?? Number.POSITIVE_INFINITY) >= fromMs,
  ).length;
}
