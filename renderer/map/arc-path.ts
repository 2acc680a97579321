import { centralAngle, type GeoPoint, greatCirclePoints } from '../../shared/math/great-circle.ts';
import type { LinePiece, ScreenPoint } from './line-pieces.ts';
import type { MapProjection } from './projection.ts';

/** One way of a route on screen: whole, as two copies a world apart, or only the part that faces us. */
export interface ArcPath {
  readonly pieces: readonly LinePiece[];
}

/** A place on an arc and the direction of travel there, in radians. */
export interface ArcSpot {
  readonly x: number;
  readonly y: number;
  readonly angle: number;
}

/** A point about every so many pixels: the chord then stays within half a pixel of the curve. */
const POINT_EVERY_PX = 14;
const LEAST_POINTS = 9;
const MOST_POINTS = 160;

/**
 * The great circle between two places on screen, bent to the right of travel by `bendPx` in its middle,
 * so that the two ways between the same places lie apart and still meet at both ends.
 */
export function arcPath(projection: MapProjection, from: GeoPoint, to: GeoPoint, bendPx: number): ArcPath {
  const length = centralAngle(from, to) * projection.scale * stretchOf(projection, from, to);
  const wanted = Math.ceil(length / POINT_EVERY_PX);
  const count = Math.min(MOST_POINTS, Math.max(LEAST_POINTS, wanted));
  return {
    pieces: projection.lines(greatCirclePoints(from, to, count)).map((piece) => bend(piece, bendPx)),
  };
}

/** The flat map widens what lies far north and south, and with it the way over a pole. */
const MOST_STRETCH = 4;

function stretchOf({ kind }: MapProjection, from: GeoPoint, to: GeoPoint): number {
  if (kind === 'globe' || kind === 'distance') return 1;
  const farthest = Math.max(...greatCirclePoints(from, to, 5).map(({ latitude }) => Math.abs(latitude)));
  return Math.min(MOST_STRETCH, 1 / Math.cos((farthest * Math.PI) / 180));
}

/** Adds the arc to a path. */
export function traceArc(path: Pick<CanvasPath, 'moveTo' | 'lineTo'>, { pieces }: ArcPath): void {
  for (const { points } of pieces)
    for (const [index, [x, y]] of points.entries()) {
      if (index === 0) path.moveTo(x, y);
      else path.lineTo(x, y);
    }
}

/** The point at a share of the way, 0 to 1, on the first piece of the arc that shows it inside the width. */
export function spotAt(path: ArcPath, share: number, width: number): ArcSpot | null {
  let fallback: ArcSpot | null = null;
  for (const piece of path.pieces) {
    const spot = spotOnPiece(piece, share);
    if (spot === null) continue;
    if (spot.x >= 0 && spot.x <= width) return spot;
    fallback ??= spot;
  }
  return fallback;
}

/** Distance of a screen position from the arc, in pixels. */
export function distanceToArc(path: ArcPath, x: number, y: number): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (const { points } of path.pieces)
    for (let i = 1; i < points.length; i++) {
      const [ax, ay] = points[i - 1] ?? [0, 0];
      const [bx, by] = points[i] ?? [0, 0];
      const [dx, dy] = [bx - ax, by - ay];
      const length = dx * dx + dy * dy;
      const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length));
      nearest = Math.min(nearest, Math.hypot(x - ax - t * dx, y - ay - t * dy));
    }
  return nearest;
}

function bend({ points, from, to }: LinePiece, bendPx: number): LinePiece {
  const last = points.length - 1;
  const bent = points.map(([x, y], index): ScreenPoint => {
    const before = points[Math.max(0, index - 1)] ?? [x, y];
    const after = points[Math.min(last, index + 1)] ?? [x, y];
    const [dx, dy] = [after[0] - before[0], after[1] - before[1]];
    const length = Math.hypot(dx, dy) || 1;
    const share = from + ((to - from) * index) / last;
    // Rises fast and stays: the ways part near the circles instead of only in the middle.
    const amount = bendPx * Math.sqrt(Math.max(0, Math.sin(Math.PI * share)));
    return [x - (dy / length) * amount, y + (dx / length) * amount];
  });
  return { points: bent, from, to };
}

function spotOnPiece({ points, from, to }: LinePiece, share: number): ArcSpot | null {
  if (share < from || share > to) return null;
  const at = ((share - from) / (to - from)) * (points.length - 1);
  const index = Math.min(points.length - 2, Math.floor(at));
  const a = points[index];
  const b = points[index + 1];
  if (a === undefined || b === undefined) return null;
  const t = at - index;
  return {
    x: a[0] + (b[0] - a[0]) * t,
    y: a[1] + (b[1] - a[1]) * t,
    angle: Math.atan2(b[1] - a[1], b[0] - a[0]),
  };
}
