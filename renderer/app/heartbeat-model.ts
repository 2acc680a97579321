/** Height of a heartbeat bar in pixels: a dot for nothing, then growing with the logarithm of the batches. Pure. */
export function barHeight(batches: number, fullHeight: number): number {
  if (!Number.isFinite(batches) || batches <= 0) return 1;
  return Math.min(fullHeight, fullHeight * (0.45 + 0.2 * Math.log2(1 + batches) * 0.55));
}
