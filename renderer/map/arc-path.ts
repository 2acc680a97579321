import { type GeoPoint, greatCirclePoints } from '../../shared/math/great-circle.ts';
import type { MapProjection } from './projection.ts';

export type ScreenPoint = readonly [x: number, y: number];

/** One way of a route on screen. Crossing the seam, it has two pieces, each a whole copy shifted by a world. */
export interface ArcPath {
  readonly pieces: readonly (readonly ScreenPoint[])[];
}

/** A place on an arc and the direction of travel there, in radians. */
export interface ArcSpot {
  readonly x: number;
  readonly y: number;
  readonly angle: number;
}

/** Points per arc: a chord of the longest arc then stays within half a pixel of the curve. */
const ARC_POINTS = 64;

/**
 * The great circle between two places on screen, bent to the right of travel by `bendPx` in its middle,
 * so that the two ways between the same places lie apart and still meet at both ends.
 */
export function arcPath(projection: MapProjection, from: GeoPoint, to: GeoPoint, bendPx: number): ArcPath {
  const line = bend(unwrap(projection, greatCirclePoints(from, to, ARC_POINTS)), bendPx);
  const xs = line.map(([x]) => x);
  const pieces = [line];
  const { seamLeft, worldWidth } = projection;
  if (Math.max(...xs) > seamLeft + worldWidth) pieces.push(shift(line, -worldWidth));
  if (Math.min(...xs) < seamLeft) pieces.push(shift(line, worldWidth));
  return { pieces };
}

/** Adds the arc to a path. */
export function traceArc(path: Pick<CanvasPath, 'moveTo' | 'lineTo'>, { pieces }: ArcPath): void {
  for (const piece of pieces)
    for (const [index, [x, y]] of piece.entries()) {
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
  for (const piece of path.pieces)
    for (let i = 1; i < piece.length; i++) {
      const [ax, ay] = piece[i - 1] ?? [0, 0];
      const [bx, by] = piece[i] ?? [0, 0];
      const [dx, dy] = [bx - ax, by - ay];
      const length = dx * dx + dy * dy;
      const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length));
      nearest = Math.min(nearest, Math.hypot(x - ax - t * dx, y - ay - t * dy));
    }
  return nearest;
}

/** Projects a line and keeps it in one piece: a step over the seam continues beyond the edge of the world. */
function unwrap(projection: MapProjection, points: readonly GeoPoint[]): ScreenPoint[] {
  const { worldWidth } = projection;
  let turns = 0;
  let previous: number | null = null;
  return points.map((point) => {
    const [x, y] = projection.project(point);
    if (previous !== null) {
      if (x - previous > worldWidth / 2) turns -= 1;
      else if (previous - x > worldWidth / 2) turns += 1;
    }
    previous = x;
    return [x + turns * worldWidth, y];
  });
}

function bend(line: readonly ScreenPoint[], bendPx: number): readonly ScreenPoint[] {
  const last = line.length - 1;
  return line.map(([x, y], index) => {
    const before = line[Math.max(0, index - 1)] ?? [x, y];
    const after = line[Math.min(last, index + 1)] ?? [x, y];
    const [dx, dy] = [after[0] - before[0], after[1] - before[1]];
    const length = Math.hypot(dx, dy) || 1;
    // Rises fast and stays: the ways part near the circles instead of only in the middle.
    const amount = bendPx * Math.sqrt(Math.sin((Math.PI * index) / last));
    return [x - (dy / length) * amount, y + (dx / length) * amount];
  });
}

function shift(line: readonly ScreenPoint[], by: number): readonly ScreenPoint[] {
  return line.map(([x, y]) => [x + by, y]);
}

function spotOnPiece(piece: readonly ScreenPoint[], share: number): ArcSpot | null {
  const at = Math.min(1, Math.max(0, share)) * (piece.length - 1);
  const index = Math.min(piece.length - 2, Math.floor(at));
  const a = piece[index];
  const b = piece[index + 1];
  if (a === undefined || b === undefined) return null;
  const t = at - index;
  return {
    x: a[0] + (b[0] - a[0]) * t,
    y: a[1] + (b[1] - a[1]) * t,
    angle: Math.atan2(b[1] - a[1], b[0] - a[0]),
  };
}
