import type { SocketioSourceConfig } from '../../config/source-schemas/socketio.ts';
import { compileMapping } from '../mapping/compile-mapping.ts';
import { createMessageBatch } from '../mapping/message-batch.ts';
import { backoffDelayMs } from '../policy/backoff.ts';
import { maskedAddress } from '../policy/masked-address.ts';
import { createSeriesKeys } from '../policy/series-keys.ts';
import { createStatusTracker } from '../policy/status-tracker.ts';
import type { Source } from '../source.ts';
import type { SourceContext } from '../source-context.ts';
import { type Connection, openConnection } from './connection.ts';

/** A broken connection may be back at once; after this it is called unreachable. */
const GRACE_MS = 2_000;

/** Quick first, because a restarted server is often back in a second; the cap keeps the promise of 30 s. */
const backoff = { firstMs: 500, capMs: 10_000 };

/**
 * A socket.io server whose events are turned into samples and alerts by the declared mapping.
 *
 * It reconnects for ever. Malformed messages are counted and described, never thrown. A connected server
 * that sends nothing stays live while its values go stale; a dead one is found within 7 s (`liveness.ts`).
 */
export function createSocketioSource(config: SocketioSourceConfig, { secrets, deps }: SourceContext): Source {
  const { clock } = deps;
  const sourceId = config.id;
  const tracker = createStatusTracker(
    {
      id: sourceId,
      type: 'socketio',
      address: maskedAddress(config.url),
      staleAfterMs: config.staleAfter,
      everyMs: 0,
    },
    deps,
  );
  const keys = createSeriesKeys();
  const mappings = new Map(
    Object.entries(config.events).map(([event, mapping]) => [event, compileMapping(event, mapping, keys)]),
  );
  const problems = [...mappings.values()].flatMap(({ problem }) => (problem === null ? [] : [problem]));
  const batch = createMessageBatch(sourceId, clock, deps.emit, (count, newestMs, receivedAtMs) => {
    tracker.samples(count, receivedAtMs - newestMs);
    tracker.seriesCount(keys.size);
  });
  let connection: Connection | null = null;
  let started = false;
  let stopped = false;
  let failedAttempts = 0;
  let cancelRetry: (() => void) | null = null;
  let cancelGrace: (() => void) | null = null;

  function message(event: string, payload: unknown): void {
    keys.trim();
    const decoded = mappings.get(event)?.decode(payload, clock.nowMs());
    if (decoded === undefined) return;
    if (decoded.lastRejection !== null) tracker.rejected(decoded.rejectedCount, decoded.lastRejection);
    batch.add(decoded.samples, decoded.alerts);
  }

  function connected(): void {
    cancelGrace?.();
    cancelGrace = null;
    tracker.nextAttempt(null);
    tracker.succeeded();
  }

  function alive(): void {
    // Only a connection that lasted resets the backoff: a server that hangs up at once is not hammered.
    failedAttempts = 0;
    tracker.succeeded();
  }

  function ended(sentence: string, certain: boolean): void {
    connection = null;
    batch.flush();
    if (tracker.status().state !== 'live') tracker.failed(sentence);
    else if (certain) tracker.lost(sentence);
    else {
      tracker.problem(sentence);
      cancelGrace ??= clock.setTimeout(() => {
        cancelGrace = null;
        tracker.lost(tracker.status().lastError ?? sentence);
      }, GRACE_MS);
    }
    retryLater();
  }

  function retryLater(): void {
    if (stopped) return;
    failedAttempts += 1;
    const delayMs = backoffDelayMs(failedAttempts, deps.random, backoff);
    tracker.nextAttempt(Math.round(clock.nowMs() + delayMs));
    cancelRetry = clock.setTimeout(attempt, delayMs);
  }

  function attempt(): void {
    tracker.attempted();
    void connect().catch((error: unknown) => {
      // A mistake of ours must not end the retries.
      const words = error instanceof Error ? error.message : String(error);
      deps.log.warn('A connection attempt failed unexpectedly', { source: sourceId, error: words });
      tracker.failed(`Vigil failed to connect (${words}).`);
      retryLater();
    });
  }

  async function connect(): Promise<void> {
    const token = config.auth?.token === undefined ? null : await secrets(config.auth.token);
    if (stopped) return;
    if (token !== null && !token.ok) {
      tracker.failed(token.error);
      retryLater();
      return;
    }
    connection = openConnection(config, token === null ? null : token.value, clock, {
      connected,
      alive,
      message,
      ended,
    });
  }

  return {
    id: sourceId,
    start() {
      if (started) return;
      started = true;
      tracker.start();
      tracker.warnings(problems);
      deps.log.info('Source started', { source: sourceId, address: maskedAddress(config.url) });
      attempt();
    },
    async stop() {
      stopped = true;
      cancelRetry?.();
      cancelGrace?.();
      batch.flush();
      tracker.stop();
      await connection?.close();
    },
    status: tracker.status,
    peek: () => [],
  };
}
