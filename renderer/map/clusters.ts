import type { HealthState } from '../../shared/domain/health-state.ts';
import { severityOf } from '../../shared/domain/health-state.ts';
import { MAX_ZOOM } from './camera.ts';

/** A place on screen that may have to share its mark. */
export interface Site {
  readonly id: number;
  readonly x: number;
  readonly y: number;
}

/** Places that stand on one another at this zoom, or one that stands alone. */
export interface Cluster {
  /** In the order they were given. */
  readonly members: readonly number[];
  readonly x: number;
  readonly y: number;
}

/**
 * Two lone circles join when their places lie nearer than this: they would cover more than half of each other. It is
 * the same for all circles, however much traffic they have: what joins must not change with every second's load.
 */
export const JOIN_PX = 13;
/** A cluster's disc is larger than most circles, and swallows what lies under it. */
export const CLUSTER_RADIUS_PX = 16;
const CLUSTER_JOIN_PX = 18;

/**
 * Joins sites that would hide one another, nearest first, until no two are too near. Depends on places and zoom only.
 * Closest up nothing joins any more: what stands in one spot is then fanned out instead. Pure.
 */
export function clusterSites(sites: readonly Site[], zoom: number): readonly Cluster[] {
  const clusters = sites.map(({ id, x, y }): Cluster => ({ members: [id], x, y }));
  if (zoom >= MAX_ZOOM) return clusters;
  for (;;) {
    const pair = nearestPair(clusters);
    if (pair === null) break;
    const [i, j] = pair;
    const [a, b] = [clusters[i], clusters[j]];
    if (a === undefined || b === undefined) break;
    const [m, n] = [a.members.length, b.members.length];
    clusters[i] = {
      members: [...a.members, ...b.members],
      x: (a.x * m + b.x * n) / (m + n),
      y: (a.y * m + b.y * n) / (m + n),
    };
    clusters.splice(j, 1);
  }
  return clusters;
}

function nearestPair(clusters: readonly Cluster[]): readonly [number, number] | null {
  let best: readonly [number, number] | null = null;
  // How near in relation to how near is too near.
  let least = 1;
  for (const [i, a] of clusters.entries())
    for (let j = i + 1; j < clusters.length; j++) {
      const b = clusters[j];
      if (b === undefined) continue;
      const limit = a.members.length + b.members.length > 2 ? CLUSTER_JOIN_PX : JOIN_PX;
      const near = Math.hypot(a.x - b.x, a.y - b.y) / limit;
      if (near >= least) continue;
      least = near;
      best = [i, j];
    }
  return best;
}

/** A part of a cluster's ring. */
export interface StateShare {
  readonly state: HealthState;
  readonly count: number;
}

/** How many of a cluster are in which state, worst first. Pure. */
export function stateShares(states: readonly HealthState[]): readonly StateShare[] {
  const counts = new Map<HealthState, number>();
  for (const state of states) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts]
    .map(([state, count]) => ({ state, count }))
    .toSorted((a, b) => severityOf(b.state) - severityOf(a.state));
}
