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
  /** After a source changed: series of it that `keep` refuses are not reported any more. */
  readonly forget: (sourceId: string, keep: (key: SeriesKey) => boolean) => void;
}

interface Running {
  readonly source: Source;
  readonly fingerprint: string;
  /** Set while paused: what the source last said. */
  readonly pausedStatus: SourceStatus | null;
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
    return [...this.running.values()].map(({ source, pausedStatus }) => pausedStatus ?? source.status());
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
      const changed = current !== undefined && current.pausedStatus === null;
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
        if (isActive()) this.deps.onStatus(status);
      },
    });
    return { source, fingerprint, pausedStatus: null };
  }

  private takeOver(id: string, next: Running, settleAfterMs: number | null): void {
    this.end(this.running.get(id)?.source);
    this.running.set(id, next);
    this.promotions.delete(next.source);
    this.deps.onStatus(next.source.status());
    this.settling.get(id)?.();
    this.settling.delete(id);
    this.reported.delete(id);
    if (settleAfterMs === null) return;
    this.reported.set(id, new Set());
    const settle = (): void => {
      // Without an answer nothing is known about what it will report.
      if (next.source.status().state !== 'live') {
        this.settling.set(id, this.deps.clock.setTimeout(settle, settleAfterMs));
        return;
      }
      const reported = this.reported.get(id) ?? new Set();
      this.settling.delete(id);
      this.reported.delete(id);
      this.deps.forget(id, (key) => reported.has(seriesKeyText(key)));
    };
    this.settling.set(id, this.deps.clock.setTimeout(settle, settleAfterMs));
  }

  private pause(entry: SourceConfig, config: VigilConfig, fingerprint: string): void {
    const current = this.running.get(entry.id);
    const source = current?.source ?? this.made(entry, config, fingerprint).source;
    const nowMs = this.deps.clock.nowMs();
    const last = current?.pausedStatus ?? source.status();
    const pausedStatus: SourceStatus = { ...last, state: 'paused', sinceMs: nowMs, nextAttemptAtMs: null };
    this.end(current?.source);
    this.running.set(entry.id, { source, fingerprint, pausedStatus });
    this.deps.onStatus(pausedStatus);
  }

  private drop(id: string): void {
    this.abandonSuccessor(id);
    this.end(this.running.get(id)?.source);
    this.running.delete(id);
    this.settling.get(id)?.();
    this.settling.delete(id);
    this.reported.delete(id);
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
