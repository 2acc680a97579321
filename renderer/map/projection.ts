import {
  type GeoProjection,
  type GeoRawProjection,
  geoAzimuthalEquidistantRaw,
  geoCentroid,
  geoEqualEarthRaw,
  geoOrthographicRaw,
  geoProjection,
} from 'd3-geo';
import { centralAngle, type GeoPoint } from '../../shared/math/great-circle.ts';
import { type Camera, homeCamera, type ProjectionKind } from './camera.ts';
import { cutLine, type LinePiece, wrappedLine } from './line-pieces.ts';

/** The meridian in the middle of the planar maps; their seam is at 170° W, where no country is cut. */
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
/** Where a map round a place ends at least, so that one lone region still has a world around it. */
const MIN_REACH = Math.PI / 3;
const RADIANS = Math.PI / 180;

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
  readonly kind: ProjectionKind;
  /** Screen position of a place, each place once: x runs one world's width from seam to seam. */
  project(point: GeoPoint): readonly [x: number, y: number];
  /** The place at a screen position; null beside the world. */
  unproject(x: number, y: number): GeoPoint | null;
  /** False for what lies on the far side of the globe. */
  shows(point: GeoPoint): boolean;
  /** How a line over the sphere lies on screen. */
  lines(points: readonly GeoPoint[]): readonly LinePiece[];
  /** Pixels per radian in the middle. */
  readonly scale: number;
  /** Where the middle of the camera stands on screen, and which place that is. */
  readonly focus: readonly [x: number, y: number];
  readonly centre: GeoPoint;
  /** Pixels of 360° of longitude on the equator. */
  readonly worldWidth: number;
  /** The left end of the world on screen; with `flat` it follows the camera. */
  readonly seamLeft: number;
  /** Screen position of the middle of the plane: of 10° E on the equator. For planar maps. */
  readonly origin: readonly [x: number, y: number];
  /** For d3's path generator. */
  readonly geo: GeoProjection;
}

/** Miller's cylinder in units of the radius: x to the east, y to the north; angles in radians. */
export function millerRaw(lambda: number, phi: number): [number, number] {
  return [lambda, 1.25 * Math.log(Math.tan(Math.PI / 4 + 0.4 * phi))];
}

/** The inverse of `millerRaw`. */
export function millerInverse(x: number, y: number): [number, number] {
  return [x, 2.5 * (Math.atan(Math.exp(0.8 * y)) - Math.PI / 4)];
}

