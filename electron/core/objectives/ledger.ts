import type { ObjectiveStatus } from '../../../shared/domain/objective.ts';
import {
  type DayCache,
  horizonMs,
  type Objective,
  objectiveStatus,
} from '../../../shared/domain/objective-ledger.ts';
import { ServiceHistory } from '../../../shared/domain/service-history.ts';
import { targetPpmOfPercent } from '../../../shared/math/budget.ts';
import type { ObjectiveConfig } from '../config/schema.ts';
import type { Journal, RecordingSpan, Transition } from '../journal/journal.ts';

/** What is older than this can no longer change: marks that are 30 s apart still belong to one recording. */
const SETTLE_AFTER_MS = 120_000;
/** The settled part moves forward at most this often. */
const SETTLE_EVERY_MS = 300_000;

/** Computes where objectives stand, from the journal. */
export interface ObjectiveLedger {
  /** One status per configured objective, in their order. Rejects only when the journal is gone. */
  compute(nowMs: number): Promise<readonly ObjectiveStatus[]>;
}

interface Service {
  readonly history: ServiceHistory;
  readonly days: DayCache;
}

/**
 * A ledger that reads the whole past once, one service at a time, and afterwards only the last minutes: the
 * settled past stays folded, the tail is folded on top and taken away again.
 */
export function createObjectiveLedger({
  journal,
  objectives: configs,
  settledUntilMs = null,
}: {
  readonly journal: Pick<Journal, 'transitions' | 'recordingSpans'>;
  readonly objectives: readonly ObjectiveConfig[];
  /** A ledger of the past: it is folded up to here once and for all, and answers for moments after it, in any order. */
  readonly settledUntilMs?: number | null;
}): ObjectiveLedger {
  const objectives = configs.map(toObjective);
  const reachMs = Math.max(0, ...objectives.map(({ windowMs }) => horizonMs(windowMs)));
  const services = new Map<string, Service>();
  let settledMs: number | null = null;
  let running: Promise<unknown> = Promise.resolve();

  /** First read: everything up to where the log is final. */
  const load = async (untilMs: number): Promise<void> => {
    const fromMs = untilMs - reachMs;
    const spans = await journal.recordingSpans(fromMs, untilMs);
    for (const service of new Set(objectives.map((objective) => objective.service))) {
      const history = new ServiceHistory(fromMs);
      history.extend(await journal.transitions({ service, fromMs, toMs: untilMs }), spans, untilMs);
      services.set(service, { history, days: new Map() });
    }
    settledMs = untilMs;
  };

  const compute = async (nowMs: number): Promise<readonly ObjectiveStatus[]> => {
    if (objectives.length === 0) return [];
    if (settledMs === null || nowMs < settledMs) await load(settledUntilMs ?? nowMs - SETTLE_AFTER_MS);
    const fromMs = settledMs ?? nowMs;
    const [transitions, spans] = await Promise.all([
      journal.transitions({ service: null, fromMs, toMs: nowMs }),
      journal.recordingSpans(fromMs, nowMs),
    ]);
    const byService = Map.groupBy(transitions, ({ service }) => service);
    if (settledUntilMs === null) settledMs = settle(byService, spans, nowMs);
    const marks = new Map([...services].map(([id, { history }]) => [id, history.mark()]));
    for (const [id, { history }] of services) history.extend(byService.get(id) ?? [], spans, nowMs);
    const statuses = objectives.map((objective) => {
      const service = services.get(objective.service);
      if (service === undefined) throw new Error(`The ledger has not read the service ${objective.service}.`);
      return objectiveStatus(service.history, objective, nowMs, service.days, settledMs ?? nowMs);
    });
    for (const [id, mark] of marks) services.get(id)?.history.rewind(mark);
    return statuses;
  };

  /**
   * Moves the settled part forward, but never past the last mark of the recorder: transitions are committed
   * together with it, so everything before it is known to be in the journal.
   */
  const settle = (
    byService: ReadonlyMap<string, readonly Transition[]>,
    spans: readonly RecordingSpan[],
    nowMs: number,
  ): number => {
    const currentMs = settledMs ?? nowMs;
    const recordedMs = spans.reduce((latest, { toMs }) => Math.max(latest, toMs), currentMs);
    const nextMs = Math.floor(Math.min(nowMs - SETTLE_AFTER_MS, recordedMs));
    if (nextMs - currentMs < SETTLE_EVERY_MS) return currentMs;
    for (const [id, { history }] of services) {
      history.extend(byService.get(id) ?? [], spans, nextMs);
      history.dropBefore(nextMs - reachMs);
    }
    return nextMs;
  };

  return {
    compute(nowMs) {
      const next = running.then(
        () => compute(nowMs),
        () => compute(nowMs),
      );
      running = next;
      return next;
    },
  };
}

function toObjective(config: ObjectiveConfig): Objective {
  return {
    id: config.id ?? `${config.service}-${config.target}`,
    service: config.service,
    targetPpm: targetPpmOfPercent(config.target),
    windowMs: config.window,
  };
}
