import type { GeoPoint } from '../../shared/math/great-circle.ts';

export type ScreenPoint = readonly [x: number, y: number];

/** A line over the sphere, or the part of it that a map can draw in one stroke. */
export interface LinePiece {
  readonly points: readonly ScreenPoint[];
  /** Which share of the whole way its first and its last point stand at, 0 to 1. */
  readonly from: number;
  readonly to: number;
}

/**
 * A line on a cylinder in one piece: a step over the seam continues beyond the edge of the world. What lies beyond is
 * drawn a second time, shifted by a world, so that the line leaves on one side and comes in on the other.
 */
export function wrappedLine(
  points: readonly ScreenPoint[],
  seamLeft: number,
  worldWidth: number,
): readonly LinePiece[] {
  let turns = 0;
  let previous: number | null = null;
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const line = points.map(([x, y]): ScreenPoint => {
    if (previous !== null) {
      if (x - previous > worldWidth / 2) turns -= 1;
      else if (previous - x > worldWidth / 2) turns += 1;
    }
    previous = x;
    const at = x + turns * worldWidth;
    least = Math.min(least, at);
    most = Math.max(most, at);
    return [at, y];
  });
  const pieces: LinePiece[] = [{ points: line, from: 0, to: 1 }];
  const shifted = (by: number): LinePiece => ({ points: line.map(([x, y]) => [x + by, y]), from: 0, to: 1 });
  if (most > seamLeft + worldWidth) pieces.push(shifted(-worldWidth));
  if (least < seamLeft) pieces.push(shifted(worldWidth));
  return pieces;
}

/**
 * A line cut where a map cannot draw on.
 * @param isCut between the last drawn place (null at the beginning of a piece) and the next one
 */
export function cutLine(
  points: readonly GeoPoint[],
  project: (point: GeoPoint) => ScreenPoint,
  isCut: (last: GeoPoint | null, next: GeoPoint) => boolean,
): readonly LinePiece[] {
  const total = Math.max(1, points.length - 1);
  const pieces: LinePiece[] = [];
  let line: ScreenPoint[] = [];
  let first = 0;
  let last: GeoPoint | null = null;
  const end = (index: number): void => {
    if (line.length > 1) pieces.push({ points: line, from: first / total, to: (index - 1) / total });
    line = [];
    last = null;
  };
  for (const [index, point] of points.entries()) {
    if (isCut(last, point)) {
      end(index);
      // Cut by a seam the place itself can be drawn; cut by a horizon it cannot.
      if (isCut(null, point)) continue;
    }
    if (line.length === 0) first = index;
    line.push(project(point));
    last = point;
  }
  end(points.length);
  return pieces;
}

/** A line that leaves its old way by less than this looks the same. */
const UNSEEN_PX = 0.25;

/** The line without the points that it passes by so closely that nobody can tell: a canvas pays for every point. Pure. */
export function simplified(points: readonly ScreenPoint[], tolerancePx = UNSEEN_PX): readonly ScreenPoint[] {
  const kept: ScreenPoint[] = [];
  let from = 0;
  const first = points[0];
  if (first !== undefined) kept.push(first);
  for (let to = 2; to < points.length; to++) {
    if (isStraight(points, from, to, tolerancePx)) continue;
    from = to - 1;
    kept.push(points[from] as ScreenPoint);
  }
  const last = points.at(-1);
  if (points.length > 1 && last !== undefined) kept.push(last);
  return kept;
}

/** Whether everything between two points lies on the straight way between them. */
function isStraight(points: readonly ScreenPoint[], from: number, to: number, tolerancePx: number): boolean {
  const [ax, ay] = points[from] as ScreenPoint;
  const [bx, by] = points[to] as ScreenPoint;
  const [dx, dy] = [bx - ax, by - ay];
  const length = Math.hypot(dx, dy);
  for (let i = from + 1; i < to; i++) {
    const [x, y] = points[i] as ScreenPoint;
    const away = length === 0 ? Math.hypot(x - ax, y - ay) : Math.abs((x - ax) * dy - (y - ay) * dx) / length;
    if (away > tolerancePx) return false;
  }
  return true;
}
