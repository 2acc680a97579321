import type { SourceStatus, SourceType } from '../../../shared/domain/source.ts';
import type { WatchdogConfig } from '../config/schema.ts';
import type { AlertBook } from './alert-book.ts';
import type { AlertEntry } from './alert-entry.ts';

/** A heartbeat nobody configured may be missing this long: two evaluations of a common interval. */
export const DEFAULT_WITHIN_MS = 60_000;
/** A heartbeat nobody configured is not expected any more after it was missing this long: it may be gone on purpose. */
export const GIVEN_UP_AFTER_MS = 24 * 3_600_000;

/** Sources that never report an alert of that kind. */
const withoutAlerts: ReadonlySet<SourceType> = new Set(['exposition', 'statuspage']);

/** A dead-man's switch that fell silent while its source answers. */
export interface MissingWatchdog {
  readonly alert: string;
  /** Stable for the same dead-man's switch. */
  readonly id: string;
  /** The sources or groups it is missing from; empty when any would do. */
  readonly scopes: readonly string[];
  readonly silentSinceMs: number;
  readonly isConfigured: boolean;
}

/**
 * Dead-man's switches: alerts that always fire, so that their absence tells of a chain that is broken somewhere.
 * Those of the configuration are expected from the start, those known by their name once they were seen.
 */
export class Watchdogs {
  private configs: readonly WatchdogConfig[];
  /** Nobody was listened to before. */
  private listeningSinceMs: number;

  constructor(configs: readonly WatchdogConfig[], nowMs: number) {
    this.configs = configs;
    this.listeningSinceMs = nowMs;
  }

  configure(configs: readonly WatchdogConfig[]): void {
    this.configs = configs;
  }

  /** Nobody was listened to until now, as when the machine slept: everybody gets the time anew. */
  listenAnew(nowMs: number): void {
    this.listeningSinceMs = nowMs;
  }

  /** Which are missing. Nothing is said of those whose sources do not answer: that is said already. */
  review(book: AlertBook, statuses: readonly SourceStatus[], nowMs: number): readonly MissingWatchdog[] {
    const entries = book.heartbeats();
    const missing: MissingWatchdog[] = [];
    for (const { alert, source, within } of this.configs) {
      const members = statuses.filter(
        ({ id, group }) => source === undefined || id === source || group === source,
      );
      const named = entries.filter((entry) => sameName(entry.alert.name, alert));
      const silentSinceMs = this.silentSince(book, named, members, nowMs);
      if (silentSinceMs !== null && nowMs - silentSinceMs > within)
        missing.push({
          alert,
          id: `${source ?? ''}:${alert}`,
          scopes: source === undefined ? [] : [source],
          silentSinceMs,
          isConfigured: true,
        });
    }
    return [...missing, ...this.unconfigured(book, entries, statuses, nowMs)];
  }

  private unconfigured(
    book: AlertBook,
    entries: readonly AlertEntry[],
    statuses: readonly SourceStatus[],
    nowMs: number,
  ): readonly MissingWatchdog[] {
    const byScope = [...Map.groupBy(statuses, ({ id, group }) => group ?? id)];
    return entries.flatMap((entry) => {
      const { name, id } = entry.alert;
      const scopes: string[] = [];
      let sinceMs = nowMs;
      for (const [scope, members] of byScope) {
        const expected = members.filter((member) => entry.said.has(member.id));
        if (expected.length === 0 || this.isConfigured(name, expected)) continue;
        const silentSinceMs = this.silentSince(book, [entry], expected, nowMs);
        if (silentSinceMs === null || nowMs - silentSinceMs <= DEFAULT_WITHIN_MS) continue;
        if (nowMs - silentSinceMs > GIVEN_UP_AFTER_MS) {
          for (const member of expected) book.forgetHeartbeat(id, member.id, nowMs);
          continue;
        }
        scopes.push(scope);
        sinceMs = Math.min(sinceMs, silentSinceMs);
      }
      return scopes.length === 0
        ? []
        : [{ alert: name, id, scopes, silentSinceMs: sinceMs, isConfigured: false }];
    });
  }

  private isConfigured(name: string, members: readonly SourceStatus[]): boolean {
    return this.configs.some(
      ({ alert, source }) =>
        sameName(alert, name) &&
        (source === undefined || members.some(({ id, group }) => id === source || group === source)),
    );
  }

  /** Since when none of the members reports it though one of them could; null while it is heard or nobody can say. */
  private silentSince(
    book: AlertBook,
    entries: readonly AlertEntry[],
    members: readonly SourceStatus[],
    nowMs: number,
  ): number | null {
    const sayers = members.filter(({ id }) => entries.some(({ said }) => said.has(id)));
    const capable = members.filter(({ type }) => !withoutAlerts.has(type));
    // Once it is known who reports it, only they can: that another source answers meanwhile says nothing.
    const asked = [sayers, capable, members].find((some) => some.length > 0) ?? [];
    const able = asked.filter(({ id, state }) => state === 'live' && !book.isPartial(id));
    if (able.length === 0) return null;
    const words = entries.flatMap(({ said }) => members.flatMap(({ id }) => said.get(id) ?? []));
    const isHeard = entries.some(({ said }) => able.some(({ id }) => said.get(id)?.isConfirmed === true));
    if (isHeard) return null;
    const lastSeenMs = Math.max(...words.map(({ seenAtMs }) => seenAtMs), Number.NEGATIVE_INFINITY);
    // Whoever came back just now is given its time to report.
    const ableSinceMs = Math.min(...able.map(({ sinceMs }) => sinceMs));
    return Math.min(nowMs, Math.max(lastSeenMs, ableSinceMs, this.listeningSinceMs));
  }
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
