/** A bin of a short storm; it doubles until there are few enough of them. */
const SHORTEST_BIN_MS = 10_000;
/** Most bins of the little chart. */
export const MAX_STORM_BINS = 60;

/**
 * Alerts that began, per step of time, from the first of them until now; the last bin runs. What a clock that was set
 * back stamped before the first or after now counts in the nearest bin.
 * @param beganAtMs at least one
 */
export function stormBins(
  beganAtMs: readonly number[],
  nowMs: number,
): { readonly binMs: number; readonly bins: number[] } {
  const fromMs = beganAtMs[0] ?? nowMs;
  const spanMs = Math.max(0, nowMs - fromMs);
  let binMs = SHORTEST_BIN_MS;
  while (Math.floor(spanMs / binMs) >= MAX_STORM_BINS) binMs *= 2;
  const bins = Array.from({ length: Math.floor(spanMs / binMs) + 1 }, () => 0);
  for (const atMs of beganAtMs) {
    const index = Math.min(bins.length - 1, Math.max(0, Math.floor((atMs - fromMs) / binMs)));
    bins[index] = (bins[index] ?? 0) + 1;
  }
  return { binMs, bins };
}
