const PPM = 1_000_000;
const AVAILABILITY_STEPS = 1_000_000_000;

/**
 * A target in whole parts per million, from percent as people write it (99.9) so that no binary fraction is
 * involved: 999,000. Finer targets are cut upwards: a stricter promise, never a laxer one.
 */
export function targetPpmOfPercent(percent: number): number {
  // 99.9 * 10_000 is 998,999.9999…: round away the noise of the multiplication before cutting.
  const scaled = percent * (PPM / 100);
  const nearest = Math.round(scaled);
  return Math.abs(scaled - nearest) < 1e-6 ? nearest : Math.ceil(scaled);
}

/** Allowed bad time over a window in whole milliseconds, cut: never more than was promised. */
export function budgetMsOf(targetPpm: number, windowMs: number): number {
  return Number((BigInt(PPM - targetPpm) * BigInt(Math.floor(windowMs))) / BigInt(PPM));
}

/** The mean of whole milliseconds over regions, cut towards failure: bad time up, good time down. */
export function meanMs(sumMs: number, count: number, kind: 'bad' | 'good'): number {
  if (count === 0) return 0;
  return kind === 'bad' ? Math.ceil(sumMs / count) : Math.floor(sumMs / count);
}

/**
 * good ÷ (good + bad), cut at nine digits so that 99.8999999 % never reads 99.9 %. Whole milliseconds;
 * null when nothing was observed.
 */
export function availabilityOf(goodMs: number, badMs: number): number | null {
  const observedMs = goodMs + badMs;
  if (observedMs <= 0) return null;
  return Number((BigInt(goodMs) * BigInt(AVAILABILITY_STEPS)) / BigInt(observedMs)) / AVAILABILITY_STEPS;
}
