import type { CommandReply, CommandRequest } from '../../shared/contract/commands.ts';
import { filterAlerts } from '../../shared/domain/alert-filter.ts';
import type { AlertTexts } from '../../shared/domain/alert-texts.ts';
import { type AlertTurn, alertTimeline } from '../../shared/domain/alert-timeline.ts';
import { annotationUntilMs } from '../../shared/domain/annotation.ts';
import type { Answers } from './memory-hub.ts';
import { storyAlerts, storyResolvedAlerts } from './story-alerts.ts';
import { lastSampleMs, storyEventOf } from './story-cells.ts';
import { storyAnnotations } from './story-changes.ts';
import { P90_SERVICE, STORY_MS, storyRegions, storyServices, storySourceOf } from './story-estate.ts';
import { handledSections } from './story-hands.ts';
import { createStoryMoments } from './story-past.ts';
import { storyGaps, storyNextIncident, storyTimeline } from './story-timeline.ts';
import { storyUnitOf, storyValue } from './story-values.ts';

/** Answers to every question about the past of the story; one hub's worth, its moments build on each other. */
export function createStoryAnswers(): Answers {
  return {
    history,
    transitions,
    timeline: storyTimeline,
    alertHistory,
    searchAlerts,
    alertTimeline: ({ id }) => ({ turns: [...storyTurns(id)], isCut: false }),
    alertTexts: ({ id, toMs }) => {
      const texts = storyTexts[id];
      if (texts === undefined) return { texts: null, isFromLog: false };
      // Nothing of a past moment was told after it.
      const seenAtMs = Math.min(texts.seenAtMs, toMs ?? texts.seenAtMs);
      return { texts: { ...texts, seenAtMs }, isFromLog: toMs !== null };
    },
    annotations,
    nextIncident: storyNextIncident,
    moment: createStoryMoments(),
  };
}

/** Annotations as rule authors write them: words, an address, a value on which two sources differ, a long page. */
const storyTexts: Readonly<Record<string, AlertTexts>> = {
  CheckoutFailing: {
    annotations: [
      {
        name: 'dashboard',
        text: 'https://grafana.example/d/checkout?var-region=eu-west-1 (last hour)',
        sourceIds: ['pager', 'prometheus-eu'],
      },
      {
        name: 'description',
        text: [
          '38.2 % of requests fail, limit 2 %.',
          '',
          'First look whether the ledger can write: checkout fails with it.',
          '  1. open the dashboard',
          '  2. compare the error codes with those of payments',
          '  3. if ledger is read-only, follow https://runbooks.example/ledger/failover.',
          '  4. else take the newest release back',
          'Tell support before anything is switched over.',
        ].join('\n'),
        sourceIds: ['pager', 'prometheus-eu'],
      },
      {
        name: 'escalation',
        text: 'javascript:alert("payments lead")',
        sourceIds: ['pager', 'prometheus-eu'],
      },
      { name: 'value', text: '0.3821', sourceIds: ['prometheus-eu'] },
      { name: 'value', text: '0.3794', sourceIds: ['pager'] },
    ],
    leftOut: 2,
    seenAtMs: STORY_MS - 1_200,
  },
  LedgerCannotWrite: { annotations: [], leftOut: 0, seenAtMs: STORY_MS - 1_200 },
};

/** What one source brought in afterwards, and when it did. */
const FILLED_SOURCE = 'prometheus-us';
const FILLED_AFTER_MS = 6 * 60_000;

