import type { Picture } from '../contract/picture.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { FoldedCells } from '../domain/folding.ts';
import {
  codeOfHealthState,
  type HealthState,
  healthStateFromCode,
  healthStates,
  needsAttention,
  severityOf,
} from '../domain/health-state.ts';
import { judgeServices, trafficOf } from '../domain/service-state.ts';

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
  /** How many of its cells need attention of their own: the blast radius, without what folds under another service. */
  readonly affected: number;
  /** Whether the cell that decides is told with the trouble of another service. */
  readonly isWorstFolded: boolean;
  /** The service under which all of its trouble folds; null where there is none, or some of it is its own. */
  readonly foldedUnder: number | null;
}

/** A region in which every cell is unreachable: nothing of it can be seen. */
export interface BlindRegion {
  readonly region: number;
  readonly sinceMs: number;
}

export interface EstateSummary {
  readonly services: readonly ServiceSummary[];
  /** Services per state, without those that are `folded`. */
  readonly tally: Readonly<Record<HealthState, number>>;
  /** Services whose trouble is told with that of another one. */
  readonly folded: readonly ServiceSummary[];
  readonly foldedCells: FoldedCells;
  /** The service in the worst state, the one that has been so for longest; null when none needs attention. */
  readonly worst: ServiceSummary | null;
  readonly blindRegions: readonly BlindRegion[];
}

const MAINTENANCE = codeOfHealthState('maintenance');

/**
 * State codes to show: in a cached picture what was last measured, otherwise what is so now. What is planned is known
 * without looking.
 */
export function shownStates(
  picture: Picture,
  isCached: boolean = picture.sections.moment.mode === 'cached',
): Uint8Array {
  const { state, lastMeasuredState } = picture.cells;
  if (!isCached) return state;
  if (picture.sections.catalogue.maintenance.length === 0) return lastMeasuredState;
  return lastMeasuredState.map((code, cell) => (state[cell] === MAINTENANCE ? MAINTENANCE : code));
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
  const unseen = catalogue.regions.map(() => ({ cells: 0, blind: 0, sinceMs: Number.POSITIVE_INFINITY }));
  catalogue.cells.forEach(([, region], cell) => {
    if (within !== null && within[cell] !== 1) return;
    const place = unseen[region];
    if (place === undefined) return;
    place.cells += 1;
    if (stateAt(codes, cell) !== 'unreachable') return;
    place.blind += 1;
    place.sinceMs = Math.min(place.sinceMs, picture.cells.sinceMs[cell] ?? Number.POSITIVE_INFINITY);
  });
  const { states, cellsOf, folded } = judgeServices({
    catalogue,
    within,
    stateOfCell: (cell) => stateAt(codes, cell),
    trafficOfCell: (cell) =>
      trafficOf(rowsOfCell(catalogue)[cell] ?? [], catalogue.series, {
        value: picture.series.value,
        spark: picture.spark,
      }),
  });
  const services = cellsOf.map((cells, service) =>
    summariseService({ service, state: states[service] ?? 'no_data', cells, codes, picture, folded }),
  );
  const tally = Object.fromEntries(healthStates.map((state) => [state, 0])) as Record<HealthState, number>;
  for (const { state, foldedUnder } of services) if (foldedUnder === null) tally[state] += 1;
  const [worst = null] = services
    .filter(({ state, foldedUnder }) => needsAttention(state) && foldedUnder === null)
    .toSorted(compareServices);
  const blindRegions = unseen.flatMap(({ cells, blind, sinceMs }, region) =>
    cells > 0 && blind === cells ? [{ region, sinceMs }] : [],
  );
  return {
    services,
    tally,
    folded: services.filter(({ foldedUnder }) => foldedUnder !== null),
    foldedCells: folded,
    worst,
    blindRegions,
  };
}

const rowsByCatalogue = new WeakMap<Catalogue, readonly (readonly number[])[]>();

/** Series rows of each cell; a catalogue is replaced, never changed. */
function rowsOfCell(catalogue: Catalogue): readonly (readonly number[])[] {
  const known = rowsByCatalogue.get(catalogue);
  if (known !== undefined) return known;
  const rows: number[][] = catalogue.cells.map(() => []);
  for (const [row, series] of catalogue.series.entries())
    if (series.kind === 'cell') rows[series.cell]?.push(row);
  rowsByCatalogue.set(catalogue, rows);
  return rows;
}

/** Down before degraded before disputed; a dispute may be nothing, a measured failure is not. */
const attentionRank: Partial<Record<HealthState, number>> = { down: 3, degraded: 2, conflict: 1 };

/** Worst state first, as people rank them. */
export function compareStates(a: HealthState, b: HealthState): number {
  return (attentionRank[b] ?? 0) - (attentionRank[a] ?? 0) || severityOf(b) - severityOf(a);
}

/**
 * Worst first: by state, then by how many places are affected, then what lasts longest, then as configured. What folds
 * under another service comes after all that does not.
 */
export function compareServices(a: ServiceSummary, b: ServiceSummary): number {
  return (
    Number(a.foldedUnder !== null) - Number(b.foldedUnder !== null) ||
    compareStates(a.state, b.state) ||
    // What began the trouble leads what it took along.
    Number(a.isWorstFolded) - Number(b.isWorstFolded) ||
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

function summariseService({
  service,
  state,
  cells,
  codes,
  picture,
  folded,
}: {
  readonly service: number;
  readonly state: HealthState;
  readonly cells: readonly number[];
  readonly codes: Uint8Array;
  readonly picture: Picture;
  readonly folded: FoldedCells;
}): ServiceSummary {
  const states = cells.map((cell) => stateAt(codes, cell));
  const worstState = states.reduce(
    (worst, next) => (severityOf(next) > severityOf(worst) ? next : worst),
    state,
  );
  const troubled = cells.filter((_, index) => needsAttention(states[index]!));
  const own = troubled.filter((cell) => !folded.has(cell));
  const isFolded = needsAttention(state) && troubled.length > 0 && own.length === 0;
  // By a rule that counts trouble in too few regions one step less, no cell may be in the state of the whole.
  const decisive = states.includes(state) ? state : worstState;
  const inState = cells.filter((_, index) => states[index] === decisive);
  const unfolded = inState.filter((cell) => !folded.has(cell));
  let worstCell = -1;
  let sinceMs = Number.NaN;
  for (const cell of unfolded.length > 0 ? unfolded : inState) {
    const since = picture.cells.sinceMs[cell] ?? Number.NaN;
    if (worstCell !== -1 && !(since < sinceMs)) continue;
    worstCell = cell;
    sinceMs = since;
  }
  return {
    service,
    state,
    sinceMs,
    worstCell,
    worstState,
    affected: own.length,
    isWorstFolded: folded.has(worstCell),
    foldedUnder: isFolded ? (folded.get(worstCell) ?? null) : null,
  };
}

function stateAt(codes: Uint8Array, cell: number): HealthState {
  return healthStateFromCode(codes[cell] ?? 3);
}
