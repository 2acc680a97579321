import type { Picture } from '../../../shared/contract/picture.ts';
import type { Catalogue, Service } from '../../../shared/domain/catalogue.ts';
import {
  type HealthState,
  healthStateFromCode,
  needsAttention,
} from '../../../shared/domain/health-state.ts';
import type { Moment } from '../../../shared/domain/moment.ts';
import type { Reading } from '../../../shared/domain/reading.ts';
import { rollUpSince } from '../../../shared/domain/roll-up.ts';
import { type EstateSummary, orderServices, shownStates } from '../../../shared/format/estate-summary.ts';
import { rowReading, wasFresh } from '../../state/row-reading.ts';

/** Where the cells and series of each service are: made once per catalogue. */
export interface ServiceIndex {
  readonly cellsOf: readonly (readonly ServiceCell[])[];
}

export interface ServiceCell {
  readonly cellRow: number;
  readonly region: string;
  /** Series rows of this cell by signal; several sources may report one signal. */
  readonly seriesOf: ReadonlyMap<string, readonly number[]>;
}

/** Sorts the rows of a catalogue by service. */
export function indexServices(catalogue: Catalogue): ServiceIndex {
  const seriesOfCell = new Map<number, Map<string, number[]>>();
  catalogue.series.forEach((series, row) => {
    if (series.kind !== 'cell') return;
    const bySignal = seriesOfCell.get(series.cell) ?? new Map<string, number[]>();
    seriesOfCell.set(series.cell, bySignal);
    const rows = bySignal.get(series.signal);
    if (rows === undefined) bySignal.set(series.signal, [row]);
    else rows.push(row);
  });
  const cellsOf: ServiceCell[][] = catalogue.services.map(() => []);
  catalogue.cells.forEach(([service, region], cellRow) => {
    cellsOf[service]?.push({
      cellRow,
      region: catalogue.regions[region]?.id ?? '',
      seriesOf: seriesOfCell.get(cellRow) ?? new Map(),
    });
  });
  return { cellsOf };
}

/** The state of one region of a service. */
export interface RegionState {
  /** Row in the cell table. */
  readonly cellRow: number;
  readonly region: string;
  readonly state: HealthState;
  /** NaN when unknown. */
  readonly sinceMs: number;
}

/** One line of the list of services. */
export interface ServiceRow {
  readonly service: Service;
  readonly state: HealthState;
  /** Name of the service under which all of its trouble folds; null for none. */
  readonly foldedUnder: string | null;
  /** When the oldest of the cells in this state got into it; NaN when unknown. */
  readonly sinceMs: number;
  /** Regions in the worst state, for "down in eu-west-1". */
  readonly worstRegions: readonly string[];
  readonly regionCount: number;
  /** Regions that cannot be seen now. */
  readonly unseenCount: number;
  /** The slowest and the most failing region, each as its own reading. */
  readonly latency: RegionReading | null;
  readonly errors: RegionReading | null;
}

export interface RegionReading {
  readonly region: string;
  readonly reading: Reading;
}

/** What readings need to know beside the picture. */
export interface ReadingContext {
  readonly nowMs: number;
  readonly moment: Moment;
  readonly staleAfterMsOf: ReadonlyMap<string, number>;
}

/** States of the regions of one service. A cached picture shows what was last measured. */
export function regionStates(
  picture: Picture,
  index: ServiceIndex,
  serviceIndex: number,
  moment: Moment,
): readonly RegionState[] {
  const codes = shownStates(picture, moment.mode === 'cached');
  return (index.cellsOf[serviceIndex] ?? []).map(({ cellRow, region }) => ({
    cellRow,
    region,
    state: healthStateFromCode(codes[cellRow] ?? 3),
    sinceMs: picture.cells.sinceMs[cellRow] ?? Number.NaN,
  }));
}

/**
 * The regions that make a service what it is: those in its state. By a rule that counts trouble in too few regions one
 * step less there may be none; then those in trouble.
 */
