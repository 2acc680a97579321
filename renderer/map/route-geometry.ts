import { type ArcPath, arcPath, traceArc } from './arc-path.ts';
import type { NetworkIndex } from './network-index.ts';
import type { MapProjection } from './projection.ts';

/** An arc with the path a canvas strokes. */
export interface DrawnArc {
  readonly arc: ArcPath;
  readonly path: Path2D;
}

/** Half the distance between the two ways of a route, from the great circle between them. */
export const QUIET_BEND_PX = 2.6;
export const FAR_BEND_PX = 4;

/** Arcs of one projection, made when first asked for and kept until the size changes. */
export type ArcBook = (route: number, isFar: boolean) => DrawnArc | null;

export function createArcBook(index: NetworkIndex, projection: MapProjection): ArcBook {
  const arcs = new Map<number, DrawnArc | null>();
  return (route, isFar) => {
    const key = route * 2 + (isFar ? 1 : 0);
    let drawn = arcs.get(key);
    if (drawn === undefined) {
      drawn = makeArc(index, projection, route, isFar ? FAR_BEND_PX : QUIET_BEND_PX);
      arcs.set(key, drawn);
    }
    return drawn;
  };
}

function makeArc(
  index: NetworkIndex,
  projection: MapProjection,
  route: number,
  bendPx: number,
): DrawnArc | null {
  const ends = index.routes[route];
  const from = ends === undefined ? null : index.places[ends.from];
  const to = ends === undefined ? null : index.places[ends.to];
  if (!from || !to) return null;
  const arc = arcPath(projection, from, to, bendPx);
  const path = new Path2D();
  traceArc(path, arc);
  return { arc, path };
}
