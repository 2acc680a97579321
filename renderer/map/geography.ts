import { geoPath } from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import atlas from 'world-atlas/countries-110m.json';
import type { MapTheme } from './map-theme.ts';
import type { MapProjection } from './projection.ts';

/** Left out: it would take a fifth of the height and no region stands there. */
const ANTARCTICA = '010';

const topology = atlas as unknown as Topology<{ countries: GeometryCollection }>;

interface Geography {
  readonly land: ReturnType<typeof feature<GeometryCollection['properties'] & object>>;
  readonly coast: ReturnType<typeof mesh>;
  readonly borders: ReturnType<typeof mesh>;
}

let geography: Geography | null = null;

/** Bundled Natural Earth countries, unpacked once. */
function loadGeography(): Geography {
  const countries: GeometryCollection = {
    type: 'GeometryCollection',
    geometries: topology.objects.countries.geometries.filter(({ id }) => id !== ANTARCTICA),
  };
  geography ??= {
    land: feature(topology, countries),
    coast: mesh(topology, countries, (a, b) => a === b),
    borders: mesh(topology, countries, (a, b) => a !== b),
  };
  return geography;
}

/** Draws land, borders and coast. Costs tens of milliseconds: once per size, never per update. */
export function drawGeography(
  context: CanvasRenderingContext2D,
  projection: MapProjection,
  theme: MapTheme,
  lineScale = 1,
): void {
  const { land, coast, borders } = loadGeography();
  const path = geoPath(projection.geo, context);
  context.lineJoin = 'round';
  context.beginPath();
  path(land);
  context.fillStyle = theme.palette.land;
  context.fill();
  context.beginPath();
  path(borders);
  context.strokeStyle = theme.palette.borderLand;
  context.lineWidth = 0.8 * lineScale;
  context.stroke();
  context.beginPath();
  path(coast);
  context.strokeStyle = theme.palette.coast;
  context.lineWidth = 0.6 * lineScale;
  context.stroke();
}
