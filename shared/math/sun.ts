import type { GeoPoint } from './great-circle.ts';

const RADIANS = Math.PI / 180;
const J2000_MS = Date.UTC(2000, 0, 1, 12);
const DAY_MS = 86_400_000;
/** The sun is up while its upper edge can be seen, bent round by the air: 50 minutes of arc below the horizon. */
const HORIZON_DEGREES = -0.833;

/**
 * Where the sun stands overhead. Low-precision formulas of the Astronomical Almanac: right to a hundredth of a degree
 * between 1950 and 2050, which is a second of time.
 */
export function subsolarPoint(atMs: number): GeoPoint {
  const days = (atMs - J2000_MS) / DAY_MS;
  const meanLongitude = 280.46 + 0.985_647_4 * days;
  const anomaly = (357.528 + 0.985_600_3 * days) * RADIANS;
  const ecliptic = (meanLongitude + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly)) * RADIANS;
  const obliquity = (23.439 - 0.000_000_4 * days) * RADIANS;
  const rightAscension = Math.atan2(Math.cos(obliquity) * Math.sin(ecliptic), Math.cos(ecliptic)) / RADIANS;
  const siderealDegrees = 280.460_618_37 + 360.985_647_366_29 * days;
  return {
    longitude: wrapped(rightAscension - siderealDegrees),
    latitude: Math.asin(Math.sin(obliquity) * Math.sin(ecliptic)) / RADIANS,
  };
}

/** Whether the sun is up somewhere. */
export function isDay(place: GeoPoint, atMs: number): boolean {
  return sunAltitude(place, subsolarPoint(atMs)) > HORIZON_DEGREES;
}

/** Degrees of the middle of the sun above the horizon, without the air. */
export function sunAltitude(place: GeoPoint, overhead: GeoPoint): number {
  const [a, b] = [place.latitude * RADIANS, overhead.latitude * RADIANS];
  const sine =
    Math.sin(a) * Math.sin(b) +
    Math.cos(a) * Math.cos(b) * Math.cos((place.longitude - overhead.longitude) * RADIANS);
  return Math.asin(Math.min(1, Math.max(-1, sine))) / RADIANS;
}

/**
 * The line between day and night: all places where the sun is just rising or setting, evenly round the point where it
 * stands overhead, closed.
 * @param count number of points, at least 4
 * @param intoNight degrees the line is moved into the night, to say on which side that lies
 */
export function dayNightLine(atMs: number, count: number, intoNight = 0): readonly GeoPoint[] {
  const sun = subsolarPoint(atMs);
  const reach = (90 - HORIZON_DEGREES + intoNight) * RADIANS;
  const [latitude, sinReach, cosReach] = [sun.latitude * RADIANS, Math.sin(reach), Math.cos(reach)];
  return Array.from({ length: count + 1 }, (_, index): GeoPoint => {
    const bearing = (2 * Math.PI * index) / count;
    const sine = Math.sin(latitude) * cosReach + Math.cos(latitude) * sinReach * Math.cos(bearing);
    const east = Math.atan2(
      Math.sin(bearing) * sinReach * Math.cos(latitude),
      cosReach - Math.sin(latitude) * sine,
    );
    return {
      longitude: wrapped(sun.longitude + east / RADIANS),
      latitude: Math.asin(Math.min(1, Math.max(-1, sine))) / RADIANS,
    };
  });
}

function wrapped(degrees: number): number {
  return ((((degrees + 180) % 360) + 360) % 360) - 180;
}
