import type { Picture } from '../contract/picture.ts';
import {
  type HealthState,
  healthStateFromCode,
  healthStates,
  needsAttention,
  severityOf,
} from '../domain/health-state.ts';
import { rollUp } from '../domain/roll-up.ts';

/** One service rolled up over its regions. Indexes point into the catalogue. */
export interface ServiceSummary {
  readonly service: number;
  readonly state: HealthState;
  /** Since when its worst cell is in that state; NaN when nobody knows. */
  readonly sinceMs: number;
  /** The cell that decides: row in the cell table, or -1 for a service without cells. */
  readonly worstCell: number;
  /** The worst state of any of its cells, also of those that the roll-up lets pass. */
  readonly worstState: HealthState;
  /** How many of its cells need attention: the blast radius. */
  readonly affected: number;
}

/** A region in which every cell is unreachable: nothing of it can be seen. */
export interface BlindRegion {
  readonly region: number;
  readonly sinceMs: number;
}

export interface EstateSummary {
  readonly services: readonly ServiceSummary[];
  /** Services per state. */
  readonly tally: Readonly<Record<HealthState, number>>;
  /** The service in the worst state, the one that has been so for longest; null when none needs attention. */
  readonly worst: ServiceSummary | null;
  readonly blindRegions: readonly BlindRegion[];
}

/** State codes to show: in a cached picture what was last measured, otherwise what is so now. */
export function shownStates(picture: Picture): Uint8Array {
  return picture.sections.moment.mode === 'cached' ? picture.cells.lastMeasuredState : picture.cells.state;
}

/**
 * Rolls a picture up to services, regions and the world. Pure; one pass over the cells.
 * @param codes state codes by cell row, from `shownStates`
 * @param within 1 for the cells that count; null counts all
 */
export function summariseEstate(
  picture: Picture,
  codes: Uint8Array = shownStates(picture),
  within: Uint8Array | null = null,
): EstateSummary {
  const { catalogue } = picture.sections;
  const cellsOf: number[][] = catalogue.services.map(() => []);
  const unseen = catalogue.regions.map(() => ({ cells: 0, blind: 0, sinceMs: Number.POSITIVE_INFINITY }));
  catalogue.cells.forEach(([service, region], cell) => {
    if (within !== null && within[cell] !== 1) return;
    cellsOf[service]?.push(cell);
    const place = unseen[region];
    if (place === undefined) return;
    place.cells += 1;
    if (stateAt(codes, cell) !== 'unreachable') return;
    place.blind += 1;
    place.sinceMs = Math.min(place.sinceMs, picture.cells.sinceMs[cell] ?? Number.POSITIVE_INFINITY);
  });
  const services = cellsOf.map((cells, service) => summariseService(service, cells, codes, picture));
  const tally = Object.fromEntries(healthStates.map((state) => [state, 0])) as Record<HealthState, number>;
  for (const { state } of services) tally[state] += 1;
  const [worst = null] = services.filter(({ state }) => needsAttention(state)).toSorted(compareServices);
  const blindRegions = unseen.flatMap(({ cells, blind, sinceMs }, region) =>
    cells > 0 && blind === cells ? [{ region, sinceMs }] : [],
  );
  return { services, tally, worst, blindRegions };
}

/** Down before degraded before disputed; a dispute may be nothing, a measured failure is not. */
const attentionRank: Partial<Record<HealthState, number>> = { down: 3, degraded: 2, conflict: 1 };

/** Worst state first, as people rank them. */
export function compareStates(a: HealthState, b: HealthState): number {
  return (attentionRank[b] ?? 0) - (attentionRank[a] ?? 0) || severityOf(b) - severityOf(a);
}

/** Worst first: by state, then by how many places are affected, then what lasts longest, then as configured. */
export function compareServices(a: ServiceSummary, b: ServiceSummary): number {
  return (
    compareStates(a.state, b.state) ||
    b.affected - a.affected ||
    (Number.isNaN(a.sinceMs) ? 0 : a.sinceMs) - (Number.isNaN(b.sinceMs) ? 0 : b.sinceMs) ||
    a.service - b.service
  );
}

/** The order of every list of services: what needs attention worst first, then planned work, what cannot be seen, the rest. */
export function orderServices(services: readonly ServiceSummary[]): ServiceSummary[] {
  const attention = services.filter(({ state }) => needsAttention(state)).toSorted(compareServices);
  const others = services.filter(({ state }) => !needsAttention(state));
  return [...attention, ...others.toSorted((a, b) => quietRank(b) - quietRank(a) || a.service - b.service)];
}

/** A single stale or missing cell moves its row up; a region that nobody can see does not, it would move all. */
function quietRank(service: ServiceSummary): number {
  if (service.state === 'maintenance') return 100;
  const lone = service.worstState === 'unreachable' ? 'ok' : service.worstState;
  return service.state === 'ok' ? severityOf(lone) : 50 + severityOf(service.state);
}

/** The state of a service made of its cells. Planned work somewhere is worth a word, as long as nothing else is. */
export function stateOfService(states: readonly HealthState[]): HealthState {
  const rolled = rollUp(states);
  return rolled === 'ok' && states.includes('maintenance') ? 'maintenance' : rolled;
}

function summariseService(
  service: number,
  cells: readonly number[],
  codes: Uint8Array,
  picture: Picture,
): ServiceSummary {
  const states = cells.map((cell) => stateAt(codes, cell));
  const state = stateOfService(states);
  let worstCell = -1;
  let sinceMs = Number.NaN;
  cells.forEach((cell, index) => {
    if (states[index] !== state) return;
    const since = picture.cells.sinceMs[cell] ?? Number.NaN;
    if (worstCell !== -1 && !(since < sinceMs)) return;
    worstCell = cell;
    sinceMs = since;
  });
  const worstState = states.reduce(
    (worst, next) => (severityOf(next) > severityOf(worst) ? next : worst),
    state,
  );
  return { service, state, sinceMs, worstCell, worstState, affected: states.filter(needsAttention).length };
}

function stateAt(codes: Uint8Array, cell: number): HealthState {
  return healthStateFromCode(codes[cell] ?? 3);
}
