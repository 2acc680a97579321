import { lookupRegion } from '../../../../shared/domain/known-regions.ts';
import type { VectorRow } from './vector-rows.ts';

/** Labels that name a service, the most telling first. */
export const serviceLabels = [
  'service',
  'service_name',
  'service.name',
  'app',
  'app_kubernetes_io_name',
  'application',
  'svc',
  'exported_service',
  'component',
  'exported_job',
  'job',
  'container',
  'namespace',
] as const;

/**
 * Labels that may name a region, the most telling first. True: it names places wherever it is used, even places nobody
 * knows; false: its values must be known ones.
 */
const regionLabelNames: Readonly<Record<string, boolean>> = {
  region: true,
  cloud_region: true,
  'cloud.region': true,
  topology_kubernetes_io_region: true,
  label_topology_kubernetes_io_region: true,
  aws_region: false,
  gcp_region: false,
  azure_region: false,
  exported_region: true,
  datacenter: true,
  data_center: true,
  dc: true,
  pop: true,
  site: true,
  colo: true,
  vantage: false,
  probe_location: true,
  location: false,
  geo: false,
  zone: false,
  availability_zone: false,
  az: false,
  cloud_availability_zone: false,
  'cloud.availability_zone': false,
  topology_kubernetes_io_zone: false,
  cluster: true,
  k8s_cluster_name: true,
  'k8s.cluster.name': true,
};

/** Labels that may name a region; their values decide. Most telling first. */
export const regionLabels: readonly string[] = Object.keys(regionLabelNames);

/** A label that most series lack names nothing for the family. */
const MIN_COVERAGE = 0.5;
/** From this share of known places on, a label is believed to name places. */
const MIN_KNOWN_SHARE = 0.5;
/** Share of names that must be known already for two labels to be about the same services. */
const MIN_SHARED_NAMES = 0.5;

/** A label nobody expects places in must show more of them before it is believed. */
const MIN_KNOWN_SHARE_ELSEWHERE = 0.8;
const MIN_KNOWN_PLACES_ELSEWHERE = 2;

/** One label as a family's series have it. */
export interface LabelSeen {
  readonly label: string;
  /** Share of the series that have it. */
  readonly coverage: number;
  readonly values: readonly string[];
}

/** A label chosen, and half a sentence that says why. */
export interface ChosenLabel {
  readonly label: string;
  readonly why: string;
  /** Some series lack it. */
  readonly partial: boolean;
}

export function labelSeen(label: string, rows: readonly VectorRow[]): LabelSeen {
  const found = rows.flatMap((row) => row.labels.get(label) ?? []);
  return { label, coverage: found.length / Math.max(1, rows.length), values: [...new Set(found)] };
}

const isKnownPlace = (value: string): boolean => lookupRegion(value).latitude !== null;

const shareOf = (values: readonly string[], test: (value: string) => boolean): number =>
  values.length === 0 ? 0 : values.filter(test).length / values.length;

const MAX_NAMED = 3;

function named(values: readonly string[]): string {
  const rest = values.length - MAX_NAMED;
  return `${values.slice(0, MAX_NAMED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/**
 * The label that names regions: the one whose values are places Vigil knows, else one whose name says so.
 * @param candidates labels the series have, the most telling first
 */
export function chooseRegionLabel(candidates: readonly LabelSeen[]): ChosenLabel | null {
  const usable = candidates.filter(({ coverage }) => coverage >= MIN_COVERAGE);
  const places = usable
    .map((seen) => ({ seen, known: shareOf(seen.values, isKnownPlace) }))
    .filter(({ known }) => known >= MIN_KNOWN_SHARE)
    // Stable: of equals the more telling name stays in front.
    .toSorted((a, b) => b.known - a.known);
  const [place] = places;
  if (place !== undefined) {
    const known = place.seen.values.filter(isKnownPlace);
    return chosen(place.seen, `\`${place.seen.label}\` holds ${named(known)}, which are known places`);
  }
  const byName = usable.find(({ label }) => regionLabelNames[label] === true);
  return byName === undefined
    ? null
    : chosen(
        byName,
        `\`${byName.label}\` names regions (${named(byName.values)}), whose places are not known`,
      );
}

/** Labels of any name whose values are known places, several of them: one such word may be chance. */
export function placeLabelsAmong(candidates: readonly LabelSeen[]): readonly string[] {
  return candidates
    .filter(({ coverage }) => coverage >= MIN_COVERAGE)
    .filter(({ values }) => values.filter(isKnownPlace).length >= MIN_KNOWN_PLACES_ELSEWHERE)
    .filter(({ values }) => shareOf(values, isKnownPlace) >= MIN_KNOWN_SHARE_ELSEWHERE)
    .map(({ label }) => label);
}

/** Whether one of these labels holds places Vigil knows. */
export function someNamePlaces(candidates: readonly LabelSeen[]): boolean {
  return candidates.some(({ coverage, values }) => coverage >= MIN_COVERAGE && values.some(isKnownPlace));
}

/**
 * The label that names services: one whose values are services of another family already, so that one service
 * has one name; else the most telling one.
 * @param candidates labels the series have, the most telling first
 * @param taken services named so far
 */
export function chooseServiceLabel(
  candidates: readonly LabelSeen[],
  taken: ReadonlySet<string>,
): ChosenLabel | null {
  const usable = candidates.filter(({ coverage }) => coverage >= MIN_COVERAGE);
  const shared = usable
    .map((seen) => ({ seen, same: shareOf(seen.values, (value) => taken.has(value)) }))
    .filter(({ same }) => same >= MIN_SHARED_NAMES)
    .toSorted((a, b) => b.same - a.same)[0]?.seen;
  const first = usable[0];
  // One job for many things (`blackbox`, `kubernetes-pods`) names the scrape, not what is behind it.
  const generic = first !== undefined && genericLabels.has(first.label) && first.values.length === 1;
  const finer = generic ? usable.find(({ values }) => values.length > 1) : undefined;
  const label = shared ?? finer ?? first;
  return label === undefined
    ? null
    : chosen(label, `services are named by \`${label.label}\` (${named(label.values)})`);
}

const genericLabels: ReadonlySet<string> = new Set(['job', 'exported_job']);

function chosen({ label, coverage }: LabelSeen, why: string): ChosenLabel {
  return { label, why, partial: coverage < 1 };
}

/**
 * Whether two labels name places to draw a line between: known places, or names of one kind at both ends, or
 * labels that call themselves regions. A probe's source and the address it asks are no such pair.
 */
export function areEndsOfLinks(from: LabelSeen, to: LabelSeen): boolean {
  if (from.label.includes('region') && to.label.includes('region')) return true;
  if ([from, to].every(({ values }) => shareOf(values, isKnownPlace) >= MIN_KNOWN_SHARE)) return true;
  const starts = new Set(from.values);
  return to.values.some((value) => starts.has(value));
}
