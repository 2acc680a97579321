import type { SourceStatus } from '../../../shared/domain/source.ts';

/** What the sources say of themselves, and when an earlier run had last heard of them. */
export class StatusTable {
  private readonly statuses = new Map<string, SourceStatus>();
  /** Last successes of an earlier run, from its snapshot. */
  private readonly lastSuccessBefore = new Map<string, number>();

  get(id: string): SourceStatus | undefined {
    return this.statuses.get(id);
  }

  all(): readonly SourceStatus[] {
    return [...this.statuses.values()];
  }

  set(status: SourceStatus): void {
    // Until it answers again, its last success is the one an earlier run saw.
    const lastSuccessAtMs = status.lastSuccessAtMs ?? this.lastSuccessBefore.get(status.id) ?? null;
    this.statuses.set(status.id, { ...status, lastSuccessAtMs });
  }

  /** Replaces what all sources say of themselves. */
  setAll(statuses: Iterable<SourceStatus>): void {
    this.statuses.clear();
    for (const status of statuses) this.set(status);
  }

  /** Takes over what an earlier run knew. */
  remember(statuses: Iterable<SourceStatus>): void {
    for (const { id, lastSuccessAtMs } of statuses)
      if (lastSuccessAtMs !== null) this.lastSuccessBefore.set(id, lastSuccessAtMs);
  }

  /** Forgets sources that are not configured any more. */
  keepOnly(configured: ReadonlySet<string>): void {
    for (const id of this.statuses.keys()) if (!configured.has(id)) this.statuses.delete(id);
  }

  /** No source answers although there are some. */
  isBlind(): boolean {
    // A webhook is told things and never asked: that it listens proves nothing about the network.
    const asked = this.all().filter(({ state, type }) => state !== 'paused' && type !== 'webhook');
    return asked.length > 0 && asked.every((status) => status.state !== 'live');
  }
}
