import type { WallScene } from '../../../shared/domain/catalogue.ts';

/** The scene that stood at a moment; every later one follows from the clock. */
export interface SceneAnchor {
  readonly position: number;
  readonly atMs: number;
}

/** A wall changes at most this often, whatever is configured: faster cannot be read. */
export const MIN_DWELL_MS = 3_000;

/** The position on show now: each scene stands for its dwell. Before the anchor nothing moves. Pure. */
export function scenePosition(
  anchor: SceneAnchor,
  nowMs: number,
  sceneCount: number,
  dwellMs: number,
): number {
  const dwells = Math.floor(Math.max(0, nowMs - anchor.atMs) / Math.max(MIN_DWELL_MS, dwellMs));
  return (anchor.position + dwells) % Math.max(1, sceneCount);
}

/** One scene forwards or backwards by hand; it then stands for its full time. */
export function stepScene(position: number, by: 1 | -1, nowMs: number, sceneCount: number): SceneAnchor {
  const count = Math.max(1, sceneCount);
  return { position: (position + by + count) % count, atMs: nowMs };
}

/** The scene at a position; the map when none is configured. */
export function sceneAt(position: number, scenes: readonly WallScene[]): WallScene {
  return scenes[position] ?? 'map';
}
