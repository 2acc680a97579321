import type { Severity } from '../../../../shared/domain/alert.ts';
import type { Annotation } from '../../../../shared/domain/annotation.ts';
import type { AlertReport, Sample } from '../../../../shared/domain/observation.ts';
import { signalDefinition } from '../../../../shared/domain/signal.ts';
import type { StatuspageSourceConfig } from '../../config/source-schemas/statuspage.ts';
import type { SeriesKeys } from '../policy/series-keys.ts';
import type { Impact, PageIncident, PageReport } from './page-report.ts';

const SIGNAL = 'reported_status';

/** Name of every alert that an open incident becomes; the incident itself is in the labels and the title. */
export const INCIDENT_ALERT = 'ReportedIncident';

/** A partial outage warns, as the signal's limits do; only what the page calls critical is. */
const severityOfImpact: Readonly<Record<Impact, Severity>> = {
  none: 'info',
  minor: 'warning',
  major: 'warning',
  critical: 'critical',
};

/** What one reading of a page comes to. */
export interface PageObservations {
  readonly samples: readonly Sample[];
  /** Complete: an incident that is missing here is over. */
  readonly alerts: readonly AlertReport[];
  readonly annotations: readonly Annotation[];
  readonly warnings: readonly string[];
  /** Components that are asked for and not on the page. */
  readonly missing: readonly string[];
}

export type PageOptions = Pick<StatuspageSourceConfig, 'id' | 'service' | 'region' | 'components'>;

/**
 * Turns a report into what the core takes in. Pure.
 * @param checkedAtMs when the page said so: a page that has not changed for weeks was still looked at now
 */
export function pageObservations(
  report: PageReport,
  options: PageOptions,
  keys: SeriesKeys,
  checkedAtMs: number,
): PageObservations {
  const page = options.service ?? report.name ?? options.id;
  const listed = report.kind === 'feed' ? undefined : options.components;
  const samples: Sample[] = [];
  const warnings: string[] = [...report.notes];
  const missing: string[] = [];
  const sampleOf = (service: string, level: number): void => {
    const key = keys.get('cell', service, options.region, SIGNAL, signalDefinition(SIGNAL).unit);
    samples.push({ key, value: level, sampledAtMs: checkedAtMs });
  };

  if (listed === undefined) {
    if (report.level !== null) sampleOf(page, report.level);
    if (report.isUnderMaintenance) warnings.push(maintenanceWords(page, report));
    if (report.kind === 'feed' && options.components !== undefined)
      warnings.push('A feed does not say which component it speaks of: "components" is not used.');
  } else {
    for (const wanted of listed) {
      const found = report.components.find(
        ({ id, name }) => id === wanted || name.toLowerCase() === wanted.toLowerCase(),
      );
      if (found === undefined) missing.push(wanted);
      else sampleOf(componentService(page, found.name), found.level);
      if (found?.isUnderMaintenance === true)
        warnings.push(`${componentService(page, found.name)} is under maintenance, as its page says.`);
    }
    if (missing.length > 0)
      warnings.push(`The page has no component called ${missing.map((name) => `"${name}"`).join(', ')}.`);
  }

  /** The services an event concerns: all there are when it names none, none when it names only others. */
  const concerned = (components: readonly string[]): readonly string[] => {
    if (listed === undefined) return [page];
    const wanted = new Set(listed.map((name) => name.toLowerCase()));
    const byId = new Set(
      report.components.filter(({ id }) => listed.includes(id)).map(({ name }) => name.toLowerCase()),
    );
    const named = components.filter((name) => wanted.has(name.toLowerCase()) || byId.has(name.toLowerCase()));
    if (components.length === 0) return [page];
    return named.map((name) => componentService(page, name));
  };

  const alerts: AlertReport[] = [];
  const annotations: Annotation[] = [];
  for (const incident of report.incidents)
    for (const service of concerned(incident.components)) {
      if (incident.endsAtMs === null) alerts.push(alertOf(incident, service, options.region));
      else annotations.push(annotationOf('incident', incident, service, options));
    }
  for (const maintenance of report.maintenances)
    for (const service of concerned(maintenance.components))
      annotations.push(annotationOf('maintenance', maintenance, service, options));
  return { samples, alerts, annotations, warnings, missing };
}

/** "GitHub Actions", whether the component is called so or only "Actions". */
function componentService(page: string, component: string): string {
  return component.toLowerCase().startsWith(page.toLowerCase()) ? component : `${page} ${component}`;
}

function maintenanceWords(page: string, { components, maintenances }: PageReport): string {
  const under = components.filter((component) => component.isUnderMaintenance).map(({ name }) => name);
  const titles = maintenances.filter(({ isRunning }) => isRunning).map(({ title }) => title);
  const what = under.length > 0 ? `: ${under.slice(0, 5).join(', ')}` : '';
  const why = titles.length > 0 ? ` (${titles[0]})` : '';
  return `${page} is under maintenance, as its page says${what}${why}.`;
}

/** The labels are the identity: nothing stands there that changes while the incident goes on. */
function alertOf(incident: PageIncident, service: string, region: string): AlertReport {
  const { id, title, text, url, impact, startsAtMs } = incident;
  return {
    labels: { alertname: INCIDENT_ALERT, service, region, incident: id },
    annotations: { title, summary: text },
    name: INCIDENT_ALERT,
    severity: impact === null ? 'warning' : severityOfImpact[impact],
    state: 'firing',
    startsAtMs,
    service,
    region,
    ...(url === null ? {} : { generatorUrl: url }),
  };
}

type Event = Pick<PageIncident, 'id' | 'title' | 'text' | 'url' | 'startsAtMs' | 'endsAtMs'>;

function annotationOf(
  kind: 'incident' | 'maintenance',
  event: Event,
  service: string,
  { id: sourceId, region }: PageOptions,
): Annotation {
  const { id, title, text, url, startsAtMs: atMs, endsAtMs: endMs } = event;
  return {
    id: `${sourceId}:${kind}:${id}:${service}`,
    kind,
    atMs,
    endMs,
    title,
    text,
    service,
    region,
    sourceId,
    url,
  };
}