export function decisiveRegions(regions: readonly RegionState[], state: HealthState): readonly RegionState[] {
  const same = regions.filter((region) => region.state === state);
  return same.length > 0 ? same : regions.filter((region) => needsAttention(region.state));
}

/** All services in the order of every list of services. Pure over the picture's tables at one moment. */
export function serviceRows(
  picture: Picture,
  index: ServiceIndex,
  context: ReadingContext,
  summary: EstateSummary,
): readonly ServiceRow[] {
  const { services } = picture.sections.catalogue;
  return orderServices(summary.services).flatMap(
    ({ service: serviceIndex, state, foldedUnder }): ServiceRow[] => {
      const service = services[serviceIndex];
      if (service === undefined) return [];
      const regions = regionStates(picture, index, serviceIndex, context.moment);
      const worst = decisiveRegions(regions, state);
      return [
        {
          service,
          state,
          foldedUnder: foldedUnder === null ? null : (services[foldedUnder]?.name ?? null),
          sinceMs:
            rollUpSince(
              state,
              worst.map((region) => region.sinceMs),
            ) ?? Number.NaN,
          worstRegions: worst.map((region) => region.region),
          regionCount: regions.length,
          unseenCount: regions.filter(({ state: one }) => one === 'unreachable' || one === 'stale').length,
          latency: worstReading(picture, index, serviceIndex, 'latency_p95', context),
          errors: worstReading(picture, index, serviceIndex, 'error_ratio', context),
        },
      ];
    },
  );
}

/**
 * The highest reading of a signal over all regions among those that were fresh at the moment of the picture;
 * when none was, the newest one.
 */
export function worstReading(
  picture: Picture,
  index: ServiceIndex,
  serviceIndex: number,
  signal: string,
  context: ReadingContext,
): RegionReading | null {
  let best: (RegionReading & { readonly wasFresh: boolean }) | null = null;
  for (const cell of index.cellsOf[serviceIndex] ?? [])
    for (const row of cell.seriesOf.get(signal) ?? []) {
      const reading = rowReading(picture, row, context.nowMs, context.staleAfterMsOf);
      if (reading === null) continue;
      const one = {
        region: cell.region,
        reading,
        wasFresh: wasFresh(reading, context.moment, context.nowMs, context.staleAfterMsOf),
      };
      if (best === null || outranks(one, best)) best = one;
    }
  return best === null ? null : { region: best.region, reading: best.reading };
}

interface RankedReading {
  readonly reading: Reading;
  readonly wasFresh: boolean;
}

function outranks(a: RankedReading, b: RankedReading): boolean {
  if (a.wasFresh !== b.wasFresh) return a.wasFresh;
  return a.wasFresh ? a.reading.value > b.reading.value : a.reading.sampledAtMs > b.reading.sampledAtMs;
}

/** The newest reading of a signal in one region; null when there is none. */
export function cellReading(
  picture: Picture,
  index: ServiceIndex,
  serviceIndex: number,
  region: string,
  signal: string,
  context: ReadingContext,
): Reading | null {
  const cell = index.cellsOf[serviceIndex]?.find((one) => one.region === region);
  let newest: Reading | null = null;
  for (const row of cell?.seriesOf.get(signal) ?? []) {
    const reading = rowReading(picture, row, context.nowMs, context.staleAfterMsOf);
    if (reading !== null && (newest === null || reading.sampledAtMs > newest.sampledAtMs)) newest = reading;
  }
  return newest;
}

/** "down in eu-west-1", "degraded in 3 regions", "ok in 14 regions". */
export function whereWords(row: Pick<ServiceRow, 'worstRegions' | 'regionCount'>): string {
  const { worstRegions, regionCount } = row;
  if (regionCount === 0) return 'nowhere';
  if (worstRegions.length === regionCount && regionCount > 1) return `all ${regionCount} regions`;
  if (worstRegions.length <= 2) return worstRegions.join(', ');
  return `${worstRegions.length} of ${regionCount} regions`;
}
