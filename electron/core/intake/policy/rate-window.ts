const WINDOW_SECONDS = 60;

/** How many things happened per second over the last minute, in 60 buckets however many there were. */
export interface RateWindow {
  add(count: number, monotonicMs: number): void;
  perSecond(monotonicMs: number): number;
}

/** @param startedMs monotonic time counting began: a source that is 5 s old is averaged over 5 s */
export function createRateWindow(startedMs: number): RateWindow {
  const counts = new Float64Array(WINDOW_SECONDS);
  const seconds = new Float64Array(WINDOW_SECONDS).fill(Number.NEGATIVE_INFINITY);
  return {
    add(count, monotonicMs) {
      const second = Math.floor(monotonicMs / 1_000);
      const slot = ((second % WINDOW_SECONDS) + WINDOW_SECONDS) % WINDOW_SECONDS;
      counts[slot] = seconds[slot] === second ? counts[slot]! + count : count;
      seconds[slot] = second;
    },
    perSecond(monotonicMs) {
      const oldest = Math.floor(monotonicMs / 1_000) - WINDOW_SECONDS;
      let total = 0;
      for (let slot = 0; slot < WINDOW_SECONDS; slot += 1) {
        if (seconds[slot]! > oldest) total += counts[slot]!;
      }
      const spanSeconds = Math.min(WINDOW_SECONDS, Math.max(1, (monotonicMs - startedMs) / 1_000));
      return total / spanSeconds;
    },
  };
}
