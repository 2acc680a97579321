import type { Clock } from '../../clock.ts';
import type { Poller } from '../policy/poller.ts';
import type { StatusTracker } from '../policy/status-tracker.ts';
import { askNothing } from './ask.ts';
import type { PrometheusClient } from './client.ts';

/** Between rarer polls the server is asked whether it lives, so that a pulled plug is named within 10 s. */
export const LIVENESS_EVERY_MS = 5_000;

/** Asks a short question every few seconds; a failing answer brings the next round forward, which then decides. */
export interface LivenessWatch {
  start(): void;
  stop(): void;
}

/** Does nothing when rounds are frequent enough to tell by themselves. */
export function createLivenessWatch(
  client: PrometheusClient,
  tracker: StatusTracker,
  poller: Poller,
  clock: Clock,
  everyMs: number,
): LivenessWatch {
  let stopped = false;
  let cancel: (() => void) | null = null;

  async function look(): Promise<void> {
    if (tracker.status().state === 'live' && tracker.consecutiveFailures() === 0) {
      const reply = await askNothing(client);
      if (stopped) return;
      if (reply.ok) tracker.succeeded();
      else if (reply.error.scope === 'source') {
        tracker.failed(reply.error.sentence);
        poller.hurry();
      }
    }
    watch();
  }

  function watch(): void {
    if (!stopped && everyMs > LIVENESS_EVERY_MS) {
      cancel = clock.setTimeout(() => void look(), LIVENESS_EVERY_MS);
    }
  }

  return {
    start: watch,
    stop() {
      stopped = true;
      cancel?.();
    },
  };
}
