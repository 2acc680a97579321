import type { Clock } from '../../../../../../electron/core/clock.ts';

interface Timer {
  readonly dueMs: number;
  readonly callback: () => void;
}

/** A clock that moves only when told to. */
export interface FakeClock extends Clock {
  /** Moves time forward and runs what falls due, in order. */
  advance(ms: number): void;
  readonly timers: number;
}

export const START_MS = Date.UTC(2026, 8, 22, 14, 0, 0);

export function createFakeClock(): FakeClock {
  let elapsedMs = 0;
  const timers = new Set<Timer>();
  return {
    get timers() {
      return timers.size;
    },
    nowMs: () => START_MS + elapsedMs,
    monotonicMs: () => elapsedMs,
    setTimeout(callback, delayMs) {
      const timer = { dueMs: elapsedMs + delayMs, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(ms) {
      const untilMs = elapsedMs + ms;
      for (;;) {
        const due = [...timers]
          .filter((timer) => timer.dueMs <= untilMs)
          .toSorted((a, b) => a.dueMs - b.dueMs)[0];
        if (due === undefined) break;
        timers.delete(due);
        elapsedMs = Math.max(elapsedMs, due.dueMs);
        due.callback();
      }
      elapsedMs = untilMs;
    },
  };
}
