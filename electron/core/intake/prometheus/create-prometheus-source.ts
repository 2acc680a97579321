import type { PrometheusSourceConfig } from '../../config/source-schemas/prometheus.ts';
import { createDiscovery } from '../discovery/create-discovery.ts';
import { maskedAddress } from '../policy/masked-address.ts';
import { createPayloadPeek } from '../policy/payload-peek.ts';
import { createPoller } from '../policy/poller.ts';
import { createSeriesKeys } from '../policy/series-keys.ts';
import { createStatusTracker } from '../policy/status-tracker.ts';
import type { Source } from '../source.ts';
import type { SourceContext } from '../source-context.ts';
import { createAskAlerts } from './ask-alerts.ts';
import { createBackfill } from './backfill.ts';
import { createPrometheusClient } from './client.ts';
import { createDiscoveryLoop } from './discovery-loop.ts';
import { createLivenessWatch, LIVENESS_EVERY_MS } from './liveness-watch.ts';
import type { PreparedQuery } from './queries.ts';
import { createQuerySet } from './query-set.ts';
import { isServerProblem } from './reply.ts';
import { askRound, type RoundOptions, type RoundOutcome } from './round.ts';
import { createRuleWatch } from './rule-watch.ts';
import { createServerFacts } from './server-facts.ts';

/** The slowest scrape interval in common use: values this old can be the newest there are. */
const COMMON_SCRAPE_MS = 60_000;
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
  const client = createPrometheusClient(config, secrets, clock, context.configDirectory);
  const keys = createSeriesKeys();
  const querySet = createQuerySet(config, signals, keys);
  const facts = createServerFacts(client);
  const discovery = createDiscoveryLoop({
    discovery: createDiscovery(client, { region: config.region ?? null }),
    querySet,
    clock,
    isLive: () => tracker.status().state === 'live',
  });
  const peek = createPayloadPeek(context.mask);
  let stopped = false;
  let started = false;
  /** When a round last brought something, our clock; null before one did. */
  let answeredAtMs: number | null = null;
  let quietUntilMs = Number.NEGATIVE_INFINITY;
  let roundNotices: readonly string[] = [];

  const isStopped = (): boolean => stopped;
  const tellWarnings = (): void =>
    tracker.warnings([
      ...client.warnings,
      ...querySet.current.problems,
      ...discovery.notes(),
      ...roundNotices,
      ...backfill.warnings(),
    ]);
  const backfill = createBackfill({
    sourceId,
    client,
    keys,
    clock,
    emit,
    historyRoom: deps.historyRoom ?? (() => Promise.resolve(true)),
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
    if (isConnecting) {
      // What answers there decides how it is asked. Whether it answers is decided by the questions themselves.
      const answers = await facts.refresh();
      if (facts.software !== null) tracker.software(facts.software.name);
      if (answers && !stopped) await discovery.first();
      if (stopped) return;
    }
    const outcome = await askRound(roundOptions, querySet.current.queries);
    if (stopped) return;
    if (outcome.answered === 0) {
      quietUntilMs = clock.monotonicMs() + Math.min(outcome.retryAfterMs, MAX_RETRY_AFTER_MS);
      await tellFailure(outcome);
    } else tellAnswers(outcome, isConnecting);
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
    roundNotices = outcome.notices;
    tellWarnings();
    if (outcome.problem !== null) tracker.problem(outcome.problem);
    const isHole = answeredAtMs !== null && nowMs - answeredAtMs > HOLE_MS;
    const added = discovery.takeAdded();
    if (answeredAtMs === null) fillHistory(deps.recordedUntilMs, nowMs, querySet.current.queries);
    else {
      if (isConnecting || isHole) fillHistory(answeredAtMs, nowMs, querySet.current.queries);
      fillHistory(deps.recordedUntilMs, nowMs, added);
    }
    answeredAtMs = nowMs;
    if (outcome.problem === null) {
      const keys = discovery.takeOrphans();
      if (keys.length > 0) emit({ kind: 'forgotten', sourceId, receivedAtMs: nowMs, keys });
    }
    if (isConnecting) discovery.connected();
  }

  /** At first what the journal lacks, later only the hole. */
  function fillHistory(knownUntilMs: number, nowMs: number, queries: readonly PreparedQuery[]): void {
    const fromMs = Math.max(nowMs - config.backfill, knownUntilMs);
    backfill.request({ fromMs, toMs: nowMs }, queries);
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

  const liveness = createLivenessWatch(client, tracker, poller, clock, config.every);

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
      liveness.start();
    },
    async stop() {
      stopped = true;
      liveness.stop();
      discovery.stop();
      tracker.stop();
      await client.close();
      await poller.stop();
      await backfill.settled();
    },
    status: tracker.status,
    peek: () => peek.payloads(),
    guesses: discovery.guesses,
  };
}
