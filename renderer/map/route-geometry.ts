import { type ArcPath, arcPath, spotAt, traceArc } from './arc-path.ts';
import { simplified } from './line-pieces.ts';
import type { NetworkIndex } from './network-index.ts';
import type { MapProjection } from './projection.ts';

/** An arc with what a canvas strokes. */
export interface DrawnArc {
  readonly arc: ArcPath;
  /** The line and its arrow heads. */
  readonly path: Path2D;
  /** False where no part of it lies on the stage. */
  readonly isOnStage: boolean;
}

/** Half the distance between the two ways of a route, from the great circle between them. */
export const QUIET_BEND_PX = 2.6;
export const FAR_BEND_PX = 4;

/** Where on the way the arrow heads stand; the first of several places that is on the stage. */
const USUAL_HEADS = [[0.62, 0.5, 0.38, 0.74, 0.26]] as const;
const FAR_HEADS = [[0.3, 0.2], [0.5], [0.7, 0.8]] as const;
const USUAL_HEAD_PX = 3.6;
const FAR_HEAD_PX = 5;

/** Arcs of one projection, made when first asked for and kept until the size or the camera changes. */
export type ArcBook = (route: number, isFar: boolean) => DrawnArc | null;

export function createArcBook(
  index: NetworkIndex,
  projection: MapProjection,
  size: { readonly width: number; readonly height: number },
): ArcBook {
  const arcs = new Map<number, DrawnArc | null>();
  return (route, isFar) => {
    const key = route * 2 + (isFar ? 1 : 0);
    let drawn = arcs.get(key);
    if (drawn === undefined) {
      drawn = makeArc(index, projection, size, route, isFar);
      arcs.set(key, drawn);
    }
    return drawn;
  };
}

function makeArc(
  index: NetworkIndex,
  projection: MapProjection,
  size: { readonly width: number; readonly height: number },
  route: number,
  isFar: boolean,
): DrawnArc | null {
  const ends = index.routes[route];
  const from = ends === undefined ? null : index.places[ends.from];
  const to = ends === undefined ? null : index.places[ends.to];
  if (!from || !to) return null;
  const arc = arcPath(projection, from, to, isFar ? FAR_BEND_PX : QUIET_BEND_PX);
  const path = new Path2D();
  traceArc(path, { pieces: arc.pieces.map((piece) => ({ ...piece, points: simplified(piece.points) })) });
  const isOnStage = arc.pieces.some(({ points }) =>
    points.some(([x, y]) => x > -20 && x < size.width + 20 && y > -20 && y < size.height + 20),
  );
  if (isOnStage)
    for (const shares of isFar ? FAR_HEADS : USUAL_HEADS)
      traceHead(path, arc, shares, size, isFar ? FAR_HEAD_PX : USUAL_HEAD_PX);
  return { arc, path, isOnStage };
}

/** A small open arrow head that points in the direction of travel. */
function traceHead(
  path: Path2D,
  arc: ArcPath,
  shares: readonly number[],
  size: { readonly width: number; readonly height: number },
  length: number,
): void {
  for (const share of shares) {
    const spot = spotAt(arc, share, size.width);
    if (spot === null || spot.x < 0 || spot.x > size.width || spot.y < 0 || spot.y > size.height) continue;
    const [cos, sin] = [Math.cos(spot.angle), Math.sin(spot.angle)];
    const [back, side] = [-length, length * 0.8];
    path.moveTo(spot.x + back * cos + side * sin, spot.y + back * sin - side * cos);
    path.lineTo(spot.x, spot.y);
    path.lineTo(spot.x + back * cos - side * sin, spot.y + back * sin + side * cos);
    return;
  }
}
