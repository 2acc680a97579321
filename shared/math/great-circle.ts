/** A place on the sphere, in degrees; longitude east, latitude north. */
export interface GeoPoint {
  readonly longitude: number;
  readonly latitude: number;
}

type Vector = readonly [number, number, number];

const RADIANS = Math.PI / 180;
const EARTH_RADIUS_KM = 6371.0088;
/** Below this the direction between two places is lost in rounding: they coincide or are antipodes. */
const DEGENERATE = 1e-9;

function toVector(point: GeoPoint): Vector {
  const lambda = point.longitude * RADIANS;
  const phi = point.latitude * RADIANS;
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
}

function toPoint([x, y, z]: Vector): GeoPoint {
  return { longitude: Math.atan2(y, x) / RADIANS, latitude: Math.atan2(z, Math.hypot(x, y)) / RADIANS };
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/** Angle between two places in radians, 0 to π; exact for near and for opposite places alike. */
export function centralAngle(a: GeoPoint, b: GeoPoint): number {
  const u = toVector(a);
  const v = toVector(b);
  const cross = Math.hypot(u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]);
  return Math.atan2(cross, dot(u, v));
}

/** Shortest way over the surface of a spherical earth, in kilometres. */
export function greatCircleKm(a: GeoPoint, b: GeoPoint): number {
  return centralAngle(a, b) * EARTH_RADIUS_KM;
}

/**
 * Evenly spaced points along the shortest way from `a` to `b`, both included.
 * Antipodes have no shortest way; theirs goes over a pole, so that the answer is always a path.
 * @param count number of points, at least 2
 */
export function greatCirclePoints(a: GeoPoint, b: GeoPoint, count: number): readonly GeoPoint[] {
  const u = toVector(a);
  const v = toVector(b);
  const angle = centralAngle(a, b);
  const side = sidewards(u, v);
  const points: GeoPoint[] = [];
  const last = Math.max(2, count) - 1;
  for (let i = 0; i <= last; i++) {
    const theta = (angle * i) / last;
    const cos = Math.cos(theta);
    const sin = Math.sin(theta);
    points.push(
      toPoint([u[0] * cos + side[0] * sin, u[1] * cos + side[1] * sin, u[2] * cos + side[2] * sin]),
    );
  }
  return points;
}

/** The unit vector at right angles to `u` that points towards `v`. */
function sidewards(u: Vector, v: Vector): Vector {
  const along = dot(u, v);
  const raw: Vector = [v[0] - along * u[0], v[1] - along * u[1], v[2] - along * u[2]];
  const length = Math.hypot(...raw);
  if (length > DEGENERATE) return [raw[0] / length, raw[1] / length, raw[2] / length];
  const pole: Vector = Math.abs(u[2]) < 0.9 ? [0, 0, 1] : [1, 0, 0];
  return sidewards(u, pole);
}
