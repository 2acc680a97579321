import type { Guess } from '../../../../shared/domain/guess.ts';
import type { PrometheusSourceConfig } from '../../config/source-schemas/prometheus.ts';
import { maskedAddress } from '../policy/masked-address.ts';
import { createPayloadPeek } from '../policy/payload-peek.ts';
import { createPoller } from '../policy/poller.ts';
import { createSeriesKeys } from '../policy/series-keys.ts';
import { createStatusTracker } from '../policy/status-tracker.ts';
import type { Source } from '../source.ts';
import type { SourceContext } from '../source-context.ts';
import { askNothing } from './ask.ts';
import { createAskAlerts } from './ask-alerts.ts';
import { createBackfill } from './backfill.ts';
import { createPrometheusClient } from './client.ts';
import { createQuerySet } from './query-set.ts';
import { isServerProblem } from './reply.ts';
import { askRound, type RoundOptions, type RoundOutcome } from './round.ts';
import { createRuleWatch } from './rule-watch.ts';
import { createServerFacts } from './server-facts.ts';

/** The slowest scrape interval in common use: values this old can be the newest there are. */
const COMMON_SCRAPE_MS = 60_000;
/** Between rarer polls the server is asked whether it lives, so that a pulled plug is named within 10 s. */
const LIVENESS_EVERY_MS = 5_000;
/** Rounds further apart leave a hole that history fills, whether the server was away or this machine asleep. */
const HOLE_MS = 60_000;
/** A server may ask to be left alone for so long, no longer. */
const MAX_RETRY_AFTER_MS = 5 * 60_000;

const secondsOf = (ms: number): string => `${Number((ms / 1_000).toFixed(1))} s`;

/**
 * A Prometheus server, or one that speaks its HTTP API, polled every `config.every`.
 *
 * Each signal's queries are asked as instant queries, alerts come from `/api/v1/alerts`, and the history the journal
 * lacks is fetched at the start and after every hole. A query that fails leaves the earlier values to age; the source
 * is unreachable only when nothing of a round succeeds. It recovers by itself.
 */
export function createPrometheusSource(config: PrometheusSourceConfig, context: SourceContext): Source {
  const { signals, secrets, deps } = context;
  const { clock, emit } = deps;
  const sourceId = config.id;
  const address = maskedAddress(config.url);
  const everyMs = Math.min(config.every, LIVENESS_EVERY_MS);
  const staleAfterMs = config.staleAfter ?? COMMON_SCRAPE_MS + 3 * config.every;
  const tracker = createStatusTracker(
    { id: sourceId, type: 'prometheus', group: config.group, address, staleAfterMs, everyMs },
    deps,
  );
  const client = createPrometheusClient(config, secrets, clock);
  const keys = createSeriesKeys();
  const querySet = createQuerySet(config, signals, keys);
  const facts = createServerFacts(client);
  const peek = createPayloadPeek(context.mask);
  let stopped = false;
  let started = false;
  let cancelLiveness: (() => void) | null = null;
  /** When a round last brought something, our clock; null before one did. */
  let answeredAtMs: number | null = null;
  let quietUntilMs = Number.NEGATIVE_INFINITY;
  let roundNotices: readonly string[] = [];

  const isStopped = (): boolean => stopped;
  const tellWarnings = (): void =>
    tracker.warnings([
      ...client.warnings,
      ...querySet.current.problems,
      ...roundNotices,
      ...backfill.warnings(),
    ]);
  const backfill = createBackfill({
    sourceId,
    client,
    keys,
    clock,
    emit,
    isStopped,
    onWarnings: tellWarnings,
  });
  const askAlerts = createAskAlerts(
    client,
    () => querySet.current.alertLabels,
    createRuleWatch(client, () => clock.monotonicMs()),
    () => facts.software?.flavour === 'victoriametrics',
  );
  const roundOptions: RoundOptions = {
    sourceId,
    client,
    tracker,
    clock,
    emit,
    peek,
    facts,
    askAlerts: config.alerts ? askAlerts : null,
    isStopped,
  };

  async function round(): Promise<void> {
    if (clock.monotonicMs() < quietUntilMs) return;
    keys.trim();
    const isConnecting = tracker.status().state !== 'live';
    tracker.attempted();
    const outcome = await askRound(roundOptions, querySet.current.queries, isConnecting);
    if (stopped) return;
    quietUntilMs = clock.monotonicMs() + Math.min(outcome.retryAfterMs, MAX_RETRY_AFTER_MS);
    if (outcome.answered === 0) await tellFailure(outcome);
    else tellAnswers(outcome, isConnecting);
  }

  async function tellFailure({ cause }: RoundOutcome): Promise<void> {
    const sentence = cause?.sentence ?? `${client.host} has nothing to answer with.`;
    if (cause !== null && isServerProblem(cause) && cause.status === 503) {
      // While it replays its log, Prometheus refuses everything but the question whether it is alive.
      const isStarting = cause.saysNotReady || (await client.ask('/-/healthy')).ok;
      if (stopped) return;
      if (isStarting) return tracker.starting(sentence);
    }
    tracker.failed(sentence);
  }

  function tellAnswers(outcome: RoundOutcome, isConnecting: boolean): void {
    const nowMs = clock.nowMs();
    tracker.seriesCount(outcome.seriesCount);
    tracker.missingSeries(outcome.missingCount);
    if (facts.software !== null) tracker.software(facts.software.name);
    roundNotices = outcome.notices;
    tellWarnings();
    if (outcome.problem !== null) tracker.problem(outcome.problem);
    const isHole = answeredAtMs !== null && nowMs - answeredAtMs > HOLE_MS;
    if (answeredAtMs === null || isConnecting || isHole) fillHistory(nowMs);
    answeredAtMs = nowMs;
  }

  /** At first what the journal lacks, later only the hole. */
  function fillHistory(nowMs: number): void {
    const earliestMs = nowMs - config.backfill;
    const knownUntilMs = answeredAtMs ?? deps.recordedUntilMs;
    const fromMs = Math.min(nowMs, Math.max(earliestMs, knownUntilMs));
    backfill.request({ fromMs, toMs: nowMs }, querySet.current.queries);
    backfill.resume();
  }

  const poller = createPoller({
    id: sourceId,
    everyMs: config.every,
    clock,
    random: deps.random,
    tracker,
    log: deps.log,
    round,
  });

  /** A short question every few seconds; a failing answer brings the next round forward, which then decides. */
  function watchLiveness(): void {
    if (stopped || config.every <= LIVENESS_EVERY_MS) return;
    cancelLiveness = clock.setTimeout(() => {
      if (tracker.status().state !== 'live' || tracker.consecutiveFailures() > 0) return watchLiveness();
      void askNothing(client).then((reply) => {
        if (stopped) return;
        if (reply.ok) tracker.succeeded();
        else if (reply.error.scope === 'source') {
          tracker.failed(reply.error.sentence);
          poller.hurry();
        }
        watchLiveness();
      });
    }, LIVENESS_EVERY_MS);
  }

  return {
    id: sourceId,
    start() {
      if (started) return;
      started = true;
      tracker.start();
      tellWarnings();
      const queries = querySet.current.queries.length;
      deps.log.info('Source started', { source: sourceId, address, queries, every: secondsOf(config.every) });
      poller.start();
      watchLiveness();
    },
    async stop() {
      stopped = true;
      cancelLiveness?.();
      tracker.stop();
      await client.close();
      await poller.stop();
      await backfill.settled();
    },
    status: tracker.status,
    peek: () => peek.payloads(),
    guesses: async (): Promise<readonly Guess[]> => [],
  };
}
