import { geoCentroid, geoPath } from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import atlas from 'world-atlas/countries-110m.json';
import { formatQuantity, NBSP } from '../../shared/format/value.ts';
import { fibreRoundTripSeconds } from '../../shared/math/fibre.ts';
import type { GeoPoint } from '../../shared/math/great-circle.ts';
import type { MapTheme } from './map-theme.ts';
import { createMapProjection, type MapProjection } from './projection.ts';
import { textWidth } from './text-width.ts';

/** Left out: it would take a fifth of the height and no region stands there. */
const ANTARCTICA = '010';

type Atlas = Topology<{ countries: Countries }>;

type Countries = GeometryCollection<{ name: string }>;
const featuresOf = (topology: Atlas, countries: Countries) => feature(topology, countries);
type Land = ReturnType<typeof featuresOf>;

/** A country's name and where it is written. */
interface CountryName {
  readonly name: string;
  readonly place: GeoPoint;
  /** Width of the country there, in radians, roughly. */
  readonly breadth: number;
}

interface Geography {
  readonly land: Land;
  readonly coast: ReturnType<typeof mesh>;
  readonly borders: ReturnType<typeof mesh>;
  readonly names: readonly CountryName[];
  /** Of each planar map, in its own plane; made when first drawn. */
  readonly planes: Map<string, Plane>;
}

interface Plane {
  readonly land: Path2D;
  readonly coast: Path2D;
  readonly borders: Path2D;
}

/** How finely coasts are drawn: `coarse` is Natural Earth's 1:110 million, `fine` its 1:50 million. */
export type Detail = 'coarse' | 'fine';

const ready = new Map<Detail, Geography>();
let fineOnItsWay: Promise<boolean> | null = null;

/** From this many pixels per radian on the fine coasts are worth their weight. */
export const FINE_FROM_SCALE = 640;

/** Brings the fine coasts of the bundle; true once they are there, false where they cannot be had. Asks once. */
export function loadFineGeography(): Promise<boolean> {
  fineOnItsWay ??= import('world-atlas/countries-50m.json').then(
    (module) => {
      ready.set('fine', unpack(module.default as unknown as Atlas));
      return true;
    },
    () => false,
  );
  return fineOnItsWay;
}

export function hasFineGeography(): boolean {
  return ready.has('fine');
}

function loadGeography(detail: Detail): Geography {
  const found = ready.get(detail) ?? ready.get('coarse');
  if (found !== undefined) return found;
  const coarse = unpack(atlas as unknown as Atlas);
  ready.set('coarse', coarse);
  return coarse;
}

function unpack(topology: Atlas): Geography {
  const countries: Countries = {
    type: 'GeometryCollection',
    geometries: topology.objects.countries.geometries.filter(({ id }) => id !== ANTARCTICA),
  };
  const land = featuresOf(topology, countries);
  return {
    land,
    coast: mesh(topology, countries, (a, b) => a === b),
    borders: mesh(topology, countries, (a, b) => a !== b),
    names: land.features.flatMap((country) => nameOf(country)),
    planes: new Map(),
  };
}

function nameOf(country: Land['features'][number]): readonly CountryName[] {
  const { geometry, properties } = country;
  // Of an archipelago and of a country with lands overseas, the largest part is where its name belongs.
  const parts =
    geometry.type === 'MultiPolygon'
      ? geometry.coordinates
      : geometry.type === 'Polygon'
        ? [geometry.coordinates]
        : [];
  const main = parts.toSorted((a, b) => (b[0]?.length ?? 0) - (a[0]?.length ?? 0))[0];
  if (main === undefined) return [];
  const [longitude, latitude] = geoCentroid({ type: 'Polygon', coordinates: main });
  const ring = main[0] ?? [];
  const longitudes = ring.map((point) => point[0] ?? longitude);
  const span = Math.min(180, Math.max(...longitudes) - Math.min(...longitudes));
  const breadth = ((span * Math.PI) / 180) * Math.cos((latitude * Math.PI) / 180) * 0.7;
  return [{ name: properties.name, place: { longitude, latitude }, breadth }];
}

/** Pixels per radian of the planes kept ready: small enough for d3 to sample curves well. */
const PLANE_SCALE = 1_000;

function planeOf(geography: Geography, kind: 'flat' | 'equal_area'): Plane {
  let plane = geography.planes.get(kind);
  if (plane === undefined) {
    const { geo } = createMapProjection(
      { width: 0, height: 0, inset: { top: 0, right: 0, bottom: 0, left: 0 } },
      [],
      undefined,
      { kind, zoom: 1, centre: null },
    );
    const toPath = geoPath(geo.scale(PLANE_SCALE).translate([0, 0]));
    const { land, coast, borders } = geography;
    plane = {
      land: new Path2D(toPath(land) ?? ''),
      coast: new Path2D(toPath(coast) ?? ''),
      borders: new Path2D(toPath(borders) ?? ''),
    };
    geography.planes.set(kind, plane);
  }
  return plane;
}

