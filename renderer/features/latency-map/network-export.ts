import type { Baseline } from '../../../shared/domain/baseline.ts';
import { ageMs } from '../../../shared/domain/freshness.ts';
import { signalDefinition } from '../../../shared/domain/signal.ts';
import { stateWord } from '../../../shared/format/words.ts';
import { type ExportView, shownMs } from '../../export/export-origin.ts';
import {
  columnsOf,
  type ExportColumn,
  type ExportTable,
  flagColumn,
  numberColumn,
  tableOf,
  textColumn,
  timeColumn,
} from '../../export/export-table.ts';
import { type ExportedReading, readingColumns } from '../../export/readings.ts';
import type { ExportChoice } from '../../export/use-export.ts';
import { matrixRegions } from '../../map/matrix-layout.ts';
import { buildNetworkIndex, type NetworkIndex } from '../../map/network-index.ts';
import {
  buildNetworkModel,
  furthestFromNormal,
  type LatencySignal,
  type Measured,
  type NetworkModel,
  type RegionView,
  type RouteView,
} from '../../map/network-model.ts';

interface Network {
  readonly index: NetworkIndex;
  readonly model: NetworkModel;
}

/** What is usual for a row of the series table of the view. */
type BaselineOf = (row: number) => Baseline | null;

/** An ordered pair of regions; without a route nobody measures it. */
interface PairRow {
  readonly from: number;
  readonly to: number;
  readonly route: RouteView | undefined;
}

/** What the latency map offers to export: its circles, its lines, and its matrix. */
export function networkExports(signal: LatencySignal, baselineOf: BaselineOf): readonly ExportChoice[] {
  return [
    { name: 'Regions', make: (view) => regionTable(view, signal, baselineOf) },
    { name: 'Routes, furthest from normal first', make: (view) => routeTable(view, signal, baselineOf) },
    { name: 'Region to region, all pairs', make: (view) => pairTable(view, signal, baselineOf) },
  ];
}

function networkOf(view: ExportView, signal: LatencySignal, baselineOf: BaselineOf): Network {
  const { picture } = view;
  const { catalogue, moment } = picture.sections;
  const index = buildNetworkIndex(catalogue);
  const atMs = shownMs(view);
  const isCached = moment.mode === 'cached';
  return {
    index,
    model: buildNetworkModel({ index, picture, atMs, signal, isCached, baselineOf }),
  };
}

/** Every region with its latency as the map colours it, its traffic, and its slowest service. */
export function regionTable(view: ExportView, signal: LatencySignal, baselineOf: BaselineOf): ExportTable {
  const { index, model } = networkOf(view, signal, baselineOf);
  const { label } = signalDefinition(signal);
  const notes = [
    `The latency of a region is the middle of its services' ${label}, weighted by traffic; nothing is averaged.`,
  ];
  return tableOf(
    { what: 'map-regions', title: `Regions, ${label}`, notes },
    regionColumns(index, view, label),
    model.regions,
  );
}

function regionColumns(
  { regions }: NetworkIndex,
  view: ExportView,
  label: string,
): readonly ExportColumn<RegionView>[] {
  const { services } = view.picture.sections.catalogue;
  return [
    textColumn('region', 'Region', ({ index }) => regions[index]?.id),
    textColumn('city', 'City', ({ index }) => regions[index]?.city),
    numberColumn('latitude', 'Latitude', 'degrees', ({ index }) => regions[index]?.latitude),
    numberColumn('longitude', 'Longitude', 'degrees', ({ index }) => regions[index]?.longitude),
    textColumn('state', 'State', ({ state, hasServices }) => (hasServices ? stateWord(state) : null)),
    timeColumn('since', 'Since', ({ sinceMs }) => sinceMs),
    flagColumn('seen', 'Seen', ({ isSeen }) => isSeen),
    timeColumn('lastSeenAt', 'Last seen at', ({ lastSeenAtMs }) => lastSeenAtMs),
    numberColumn('latency', label, 'seconds', ({ latencySeconds }) => latencySeconds),
    numberColumn('lastLatency', `Last ${label}`, 'seconds', ({ lastLatencySeconds }) => lastLatencySeconds),
    numberColumn('measuredServices', 'Services measured', null, ({ measuredServices }) => measuredServices),
    numberColumn('traffic', 'Traffic', 'per_second', ({ requestsPerSecond }) => requestsPerSecond),
    textColumn('sources', 'Sources', ({ sourceIds }) => sourceIds.join(', ')),
    textColumn('slowestService', 'Slowest service', ({ slowest }) => services[slowest?.service ?? -1]?.id),
    ...columnsOf(readingColumns('slowest', 'Slowest', 'seconds', 'named'), ({ slowest }: RegionView) =>
      readingOf(slowest?.measured, view),
    ),
  ];
}

/** Every measured route: first those that can be compared with their usual, furthest from it first. */
export function routeTable(view: ExportView, signal: LatencySignal, baselineOf: BaselineOf): ExportTable {
  const { index, model } = networkOf(view, signal, baselineOf);
  const ranked = furthestFromNormal(model, model.routes.length);
  const known = new Set(ranked.map((route) => route.index));
  const routes = [...ranked, ...model.routes.filter((route) => !known.has(route.index))];
  return tableOf(
    { what: 'map-routes', title: 'Routes, furthest from normal first' },
    pairColumns(index, view),
    routes.map((route) => ({ from: route.from, to: route.to, route })),
  );
}

/** The matrix: every ordered pair of the regions in it, row by row, measured or not. */
export function pairTable(view: ExportView, signal: LatencySignal, baselineOf: BaselineOf): ExportTable {
  const { index, model } = networkOf(view, signal, baselineOf);
  const regions = matrixRegions(index);
  const pairs = regions.flatMap((from) =>
    regions.flatMap((to): PairRow[] =>
      from === to ? [] : [{ from, to, route: model.routes[index.routeBetween(from, to)] }],
    ),
  );
  return tableOf({ what: 'map-pairs', title: 'Region to region' }, pairColumns(index, view), pairs);
}

function pairColumns({ regions }: NetworkIndex, view: ExportView): readonly ExportColumn<PairRow>[] {
  return [
    textColumn('from', 'From', ({ from }) => regions[from]?.id),
    textColumn('to', 'To', ({ to }) => regions[to]?.id),
    ...columnsOf(readingColumns('roundTrip', 'Round trip', 'seconds'), ({ route }: PairRow) =>
      readingOf(route?.measured, view),
    ),
    numberColumn('usual', 'Usual', 'seconds', ({ route }) => route?.usual?.value),
    numberColumn('usualLow', 'Usual from', 'seconds', ({ route }) => route?.usual?.low),
    numberColumn('usualHigh', 'Usual to', 'seconds', ({ route }) => route?.usual?.high),
    numberColumn('deviation', 'Above usual', 'ratio', ({ route }) => route?.deviation?.share),
    flagColumn('farFromNormal', 'Far from normal', ({ route }) => route?.deviation?.isFar ?? null),
    timeColumn('farSince', 'Far since', ({ route }) => route?.deviation?.sinceMs),
  ];
}

function readingOf(measured: Measured | null | undefined, { nowMs }: ExportView): ExportedReading | null {
  if (measured === null || measured === undefined) return null;
  const { value, sourceId, sampledAtMs, receivedAtMs, isFresh } = measured;
  return {
    value,
    sourceId,
    sampledAtMs,
    receivedAtMs,
    ageMs: ageMs(sampledAtMs, receivedAtMs, nowMs),
    freshness: isFresh ? 'fresh' : 'stale',
  };
}
