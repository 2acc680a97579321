import type { Catalogue } from '../../../shared/domain/catalogue.ts';
import type { QueryChanges } from '../../app/address-query.ts';
import {
  type Camera,
  homeCamera,
  isHome,
  MAX_ZOOM,
  MIN_ZOOM,
  type ProjectionKind,
  projectionKinds,
} from '../../map/camera.ts';
import type { Metric } from '../../map/metric.ts';
import type { NetworkIndex } from '../../map/network-index.ts';
import type { LatencySignal } from '../../map/network-model.ts';

/** What the map shows and what is chosen on it; it stands in the address, with names instead of places in a table. */
export interface MapAddress {
  readonly signal: LatencySignal;
  readonly metric: Metric;
  /** The only service the circles are of; null is all of them. */
  readonly serviceId: string | null;
  readonly mode: 'map' | 'matrix';
  readonly kind: ProjectionKind;
  readonly allRoutes: boolean;
  readonly dayNight: boolean;
  /** The region everything is seen from; null is the whole network. */
  readonly regionId: string | null;
  /** The route that stands open: the worst one until somebody chooses; null for none. */
  readonly route: 'worst' | RouteName | null;
}

/** A route by the ids of its ends. */
export interface RouteName {
  readonly from: string;
  readonly to: string;
}

export const firstAddress: MapAddress = {
  signal: 'latency_p95',
  metric: 'latency',
  serviceId: null,
  mode: 'map',
  kind: 'flat',
  allRoutes: false,
  dayNight: true,
  regionId: null,
  route: 'worst',
};

const signals: readonly LatencySignal[] = ['latency_p50', 'latency_p90', 'latency_p95', 'latency_p99'];
const metrics: readonly Metric[] = ['latency', 'loss', 'deviation'];
/** How a signal stands in an address: `p95`. */
const SIGNAL_PREFIX = 'latency_';
const NO_ROUTE = 'none';
const MAX_ID_CHARS = 400;

/** Reads the query of an address; what it does not know is as if it were not there. Pure. */
export function readMapAddress(query: string): MapAddress {
  const values = new URLSearchParams(query);
  return {
    signal:
      signals.find((signal) => signal === `${SIGNAL_PREFIX}${values.get('percentile')}`) ??
      firstAddress.signal,
    metric: metrics.find((metric) => metric === values.get('show')) ?? firstAddress.metric,
    serviceId: idOf(values.get('of')),
    mode: values.get('as') === 'matrix' ? 'matrix' : 'map',
    kind: projectionKinds.find((kind) => kind === values.get('world')) ?? firstAddress.kind,
    allRoutes: values.get('routes') === 'all',
    dayNight: values.get('night') !== 'off',
    regionId: idOf(values.get('region')),
    route: routeOf(values.get('route')),
  };
}

/** What to write so that the same is read again. Pure. */
export function mapQuery(address: MapAddress): QueryChanges {
  const { signal, metric, serviceId, mode, kind, allRoutes, dayNight, regionId, route } = address;
  const unlessFirst = (value: string, first: string): readonly string[] => (value === first ? [] : [value]);
  return {
    percentile: signal === firstAddress.signal ? [] : [signal.slice(SIGNAL_PREFIX.length)],
    show: unlessFirst(metric, firstAddress.metric),
    of: serviceId === null ? [] : [serviceId.toWellFormed()],
    as: unlessFirst(mode, firstAddress.mode),
    world: unlessFirst(kind, firstAddress.kind),
    routes: allRoutes ? ['all'] : [],
    night: dayNight ? [] : ['off'],
    region: regionId === null ? [] : [regionId.toWellFormed()],
    route: route === 'worst' ? [] : [route === null ? NO_ROUTE : textOfRoute(route)],
  };
}

function idOf(text: string | null): string | null {
  return text === null || text === '' || text.length > MAX_ID_CHARS ? null : text;
}

/** `eu-west-1/us-east-1`, each name encoded for itself. Half a pair, as a stream may send one, has no place in an address. */
function textOfRoute({ from, to }: RouteName): string {
  return [from, to].map((id) => encodeURIComponent(id.toWellFormed())).join('/');
}

function routeOf(text: string | null): MapAddress['route'] {
  if (text === null) return 'worst';
  if (text === NO_ROUTE) return null;
  const [from, to, ...more] = text.split('/').map(decoded);
  return from === undefined || to === undefined || more.length > 0 ? 'worst' : { from, to };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What an address chooses, as places in the tables of a catalogue. */
export interface MapSelection {
  readonly service: number | null;
  readonly target: number | null;
  /** Undefined until somebody chooses: the worst route is open then. */
  readonly picked: number | null | undefined;
}

/** Finds what an address names; what is not there is as if nothing had been chosen. Pure. */
export function selectionOf(
  { serviceId, regionId, route }: Pick<MapAddress, 'serviceId' | 'regionId' | 'route'>,
  { services }: Pick<Catalogue, 'services'>,
  { regions, routeBetween }: Pick<NetworkIndex, 'regions' | 'routeBetween'>,
): MapSelection {
  const region = (id: string | null): number | null => placeOf(regions, id);
  const [from, to] =
    typeof route === 'string' || route === null ? [] : [region(route.from), region(route.to)];
  const picked = routeBetween(from ?? -1, to ?? -1);
  return {
    service: placeOf(services, serviceId),
    target: region(regionId),
    picked: route === null ? null : picked < 0 ? undefined : picked,
  };
}

function placeOf(all: readonly { readonly id: string }[], id: string | null): number | null {
  const place = id === null ? -1 : all.findIndex((one) => one.id === id);
  return place < 0 ? null : place;
}

/** Digits behind the point: less than a pixel at any zoom. */
const LOOK_DIGITS = 4;

/** Where the camera looks, as it stands in an address: `48.1372,11.5756,4.2`; null where it shows everything. Pure. */
export function textOfLook(camera: Camera): string | null {
  if (isHome(camera) || camera.centre === null) return null;
  const { latitude, longitude } = camera.centre;
  return [latitude, longitude, camera.zoom].map((value) => String(Number(value.toFixed(LOOK_DIGITS)))).join();
}

/** The camera an address names; the one that shows everything where it names none that can be. Pure. */
export function readCamera(query: string): Camera {
  const home = { ...homeCamera, kind: readMapAddress(query).kind };
  const parts = (new URLSearchParams(query).get('look') ?? '').split(',');
  if (parts.length !== 3 || !parts.every((part) => /^-?\d+(?:\.\d+)?$/.test(part))) return home;
  const [latitude = Number.NaN, longitude = Number.NaN, zoom = Number.NaN] = parts.map(Number);
  const isPlace = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return isPlace && zoom >= MIN_ZOOM && zoom <= MAX_ZOOM
    ? { ...home, zoom, centre: { longitude, latitude } }
    : home;
}
