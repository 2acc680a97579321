import type { Alert } from '../../../shared/domain/alert.ts';

/** Vigil's own findings as alerts: they come and go with what they are about. */
export class OwnAlerts {
  private readonly alerts = new Map<string, Alert>();

  all(): Iterable<Alert> {
    return this.alerts.values();
  }

  find(id: string): Alert | null {
    return this.alerts.get(id) ?? null;
  }

  /** Replaces the findings. What is not found any more has resolved. Returns what changed. */
  apply(findings: readonly Alert[], nowMs: number): readonly Alert[] {
    const ids = new Set(findings.map(({ id }) => id));
    const over = [...this.alerts.values()]
      .filter(({ id, state }) => state !== 'resolved' && !ids.has(id))
      .map((alert): Alert => ({ ...alert, state: 'resolved', resolvedAtMs: nowMs, lastSeenAtMs: nowMs }));
    const news = findings.filter((finding) => !isSame(this.alerts.get(finding.id), finding));
    const changes = [...over, ...news];
    for (const alert of changes) this.alerts.set(alert.id, alert);
    return changes;
  }

  /** Forgets what has been over for longer than this. True when there was something to forget. */
  forgetResolved(keptMs: number, nowMs: number): boolean {
    const old = [...this.alerts.values()].filter(
      ({ resolvedAtMs }) => resolvedAtMs !== null && nowMs - resolvedAtMs > keptMs,
    );
    for (const { id } of old) this.alerts.delete(id);
    return old.length > 0;
  }
}

function isSame(known: Alert | undefined, finding: Alert): boolean {
  return (
    known?.state === 'firing' &&
    known.summary === finding.summary &&
    known.title === finding.title &&
    known.severity === finding.severity
  );
}
