import type { CommandReply, CommandRequest } from '../../shared/contract/commands.ts';
import type { HealthState } from '../../shared/domain/health-state.ts';
import type { Answers } from './memory-hub.ts';
import { seeded } from './seeded.ts';
import { storyAlerts, storyResolvedAlerts } from './story-alerts.ts';
import { lastSampleMs, type StoryEvent, storyEventOf } from './story-cells.ts';
import { STORY_MS, storyRegions, storyServices, storySourceOf, storyTime } from './story-estate.ts';

/** Answers to every question about the past of the story. */
export const storyAnswers: Answers = { history, transitions, timeline, alertHistory };

type Worst = { readonly from: string; readonly to: string; readonly state: HealthState | null };

/** The world's worst state over the day of the picture's time bar. */
const worldRuns: readonly Worst[] = [
  { from: '09:06:00', to: '09:14:00', state: 'degraded' },
  { from: '10:14:00', to: '10:20:00', state: 'degraded' },
  { from: '11:28:00', to: '11:34:00', state: null },
  { from: '12:16:00', to: '12:30:00', state: 'degraded' },
  { from: '13:14:00', to: '13:22:00', state: 'degraded' },
  { from: '13:31:00', to: '13:34:00', state: null },
  { from: '13:42:00', to: '14:02:00', state: 'degraded' },
  { from: '14:02:00', to: '23:59:59', state: 'down' },
];

function timeline(request: CommandRequest<'timeline'>): CommandReply<'timeline'> {
  const { fromMs, toMs, bins } = request;
  const binMs = (toMs - fromMs) / bins;
  const worst = Array.from({ length: bins }, (_, index): HealthState | null => {
    const middleMs = fromMs + (index + 0.5) * binMs;
    const run = worldRuns.find(({ from, to }) => middleMs >= storyTime(from) && middleMs < storyTime(to));
    if (middleMs > STORY_MS + 300_000) return null;
    return run === undefined ? 'ok' : run.state;
  });
  const none = worst.map(() => 0);
  return { fromMs, toMs, worst, changes: none, alerts: none, gaps: [], oldestMs: null };
}

function history(request: CommandRequest<'history'>): CommandReply<'history'> {
  const { fromMs, service, region, signals, maxPoints } = request;
  const toMs = Math.min(request.toMs, STORY_MS);
  const known = storyServices.find(({ id }) => id === service);
  const stepMs = Math.max(10_000, (toMs - fromMs) / maxPoints);
  const series: CommandReply<'history'>['series'] = [];
  storyRegions.forEach((place, index) => {
    const p95Ms = known?.p95Ms[index];
    if (p95Ms === null || p95Ms === undefined || (region !== null && region !== place)) return;
    const event = storyEventOf(service, place);
    for (const signal of signals) {
      const random = seeded(index * 31 + signal.length);
      const atMs: number[] = [];
      const value: number[] = [];
      const endMs = Math.min(toMs, lastSampleMs(event, STORY_MS));
      for (let t = fromMs; t <= endMs; t += stepMs) {
        if (t > storyTime('13:31:00') && t < storyTime('13:34:00')) continue;
        atMs.push(t);
        value.push(valueAt(signal, p95Ms / 1_000, event, t, random));
      }
      const unit = signal.startsWith('latency')
        ? 'seconds'
        : signal === 'request_rate'
          ? 'per_second'
          : 'ratio';
      series.push({
        signal,
        region: place,
        sourceId: storySourceOf(place),
        unit,
        atMs,
        value,
        filledLater: [],
      });
    }
  });
  return { series };
}

function valueAt(
  signal: string,
  p95: number,
  event: StoryEvent | null,
  atMs: number,
  random: () => number,
): number {
  const noise = 1 + (random() - 0.5) * 0.12;
  const bad = event?.value !== undefined && event.usual !== undefined;
  const risen = bad ? Math.min(1, Math.max(0, (atMs - event.sinceMs + 60_000) / 120_000)) : 0;
  const mix = (usual: number, worst: number): number => (usual + (worst - usual) * risen) * noise;
  const failing = event?.key === 'error_ratio';
  switch (signal) {
    case 'error_ratio':
      return mix(0.002, failing ? (event?.value ?? 0.002) : 0.003);
    case 'request_rate':
      return (320 + 40 * Math.sin(atMs / 3_600_000)) * noise * (failing ? 1 - 0.3 * risen : 1);
    case 'availability':
      return failing ? 1 - mix(0.0005, 0.38) : 1;
    default: {
      const scale = { latency_p50: 0.42, latency_p90: 0.85, latency_p95: 1, latency_p99: 1.7 }[signal] ?? 1;
      return (
        mix(bad && !failing ? (event?.usual ?? p95) : p95, failing ? p95 * 2 : (event?.value ?? p95)) * scale
      );
    }
  }
}

function transitions(request: CommandRequest<'transitions'>): CommandReply<'transitions'> {
  const { fromMs, service } = request;
  const toMs = Math.min(request.toMs, STORY_MS);
  const known = storyServices.find(({ id }) => id === service);
  const intervals = storyRegions.flatMap((region, index): CommandReply<'transitions'>['intervals'] => {
    if (known?.p95Ms[index] === null || known === undefined) return [];
    const event = storyEventOf(service, region);
    if (event === null || event.sinceMs <= fromMs)
      return [{ fromMs, toMs, region, state: event?.state ?? 'ok' }];
    return [
      { fromMs, toMs: event.sinceMs, region, state: 'ok' },
      { fromMs: event.sinceMs, toMs, region, state: event.state },
    ];
  });
  return {
    intervals,
    gaps: [{ fromMs: storyTime('13:31:00'), toMs: storyTime('13:34:00'), reason: 'asleep' }],
  };
}

function alertHistory(request: CommandRequest<'alertHistory'>): CommandReply<'alertHistory'> {
  const alerts = [...storyAlerts, ...storyResolvedAlerts]
    .filter(
      (alert) => alert.startsAtMs < request.toMs && (alert.resolvedAtMs ?? request.toMs) >= request.fromMs,
    )
    .toSorted((a, b) => b.startsAtMs - a.startsAtMs)
    .slice(0, request.limit);
  return { alerts };
}
