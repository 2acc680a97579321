import type { Clock } from '../../../../../../electron/core/clock.ts';

/** The real clock, with delays and monotonic time sped up: limits of seconds are tested in parts of one. */
export function createFastClock(factor: number): Clock {
  return {
    nowMs: () => Date.now(),
    monotonicMs: () => performance.now() * factor,
    setTimeout(callback, delayMs) {
      const timer = setTimeout(callback, delayMs / factor);
      return () => clearTimeout(timer);
    },
  };
}
