/** A mark on screen. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Being off the direction counts this many times more than being far along it. */
const SIDEWAYS_COST = 2;

/**
 * The mark an arrow key leads to: the nearest one in that direction, sideways distance counting double.
 * Undefined for other keys and at the edge. Without a current mark any arrow starts at the first.
 */
export function nextInDirection(
  spots: ReadonlyMap<number, Spot>,
  current: number | null,
  key: string,
): number | undefined {
  const direction = directions[key];
  if (direction === undefined) return undefined;
  const from = current === null ? undefined : spots.get(current);
  if (from === undefined) return spots.keys().next().value;
  let best: number | undefined;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const [id, { x, y }] of spots) {
    if (id === current) continue;
    const along = (x - from.x) * direction[0] + (y - from.y) * direction[1];
    const aside = Math.abs((x - from.x) * direction[1]) + Math.abs((y - from.y) * direction[0]);
    // Outside the quarter that the arrow points into.
    if (along <= 0 || aside > along * 2) continue;
    const cost = along + SIDEWAYS_COST * aside;
    if (cost >= bestCost) continue;
    best = id;
    bestCost = cost;
  }
  return best;
}
