import { type Alert, compareAlerts } from '../../../shared/domain/alert.ts';
import type { AlertReport } from '../../../shared/domain/observation.ts';
import type { Verdict } from '../../../shared/domain/signal.ts';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import { alertId } from './alert-identity.ts';
import { AlertRanks, rankOf } from './alert-ranks.ts';

/** Resolved alerts stay in the live feed this long; afterwards only the history has them. */
export const RESOLVED_KEPT_MS = 5 * 60_000;
/** Most alerts kept in the live feed. Beyond it the least severe make room; among equals the later ones are refused. */
export const MAX_ALERTS = 20_000;
/** An overflow counts as over once the feed is this much below its limit. */
const OVERFLOW_ENDS_BELOW = 0.9 * MAX_ALERTS;
/** Time of a confirmation that is none: the source still lists the alert, but found nothing out about it. */
const NOT_CONFIRMED = Number.NEGATIVE_INFINITY;

interface Entry {
  alert: Alert;
  /** Sources that report it now, with the time of their last confirmation. */
  readonly seenBy: Map<string, number>;
}

/** The live alerts, merged over all sources: one entry per identity, with who reports it. */
export class AlertBook {
  /** True while firing alerts are left out because there are too many. */
  isOverflowing = false;
  /** Grows when anything a person would notice changed; a mere repeated confirmation does not count. */
  revision = 0;
  private readonly entries = new Map<string, Entry>();
  private readonly ranks = new AlertRanks();
  /** Ids in each source's last complete list. */
  private readonly listed = new Map<string, ReadonlySet<string>>();
  private changed = new Map<string, Alert>();
  private sortedCache: readonly Alert[] | null = null;

  /**
   * Replaces what a source reports: what is missing from its list has resolved, unless its rule found nothing out.
   * @param silentRules names of alerts that may be missing without being over
   */
  applyList(
    sourceId: string,
    reports: readonly AlertReport[],
    receivedAtMs: number,
    silentRules: readonly string[] = [],
  ): void {
    const silent = new Set(silentRules);
    const ids = new Set<string>();
    for (const report of reports) {
      const id = this.report(sourceId, report, receivedAtMs);
      if (id !== null && report.state !== 'resolved') ids.add(id);
    }
    for (const id of this.listed.get(sourceId) ?? []) {
      if (ids.has(id)) continue;
      const entry = this.entries.get(id);
      if (entry !== undefined && entry.alert.state !== 'resolved' && silent.has(entry.alert.name)) {
        entry.seenBy.set(sourceId, NOT_CONFIRMED);
        ids.add(id);
      } else this.withdraw(id, sourceId, receivedAtMs);
    }
    this.listed.set(sourceId, ids);
  }

  /** Applies single changes of a stream. */
  applyChanges(sourceId: string, reports: readonly AlertReport[], receivedAtMs: number): void {
    for (const report of reports) this.report(sourceId, report, receivedAtMs);
  }

  /** Replaces Vigil's own findings; they come and go with what they are about. */
  applyOwn(findings: readonly Alert[], nowMs: number): void {
    const ids = new Set(findings.map((finding) => finding.id));
    for (const [id, { alert }] of this.entries)
      if (alert.kind !== 'reported' && alert.state !== 'resolved' && !ids.has(id))
        this.withdraw(id, 'vigil', nowMs);
    for (const finding of findings) {
      const known = this.entries.get(finding.id);
      if (known !== undefined && known.alert.state === 'firing' && known.alert.summary === finding.summary)
        continue;
      this.put(finding, new Map([['vigil', nowMs]]));
    }
  }

