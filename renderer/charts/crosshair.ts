import { useSyncExternalStore } from 'react';
import { nearestTime, steppedTime } from './crosshair-model.ts';

/** One moment that all charts of a page point at. It is told to whoever draws it, without drawing the charts anew. */
export interface Crosshair {
  readonly atMs: () => number | null;
  /** Points at a moment, at the nearest time with a value within `snapMs`; null takes it away. */
  readonly point: (atMs: number | null, snapMs?: number) => void;
  /** Goes on by that many values, from `fromMs` where it points at nothing yet. */
  readonly step: (by: number, fromMs: number) => void;
  /** The times at which the charts have values. */
  readonly setTimes: (times: readonly number[]) => void;
  /** Everything the charts show at a moment, in a sentence. */
  readonly wordsAt: (atMs: number) => string;
  readonly setWords: (wordsAt: (atMs: number) => string) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

export function createCrosshair(): Crosshair {
  const listeners = new Set<() => void>();
  let times: readonly number[] = [];
  let current: number | null = null;
  let words: (atMs: number) => string = () => '';
  const set = (atMs: number | null): void => {
    if (atMs === current) return;
    current = atMs;
    for (const listener of listeners) listener();
  };
  return {
    atMs: () => current,
    point(atMs, snapMs = 0) {
      const near = atMs === null ? null : nearestTime(times, atMs);
      set(atMs !== null && near !== null && Math.abs(near - atMs) <= snapMs ? near : atMs);
    },
    step(by, fromMs) {
      const next = steppedTime(times, current ?? fromMs, by);
      if (next !== null) set(next);
    },
    setTimes(next) {
      times = next;
    },
    wordsAt: (atMs) => words(atMs),
    setWords(next) {
      words = next;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Where the crosshair points; null for nowhere. */
export function useCrosshairMs(crosshair: Crosshair): number | null {
  return useSyncExternalStore(crosshair.subscribe, crosshair.atMs);
}
