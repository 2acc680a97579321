import type { Result } from '../../../../shared/domain/result.ts';
import type { SourceType } from '../../../../shared/domain/source.ts';
import type { EventMapping, SequenceConfig } from '../../config/mapping-schema.ts';
import { thrownWords } from '../../thrown-words.ts';
import { compileMapping } from '../mapping/compile-mapping.ts';
import { kindWords } from '../mapping/json-path.ts';
import { createMessageBatch } from '../mapping/message-batch.ts';
import { backoffDelayMs } from '../policy/backoff.ts';
import { maskedAddress } from '../policy/masked-address.ts';
import { createSeriesKeys } from '../policy/series-keys.ts';
import { createStatusTracker } from '../policy/status-tracker.ts';
import type { Source } from '../source.ts';
import type { SourceContext } from '../source-context.ts';
import { createLastPayloads } from './last-payloads.ts';
import { asTheyCome, createMessageOrder } from './message-order.ts';
import { createMessageSlices, type Flow } from './message-slices.ts';
import { createResync } from './resync.ts';
import type { Gap } from './sequence.ts';

/** A broken connection may be back at once; after this it is called unreachable. */
const GRACE_MS = 2_000;

/** Quick first, because a restarted server is often back in a second; the cap keeps the promise of 30 s. */
const backoff = { firstMs: 500, capMs: 10_000 };

/** The last loss is told for this long. */
const TELL_LOSS_MS = 10 * 60_000;

/** What happens on one connection. After `ended` nothing more is called. */
export interface StreamEvents {
  /** Before the first message of the connection. @param recovered the server sends what was missed meanwhile */
  readonly opened: (recovered: boolean) => void;
  /** The connection stands and the subscription was sent. */
  readonly connected: (recovered: boolean) => void;
  /** The peer is known to be there, at least every few seconds. */
  readonly alive: () => void;
  /** Something arrived; `work` reads it, now or a little later, always in the order of arrival. */
  readonly arrived: (work: () => void) => void;
  /** Called from within `work`: one message. An event nobody declared counts only for the order. */
  readonly message: (event: string, payload: unknown) => void;
  /** Called from within `work`: something that is no message. */
  readonly refused: (count: number, sentence: string) => void;
  /** @param certain the peer was given its time and is gone; false when it may come back at once */
  readonly ended: (sentence: string, certain: boolean) => void;
}

/** One connection, from its attempt to its end. */
export interface StreamConnection {
  readonly flow: Flow;
  /** What a person should know for as long as the source is configured so. */
  readonly warnings: readonly string[];
  /** Asks the sender for a snapshot as configured; does nothing while it is not connected. */
  resync(): void;
  close(): Promise<void>;
}

/** The part of a configured source that does not depend on how it is connected to. */
export interface StreamConfig {
  readonly id: string;
  readonly url: string;
  readonly events: Readonly<Record<string, EventMapping>>;
  readonly sequence?: SequenceConfig | undefined;
  readonly staleAfter: number;
}

/** Makes one attempt; it never reconnects. The error is a sentence: a secret that cannot be read. */
export type OpenStream = (events: StreamEvents) => Promise<Result<StreamConnection, string>>;

/**
 * A server that sends events, which are turned into samples, alerts and annotations by the declared mapping.
 *
 * It reconnects for ever. Malformed messages are counted and described, never thrown. A connected server that sends
 * nothing stays live while its values go stale; a dead one is found within 7 s (`liveness.ts`).
 */
