/** Time as the core sees it; tests pass their own. */
export interface Clock {
  /** Wall clock, epoch milliseconds: for stamps and display. */
  nowMs(): number;
  /** Monotonic milliseconds: for ages, intervals and backoff. */
  monotonicMs(): number;
  /** Runs a callback once after a delay; returns the cancel. */
  setTimeout(callback: () => void, delayMs: number): () => void;
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  setTimeout(callback, delayMs) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
