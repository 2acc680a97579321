import type { annotationCommands } from '../../shared/contract/annotation-commands.ts';
import type { capsuleCommands } from '../../shared/contract/capsule-commands.ts';
import { MAX_ALERT_HISTORY_ROWS } from '../../shared/contract/commands.ts';
import type { ruleCommands } from '../../shared/contract/rule-commands.ts';
import type { silenceCommands } from '../../shared/contract/silence-commands.ts';
import { PROTOCOL_VERSION } from '../../shared/contract/version.ts';
import { isLoud } from '../../shared/domain/alert.ts';
import { compileFilter } from '../../shared/domain/alert-filter.ts';
import { alertTimeline } from '../../shared/domain/alert-timeline.ts';
import { failure } from '../../shared/domain/failure.ts';
import { err, ok } from '../../shared/domain/result.ts';
import { gapsOf, timelineCounts, timelineOf, transitionsToIntervals } from '../../shared/domain/timeline.ts';
import type { AlertEntry } from './alerts/alert-entry.ts';
import { alertTexts } from './alerts/alert-texts.ts';
import type { BaselineDesk } from './baselines/baseline-desk.ts';
import type { JournalReader } from './journal/journal.ts';
import { MAX_ALERT_VERSIONS } from './journal/search-alerts.ts';
import type { PastSeat } from './past/past-seat.ts';
import type { CommandHandlers } from './sessions.ts';
import { createSourceDesk, type SourceDeskDeps } from './sources/source-desk.ts';

export interface CommandDeps {
  readonly journal: JournalReader;
  readonly past: PastSeat;
  readonly baselines: BaselineDesk;
  /** An alert of the live feed; null when it is not in it. */
  readonly findAlert: (id: string) => AlertEntry | null;
  readonly appVersion: string;
  readonly capabilities: readonly string[];
  readonly nowMs: () => number;
  readonly sources: SourceDeskDeps;
  readonly capsules: Pick<CommandHandlers, keyof typeof capsuleCommands & keyof CommandHandlers>;
  readonly typed: Pick<CommandHandlers, keyof typeof annotationCommands>;
  readonly silences: Pick<CommandHandlers, keyof typeof silenceCommands>;
  readonly rules: Pick<CommandHandlers, keyof typeof ruleCommands>;
}

/** Longest range a client may ask for. */
const MAX_RANGE_MS = 400 * 86_400_000;

/** Answers every command of the contract from the journal. */
export function createCommandHandlers({
  journal,
  past,
  baselines,
  findAlert,
  appVersion,
  capabilities,
  nowMs,
  sources,
  capsules,
  typed,
  silences,
  rules,
}: CommandDeps): CommandHandlers {
  const badRange = ({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }) =>
    toMs > fromMs && toMs - fromMs <= MAX_RANGE_MS
      ? null
      : failure('bad_request', 'The time range must end after it starts and span at most 400 days.');

  return {
    hello({ protocol }) {
      if (protocol !== PROTOCOL_VERSION)
        return err(
          failure(
            'incompatible',
            `This view speaks protocol ${protocol}, Vigil speaks ${PROTOCOL_VERSION}. Reload it.`,
          ),
        );
      return ok({ protocol: PROTOCOL_VERSION, appVersion, nowMs: nowMs(), capabilities: [...capabilities] });
    },
    async history(request) {
      const problem = badRange(request);
      if (problem !== null) return err(problem);
      const found = await journal.history({ ...request, maxPointsPerSeries: request.maxPoints });
      return ok({
        series: found.map(({ series, atMs, value, filledLater }) => ({
          signal: series.signal,
          region: series.region,
          sourceId: series.sourceId,
          unit: series.unit,
          atMs: Array.from(atMs),
          value: Array.from(value),
          filledLater: [...filledLater],
        })),
      });
    },
    async transitions(request) {
      const problem = badRange(request);
      if (problem !== null) return err(problem);
      const { fromMs, toMs } = request;
      const [transitions, spans] = await Promise.all([
        journal.transitions(request),
        journal.recordingSpans(fromMs, toMs),
      ]);
      return ok(transitionsToIntervals(transitions, spans, { fromMs, toMs: Math.min(toMs, nowMs()) }));
    },
    async timeline({ fromMs, toMs, bins }) {
      const problem = badRange({ fromMs, toMs });
      if (problem !== null) return err(problem);
      const [transitions, spans, alerts, { oldestMs }] = await Promise.all([
        journal.transitions({ service: null, fromMs, toMs }),
        journal.recordingSpans(fromMs, toMs),
        journal.alertHistory(fromMs, toMs, MAX_ALERT_HISTORY_ROWS),
        journal.stats(),
      ]);
      const range = { fromMs, toMs };
      const episodes = alerts
        .filter(isLoud)
        .map(({ startsAtMs, resolvedAtMs }) => ({ fromMs: startsAtMs, toMs: resolvedAtMs }));
      return ok({
        ...range,
        worst: timelineOf(transitions, spans, range, bins),
        ...timelineCounts(transitions, episodes, range, bins),
        gaps: gapsOf(spans, { fromMs, toMs: Math.min(toMs, nowMs()) }),
        oldestMs,
      });
    },
    moment: (request) => past.moment(request),
    nextIncident: (request) => past.nextIncident(request),
    ...createSourceDesk(sources),
    ...capsules,
    ...typed,
    ...silences,
    ...rules,
    baselines: (request) => baselines.baselines(request),
    baselineBand: (request) => baselines.baselineBand(request),
    async annotations({ fromMs, toMs, limit, knownByMs }) {
      const problem = badRange({ fromMs, toMs });
      if (problem !== null) return err(problem);
      return ok({ annotations: [...(await journal.annotations(fromMs, toMs, limit, knownByMs))] });
    },
    async searchAlerts(request) {
      const problem = badRange(request);
      if (problem !== null) return err(problem);
      const test = compileFilter(request.filter);
      if (!test.ok) return err(failure('bad_request', test.error.message));
      const { alerts, next } = await journal.searchAlerts(request);
      return ok({ alerts: [...alerts], next });
    },
    async alertTimeline({ id, fromMs, toMs, knownByMs }) {
      const problem = badRange({ fromMs, toMs });
      if (problem !== null) return err(problem);
      const versions = await journal.alertVersions(id, fromMs, Math.min(toMs, knownByMs ?? toMs));
      return ok({
        turns: alertTimeline(versions).filter(({ atMs }) => atMs >= fromMs),
        isCut: versions.length >= MAX_ALERT_VERSIONS,
      });
    },
    async alertTexts({ id, startsAtMs, toMs }) {
      const entry = toMs === null ? findAlert(id) : null;
      const told = entry === null ? null : alertTexts(entry, startsAtMs);
      if (told !== null) return ok({ texts: told, isFromLog: false });
      const texts = await journal.alertTexts(id, toMs ?? nowMs());
      return ok({ texts, isFromLog: texts !== null });
    },
    async alertHistory({ fromMs, toMs, limit, knownByMs }) {
      const problem = badRange({ fromMs, toMs });
      if (problem !== null) return err(problem);
      return ok({ alerts: [...(await journal.alertHistory(fromMs, toMs, limit, knownByMs))] });
    },
  };
}
