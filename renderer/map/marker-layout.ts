export interface Disc {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Heavier marks stand still while lighter ones make room. */
  readonly weight: number;
}

export interface SeparateOptions {
  /** Centres end at least this share of the two radii apart; 1 means the circles touch. */
  readonly clearance: number;
  /** No mark leaves its place by more than this. */
  readonly maxShiftPx: number;
}

const ROUNDS = 24;

/** Radius of a region's circle: area grows with its share of the busiest region's traffic. */
export function circleRadius(trafficShare: number): number {
  return 5 + 9 * Math.sqrt(Math.min(1, Math.max(0, Number.isFinite(trafficShare) ? trafficShare : 0)));
}

/**
 * Pushes marks that hide one another apart, so that near places (Dublin and London) can be told apart.
 * Pure and deterministic; places with nothing near them do not move.
 */
export function separateDiscs(
  discs: readonly Disc[],
  { clearance, maxShiftPx }: SeparateOptions,
): readonly (readonly [x: number, y: number])[] {
  const at = discs.map(({ x, y }) => ({ x, y }));
  for (let round = 0; round < ROUNDS; round++) {
    let moved = false;
    for (let i = 0; i < discs.length; i++)
      for (let j = i + 1; j < discs.length; j++) {
        const [a, b, da, db] = [at[i], at[j], discs[i], discs[j]];
        if (a === undefined || b === undefined || da === undefined || db === undefined) continue;
        const wanted = clearance * (da.radius + db.radius);
        let [dx, dy] = [b.x - a.x, b.y - a.y];
        let apart = Math.hypot(dx, dy);
        if (apart >= wanted - 0.01) continue;
        // The same spot: fan out in a direction that only depends on the order.
        if (apart < 0.01) [dx, dy, apart] = [Math.cos(j * 2.4), Math.sin(j * 2.4), 1];
        const push = (wanted - Math.min(apart, wanted)) / apart;
        const share = da.weight / (da.weight + db.weight);
        a.x -= dx * push * (1 - share);
        a.y -= dy * push * (1 - share);
        b.x += dx * push * share;
        b.y += dy * push * share;
        moved = true;
      }
    for (const [index, point] of at.entries()) keepNear(point, discs[index], maxShiftPx);
    if (!moved) break;
  }
  return at.map(({ x, y }) => [x, y] as const);
}

function keepNear(point: { x: number; y: number }, home: Disc | undefined, maxShiftPx: number): void {
  if (home === undefined) return;
  const [dx, dy] = [point.x - home.x, point.y - home.y];
  const shift = Math.hypot(dx, dy);
  if (shift <= maxShiftPx) return;
  point.x = home.x + (dx / shift) * maxShiftPx;
  point.y = home.y + (dy / shift) * maxShiftPx;
}