  /** Marks alerts that no answering source confirms, and forgets resolved ones after a while. */
  review(statuses: ReadonlyMap<string, SourceStatus>, nowMs: number): void {
    if (this.entries.size < OVERFLOW_ENDS_BELOW) this.isOverflowing = false;
    for (const [id, { alert, seenBy }] of this.entries) {
      if (alert.state === 'resolved') {
        if (nowMs - (alert.resolvedAtMs ?? nowMs) > RESOLVED_KEPT_MS) {
          this.remove(id);
        }
        continue;
      }
      if (alert.kind !== 'reported') continue;
      const confirmed = [...seenBy].some(([sourceId, seenAtMs]) => {
        if (seenAtMs === NOT_CONFIRMED) return false;
        const status = statuses.get(sourceId);
        // A since that lies ahead was stamped by a clock that has been set back: it cannot be compared with.
        return status?.state === 'live' && (seenAtMs >= status.sinceMs || status.sinceMs > nowMs);
      });
      if (alert.unconfirmed === confirmed) this.put({ ...alert, unconfirmed: !confirmed }, seenBy);
    }
  }

  /**
   * Puts back alerts of the last snapshot: unconfirmed until a source reports them again. Those that only sources
   * reported which are no longer configured are closed, in words: nobody would ever say that they are over.
   */
  restore(alerts: readonly Alert[], configured: ReadonlySet<string>, nowMs: number): void {
    for (const alert of alerts) {
      if (alert.state === 'resolved' || alert.kind !== 'reported') continue;
      const sourceIds = alert.sourceIds.filter((sourceId) => configured.has(sourceId));
      if (sourceIds.length === 0) {
        this.put(closed(alert, alert.sourceIds, nowMs), new Map());
        continue;
      }
      this.keep(
        { ...alert, sourceIds, unconfirmed: true },
        new Map(sourceIds.map((sourceId) => [sourceId, alert.lastSeenAtMs])),
      );
      for (const sourceId of sourceIds)
        this.listed.set(sourceId, new Set([...(this.listed.get(sourceId) ?? []), alert.id]));
    }
    this.sortedCache = null;
    this.revision += 1;
  }

  /** A source is no longer configured: what only it reported is closed in words, for nobody would say that it is over. */
  forgetSource(sourceId: string, nowMs: number): void {
    this.listed.delete(sourceId);
    for (const [id, { alert, seenBy }] of this.entries) {
      if (!seenBy.has(sourceId) || alert.kind !== 'reported' || alert.state === 'resolved') continue;
      if (seenBy.size > 1) {
        this.withdraw(id, sourceId, nowMs);
        continue;
      }
      this.put(closed(alert, [sourceId], nowMs), new Map());
    }
  }

  /** All live alerts in feed order.  */
  all(): readonly Alert[] {
    this.sortedCache ??= [...this.entries.values()].map((entry) => entry.alert).toSorted(compareAlerts);
    return this.sortedCache;
  }

  /** What changed since the last call, for the journal. */
  takeChanges(): readonly Alert[] {
    const changes = [...this.changed.values()];
    this.changed = new Map();
    return changes;
  }

  /** The worst confirmed firing alert per `service` and per `service\0region`. */
  verdicts(): (service: string, region: string) => Verdict {
    const worst = new Map<string, Verdict>();
    for (const { alert } of this.entries.values()) {
      if (
        alert.state !== 'firing' ||
        alert.unconfirmed ||
        alert.kind !== 'reported' ||
        alert.service === null
      )
        continue;
      if (alert.severity === 'info') continue;
      const key = alert.region === null ? alert.service : `${alert.service}\u0000${alert.region}`;
      const verdict: Verdict = alert.severity === 'critical' ? 'down' : 'degraded';
      if (worst.get(key) !== 'down') worst.set(key, verdict);
    }
    // An alert without a region speaks of the whole service.
    return (service, region) => {
      const whole = worst.get(service) ?? 'ok';
      const here = worst.get(`${service}\u0000${region}`) ?? 'ok';
      return whole === 'down' || here === 'down' ? 'down' : whole === 'degraded' ? whole : here;
    };
  }

