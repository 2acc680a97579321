import { type Observation, type SeriesKey, seriesKeyText } from '../../../shared/domain/observation.ts';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import type { Clock } from '../clock.ts';
import type { SourceConfig, VigilConfig } from '../config/schema.ts';
import type { Source, SourceDeps } from './source.ts';

/** A changed source goes on under its old configuration until the new one answers, but no longer than this. */
const REPLACE_WITHIN_MS = 10_000;
/** Rounds a changed source is given to report its series; what it does not is forgotten. */
const SETTLE_ROUNDS = 3;
const MIN_SETTLE_MS = 5_000;

export interface SupervisorDeps {
  readonly clock: Clock;
  /** Makes an idle source; `emit` and `onStatus` are the supervisor's own. */
  readonly make: (
    config: SourceConfig,
    whole: VigilConfig,
    deps: Pick<SourceDeps, 'emit' | 'onStatus'>,
  ) => Source;
  readonly emit: (observation: Observation) => void;
  readonly onStatus: (status: SourceStatus) => void;
  /**
   * After a source changed: series of it that `keep` refuses are not reported any more.
   * @param movedAtMs since when another server is asked, which does not know what the one before said; null when the
   * server is the same
   */
  readonly forget: (sourceId: string, keep: (key: SeriesKey) => boolean, movedAtMs: number | null) => void;
}

interface Running {
  readonly source: Source;
  readonly fingerprint: string;
  /** Whom and what it asks; of a paused one what it asked when it last ran. Null when it never did. */
  readonly asked: Asked | null;
  /** Set while paused: what the source last said. */
  readonly pausedStatus: SourceStatus | null;
}

interface Asked {
  readonly place: string;
  /** The same text as the fingerprint, whether paused or not; empty when its series were never reviewed. */
  readonly what: string;
}

interface Successor {
  readonly running: Running;
  readonly cancel: () => void;
}

/**
 * Keeps the running sources equal to the configuration. A source whose entry did not change is left alone; one that
 * did is replaced when its successor answers, so that an edit does not turn the wall grey.
 */
export class SourceSupervisor {
  private readonly deps: SupervisorDeps;
  private readonly running = new Map<string, Running>();
  private readonly successors = new Map<string, Successor>();
  private readonly settling = new Map<string, () => void>();
  private readonly stopping = new Set<Promise<void>>();

  constructor(deps: SupervisorDeps) {
    this.deps = deps;
  }

  /** Puts a configuration into effect. Sources that are gone are stopped; their statuses end with them. */
  apply(config: VigilConfig): void {
    const wanted = new Set(config.sources.map(({ id }) => id));
    for (const id of this.running.keys()) if (!wanted.has(id)) this.drop(id);
    for (const entry of config.sources) this.applyOne(entry, config);
  }

  statuses(): readonly SourceStatus[] {
    return [...this.running].map(([id, { source, pausedStatus }]) =>
      this.told(id, pausedStatus ?? source.status()),
    );
  }

  /** The running source of this id; null when there is none. */
  find(id: string): Source | null {
    return this.running.get(id)?.source ?? null;
  }

  async stop(): Promise<void> {
    for (const id of this.running.keys()) this.drop(id);
    await Promise.all(this.stopping);
  }

  private applyOne(entry: SourceConfig, config: VigilConfig): void {
    const { id } = entry;
    const fingerprint = fingerprintOf(entry, config);
    const current = this.running.get(id);
    if ((this.successors.get(id)?.running ?? current)?.fingerprint === fingerprint) return;
    this.abandonSuccessor(id);
    if (current?.fingerprint === fingerprint) return;
    if (entry.paused) return this.pause(entry, config, fingerprint);
    const next = this.made(entry, config, fingerprint);
    if (current === undefined || current.pausedStatus !== null || current.source.status().state !== 'live') {
      const changed = current?.asked != null && current.asked.what !== next.asked?.what;
      this.takeOver(id, next, changed ? settleMs(entry) : null);
      next.source.start();
      return;
    }
    const promote = (): void => {
      if (this.successors.get(id)?.running !== next) return;
      this.abandonTimer(id);
      this.takeOver(id, next, settleMs(entry));
    };
    const cancel = this.deps.clock.setTimeout(promote, REPLACE_WITHIN_MS);
    this.successors.set(id, { running: next, cancel });
    this.promotions.set(next.source, promote);
    next.source.start();
  }

  /** Called when a successor first answers. */
  private readonly promotions = new WeakMap<Source, () => void>();
  /** Series a changed source has reported so far. */
  private readonly reported = new Map<string, Set<string>>();
  /** When a source began to ask another server, until its series are reviewed. */
  private readonly movedAtMs = new Map<string, number>();
  /** Since when a source is live that was replaced without a moment of silence. */
  private readonly liveSinceMs = new Map<string, number>();

