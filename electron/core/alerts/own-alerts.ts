import type { Alert } from '../../../shared/domain/alert.ts';

/** Vigil's own findings as alerts: they come and go with what they are about. */
export class OwnAlerts {
  private readonly alerts = new Map<string, Alert>();

  find(id: string): Alert | null {
    return this.alerts.get(id) ?? null;
  }

  /**
   * Replaces the findings. What is not found any more has resolved.
   * @param mark sees every change, the version before it or null, and returns what is to be kept
   * @returns what changed
   */
  apply(
    findings: readonly Alert[],
    nowMs: number,
    mark: (before: Alert | null, after: Alert, nowMs: number) => Alert,
  ): readonly Alert[] {
    const ids = new Set(findings.map(({ id }) => id));
    const over = [...this.alerts.values()]
      .filter(({ id, state }) => state !== 'resolved' && !ids.has(id))
      .map((alert): Alert => ({ ...alert, state: 'resolved', resolvedAtMs: nowMs, lastSeenAtMs: nowMs }));
    const news = findings.filter((finding) => !isSame(this.alerts.get(finding.id), finding));
    const changes = [...over, ...news].map((alert) => mark(this.alerts.get(alert.id) ?? null, alert, nowMs));
    for (const alert of changes) this.alerts.set(alert.id, alert);
    return changes;
  }

  /** Says something else of a finding; null when it is none of these. */
  remark(id: string, mark: (alert: Alert) => Alert): Alert | null {
    const alert = this.alerts.get(id);
    if (alert === undefined) return null;
    const marked = mark(alert);
    this.alerts.set(id, marked);
    return marked;
  }

  /** Forgets what has been over for longer than this, and does not flap. Returns their ids. */
  forgetResolved(keptMs: number, nowMs: number): readonly string[] {
    const old: string[] = [];
    for (const { id, resolvedAtMs, flapping } of this.alerts.values())
      if (resolvedAtMs !== null && nowMs - resolvedAtMs > keptMs && flapping === undefined) old.push(id);
    for (const id of old) this.alerts.delete(id);
    return old;
  }
}

function isSame(known: Alert | undefined, finding: Alert): boolean {
  return (
    known?.state === finding.state &&
    known.summary === finding.summary &&
    known.title === finding.title &&
    known.severity === finding.severity &&
    known.unconfirmed === finding.unconfirmed
  );
}
