import type { Catalogue, Region, Service } from '../../../shared/domain/catalogue.ts';
import { type HealthState, healthStates } from '../../../shared/domain/health-state.ts';
import type { QueryChanges } from '../../app/address-query.ts';

export const rowGroupings = ['none', 'tier', 'owner', 'state'] as const;
export type RowGrouping = (typeof rowGroupings)[number];
export const columnGroupings = ['place', 'provider'] as const;
export type ColumnGrouping = (typeof columnGroupings)[number];
export const densities = ['auto', 'compact', 'dense'] as const;
export type Density = (typeof densities)[number];

/** What a service or a region can be chosen by. Empty text stands for those that say nothing. */
export const facetNames = ['state', 'tier', 'owner', 'provider', 'region'] as const;
export type FacetName = (typeof facetNames)[number];

/** Which part of the estate is shown, and how: lives in the address. Empty sets let everything through. */
export interface EstateView {
  readonly words: string;
  readonly facets: Readonly<Record<FacetName, ReadonlySet<string>>>;
  readonly rows: RowGrouping;
  readonly columns: ColumnGrouping;
  readonly density: Density;
  /** Only services with a cell that changed since somebody looked. */
  readonly onlyChanged: boolean;
}

const none: ReadonlySet<string> = new Set();

export const wholeEstate: EstateView = {
  words: '',
  facets: { state: none, tier: none, owner: none, provider: none, region: none },
  rows: 'none',
  columns: 'place',
  density: 'auto',
  onlyChanged: false,
};

/** Values of one facet an address may name at most, and how much text. */
const MAX_VALUES = 200;
export const MAX_WORDS_CHARS = 200;

/** Reads the query of an address; what it does not know is as if it were not there. Pure. */
export function readEstateView(query: string): EstateView {
  const values = new URLSearchParams(query);
  const oneOf = <Name extends string>(names: readonly Name[], name: string, usual: Name): Name =>
    names.find((known) => known === values.get(name)) ?? usual;
  const facet = (name: FacetName): ReadonlySet<string> => new Set(values.getAll(name).slice(0, MAX_VALUES));
  return {
    words: (values.get('words') ?? '').slice(0, MAX_WORDS_CHARS),
    facets: {
      state: new Set(healthStates.filter((state) => facet('state').has(state))),
      tier: facet('tier'),
      owner: facet('owner'),
      provider: facet('provider'),
      region: facet('region'),
    },
    rows: oneOf(rowGroupings, 'group', 'none'),
    columns: oneOf(columnGroupings, 'columns', 'place'),
    density: oneOf(densities, 'density', 'auto'),
    onlyChanged: values.get('changed') === 'only',
  };
}

/** What to write so that the same is read again. Pure. */
export function estateQuery({
  words,
  facets,
  rows,
  columns,
  density,
  onlyChanged,
}: EstateView): QueryChanges {
  return {
    words: words === '' ? [] : [words],
    ...Object.fromEntries(facetNames.map((name) => [name, [...facets[name]]])),
    group: rows === 'none' ? [] : [rows],
    columns: columns === 'place' ? [] : [columns],
    density: density === 'auto' ? [] : [density],
    changed: onlyChanged ? ['only'] : [],
  };
}

/** True when something is not shown; the view must then say so. */
export function isPartial({ words, facets, onlyChanged }: EstateView): boolean {
  return onlyChanged || words.trim() !== '' || facetNames.some((name) => facets[name].size > 0);
}

/** The same view with one value of a facet let in, or taken out where it was. */
export function toggled(view: EstateView, name: FacetName, value: string): EstateView {
  const values = new Set(view.facets[name]);
  if (!values.delete(value)) values.add(value);
  return { ...view, facets: { ...view.facets, [name]: values } };
}

/** What a service says under a facet; empty where it says nothing. */
export function serviceFacet(service: Service, name: 'tier' | 'owner'): string {
  return (name === 'tier' ? service.tier : service.owner) ?? '';
}

export function regionFacet(region: Region, name: 'provider' | 'region'): string {
  return name === 'region' ? region.id : (region.provider ?? '');
}

/** Places of a catalogue that a view shows. */
export interface Selection {
  /** By position in the catalogue. */
  readonly services: readonly boolean[];
  readonly regions: readonly boolean[];
  /** Which cells lie in a shown region; null where all do. */
  readonly cells: Uint8Array | null;
}

/** What of a catalogue a view lets through, but for states, which change. Pure. */
export function selectPlaces(catalogue: Catalogue, { words, facets }: EstateView): Selection {
  const lets = (name: FacetName, value: string): boolean =>
    facets[name].size === 0 || facets[name].has(value);
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const regions = catalogue.regions.map(
    (region) => lets('region', region.id) && lets('provider', regionFacet(region, 'provider')),
  );
  const everyRegion = regions.every(Boolean);
  const cells = everyRegion
    ? null
    : Uint8Array.from(catalogue.cells, ([, region]) => (regions[region] ? 1 : 0));
  const present = new Set(
    cells === null ? [] : catalogue.cells.flatMap(([service], cell) => (cells[cell] === 1 ? [service] : [])),
  );
  const services = catalogue.services.map(
    (service, index) =>
      lets('tier', serviceFacet(service, 'tier')) &&
      lets('owner', serviceFacet(service, 'owner')) &&
      (cells === null || present.has(index)) &&
      matches(service, wanted),
  );
  return { services, regions, cells };
}

function matches({ id, name, owner, tier }: Service, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const said = `${name}\n${id}\n${owner ?? ''}\n${tier === undefined ? '' : `tier ${tier}`}`.toLowerCase();
  return words.every((word) => said.includes(word));
}

/** What stands for no tier, no owner, no provider. */
export function facetWord(name: FacetName, value: string): string {
  if (value === '') return `no ${name}`;
  return name === 'tier' ? `tier ${value}` : name === 'state' ? stateText(value) : value;
}

function stateText(state: string): string {
  return state === ('no_data' satisfies HealthState) ? 'no data' : state;
}

/** A value of a facet and how many services or regions have it. */
export interface FacetValue {
  readonly value: string;
  readonly count: number;
}

/** The values of each facet that there are, in the order people look for them: by name, those without one last. */
export function facetValues(
  catalogue: Catalogue,
  stateCounts: Readonly<Record<HealthState, number>>,
): Readonly<Record<FacetName, readonly FacetValue[]>> {
  return {
    state: healthStates.flatMap((state) =>
      stateCounts[state] > 0 ? [{ value: state, count: stateCounts[state] }] : [],
    ),
    tier: counted(catalogue.services.map((service) => serviceFacet(service, 'tier'))),
    owner: counted(catalogue.services.map((service) => serviceFacet(service, 'owner'))),
    provider: counted(catalogue.regions.map((region) => regionFacet(region, 'provider'))),
    region: counted(catalogue.regions.map(({ id }) => id)),
  };
}

function counted(values: readonly string[]): readonly FacetValue[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Array.from(counts, ([value, count]) => ({ value, count })).toSorted((a, b) =>
    compareNames(a.value, b.value),
  );
}

/** By name, numbers by size, what has no name last. */
export function compareNames(a: string, b: string): number {
  return Number(a === '') - Number(b === '') || a.localeCompare(b, 'en', { numeric: true });
}