/** Degrees east of a meridian, −180 up to 180. */
export function relativeLongitude(longitude: number, from = CENTRE_LONGITUDE): number {
  const turned = (longitude - from + 180) % 360;
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
 * The largest map that keeps the anchors and all `regions` inside the insets, seen through a camera; edges may crop
 * ocean.
 * @param frame kept inside as well; by default the corners of the inhabited world
 */
export function createMapProjection(
  size: MapSize,
  regions: readonly GeoPoint[],
  frame: readonly GeoPoint[] = anchors,
  camera: Camera = homeCamera,
): MapProjection {
  switch (camera.kind) {
    case 'flat':
    case 'equal_area':
      return planar(size, [...frame, ...regions], camera, camera.kind);
    case 'globe':
    case 'distance':
      return azimuthal(size, regions.length === 0 ? frame : regions, camera, camera.kind);
  }
}

interface Free {
  readonly width: number;
  readonly height: number;
  readonly x: number;
  readonly y: number;
}

/** The part of the stage nothing lies over, and its middle. */
export function freeStage({ width, height, inset }: MapSize): Free {
  const freeWidth = Math.max(1, width - inset.left - inset.right);
  const freeHeight = Math.max(1, height - inset.top - inset.bottom);
  return {
    width: freeWidth,
    height: freeHeight,
    x: inset.left + freeWidth / 2,
    y: inset.top + freeHeight / 2,
  };
}

function planar(
  size: MapSize,
  kept: readonly GeoPoint[],
  camera: Camera,
  kind: 'flat' | 'equal_area',
): MapProjection {
  const free = freeStage(size);
  const raw = kind === 'flat' ? millerRaw : geoEqualEarthRaw;
  const inverse = kind === 'flat' ? millerInverse : (geoEqualEarthRaw.invert ?? millerInverse);
  const rawOf = ({ longitude, latitude }: GeoPoint): readonly [number, number] =>
    raw(relativeLongitude(longitude) * RADIANS, Math.min(89.5, Math.max(-89.5, latitude)) * RADIANS);
  const places = kept.map(({ longitude, latitude }) =>
    rawOf({
      longitude,
      latitude: Math.min(FRAME_LATITUDE_LIMIT, Math.max(-FRAME_LATITUDE_LIMIT, latitude)),
    }),
  );
  const xs = places.map(([x]) => x);
  const ys = places.map(([, y]) => y);
  const [minX, maxX] = [Math.min(...xs), Math.max(...xs)];
  const [minY, maxY] = [Math.min(...ys), Math.max(...ys)];
  const home = Math.min(free.width / (maxX - minX), free.height / (maxY - minY));
  const scale = home * camera.zoom;
  const wanted = camera.centre === null ? null : rawOf(camera.centre);
  // The whole world round is free to turn; up and down, and where the world has an end, the view stays on the world.
  const slack = Math.min(1, 2 * (1 - 1 / camera.zoom)) / (2 * home);
  const held = (value: number | undefined, low: number, high: number, room: number): number =>
    Math.min((low + high) / 2 + room, Math.max((low + high) / 2 - room, value ?? (low + high) / 2));
  const centreX =
    kind === 'flat' ? (wanted?.[0] ?? (minX + maxX) / 2) : held(wanted?.[0], minX, maxX, free.width * slack);
  const centreY = held(wanted?.[1], minY, maxY, free.height * slack);
  const origin = [free.x - scale * centreX, free.y + scale * centreY] as const;
  const half = kind === 'flat' ? Math.PI : (raw(Math.PI, 0)[0] ?? Math.PI);
  const seamLeft = kind === 'flat' ? free.x - Math.PI * scale : origin[0] - half * scale;
  const worldWidth = 2 * half * scale;
  const project = (point: GeoPoint): readonly [number, number] => {
    const [x, y] = rawOf(point);
    let screenX = origin[0] + scale * x;
    if (kind === 'flat') {
      if (screenX < seamLeft) screenX += worldWidth;
      else if (screenX >= seamLeft + worldWidth) screenX -= worldWidth;
    }
    return [screenX, origin[1] - scale * y];
  };
  const unproject = (x: number, y: number): GeoPoint | null => {
    const [lambda, phi] = inverse((x - origin[0]) / scale, (origin[1] - y) / scale);
    if (!Number.isFinite(lambda) || !Number.isFinite(phi) || Math.abs(phi) > Math.PI / 2) return null;
    const turned = kind === 'flat' ? lambda : Math.min(Math.PI, Math.max(-Math.PI, lambda));
    return {
      longitude: relativeLongitude(turned / RADIANS + CENTRE_LONGITUDE, 0),
      latitude: phi / RADIANS,
    };
  };
  const [centreLambda, centrePhi] = inverse(centreX, centreY);
  return {
    kind,
    project,
    unproject,
    shows: () => true,
    lines: (points) =>
      kind === 'flat'
        ? wrappedLine(points.map(project), seamLeft, worldWidth)
        : cutLine(
            points,
            project,
            (a, b) =>
              a !== null && Math.abs(relativeLongitude(a.longitude) - relativeLongitude(b.longitude)) > 180,
          ),
    scale,
    focus: [free.x, free.y],
    centre: {
      longitude: relativeLongitude(centreLambda / RADIANS + CENTRE_LONGITUDE, 0),
      latitude: centrePhi / RADIANS,
    },
    worldWidth,
    seamLeft,
    origin,
    geo: geoProjection(raw as GeoRawProjection)
      .rotate([-CENTRE_LONGITUDE, 0])
      .scale(scale)
      .translate([...origin])
      .precision(0.5),
  };
}

/** The far side of a globe, and the point opposite to the middle of a distance map, are just beyond these. */
const GLOBE_REACH = Math.PI / 2 - 0.01;
const DISTANCE_REACH = Math.PI - 0.02;

function azimuthal(
  size: MapSize,
  kept: readonly GeoPoint[],
  camera: Camera,
  kind: 'globe' | 'distance',
): MapProjection {
  const free = freeStage(size);
  const centre = camera.centre ?? middleOf(kept);
  const radius = Math.min(free.width, free.height) / 2;
  const reach = kind === 'globe' ? GLOBE_REACH : DISTANCE_REACH;
  const farthest = Math.max(MIN_REACH, ...kept.map((place) => centralAngle(centre, place)));
  const scale = (kind === 'globe' ? radius : radius / farthest) * camera.zoom;
  const geo = geoProjection(kind === 'globe' ? geoOrthographicRaw : geoAzimuthalEquidistantRaw)
    .rotate([-centre.longitude, -centre.latitude])
    .scale(scale)
    .translate([free.x, free.y])
    .clipAngle(reach / RADIANS)
    .precision(0.5);
  const project = ({ longitude, latitude }: GeoPoint): readonly [number, number] =>
    geo([longitude, latitude]) ?? [free.x, free.y];
  const shows = (point: GeoPoint): boolean => centralAngle(centre, point) <= reach;
  return {
    kind,
    project,
    unproject: (x, y) => {
      const [longitude, latitude] = geo.invert?.([x, y]) ?? [Number.NaN, Number.NaN];
      const isOn = Math.hypot(x - free.x, y - free.y) <= (kind === 'globe' ? scale : Math.PI * scale);
      return isOn && Number.isFinite(longitude) && Number.isFinite(latitude) ? { longitude, latitude } : null;
    },
    shows,
    lines: (points) => cutLine(points, project, (_, point) => !shows(point)),
    scale,
    focus: [free.x, free.y],
    centre,
    worldWidth: 2 * Math.PI * scale,
    seamLeft: free.x - Math.PI * scale,
    origin: [free.x, free.y],
    geo,
  };
}

function middleOf(places: readonly GeoPoint[]): GeoPoint {
  const [longitude, latitude] = geoCentroid({
    type: 'MultiPoint',
    coordinates: places.map((place) => [place.longitude, place.latitude]),
  });
  return Number.isFinite(longitude) && Number.isFinite(latitude)
    ? { longitude, latitude }
    : { longitude: CENTRE_LONGITUDE, latitude: 20 };
}
