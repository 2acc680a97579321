import { type Alert, compareAlerts, isTrouble } from '../../../shared/domain/alert.ts';
import type { Catalogue, Region } from '../../../shared/domain/catalogue.ts';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import type { EstateSummary } from '../../../shared/format/estate-summary.ts';
import { alertWord, countOf, listOf, type MarkKind, markOfAlert } from '../../../shared/format/words.ts';

/** Alerts of one name about one service, told as one. */
export interface AlertGroup {
  readonly key: string;
  /** The shape that stands before it. */
  readonly state: MarkKind;
  /** "critical", "warning", "info", "unreachable", "conflict". */
  readonly word: string;
  readonly title: string;
  readonly fact: string;
  /** "checkout · eu-west-1" */
  readonly place: string;
  readonly sinceMs: number;
  readonly count: number;
  /** No source that reported it answers any more. */
  readonly unconfirmed: boolean;
  /** Name of the service with whose outage it is told; null where it stands for itself. */
  readonly foldedUnder: string | null;
}

/** Names of the services that trouble folds under, by service and region, or by service alone where all of it does. */
export type FoldRoots = ReadonlyMap<string, string>;

export function foldRootsOf(
  { services, regions, cells }: Catalogue,
  { services: summaries, foldedCells }: EstateSummary,
): FoldRoots {
  const roots = new Map<string, string>();
  const put = (service: number, region: string | null, root: number): void => {
    const [own, under] = [services[service], services[root]];
    if (own !== undefined && under !== undefined) roots.set(placeKey(own.id, region), under.name);
  };
  for (const [cell, root] of foldedCells) {
    const [service, region] = cells[cell]!;
    put(service, regions[region]?.id ?? '', root);
  }
  for (const { service, foldedUnder } of summaries) if (foldedUnder !== null) put(service, null, foldedUnder);
  return roots;
}

function placeKey(service: string, region: string | null): string {
  return `${service}\u0000${region ?? ''}`;
}

/** Alerts that count as firing, grouped; the feed's order, and what folds under another service after it. Pure. */
export function groupAlerts(
  alerts: readonly Alert[],
  regions: readonly Region[],
  roots: FoldRoots = new Map(),
): AlertGroup[] {
  const rootOf = ({ kind, service, region }: Alert): string | null =>
    kind === 'reported' && service !== null ? (roots.get(placeKey(service, region)) ?? null) : null;
  const groups = new Map<string, Alert[]>();
  for (const alert of alerts.filter(isTrouble).toSorted(compareAlerts)) {
    const key = `${alert.kind} ${alert.name} ${alert.severity} ${alert.service ?? alert.id} ${rootOf(alert) ?? ''}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [alert]);
    else group.push(alert);
  }
  return [...groups]
    .map(([key, members]) => ({ ...describeGroup(key, members, regions), foldedUnder: rootOf(members[0]!) }))
    .toSorted((a, b) => Number(a.foldedUnder !== null) - Number(b.foldedUnder !== null));
}

function describeGroup(
  key: string,
  members: readonly Alert[],
  regions: readonly Region[],
): Omit<AlertGroup, 'foldedUnder'> {
  // The oldest speaks for the group: the others mostly follow from it.
  const oldest = members.toSorted((a, b) => a.startsAtMs - b.startsAtMs);
  const [first] = oldest;
  if (first === undefined) throw new Error('A group of alerts has at least one.');
  const places = [...new Set(oldest.flatMap(({ region }) => region ?? []))];
  const facts = oldest.map(({ summary }) => firstSentence(summary)).filter((fact) => fact !== '');
  return {
    key,
    state: markOfAlert(first),
    word: alertWord(first),
    title: titleWithPlace(first, places, regions),
    fact:
      facts.length > 1 ? `${facts[0]}, and ${countOf(members.length - 1, 'more', 'more')}` : (facts[0] ?? ''),
    place: [first.service, places.length > 3 ? countOf(places.length, 'region') : places.join(', ')]
      .filter((part) => part !== null && part !== '')
      .join(' · '),
    sinceMs: Math.min(...members.map(({ startsAtMs }) => startsAtMs)),
    count: members.length,
    unconfirmed: members.every(({ unconfirmed }) => unconfirmed),
  };
}

/** People know cities better than codes; a title that names the place already is left alone. */
function titleWithPlace(first: Alert, places: readonly string[], regions: readonly Region[]): string {
  if (first.kind !== 'reported' || places.length === 0 || places.length > 3) return first.title;
  const names = places.map((id) => {
    const city = regions.find((region) => region.id === id)?.city ?? '';
    return city === '' ? id : city;
  });
  const lower = first.title.toLowerCase();
  if (names.concat(places).some((name) => lower.includes(name.toLowerCase()))) return first.title;
  return `${first.title} in ${listOf(names)}`;
}

function firstSentence(text: string): string {
  const end = text.search(/\.(\s|$)/);
  return end < 0 ? text : text.slice(0, end);
}

/**
 * The line that ends the list and says how far it can be trusted.
 * @param blindRegions ids of regions nobody can see
 */
export function closingLine(
  groupCount: number,
  sources: readonly SourceStatus[],
  regionCount: number,
  blindRegions: readonly string[],
  past = false,
): { readonly complete: boolean; readonly text: string } {
  const live = sources.filter(({ state }) => state === 'live').length;
  const silent = sources.filter(({ state }) => state !== 'live').map(({ id }) => id);
  if (sources.length === 0) return { complete: false, text: 'No source is configured.' };
  if (silent.length === 0 && blindRegions.length === 0)
    return {
      complete: true,
      text:
        groupCount === 0
          ? `No alerts · ${live} of ${sources.length} sources ${past ? 'were ' : ''}live`
          : past
            ? 'End of list. Every source answered.'
            : 'End of list. Every source answers.',
    };
  const had = past ? 'had ' : '';
  const start = groupCount === 0 ? 'No alerts' : 'End of list';
  if (blindRegions.length > 0 && regionCount > blindRegions.length)
    return {
      complete: false,
      text: `${start}. Complete for ${regionCount - blindRegions.length} of ${regionCount} regions, ${listOf(blindRegions)} may have ${had}more.`,
    };
  if (sources.every(({ state }) => state === 'connecting'))
    return { complete: false, text: `${start} yet. No source has answered so far.` };
  if (live === 0)
    return {
      complete: false,
      text: `${start}. No source ${past ? 'answered, there may have been' : 'answers, there may be'} more.`,
    };
  return {
    complete: false,
    text: `${start}. Complete for ${live} of ${sources.length} sources, ${listOf(silent)} may have ${had}more.`,
  };
}