function history(request: CommandRequest<'history'>): CommandReply<'history'> {
  const { fromMs, service, region, signals, maxPoints, knownByMs } = request;
  const toMs = Math.min(request.toMs, STORY_MS);
  const stepMs = Math.max(10_000, (toMs - fromMs) / maxPoints);
  const series: CommandReply<'history'>['series'] = [];
  for (const place of storyRegions) {
    if (region !== null && region !== place) continue;
    const endMs = Math.min(toMs, lastSampleMs(storyEventOf(service, place), STORY_MS));
    const sourceId = storySourceOf(place);
    const filled = storyGaps.filter(
      (gap) => sourceId === FILLED_SOURCE && (knownByMs ?? STORY_MS) >= gap.toMs + FILLED_AFTER_MS,
    );
    const missing = storyGaps.filter((gap) => !filled.includes(gap));
    for (const signal of signals) {
      if (signal === 'latency_p90' && service !== P90_SERVICE) continue;
      const atMs: number[] = [];
      const value: number[] = [];
      for (let t = Math.ceil(fromMs / stepMs) * stepMs; t <= endMs; t += stepMs) {
        if (missing.some((gap) => t > gap.fromMs && t < gap.toMs)) continue;
        const one = storyValue(service, place, signal, t);
        if (one === null) break;
        atMs.push(t);
        value.push(one);
      }
      if (atMs.length === 0) continue;
      const filledLater = filled
        .filter((gap) => gap.fromMs < toMs && gap.toMs > fromMs)
        .map((gap) => ({ fromMs: Math.max(gap.fromMs, fromMs), toMs: Math.min(gap.toMs, toMs) }));
      series.push({ signal, region: place, sourceId, unit: storyUnitOf(signal), atMs, value, filledLater });
    }
  }
  return { series };
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
    gaps: storyGaps.filter((gap) => gap.fromMs < toMs && gap.toMs > fromMs),
  };
}

function alertHistory(request: CommandRequest<'alertHistory'>): CommandReply<'alertHistory'> {
  const knownByMs = request.knownByMs ?? Number.POSITIVE_INFINITY;
  const alerts = [...storyAlerts, ...storyResolvedAlerts]
    .filter(
      (alert) =>
        alert.startsAtMs <= knownByMs &&
        alert.startsAtMs < request.toMs &&
        (alert.resolvedAtMs ?? request.toMs) >= request.fromMs,
    )
    .toSorted((a, b) => b.startsAtMs - a.startsAtMs)
    .slice(0, request.limit);
  return { alerts };
}

/** Every alert that is over, again and again over 90 days. */
const storyPast = Array.from({ length: 90 }, (_, day) =>
  storyResolvedAlerts.map((alert) => ({
    ...alert,
    startsAtMs: alert.startsAtMs - day * 86_400_000,
    resolvedAtMs: (alert.resolvedAtMs ?? STORY_MS) - day * 86_400_000,
  })),
).flat();

function searchAlerts(request: CommandRequest<'searchAlerts'>): CommandReply<'searchAlerts'> {
  const { fromMs, toMs, filter, cursor, limit } = request;
  const knownByMs = request.knownByMs ?? Number.POSITIVE_INFINITY;
  const active = [...storyAlerts, ...storyPast]
    .filter(
      ({ startsAtMs, resolvedAtMs }) =>
        startsAtMs <= Math.min(toMs, knownByMs) && (resolvedAtMs ?? toMs) >= fromMs,
    )
    .toSorted((a, b) => b.startsAtMs - a.startsAtMs);
  const found = filterAlerts(active, filter);
  const from = cursor?.id ?? 0;
  const alerts = found.slice(from, from + limit);
  const last = alerts.at(-1);
  const isOver = last === undefined || from + limit >= found.length;
  return { alerts, next: isOver ? null : { startsAtMs: last.startsAtMs, id: from + limit } };
}

function storyTurns(id: string): readonly AlertTurn[] {
  const alert = [...(handledSections.alerts ?? []), ...storyResolvedAlerts].find((one) => one.id === id);
  return alert === undefined ? [] : alertTimeline([{ alert, atMs: alert.startsAtMs }]);
}

function annotations(request: CommandRequest<'annotations'>): CommandReply<'annotations'> {
  const knownByMs = request.knownByMs ?? Number.POSITIVE_INFINITY;
  return {
    annotations: storyAnnotations
      .filter(
        (one) => one.atMs <= Math.min(request.toMs, knownByMs) && annotationUntilMs(one) >= request.fromMs,
      )
      .slice(0, request.limit),
  };
}
