import type { Source, SourceDeps } from '../source.ts';
import type { PayloadPeek } from './payload-peek.ts';
import { createPoller } from './poller.ts';
import type { StatusTracker } from './status-tracker.ts';

/** What a source that asks in rounds is made of. */
export interface PolledSourceOptions {
  readonly id: string;
  readonly everyMs: number;
  readonly deps: Pick<SourceDeps, 'clock' | 'random' | 'log'>;
  readonly tracker: StatusTracker;
  readonly peek: PayloadPeek;
  /** Closes the connection, which ends the round under way. */
  readonly connection: { close(): Promise<void> };
  /** What can be said before the first answer. */
  readonly firstWarnings: readonly string[];
  /** One round, as the poller runs it. After each wait it asks whether the source was stopped, and tells nothing then. */
  readonly round: (isStopped: () => boolean) => Promise<void>;
}

/** The life of a polled source: rounds until it is stopped, its status and its last payloads. */
export function createPolledSource(options: PolledSourceOptions): Source {
  const { id, everyMs, deps, tracker, peek, connection, firstWarnings } = options;
  let stopped = false;
  const isStopped = (): boolean => stopped;
  const round = (): Promise<void> => options.round(isStopped);
  const { clock, random, log } = deps;
  const poller = createPoller({ id, everyMs, clock, random, tracker, log, round });
  return {
    id,
    start() {
      tracker.start();
      tracker.warnings(firstWarnings);
      log.info('Source started', { source: id, address: tracker.status().address });
      poller.start();
    },
    async stop() {
      stopped = true;
      tracker.stop();
      await connection.close();
      await poller.stop();
    },
    status: tracker.status,
    peek: peek.payloads,
  };
}