/** Draws land, borders and coast. Costs milliseconds: once per size and camera, never per update. */
export function drawGeography(
  context: CanvasRenderingContext2D,
  projection: MapProjection,
  theme: MapTheme,
  lineScale = 1,
  detail: Detail = 'coarse',
): void {
  const geography = loadGeography(detail);
  context.save();
  context.lineJoin = 'round';
  switch (projection.kind) {
    case 'flat':
    case 'equal_area':
      drawPlane(context, planeOf(geography, projection.kind), projection, theme, lineScale);
      break;
    case 'globe':
    case 'distance':
      drawRound(context, geography, projection, theme, lineScale);
  }
  context.restore();
}

function drawPlane(
  context: CanvasRenderingContext2D,
  plane: Plane,
  { kind, origin, scale, worldWidth, seamLeft }: MapProjection,
  { palette }: MapTheme,
  lineScale: number,
): void {
  const copies = kind === 'flat' ? [-1, 0, 1] : [0];
  const zoom = scale / PLANE_SCALE;
  if (kind === 'flat') {
    // Each place once: what a copy would repeat beyond the seam is cut off.
    context.beginPath();
    context.rect(seamLeft, -1e5, worldWidth, 2e5);
    context.clip();
  }
  for (const copy of copies) {
    const x = origin[0] + copy * worldWidth;
    if (x + worldWidth / 2 < seamLeft || x - worldWidth / 2 > seamLeft + worldWidth) continue;
    context.save();
    context.translate(x, origin[1]);
    context.scale(zoom, zoom);
    context.fillStyle = palette.land;
    context.fill(plane.land);
    context.strokeStyle = palette.borderLand;
    context.lineWidth = (0.8 * lineScale) / zoom;
    context.stroke(plane.borders);
    context.strokeStyle = palette.coast;
    context.lineWidth = (0.6 * lineScale) / zoom;
    context.stroke(plane.coast);
    context.restore();
  }
}

function drawRound(
  context: CanvasRenderingContext2D,
  { land, coast, borders }: Geography,
  projection: MapProjection,
  { palette }: MapTheme,
  lineScale: number,
): void {
  const path = geoPath(projection.geo, context);
  const stroke = (width: number, color: string): void => {
    context.lineWidth = width * lineScale;
    context.strokeStyle = color;
    context.stroke();
  };
  context.beginPath();
  path(land);
  context.fillStyle = palette.land;
  context.fill();
  context.beginPath();
  path(borders);
  stroke(0.8, palette.borderLand);
  context.beginPath();
  path(coast);
  stroke(0.6, palette.coast);
  // The edge of the world, so that an empty side of it is a side of it.
  context.beginPath();
  path({ type: 'Sphere' });
  stroke(1, palette.coast);
}

const RING_KM = [5_000, 10_000, 15_000] as const;
const EARTH_RADIUS_KM = 6_371;

/** Rings of equal distance round the middle of a distance map, with the least time that light needs there and back. */
export function drawDistanceRings(
  context: CanvasRenderingContext2D,
  { kind, focus, scale }: MapProjection,
  { palette }: MapTheme,
): void {
  if (kind !== 'distance') return;
  context.save();
  context.strokeStyle = palette.coast;
  context.font = `400 12px ${palette.sans}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  for (const km of RING_KM) {
    const radius = (km / EARTH_RADIUS_KM) * scale;
    context.lineWidth = 1;
    context.setLineDash([2, 4]);
    context.beginPath();
    context.arc(focus[0], focus[1], radius, 0, Math.PI * 2);
    context.stroke();
    context.setLineDash([]);
    const least = formatQuantity(fibreRoundTripSeconds(km), 'seconds');
    const text = `${formatQuantity(km, 'count')}${NBSP}km, at best ${least}`;
    context.save();
    context.strokeStyle = palette.page;
    context.lineWidth = 5;
    context.strokeText(text, focus[0], focus[1] + radius);
    context.fillStyle = palette.third;
    context.fillText(text, focus[0], focus[1] + radius);
    context.restore();
  }
  context.restore();
}

/** Names of the countries that have room for theirs. */
export function drawCountryNames(
  context: CanvasRenderingContext2D,
  projection: MapProjection,
  { palette }: MapTheme,
  size: { readonly width: number; readonly height: number },
  detail: Detail,
): void {
  const { names } = loadGeography(detail);
  context.save();
  context.font = `400 12px ${palette.sans}`;
  context.fillStyle = palette.faint;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const { name, place, breadth } of names) {
    if (!projection.shows(place) || textWidth(name, false) > breadth * projection.scale) continue;
    const [x, y] = projection.project(place);
    if (x > 0 && x < size.width && y > 0 && y < size.height) context.fillText(name, x, y);
  }
  context.restore();
}
