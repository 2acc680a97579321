/*
 * Imported before the application: with `?driven` what the page does every so often is done by the seconds of the
 * feed, not of the clock, so that thirty minutes of updates are thirty minutes for its timers as well.
 */
const MIN_DRIVEN_MS = 500;

interface Driven {
  readonly intervalMs: number;
  readonly callback: () => void;
  waitedMs: number;
}

const driven = new Map<number, Driven>();
let nextId = 1_000_000;

/** The feed went on by so much. */
export function passTime(ms: number): void {
  for (const interval of driven.values()) {
    interval.waitedMs += ms;
    for (; interval.waitedMs >= interval.intervalMs; interval.waitedMs -= interval.intervalMs)
      interval.callback();
  }
}

if (new URLSearchParams(location.search).has('driven')) {
  const { setInterval, clearInterval } = globalThis;
  globalThis.setInterval = ((callback: () => void, intervalMs = 0) => {
    if (intervalMs < MIN_DRIVEN_MS) return setInterval(callback, intervalMs);
    nextId += 1;
    driven.set(nextId, { intervalMs, callback, waitedMs: 0 });
    return nextId;
  }) as typeof globalThis.setInterval;
  globalThis.clearInterval = (id) => {
    if (!driven.delete(Number(id))) clearInterval(id as number);
  };
}
