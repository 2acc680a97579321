import { createHash } from 'node:crypto';
import type { AlertReport } from '../../../shared/domain/observation.ts';

/**
 * The identity of an alert over all sources and restarts: a hash of its labels and name.
 * Labels a server adds to everything it sends out (Prometheus external_labels) differ between the two APIs that
 * report the same alert, so those named in `ignoredLabels` do not count.
 */
export function alertId(report: AlertReport, ignoredLabels: ReadonlySet<string> = new Set()): string {
  const labels = Object.entries(report.labels)
    .filter(([name]) => !ignoredLabels.has(name))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([report.name, report.service, report.region, labels]))
    .digest('hex')
    .slice(0, 16);
}
