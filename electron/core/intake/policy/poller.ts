import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { thrownWords } from '../../thrown-words.ts';
import { backoffDelayMs } from './backoff.ts';
import { delayToNextPollMs } from './poll-phase.ts';
import type { StatusTracker } from './status-tracker.ts';

export interface PollerOptions {
  /** Id of the source: gives it its own place in the interval. */
  readonly id: string;
  readonly everyMs: number;
  readonly clock: Clock;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
  /** How often in a row it failed decides between the interval and the backoff. */
  readonly tracker: Pick<StatusTracker, 'consecutiveFailures' | 'failed' | 'nextAttempt'>;
  readonly log?: Log;
  /**
   * Asks once and tells the tracker how it went. The next round begins only after this one has ended, so a
   * source has at most one round under way. It should end when the source's connection is closed.
   */
  readonly round: () => Promise<void>;
}

/** Asks again and again until stopped; what a round throws is shown as a failure and ends nothing. */
export interface Poller {
  /** The first round begins at once; further calls do nothing. */
  start(): void;
  /** A failure became known between rounds: the next one comes after the backoff instead of at its place. */
  hurry(): void;
  /** No round begins any more; resolves when the one under way has ended. */
  stop(): Promise<void>;
}

/** @returns a poller that is idle until `start` */
export function createPoller(options: PollerOptions): Poller {
  const { id, everyMs, clock, random, tracker } = options;
  let started = false;
  let stopped = false;
  let cancelTimer: (() => void) | null = null;
  let underWay: Promise<void> = Promise.resolve();

  function schedule(): void {
    if (stopped) return;
    const failures = tracker.consecutiveFailures();
    const delayMs =
      failures === 0 ? delayToNextPollMs(id, everyMs, clock.monotonicMs()) : backoffDelayMs(failures, random);
    tracker.nextAttempt(Math.round(clock.nowMs() + delayMs));
    cancelTimer = clock.setTimeout(run, delayMs);
  }

  async function guardedRound(): Promise<void> {
    try {
      await options.round();
    } catch (error) {
      if (stopped) return;
      // A mistake of ours must not end the polling; it is shown like any other failure.
      const words = thrownWords(error);
      options.log?.warn('A polling round failed unexpectedly', { source: id, error: words });
      tracker.failed(`Vigil failed to read the answer (${words}).`);
    }
  }

  function run(): void {
    cancelTimer = null;
    underWay = guardedRound().finally(schedule);
  }

  return {
    start() {
      if (started || stopped) return;
      started = true;
      run();
    },
    hurry() {
      // While a round is under way it decides itself when the next one comes.
      if (cancelTimer === null) return;
      cancelTimer();
      schedule();
    },
    async stop() {
      stopped = true;
      cancelTimer?.();
      await underWay;
    },
  };
}