  private report(sourceId: string, report: AlertReport, receivedAtMs: number): string | null {
    const id = alertId(report);
    const known = this.entries.get(id);
    if (report.state === 'resolved') {
      this.withdraw(id, sourceId, receivedAtMs);
      return id;
    }
    if (known === undefined && this.entries.size >= MAX_ALERTS && !this.makeRoomFor(report)) return null;
    const reopened = known === undefined || known.alert.state === 'resolved';
    const seenBy = reopened ? new Map<string, number>() : known.seenBy;
    seenBy.set(sourceId, receivedAtMs);
    const next = toAlert(id, report, seenBy, receivedAtMs, reopened ? null : known.alert);
    // A repeated confirmation is no change: only the time of sight moves, and nobody is told.
    if (!reopened && sameAlert(known.alert, next)) {
      this.keep(next, seenBy);
      this.sortedCache = null;
    } else this.put(next, seenBy);
    return id;
  }

  private withdraw(id: string, sourceId: string, atMs: number): void {
    const entry = this.entries.get(id);
    if (entry === undefined || entry.alert.state === 'resolved') return;
    entry.seenBy.delete(sourceId);
    if (entry.seenBy.size > 0) {
      this.put({ ...entry.alert, sourceIds: [...entry.seenBy.keys()].toSorted() }, entry.seenBy);
      return;
    }
    this.put(
      { ...entry.alert, state: 'resolved', resolvedAtMs: atMs, lastSeenAtMs: atMs, unconfirmed: false },
      entry.seenBy,
    );
  }

  /** Takes out what matters less than this report. False when nothing does; the report is then left out itself. */
  private makeRoomFor(report: AlertReport): boolean {
    const least = this.ranks.leastBelow(rankOf(report));
    if (least === null || least.rank > 0) this.isOverflowing = true;
    if (least === null) return false;
    this.remove(least.id);
    return true;
  }

  private remove(id: string): void {
    this.entries.delete(id);
    this.ranks.delete(id);
    this.sortedCache = null;
    this.revision += 1;
  }

  private keep(alert: Alert, seenBy: Map<string, number>): void {
    this.entries.set(alert.id, { alert, seenBy });
    this.ranks.set(alert.id, rankOf(alert));
  }

  private put(alert: Alert, seenBy: Map<string, number>): void {
    this.keep(alert, seenBy);
    this.changed.set(alert.id, alert);
    this.sortedCache = null;
    this.revision += 1;
  }
}

function toAlert(
  id: string,
  report: AlertReport,
  seenBy: ReadonlyMap<string, number>,
  seenAtMs: number,
  known: Alert | null,
): Alert {
  const { annotations } = report;
  const runbook = annotations['runbook_url'] ?? annotations['runbook'] ?? null;
  return {
    id,
    name: report.name,
    title: annotations['title'] ?? annotations['summary'] ?? report.name,
    summary:
      annotations['title'] === undefined
        ? (annotations['description'] ?? '')
        : (annotations['summary'] ?? annotations['description'] ?? ''),
    severity: report.severity,
    state: report.state,
    kind: 'reported',
    service: report.service,
    region: report.region,
    labels: { ...report.labels },
    // Peers report starts that differ by seconds: the earliest is the start.
    startsAtMs:
      known !== null && known.state === report.state
        ? Math.min(known.startsAtMs, report.startsAtMs)
        : report.startsAtMs,
    resolvedAtMs: null,
    lastSeenAtMs: seenAtMs,
    sourceIds: [...seenBy.keys()].toSorted(),
    unconfirmed: false,
    suppression: report.suppression ?? null,
    runbookUrl: runbook !== null && /^https?:\/\//.test(runbook) ? runbook : null,
  };
}

function closed(alert: Alert, sourceIds: readonly string[], nowMs: number): Alert {
  const words = `Closed: ${sourceIds.join(', ')} is no longer a source of this Vigil.`;
  const summary = `${alert.summary} ${words}`.trim();
  return { ...alert, summary, state: 'resolved', resolvedAtMs: nowMs, unconfirmed: false };
}

function sameAlert(a: Alert, b: Alert): boolean {
  return JSON.stringify({ ...a, lastSeenAtMs: 0 }) === JSON.stringify({ ...b, lastSeenAtMs: 0 });
}
