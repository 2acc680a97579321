import type { Picture } from '../../shared/contract/picture.ts';
import type { Baseline } from '../../shared/domain/baseline.ts';
import { ageMs, freshnessOf } from '../../shared/domain/freshness.ts';
import {
  codeOfHealthState,
  type HealthState,
  healthStateFromCode,
  severityOf,
  worstOf,
} from '../../shared/domain/health-state.ts';
import { readSpark, SPARK_BINS } from '../../shared/domain/spark.ts';
import { mayBeFresh } from '../../shared/domain/standing.ts';
import { shownStates } from '../../shared/format/estate-summary.ts';
import { LOSS_SHOWN_FROM } from './loss-scale.ts';
import type { NetworkIndex, RouteIndex } from './network-index.ts';
import { type Deviation, deviationOf, type Usual, usualOf } from './usual.ts';
import { type Weighted, weightedMedian } from './weighted-median.ts';

/** The percentile the circles show. */
export type LatencySignal = 'latency_p50' | 'latency_p90' | 'latency_p95' | 'latency_p99';

/** One number with where and when it was measured. */
export interface Measured {
  /** Its row in the series table. */
  readonly row: number;
  /** In the base unit of its signal: seconds, a ratio, or per second. */
  readonly value: number;
  readonly sourceId: string;
  readonly sampledAtMs: number;
  readonly receivedAtMs: number;
  readonly isFresh: boolean;
}

export interface RegionView {
  readonly index: number;
  /** Worst of its cells. */
  readonly state: HealthState;
  /** When the worst cell entered its state; null when unknown. */
  readonly sinceMs: number | null;
  /** False for a place that only routes know. */
  readonly hasServices: boolean;
  /** At least one of its cells, or one of its routes, rests on a fresh measurement. */
  readonly isSeen: boolean;
  /** Traffic-weighted middle of its services' percentile: percentiles must not be averaged. */
  readonly latencySeconds: number | null;
  /** The same over the last known values, for a region that is not seen. */
  readonly lastLatencySeconds: number | null;
  readonly lastSeenAtMs: number | null;
  readonly slowest: { readonly service: number; readonly measured: Measured } | null;
  readonly measuredServices: number;
  /** How far that latency stands from each service's own usual: the traffic-weighted middle. 0.2 is 20 % slower. */
  readonly deviation: number | null;
  /** Lost packets, 0 to 1: the traffic-weighted middle of its services. */
  readonly loss: number | null;
  readonly requestsPerSecond: number | null;
  /** Of the busiest region's traffic, 0 to 1; 0 when unknown. */
  readonly trafficShare: number;
  readonly sourceIds: readonly string[];
}

export interface RouteView {
  readonly index: number;
  readonly from: number;
  readonly to: number;
  readonly isNeighbour: boolean;
  /** Last known; null when never received. */
  readonly measured: Measured | null;
  readonly isSeen: boolean;
  /** What was learned of it, or how far that is. */
  readonly baseline: Baseline | null;
  readonly usual: Usual | null;
  readonly deviation: Deviation | null;
  /** Share of packets lost on this way, 0 to 1; null where nobody measures it, or not lately. */
  readonly loss: Measured | null;
}

export interface NetworkModel {
  readonly regions: readonly RegionView[];
  readonly routes: readonly RouteView[];
  /** Far from normal, furthest first. */
  readonly far: readonly RouteView[];
  readonly unseenRoutes: number;
}

export interface ModelInput {
  readonly index: NetworkIndex;
  readonly picture: Picture;
  /** The moment of the picture: ages and freshness are measured from it. */
  readonly atMs: number;
  readonly signal: LatencySignal;
  /** Only the requests of this service; null is all of them. */
  readonly service?: number | null;
  /** A remembered picture shows what was last measured; that nothing answers now is said elsewhere. */
  readonly isCached: boolean;
  /** What was learned of a row of the series table; null where nothing is known of it. */
  readonly baselineOf: (row: number) => Baseline | null;
}

