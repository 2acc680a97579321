import type { AlertReport } from '../../../shared/domain/observation.ts';

/** What exists on the board. */
export interface KnownNames {
  hasService(id: string): boolean;
  hasRegion(id: string): boolean;
}

/** Labels that name a service or a place, the usual ones first; after them any label counts whose value is known. */
const serviceLabels = ['service', 'service_name', 'app', 'job', 'instance', 'target'];
const regionLabels = ['region', 'cloud_region', 'zone', 'datacenter', 'dc', 'location', 'pop'];

/**
 * Ties an alert to what is on the board. Each source names services by labels of its own choice: the queries may call
 * one by its `instance` where an Alertmanager would call it by its `job`. What a source said stands when the board
 * knows it; otherwise a label whose value the board knows wins, and what the source said is the last resort.
 */
export function placeReport(report: AlertReport, names: KnownNames): AlertReport {
  const service = known(report, report.service, serviceLabels, (id) => names.hasService(id));
  const region = known(report, report.region, regionLabels, (id) => names.hasRegion(id));
  return service === report.service && region === report.region ? report : { ...report, service, region };
}

function known(
  { labels }: AlertReport,
  said: string | null,
  preferred: readonly string[],
  exists: (id: string) => boolean,
): string | null {
  if (said !== null && exists(said)) return said;
  const candidates = [...preferred, ...Object.keys(labels).toSorted()];
  const found = candidates.find((label) => Object.hasOwn(labels, label) && exists(labels[label] ?? ''));
  return found === undefined ? said : (labels[found] ?? said);
}
