/** How old a value is compared with its limit. `fresh` is the only one that may carry a green. */
export type Freshness = 'fresh' | 'stale';

/**
 * Freshness of a value.
 * @param ageMs now minus the older of its two clocks; negative ages (a source clock ahead of ours) count as 0
 * @param staleAfterMs the freshness limit of its source
 */
export function freshnessOf(ageMs: number, staleAfterMs: number): Freshness {
  return Number.isFinite(ageMs) && Math.max(0, ageMs) <= staleAfterMs ? 'fresh' : 'stale';
}

/** A sample is as old as the older of what its source says and when it reached us. */
export function ageMs(sampledAtMs: number, receivedAtMs: number, nowMs: number): number {
  return Math.max(0, nowMs - Math.min(sampledAtMs, receivedAtMs));
}
