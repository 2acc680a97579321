import type { TimeRange } from '../../shared/domain/timeline.ts';

/** Parts of a window of the time bar, each told by its worst state. */
export const TIME_BAR_BINS = 180;
/** How far in from the edge it came over a moment stands in a window that moved to it. */
const INSET_SHARE = 1 / 4;

/** Where a window that ends at `atMs` ends: at the next edge of a bin, so that it moves a bin at a time. */
export function windowEndAt(rangeMs: number, atMs: number): number {
  const binMs = rangeMs / TIME_BAR_BINS;
  return Math.ceil(atMs / binMs) * binMs;
}

export function isWithin(window: TimeRange, atMs: number): boolean {
  return atMs >= window.fromMs && atMs <= window.toMs;
}

/**
 * A window moved so that a moment that left it is inside, ending no later than now. Pure.
 * @param isLater the moment lies after the window it left, so that it enters the new one at its beginning
 */
export function windowAround(atMs: number, rangeMs: number, isLater: boolean, presentMs: number): TimeRange {
  const wantedToMs = atMs + rangeMs * (isLater ? 1 - INSET_SHARE : INSET_SHARE);
  const toMs = Math.min(windowEndAt(rangeMs, wantedToMs), windowEndAt(rangeMs, presentMs));
  return { fromMs: toMs - rangeMs, toMs };
}