  private made(entry: SourceConfig, config: VigilConfig, fingerprint: string): Running {
    const isActive = (): boolean => this.running.get(entry.id)?.source === source;
    const source = this.deps.make(entry, config, {
      emit: (observation) => {
        this.promotions.get(source)?.();
        if (!isActive()) return;
        const reported = this.reported.get(entry.id);
        if (reported !== undefined && observation.kind === 'samples')
          for (const { key } of observation.samples) reported.add(seriesKeyText(key));
        this.deps.emit(observation);
      },
      onStatus: (status) => {
        if (status.state === 'live') this.promotions.get(source)?.();
        if (!isActive()) return;
        if (status.state !== 'live') this.liveSinceMs.delete(entry.id);
        this.deps.onStatus(this.told(entry.id, status));
      },
    });
    return { source, fingerprint, asked: askedBy(entry, config), pausedStatus: null };
  }

  /** A source that was live all along, under whichever configuration, has been so since it was first. */
  private told(id: string, status: SourceStatus): SourceStatus {
    const sinceMs = this.liveSinceMs.get(id);
    return status.state === 'live' && sinceMs !== undefined ? { ...status, sinceMs } : status;
  }

  private takeOver(id: string, next: Running, settleAfterMs: number | null): void {
    const before = this.running.get(id);
    const isMoved = before?.asked != null && before.asked.place !== next.asked?.place;
    const wasLive = before?.pausedStatus === null && before.source.status().state === 'live';
    const goesOn = wasLive && !isMoved && next.source.status().state === 'live';
    const sinceMs = goesOn ? this.told(id, before.source.status()).sinceMs : null;
    this.end(before?.source);
    this.running.set(id, next);
    this.promotions.delete(next.source);
    if (isMoved) this.movedAtMs.set(id, this.deps.clock.nowMs());
    if (sinceMs === null) this.liveSinceMs.delete(id);
    else this.liveSinceMs.set(id, sinceMs);
    this.deps.onStatus(this.told(id, next.source.status()));
    this.abandonReview(id);
    if (settleAfterMs === null) return;
    this.reported.set(id, new Set());
    const settle = (): void => {
      // Without an answer nothing is known about what it will report.
      if (next.source.status().state !== 'live') {
        this.settling.set(id, this.deps.clock.setTimeout(settle, settleAfterMs));
        return;
      }
      const reported = this.reported.get(id) ?? new Set();
      const movedAtMs = this.movedAtMs.get(id) ?? null;
      this.movedAtMs.delete(id);
      this.settling.delete(id);
      this.reported.delete(id);
      this.deps.forget(id, (key) => reported.has(seriesKeyText(key)), movedAtMs);
    };
    this.settling.set(id, this.deps.clock.setTimeout(settle, settleAfterMs));
  }

  private pause(entry: SourceConfig, config: VigilConfig, fingerprint: string): void {
    const current = this.running.get(entry.id);
    const source = current?.source ?? this.made(entry, config, fingerprint).source;
    const nowMs = this.deps.clock.nowMs();
    const last = current?.pausedStatus ?? this.told(entry.id, source.status());
    const pausedStatus: SourceStatus = { ...last, state: 'paused', sinceMs: nowMs, nextAttemptAtMs: null };
    // What it reports is not known while it is not asked: the review waits until it is again.
    const isUnreviewed = this.settling.has(entry.id);
    this.abandonReview(entry.id);
    const asked = current?.asked ?? null;
    this.end(current?.source);
    this.running.set(entry.id, {
      source,
      fingerprint,
      asked: asked !== null && isUnreviewed ? { ...asked, what: '' } : asked,
      pausedStatus,
    });
    this.liveSinceMs.delete(entry.id);
    this.deps.onStatus(pausedStatus);
  }

  private abandonReview(id: string): void {
    this.settling.get(id)?.();
    this.settling.delete(id);
    this.reported.delete(id);
  }

  private drop(id: string): void {
    this.abandonSuccessor(id);
    this.end(this.running.get(id)?.source);
    this.running.delete(id);
    this.abandonReview(id);
    this.movedAtMs.delete(id);
    this.liveSinceMs.delete(id);
  }

  private abandonSuccessor(id: string): void {
    const successor = this.successors.get(id);
    this.abandonTimer(id);
    this.end(successor?.running.source);
  }

  private abandonTimer(id: string): void {
    this.successors.get(id)?.cancel();
    this.successors.delete(id);
  }

  private end(source: Source | undefined): void {
    if (source === undefined) return;
    const stopped = source.stop().catch(() => undefined);
    this.stopping.add(stopped);
    void stopped.then(() => this.stopping.delete(stopped));
  }
}

function settleMs(entry: SourceConfig): number {
  return Math.max(
    MIN_SETTLE_MS,
    'every' in entry ? SETTLE_ROUNDS * entry.every : entry.type === 'webhook' ? 0 : entry.staleAfter,
  );
}

function askedBy(entry: SourceConfig, config: VigilConfig): Asked {
  const place = JSON.stringify([entry.type, 'url' in entry ? entry.url : '']);
  return { place, what: fingerprintOf({ ...entry, paused: false }, config) };
}

/** What a source depends on: when this text is the same, so is the source. */
function fingerprintOf(entry: SourceConfig, { signals }: VigilConfig): string {
  const asked =
    entry.type !== 'prometheus'
      ? null
      : Object.entries(signals).flatMap(([signal, queries]) =>
          queries
            .filter(
              ({ sources }) =>
                sources === undefined || sources.includes(entry.id) || sources.includes(entry.group ?? ''),
            )
            .map((query) => [signal, query]),
        );
  return JSON.stringify([entry, asked]);
}
