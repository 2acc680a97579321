import type { Catalogue, Region } from '../../shared/domain/catalogue.ts';
import type { GeoPoint } from '../../shared/math/great-circle.ts';
import { neighbourPairs, pairKey } from './route-choice.ts';

/** An ordered pair of regions that some source measures. Rows point into the series table. */
export interface RouteIndex {
  readonly from: number;
  readonly to: number;
  /** One row per source that measures this way. */
  readonly rttRows: readonly number[];
  /** The same for the share of packets lost. */
  readonly lossRows: readonly number[];
  /** Drawn even when nothing is wrong. */
  readonly isNeighbour: boolean;
}

/** What the catalogue says about places and routes; built once per catalogue. */
export interface NetworkIndex {
  readonly regions: readonly Region[];
  /** Null where neither the built-in table nor the configuration knows the coordinates. */
  readonly places: readonly (GeoPoint | null)[];
  /** Cell rows of each region. */
  readonly cellsOfRegion: readonly (readonly number[])[];
  /** Service index of each cell row. */
  readonly serviceOfCell: readonly number[];
  readonly routes: readonly RouteIndex[];
  /** Position in `routes` of the way from one region to another, or −1. */
  routeBetween(from: number, to: number): number;
  /** Series rows of a signal of a cell, one per source. */
  rowsOf(cell: number, signal: string): readonly number[];
  /** Signals that at least one cell or route has. */
  readonly signals: ReadonlySet<string>;
}

const noRows: readonly number[] = [];

/** Groups the catalogue's series by what the map asks for. */
export function buildNetworkIndex(catalogue: Catalogue): NetworkIndex {
  const regionCount = catalogue.regions.length;
  const places = catalogue.regions.map(({ latitude, longitude }) =>
    latitude === null || longitude === null ? null : { latitude, longitude },
  );
  const neighbours = new Set(neighbourPairs(places).map(([a, b]) => pairKey(a, b, regionCount)));
  const cellRows = catalogue.cells.map(() => new Map<string, number[]>());
  const routeRows = new Map<number, number[]>();
  const lossRows = new Map<number, number[]>();
  const signals = new Set<string>();
  for (const [row, series] of catalogue.series.entries()) {
    if (series.kind === 'cell') {
      signals.add(series.signal);
      const rows = cellRows[series.cell];
      if (rows !== undefined) append(rows, series.signal, row);
    } else if (series.from !== series.to) {
      signals.add(series.signal);
      const key = series.from * regionCount + series.to;
      if (series.signal === 'link_rtt') append(routeRows, key, row);
      if (series.signal === 'link_loss') append(lossRows, key, row);
    }
  }
  // A way of which only the loss is measured is a route all the same.
  const routes = [...new Set([...routeRows.keys(), ...lossRows.keys()])].map((key): RouteIndex => {
    const from = Math.floor(key / regionCount);
    const to = key % regionCount;
    const rttRows = routeRows.get(key) ?? noRows;
    return {
      from,
      to,
      rttRows,
      lossRows: lossRows.get(key) ?? noRows,
      isNeighbour: neighbours.has(pairKey(from, to, regionCount)),
    };
  });
  const positions = new Map(routes.map((route, index) => [route.from * regionCount + route.to, index]));
  const cellsOfRegion = catalogue.regions.map((): number[] => []);
  for (const [cell, [, region]] of catalogue.cells.entries()) cellsOfRegion[region]?.push(cell);
  return {
    regions: catalogue.regions,
    places,
    cellsOfRegion,
    serviceOfCell: catalogue.cells.map(([service]) => service),
    routes,
    routeBetween: (from, to) => positions.get(from * regionCount + to) ?? -1,
    rowsOf: (cell, signal) => cellRows[cell]?.get(signal) ?? noRows,
    signals,
  };
}

function append<Key>(map: Map<Key, number[]>, key: Key, row: number): void {
  const rows = map.get(key);
  if (rows === undefined) map.set(key, [row]);
  else rows.push(row);
}
