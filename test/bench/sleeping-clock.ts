import { type Clock, systemClock } from '../../electron/core/clock.ts';

interface Timer {
  readonly dueMs: number;
  readonly callback: () => void;
}

/** The machine's clock at another hour, on a machine that can be put to sleep for a while in no time at all. */
export interface SleepingClock extends Clock {
  /** What this clock says, less what the machine's says. */
  readonly shiftMs: number;
  /** Goes on from `atMs`; timers whose time passed meanwhile are due at once, as on a machine that wakes. */
  moveTo(atMs: number): void;
}

export function sleepingClock(startMs: number): SleepingClock {
  let shiftMs = startMs - Date.now();
  const timers = new Map<Timer, () => void>();
  const monotonicMs = (): number => systemClock.monotonicMs() + shiftMs;

  function schedule(timer: Timer): void {
    const cancel = systemClock.setTimeout(
      () => {
        timers.delete(timer);
        timer.callback();
      },
      Math.max(0, timer.dueMs - monotonicMs()),
    );
    timers.set(timer, cancel);
  }

  return {
    get shiftMs() {
      return shiftMs;
    },
    nowMs: () => systemClock.nowMs() + shiftMs,
    monotonicMs,
    setTimeout(callback, delayMs) {
      const timer = { dueMs: monotonicMs() + delayMs, callback };
      schedule(timer);
      return () => {
        timers.get(timer)?.();
        timers.delete(timer);
      };
    },
    moveTo(atMs) {
      shiftMs = atMs - Date.now();
      for (const [timer, cancel] of timers) {
        cancel();
        schedule(timer);
      }
    },
  };
}
