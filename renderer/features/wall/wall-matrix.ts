import type { Picture } from '../../../shared/contract/picture.ts';
import { codeOfHealthState, type HealthState, severityOf } from '../../../shared/domain/health-state.ts';
import { compareServices, summariseEstate } from '../../../shared/format/estate-summary.ts';
import { formatQuantity } from '../../../shared/format/value.ts';
import { countOf, listOf, stateWord } from '../../../shared/format/words.ts';
import type { WallBoard, WallCell } from './wall-board.ts';

export interface WallMatrixCell {
  readonly state: HealthState;
  /** The key number; empty where there is none. */
  readonly value: string;
}

/** How many there are in one state. */
export interface StateCount {
  readonly state: HealthState;
  readonly count: number;
}

export interface WallMatrixRow {
  readonly service: number;
  readonly state: HealthState;
  /** By column; null where the service is not deployed. */
  readonly cells: readonly (WallMatrixCell | null)[];
  /** The regions without a column of their own, worst state first. */
  readonly elsewhere: readonly StateCount[];
}

/** Service × region at distance size: only rows and columns in which something is wrong. */
export interface WallMatrix {
  /** Region indexes. */
  readonly columns: readonly number[];
  readonly rows: readonly WallMatrixRow[];
  /** The services without a row, in words; null when every service has one. */
  readonly rest: string | null;
}

/** Worst services by worst regions, as many as there is room for; everything else is counted, not hidden. */
export function wallMatrix(
  picture: Picture,
  board: WallBoard,
  rowRoom: number,
  columnRoom: number,
): WallMatrix {
  const codes = Uint8Array.from(board.cells, ({ state }) => codeOfHealthState(state));
  const services = summariseEstate(picture, codes)
    .services.filter(({ service }) => isShown(board.services[service] ?? null))
    .toSorted(compareServices)
    .map(({ service }) => service)
    .slice(0, Math.max(1, rowRoom));
  const inRows = new Set(services);
  const columns = columnsFor(services, board, Math.max(1, columnRoom));
  const rows = services.map((service): WallMatrixRow => {
    const own = board.cells.filter((cell) => cell.service === service);
    return {
      service,
      state: board.services[service] ?? 'no_data',
      cells: columns.map((region) =>
        cellView(
          picture,
          own.find((cell) => cell.region === region),
        ),
      ),
      elsewhere: countStates(own.filter(({ region }) => !columns.includes(region)).map(({ state }) => state)),
    };
  });
  const others = board.services.flatMap((state, service) =>
    state === null || inRows.has(service) ? [] : [state],
  );
  return {
    columns,
    rows,
    rest:
      others.length === 0
        ? null
        : `${countOf(others.length, rows.length === 0 ? 'service' : 'other service')}: ${countWords(others)}`,
  };
}

/** Regions in which the rows have trouble: first the worst place of each row, then the second worst … */
function columnsFor(services: readonly number[], board: WallBoard, room: number): readonly number[] {
  const places = services.map((service) =>
    board.cells
      .filter((cell) => cell.service === service && isShown(cell.state))
      .toSorted((a, b) => severityOf(b.state) - severityOf(a.state) || a.region - b.region)
      .map(({ region }) => region),
  );
  const columns = new Set<number>();
  const longest = Math.max(0, ...places.map(({ length }) => length));
  for (let turn = 0; turn < longest; turn++)
    for (const regions of places) {
      const region = regions[turn];
      if (region !== undefined && columns.size < room) columns.add(region);
    }
  return [...columns];
}

function isShown(state: HealthState | null): boolean {
  return state !== null && state !== 'ok' && state !== 'no_data';
}

function cellView(picture: Picture, cell: WallCell | undefined): WallMatrixCell | null {
  if (cell === undefined) return null;
  const row = picture.cells.keySeries[cell.row] ?? -1;
  const unit = picture.sections.catalogue.series[row]?.unit;
  const value = picture.series.value[row] ?? Number.NaN;
  // An old number at distance size would be read as a new one.
  if (cell.state === 'unreachable' || cell.state === 'stale') return { state: cell.state, value: 'not seen' };
  const hasValue = unit !== undefined && Number.isFinite(value) && cell.state !== 'no_data';
  return { state: cell.state, value: hasValue ? formatQuantity(value, unit) : '' };
}

/** Worst first. */
function countStates(states: readonly HealthState[]): readonly StateCount[] {
  const counts = new Map<HealthState, number>();
  for (const state of states) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts]
    .map(([state, count]) => ({ state, count }))
    .toSorted((a, b) => severityOf(b.state) - severityOf(a.state));
}

/** "11 ok", "2 degraded and 9 ok". */
function countWords(states: readonly HealthState[]): string {
  return listOf(countStates(states).map(({ state, count }) => `${count} ${stateWord(state)}`));
}