/** Everything the map, the lists and the matrix show, from one picture. Pure. */
export function buildNetworkModel(input: ModelInput): NetworkModel {
  const read = createReader(input);
  const bins = new Float32Array(SPARK_BINS);
  const routes = input.index.routes.map((route, index) => viewRoute(input, route, index, read, bins));
  const reached = new Set(routes.flatMap(({ from, to, isSeen }) => (isSeen ? [from, to] : [])));
  const drafts = input.index.regions.map((_, index) => {
    const region = viewRegion(input, index, read);
    return region.hasServices ? region : { ...region, isSeen: reached.has(index) };
  });
  const busiest = Math.max(0, ...drafts.map(({ requestsPerSecond }) => requestsPerSecond ?? 0));
  return {
    routes,
    regions: drafts.map((region) => ({
      ...region,
      trafficShare: busiest > 0 ? (region.requestsPerSecond ?? 0) / busiest : 0,
    })),
    far: routes
      .filter(({ deviation, isSeen }) => isSeen && deviation?.isFar === true)
      .toSorted((a, b) => (b.deviation?.share ?? 0) - (a.deviation?.share ?? 0)),
    unseenRoutes: routes.filter(({ isSeen }) => !isSeen).length,
  };
}

/** Which routes a map draws. */
export interface RouteChoice {
  /** All that are measured, instead of those that matter. */
  readonly all: boolean;
  /** Only the ways to and from this region. */
  readonly target: number | null;
  /** The map is about lost packets: who loses some matters, too. */
  readonly isAboutLoss: boolean;
}

/** The drawn subset: neighbours, and whatever is far from normal; or all of them, or all of one place. */
export function routesToDraw(model: NetworkModel, choice: RouteChoice): readonly RouteView[] {
  const { all, target, isAboutLoss } = choice;
  if (target !== null) return model.routes.filter(({ from, to }) => from === target || to === target);
  if (all) return model.routes;
  return model.routes.filter(
    (route) =>
      route.isNeighbour ||
      (route.isSeen && route.deviation?.isFar === true) ||
      (isAboutLoss && (route.loss?.value ?? 0) >= LOSS_SHOWN_FROM),
  );
}

/** Routes that lose packets, most first. */
export function losingMost(model: NetworkModel, count: number): readonly RouteView[] {
  return model.routes
    .filter(({ loss }) => loss !== null && loss.value > 0)
    .toSorted((a, b) => (b.loss?.value ?? 0) - (a.loss?.value ?? 0) || a.index - b.index)
    .slice(0, count);
}

/** Measured routes ranked by distance from their own usual, slower first: the worst of a quiet world too. */
export function furthestFromNormal(model: NetworkModel, count: number): readonly RouteView[] {
  if (model.far.length >= count) return model.far.slice(0, count);
  const near = model.routes.filter(
    ({ deviation, isSeen }) => isSeen && deviation !== null && !deviation.isFar,
  );
  return [...model.far, ...near.toSorted((a, b) => share(b) - share(a))].slice(0, count);
}

function share(route: RouteView): number {
  return route.deviation?.share ?? Number.NEGATIVE_INFINITY;
}

const NO_DATA = codeOfHealthState('no_data');

type Read = (rows: readonly number[]) => Measured | null;

/** Reads the newest of several rows for the same thing. */
function createReader({ picture, atMs, isCached }: ModelInput): Read {
  const { catalogue, sources } = picture.sections;
  const statusOf = new Map(sources.map((status) => [status.id, status]));
  const { value, sampledAtMs, receivedAtMs } = picture.series;
  return (rows) => {
    let newest = -1;
    let newestAtMs = Number.NEGATIVE_INFINITY;
    for (const row of rows) {
      const at = Math.min(sampledAtMs[row] ?? Number.NaN, receivedAtMs[row] ?? Number.NaN);
      if (!Number.isFinite(value[row] ?? Number.NaN) || !(at > newestAtMs)) continue;
      newest = row;
      newestAtMs = at;
    }
    if (newest < 0) return null;
    const sourceId = catalogue.sources[catalogue.series[newest]?.source ?? -1] ?? '';
    const status = statusOf.get(sourceId);
    const sampled = sampledAtMs[newest] ?? Number.NaN;
    const received = receivedAtMs[newest] ?? Number.NaN;
    return {
      row: newest,
      value: value[newest] ?? Number.NaN,
      sourceId,
      sampledAtMs: sampled,
      receivedAtMs: received,
      isFresh:
        status !== undefined &&
        (isCached || status.state !== 'unreachable') &&
        mayBeFresh(picture.series.standing[newest], isCached) &&
        freshnessOf(ageMs(sampled, received, atMs), status.staleAfterMs) === 'fresh',
    };
  };
}