export function createStreamSource(
  type: Extract<SourceType, 'socketio' | 'websocket'>,
  config: StreamConfig,
  { deps, mask }: SourceContext,
  open: OpenStream,
): Source {
  const { clock } = deps;
  const sourceId = config.id;
  const address = maskedAddress(config.url);
  const tracker = createStatusTracker(
    { id: sourceId, type, address, staleAfterMs: config.staleAfter, everyMs: 0 },
    deps,
  );
  const keys = createSeriesKeys();
  const mappings = new Map(
    Object.entries(config.events).map(([event, mapping]) => [
      event,
      { name: `event ${event}`, ...compileMapping(sourceId, event, mapping, keys) },
    ]),
  );
  const problems = [...mappings.values()].flatMap(({ problem }) => (problem === null ? [] : [problem]));
  const batch = createMessageBatch(sourceId, clock, deps.emit, (count, newestMs, receivedAtMs) => {
    tracker.samples(count, receivedAtMs - newestMs);
    tracker.seriesCount(keys.size);
  });
  const slices = createMessageSlices(clock, (error) => {
    // A mistake of ours must not end the stream.
    const words = thrownWords(error);
    tracker.rejected(1, `A message could not be read (${words}).`);
  });
  const last = createLastPayloads(mask);
  const resync = createResync(clock, () => connection?.resync());
  const order = config.sequence === undefined ? asTheyCome : createMessageOrder(config.sequence, clock, lost);
  let connection: StreamConnection | null = null;
  let started = false;
  let stopped = false;
  let wasConnected = false;
  let failedAttempts = 0;
  /** The last connection was made and lost before the peer proved to be there: the next one has to prove it first. */
  let hungUp = false;
  let permanent: readonly string[] = [];
  let lossWords: string | null = null;
  let cancelRetry: (() => void) | null = null;
  let cancelGrace: (() => void) | null = null;
  let cancelLoss: (() => void) | null = null;

  const warn = (): void =>
    tracker.warnings([...permanent, ...problems, ...(lossWords === null ? [] : [lossWords])]);

  function lost({ from, to, noticedAtMs }: Gap): void {
    const count = to - from + 1;
    tracker.missed(count);
    const at = new Date(noticedAtMs).toISOString().slice(11, 19);
    const numbers = count === 1 ? `number ${from}` : `numbers ${from} to ${to}`;
    lossWords = `${count === 1 ? 'A message was' : `${count} messages were`} lost before ${at} UTC (${numbers}).`;
    warn();
    cancelLoss?.();
    cancelLoss = clock.setTimeout(() => {
      lossWords = null;
      warn();
    }, TELL_LOSS_MS);
    resync.want();
  }

  function message(event: string, payload: unknown): void {
    const mapping = mappings.get(event);
    const place = order.place(payload);
    if (mapping === undefined || place.kind === 'drop') return;
    const nowMs = clock.nowMs();
    last.keep(mapping.name, payload, nowMs);
    if (place.kind === 'refuse') return tracker.rejected(1, `Event "${event}": ${place.words}.`);
    if (payload instanceof Uint8Array || payload instanceof ArrayBuffer) {
      return tracker.rejected(1, `Event "${event}": expected JSON, got ${kindWords(payload)}.`);
    }
    keys.trim();
    const decoded = order.current(mapping.decode(payload, nowMs), place, mapping.timed);
    if (decoded.lastRejection !== null) tracker.rejected(decoded.rejectedCount, decoded.lastRejection);
    batch.add(decoded);
  }

  function arrived(work: () => void): void {
    if (slices.push(work)) return;
    tracker.rejected(1, 'Messages come faster than they can be read; some were left out.');
  }

  function connected(recovered: boolean): void {
    cancelGrace?.();
    cancelGrace = null;
    tracker.nextAttempt(null);
    if (!hungUp) tracker.succeeded();
    hungUp = true;
    // What was sent meanwhile is gone, whether or not numbers can prove it.
    if (wasConnected && !recovered) resync.want();
    wasConnected = true;
  }

  function alive(): void {
    // Only a connection that lasted resets the backoff: a server that hangs up at once is not hammered.
    failedAttempts = 0;
    hungUp = false;
    tracker.succeeded();
  }

  function ended(sentence: string, certain: boolean): void {
    connection = null;
    slices.flow(null);
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
      const words = thrownWords(error);
      deps.log.warn('A connection attempt failed unexpectedly', { source: sourceId, error: words });
      tracker.failed(`Vigil failed to connect (${words}).`);
      retryLater();
    });
  }

  async function connect(): Promise<void> {
    let isOver = false;
    const opened = await open({
      opened: (recovered) => arrived(() => order.opened(recovered)),
      connected,
      alive,
      arrived,
      message,
      refused: tracker.rejected,
      ended(sentence, certain) {
        isOver = true;
        ended(sentence, certain);
      },
    });
    if (!opened.ok) {
      if (stopped) return;
      tracker.failed(opened.error);
      retryLater();
      return;
    }
    if (stopped) return void (await opened.value.close());
    if (isOver) return;
    connection = opened.value;
    permanent = connection.warnings;
    slices.flow(connection.flow);
    warn();
  }

  return {
    id: sourceId,
    start() {
      if (started) return;
      started = true;
      tracker.start();
      warn();
      deps.log.info('Source started', { source: sourceId, address });
      attempt();
    },
    async stop() {
      stopped = true;
      cancelRetry?.();
      cancelGrace?.();
      cancelLoss?.();
      resync.stop();
      slices.stop();
      order.stop();
      batch.flush();
      tracker.stop();
      await connection?.close();
    },
    status: tracker.status,
    peek: last.payloads,
  };
}
