import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Clock } from '../clock.ts';

/** The loop is looked at this often; the look itself is native and costs nothing to speak of. */
const RESOLUTION_MS = 10;

/** Quantiles are of the last one to two of these. */
const WINDOW_MS = 60_000;

/** How late the event loop came to its timers: what every other piece of work had to wait as well. */
export interface LoopLagReading {
  /** Of the last one to two minutes, in seconds. Empty before the first look. */
  readonly quantiles: readonly { readonly quantile: number; readonly seconds: number }[];
  /** Looks since start. */
  readonly count: number;
  /** Lag of all of them together, in seconds. Never falls. */
  readonly sumSeconds: number;
}

/** Watches the event loop of this process; started once by whoever owns the process. */
export interface LoopLag {
  start(): void;
  stop(): void;
  read(): LoopLagReading;
}

const quantiles = [0.5, 0.9, 0.99, 1] as const;

/** The monitor counts whole intervals: lag is what lies beyond the one asked for. */
const lagSeconds = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e9 - RESOLUTION_MS / 1_000);

/** @param clock for the windows; measuring is the runtime's own business */
export function createLoopLag(clock: Pick<Clock, 'setTimeout'>): LoopLag {
  const whole = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  // Begun in turn, so that the older one always covers at least a whole window.
  let older = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  let younger = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  let cancel: (() => void) | null = null;
  let highestSum = 0;

  const turn = (): void => {
    older.reset();
    [older, younger] = [younger, older];
    cancel = clock.setTimeout(turn, WINDOW_MS);
  };
  const all = () => [whole, older, younger];

  return {
    start() {
      if (cancel !== null) return;
      for (const monitor of all()) monitor.enable();
      cancel = clock.setTimeout(turn, WINDOW_MS);
    },
    stop() {
      cancel?.();
      cancel = null;
      for (const monitor of all()) monitor.disable();
    },
    read() {
      const { count } = whole;
      // A timer may come a little early now and then; a counter must not fall for it.
      if (count > 0) highestSum = Math.max(highestSum, lagSeconds(whole.mean) * count);
      return {
        quantiles:
          older.count === 0
            ? []
            : quantiles.map((quantile) => ({
                quantile,
                seconds: lagSeconds(quantile === 1 ? older.max : older.percentile(quantile * 100)),
              })),
        count,
        sumSeconds: highestSum,
      };
    },
  };
}