function viewRoute(
  { picture, baselineOf }: ModelInput,
  route: RouteIndex,
  index: number,
  read: Read,
  bins: Float32Array,
): RouteView {
  const measured = read(route.rttRows);
  const baseline = measured === null ? null : baselineOf(measured.row);
  const usual = usualOf(baseline);
  const { spark } = picture;
  const deviation =
    measured === null
      ? null
      : deviationOf(measured.value, usual, () => readSpark(spark, measured.row, bins), spark.endBin);
  const { from, to, isNeighbour } = route;
  const lost = read(route.lossRows);
  const loss = lost?.isFresh === true ? lost : null;
  const isSeen = route.rttRows.length === 0 ? loss !== null : measured?.isFresh === true;
  return { index, from, to, isNeighbour, measured, isSeen, baseline, usual, deviation, loss };
}

function viewRegion(
  { index, picture, signal, isCached, baselineOf, service = null }: ModelInput,
  region: number,
  read: Read,
): Omit<RegionView, 'trafficShare'> {
  const all = index.cellsOfRegion[region] ?? [];
  const cells = service === null ? all : all.filter((cell) => index.serviceOfCell[cell] === service);
  const codes = shownStates(picture, isCached);
  const states = cells.map((cell) => healthStateFromCode(codes[cell] ?? NO_DATA));
  const state = worstOf(states);
  const fresh: Weighted[] = [];
  const known: Weighted[] = [];
  const shares: Weighted[] = [];
  const losses: Weighted[] = [];
  const sources = new Set<string>();
  let slowest: RegionView['slowest'] = null;
  let requests: number | null = null;
  let lastSeenAtMs: number | null = null;
  let sinceMs: number | null = null;
  for (const [position, cell] of cells.entries()) {
    if (states[position] === state) sinceMs = earlier(sinceMs, picture.cells.sinceMs[cell]);
    const latency = read(index.rowsOf(cell, signal));
    const traffic = read(index.rowsOf(cell, 'request_rate'));
    if (traffic !== null) lastSeenAtMs = Math.max(lastSeenAtMs ?? 0, traffic.receivedAtMs);
    if (traffic?.isFresh === true) requests = (requests ?? 0) + traffic.value;
    const weight = traffic?.value ?? Number.NaN;
    const lost = read(index.rowsOf(cell, 'packet_loss'));
    if (lost?.isFresh === true) losses.push({ value: lost.value, weight });
    if (latency === null) continue;
    lastSeenAtMs = Math.max(lastSeenAtMs ?? 0, latency.receivedAtMs);
    sources.add(latency.sourceId);
    const item = { value: latency.value, weight };
    known.push(item);
    if (!latency.isFresh) continue;
    fresh.push(item);
    const usual = usualOf(baselineOf(latency.row));
    if (usual !== null && usual.value > 0) shares.push({ value: latency.value / usual.value - 1, weight });
    if (slowest === null || latency.value > slowest.measured.value)
      slowest = { service: index.serviceOfCell[cell] ?? -1, measured: latency };
  }
  const isSeen =
    fresh.length > 0 ||
    requests !== null ||
    // What was last measured long before the picture was remembered was not seen then either.
    (!isCached && states.some((each) => severityOf(each) >= severityOf('degraded') || each === 'ok'));
  return {
    index: region,
    state,
    sinceMs,
    hasServices: cells.length > 0,
    isSeen,
    latencySeconds: weightedMedian(fresh),
    lastLatencySeconds: weightedMedian(known),
    lastSeenAtMs,
    slowest,
    measuredServices: fresh.length,
    deviation: weightedMedian(shares),
    loss: weightedMedian(losses),
    requestsPerSecond: requests,
    sourceIds: [...sources],
  };
}

function earlier(a: number | null, b: number | undefined): number | null {
  if (b === undefined || !Number.isFinite(b)) return a;
  return a === null ? b : Math.min(a, b);
}
