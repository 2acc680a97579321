import { MAX_ANNOTATION_ROWS } from '../../shared/contract/commands.ts';
import type { Notice } from '../../shared/contract/sections.ts';
import type { Alert } from '../../shared/domain/alert.ts';
import type { CapsuleFacts } from '../../shared/domain/capsule.ts';
import type { Failure } from '../../shared/domain/failure.ts';
import type { Moment } from '../../shared/domain/moment.ts';
import type { ObjectiveStatus } from '../../shared/domain/objective.ts';
import { ok, type Result } from '../../shared/domain/result.ts';
import type { SourceStatus } from '../../shared/domain/source.ts';
import type { BaselineDesk } from './baselines/baseline-desk.ts';
import { comparedHealth, comparedLinks } from './baselines/compared-views.ts';
import type { Clock } from './clock.ts';
import type { SourceSupervisor } from './intake/supervisor.ts';
import type { Journal, JournalStats } from './journal/journal.ts';
import type { LivePicture, PictureChanges } from './live-picture.ts';
import type { PastSeat } from './past/past-seat.ts';
import {
  type AnnotationsView,
  type HealthView,
  healthView,
  type LinksView,
  linksView,
} from './publish/json-views.ts';
import type { createLoopLag } from './publish/loop-lag.ts';
import { ownMetrics } from './publish/own-metrics.ts';
import type { Publisher } from './publish/publisher.ts';
import type { CommandHandlers } from './sessions.ts';

const DAY_MS = 86_400_000;

/** `/api/v1/status`. */
export interface StatusView {
  readonly version: string;
  readonly uptimeSeconds: number;
  readonly atMs: number;
  readonly demo: boolean;
  readonly moment: Moment;
  readonly sources: readonly SourceStatus[];
  readonly notices: readonly Notice[];
  readonly journal: JournalStats;
  /** Present where it is a capsule that is shown. */
  readonly capsule?: CapsuleFacts;
}

/** Views of the JSON API. */
export type PastReadingName = 'status' | 'health' | 'links' | 'alerts' | 'annotations' | 'objectives';

/** What can be read off a running Vigil, without a session: the answers of the JSON API. */
export interface Readings {
  status(): Promise<StatusView>;
  health(): HealthView;
  /**
   * Health with what is usual of each reading in its hour, or how much history is missing to say so.
   * @param atMs a past moment: what was received later does not count; null for the present
   */
  healthWithUsual(atMs: number | null): Promise<Result<HealthView, Failure>>;
  /** With what is usual of each reading. */
  links(): Promise<LinksView>;
  alerts(): { readonly atMs: number; readonly alerts: readonly Alert[] };
  /**
   * Deploys and incidents that touch the range, oldest first, at most MAX_ANNOTATION_ROWS. Without an end: until now;
   * without a start: the day before the end.
   */
  annotations(fromMs: number | null, toMs: number | null): Promise<Result<AnnotationsView, Failure>>;
  objectives(): { readonly atMs: number; readonly objectives: readonly ObjectiveStatus[] };
  /** Any of the above as of a past moment, as it was known then. */
  asOf(name: PastReadingName, atMs: number): Promise<Result<object, Failure>>;
  /** Vigil's own metrics in the Prometheus text format. */
  metrics(): Promise<string>;
}

interface ReadingsDeps {
  readonly options: { readonly appVersion: string; readonly demo: boolean; readonly clock: Clock };
  /** By the clock's monotonic time; the uptime counts from here. */
  readonly startedMonotonicMs: number;
  readonly picture: LivePicture;
  /** Keeps what a refresh of the picture changed. */
  readonly record: (changes: PictureChanges) => void;
  readonly journal: Journal;
  readonly publisher: Publisher;
  readonly supervisor: SourceSupervisor;
  readonly loopLag: ReturnType<typeof createLoopLag>;
  readonly annotations: CommandHandlers['annotations'];
  readonly past: PastSeat;
  readonly baselines: BaselineDesk;
}

/** Reads off what the parts of the core hold at the moment of the call. */
export function createReadings(deps: ReadingsDeps): Readings {
  const { picture, record, journal, publisher, supervisor, loopLag, startedMonotonicMs } = deps;
  const { appVersion, demo, clock } = deps.options;
  const health = (): HealthView => {
    // States and ages in one answer must be of one moment.
    record(picture.refresh(clock.nowMs()));
    return healthView(picture.board, clock.nowMs());
  };
  return {
    async status() {
      return {
        version: appVersion,
        uptimeSeconds: Math.floor((clock.monotonicMs() - startedMonotonicMs) / 1_000),
        atMs: clock.nowMs(),
        demo: demo,
        moment: picture.board.moment(),
        sources: picture.board.sources(),
        notices: picture.sections.current.notices.value,
        journal: await journal.stats(),
      };
    },
    health,
    async healthWithUsual(atMs) {
      if (atMs === null) return ok(await comparedHealth(deps.baselines, health(), null));
      const found = await deps.past.view('health', atMs);
      return found.ok ? ok(await comparedHealth(deps.baselines, found.value, atMs)) : found;
    },
    links: () => comparedLinks(deps.baselines, linksView(picture.board, clock.nowMs()), null),
    alerts: () => ({ atMs: clock.nowMs(), alerts: picture.acks.merged(picture.alerts.all()) }),
    async annotations(from, to) {
      // What was posted a moment ago is told as well: it may still wait for the next frame.
      record(picture.refresh(clock.nowMs()));
      const toMs = to ?? clock.nowMs();
      const fromMs = from ?? toMs - DAY_MS;
      const found = await deps.annotations({ fromMs, toMs, limit: MAX_ANNOTATION_ROWS, knownByMs: null });
      return found.ok ? ok({ fromMs, toMs, ...found.value }) : found;
    },
    async asOf(name, atMs) {
      if (name === 'objectives') return deps.past.objectives(atMs);
      if (name === 'links') {
        const links = await deps.past.view(name, atMs);
        return links.ok ? ok(await comparedLinks(deps.baselines, links.value, atMs)) : links;
      }
      if (name !== 'status') return deps.past.view(name, atMs);
      const found = await deps.past.view('sources', atMs);
      return found.ok ? ok({ version: appVersion, ...found.value }) : found;
    },
    objectives: () => ({ atMs: clock.nowMs(), objectives: picture.sections.current.objectives.value }),
    metrics: async () =>
      ownMetrics({
        board: picture.board,
        publisher,
        sources: supervisor.statuses().map((status) => ({ status: () => status })),
        journal: await journal.stats(),
        version: appVersion,
        loopLag: loopLag.read(),
        nowMs: clock.nowMs(),
        oldestMs: (await journal.recordingSpans(0, clock.nowMs()))[0]?.fromMs ?? null,
      }),
  };
}
