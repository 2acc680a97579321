import { type GeoProjection, geoProjection } from 'd3-geo';
import type { GeoPoint } from '../../shared/math/great-circle.ts';

/** The meridian in the middle of the map; the seam is at 170° W, where no country is cut. */
export const CENTRE_LONGITUDE = 10;

/** Always inside the frame, whatever regions there are: Oregon, Stockholm, Sydney, Cape Town. */
const anchors: readonly GeoPoint[] = [
  { longitude: -121, latitude: 45.6 },
  { longitude: 18.1, latitude: 59.3 },
  { longitude: 151.2, latitude: -33.9 },
  { longitude: 18.4, latitude: -33.9 },
];

/** A frame is never narrower than this, in degrees: closer up the bundled coasts look like polygons. */
const MIN_FRAME_LONGITUDE = 80;
const MIN_FRAME_LATITUDE = 34;

/** Places nearer to a pole than this do not stretch the frame; they stay reachable in the list. */
const FRAME_LATITUDE_LIMIT = 72;

export interface MapSize {
  readonly width: number;
  readonly height: number;
  /** Pixels kept free of regions at each edge, for titles, legends and labels. */
  readonly inset: {
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
    readonly left: number;
  };
}

export interface MapProjection {
  /** Screen position of a place, before any wrapping: x runs one world's width from seam to seam. */
  project(point: GeoPoint): readonly [x: number, y: number];
  /** Pixels of 360° of longitude. */
  readonly worldWidth: number;
  /** Where 170° W lies, at the left end. */
  readonly seamLeft: number;
  /** For d3's path generator, which draws the geography once. */
  readonly geo: GeoProjection;
}

/** Miller's cylinder in units of the radius: x to the east, y to the north; angles in radians. */
export function millerRaw(lambda: number, phi: number): [number, number] {
  return [lambda, 1.25 * Math.log(Math.tan(Math.PI / 4 + 0.4 * phi))];
}

/** Degrees east of the centre meridian, −180 up to 180. */
export function relativeLongitude(longitude: number): number {
  const turned = (longitude - CENTRE_LONGITUDE + 180) % 360;
  return (turned < 0 ? turned + 360 : turned) - 180;
}

/**
 * Corners of a frame round the regions alone, for `createMapProjection`: never closer up than the geography bears,
 * never beyond the seam. The whole world when there are no regions. Pure.
 */
export function frameRound(regions: readonly GeoPoint[]): readonly GeoPoint[] {
  if (regions.length === 0) return anchors;
  const [west, east] = widened(
    regions.map(({ longitude }) => relativeLongitude(longitude)),
    MIN_FRAME_LONGITUDE,
    179,
  );
  const [south, north] = widened(
    regions.map(({ latitude }) => latitude),
    MIN_FRAME_LATITUDE,
    FRAME_LATITUDE_LIMIT,
  );
  return [
    { longitude: west + CENTRE_LONGITUDE, latitude: south },
    { longitude: east + CENTRE_LONGITUDE, latitude: north },
  ];
}

/** The span of the values, at least `least` wide and moved inside ±`limit` rather than cut there. */
function widened(values: readonly number[], least: number, limit: number): readonly [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const missing = Math.max(0, least - (high - low)) / 2;
  const shift = Math.max(0, -limit - (low - missing)) - Math.max(0, high + missing - limit);
  return [Math.max(-limit, low - missing + shift), Math.min(limit, high + missing + shift)];
}

/**
 * The largest Miller map that keeps the anchors and all `regions` inside the insets; edges may crop ocean.
 * @param frame kept inside as well; by default the corners of the inhabited world
 */
export function createMapProjection(
  size: MapSize,
  regions: readonly GeoPoint[],
  frame: readonly GeoPoint[] = anchors,
): MapProjection {
  const places = [...frame, ...regions].map(({ longitude, latitude }) =>
    millerRaw(
      (relativeLongitude(longitude) * Math.PI) / 180,
      (Math.min(FRAME_LATITUDE_LIMIT, Math.max(-FRAME_LATITUDE_LIMIT, latitude)) * Math.PI) / 180,
    ),
  );
  const xs = places.map(([x]) => x);
  const ys = places.map(([, y]) => y);
  const [minX, maxX] = [Math.min(...xs), Math.max(...xs)];
  const [minY, maxY] = [Math.min(...ys), Math.max(...ys)];
  const { inset } = size;
  const usableWidth = Math.max(1, size.width - inset.left - inset.right);
  const usableHeight = Math.max(1, size.height - inset.top - inset.bottom);
  const scale = Math.min(usableWidth / (maxX - minX), usableHeight / (maxY - minY));
  const originX = inset.left + usableWidth / 2 - (scale * (minX + maxX)) / 2;
  const originY = inset.top + usableHeight / 2 + (scale * (minY + maxY)) / 2;
  const geo = geoProjection(millerRaw)
    .rotate([-CENTRE_LONGITUDE, 0])
    .scale(scale)
    .translate([originX, originY])
    .precision(0.5);
  return {
    project: ({ longitude, latitude }) => {
      const [x, y] = millerRaw(
        (relativeLongitude(longitude) * Math.PI) / 180,
        (Math.min(89, Math.max(-89, latitude)) * Math.PI) / 180,
      );
      return [originX + scale * x, originY - scale * y];
    },
    worldWidth: 2 * Math.PI * scale,
    seamLeft: originX - Math.PI * scale,
    geo,
  };
}
