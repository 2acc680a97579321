import type { PrometheusSourceConfig } from '../../config/source-schemas/prometheus.ts';
import { backoffDelayMs } from '../policy/backoff.ts';
import type { HttpProblem } from '../policy/http-words.ts';
import { maskedAddress } from '../policy/masked-address.ts';
import { delayToNextPollMs } from '../policy/poll-phase.ts';
import { runLimited } from '../policy/run-limited.ts';
import { createSeriesKeys } from '../policy/series-keys.ts';
import { createStatusTracker } from '../policy/status-tracker.ts';
import type { Source } from '../source.ts';
import type { SourceContext } from '../source-context.ts';
import { absentFrom, type FoundSeries } from './absent-series.ts';
import { askHistory, askNothing, askVector } from './ask.ts';
import { createAskAlerts } from './ask-alerts.ts';
import { createPrometheusClient } from './client.ts';
import { type PreparedQuery, prepareQueries } from './queries.ts';

/** Requests of one round that may be under way together: a dashboard must not be the load. */
const MAX_REQUESTS_AT_ONCE = 4;

/** Failing queries named in one sentence; the rest is counted. */
const MAX_FAILURES_NAMED = 3;

/** History is handed on in pieces, so that live values pass between them. */
const BACKFILL_SLICE = 10_000;

/** The slowest scrape interval in common use: values this old can be the newest there are. */
const COMMON_SCRAPE_MS = 60_000;

/** Between rarer polls the server is asked whether it lives, so that a pulled plug is named within 10 s. */
const LIVENESS_EVERY_MS = 5_000;

const secondsOf = (ms: number): string => `${Number((ms / 1_000).toFixed(1))} s`;

/**
 * A Prometheus server, or one that speaks its HTTP API, polled every `config.every`.
 *
 * Each signal's queries are asked as instant queries, alerts come from `/api/v1/alerts`, and the last
 * 15 minutes are fetched at the start and after every recovery. A query that fails leaves the earlier
 * values to age; the source is unreachable only when nothing of a round succeeds. It recovers by itself.
 */
export function createPrometheusSource(
  config: PrometheusSourceConfig,
  { signals, secrets, deps }: SourceContext,
): Source {
  const { clock, emit } = deps;
  const sourceId = config.id;
  const tracker = createStatusTracker(
    {
      id: sourceId,
      type: 'prometheus',
      group: config.group,
      address: maskedAddress(config.url),
      staleAfterMs: config.staleAfter ?? COMMON_SCRAPE_MS + 3 * config.every,
      everyMs: Math.min(config.every, LIVENESS_EVERY_MS),
    },
    deps,
  );
  const client = createPrometheusClient(config, secrets, clock);
  const keys = createSeriesKeys();
  const { queries, problems, alertLabels } = prepareQueries(config, signals, keys);
  const askAlertList = createAskAlerts(client, alertLabels);
  /** What each query last found: a series that a later answer lacks is no longer measured. */
  const seriesOfQuery = new Map<PreparedQuery, FoundSeries>();
  let backfillWarnings: readonly string[] = [];
  let started = false;
  let stopped = false;
  let cancelTimer: (() => void) | null = null;
  let cancelLiveness: (() => void) | null = null;
  let roundIsRunning = false;
  let roundUnderWay: Promise<void> = Promise.resolve();
  let backfillUnderWay: Promise<void> | null = null;

  /** One round of questions. */
  async function round(): Promise<void> {
    keys.trim();
    const wasLive = tracker.status().state === 'live';
    const failures: { readonly name: string; readonly problem: HttpProblem }[] = [];
    const notices: string[] = [];
    let answered = 0;
    let sourceFailed = false;
    tracker.attempted();

    const failed = (name: string, problem: HttpProblem): void => {
      failures.push({ name, problem });
      if (problem.scope === 'source') sourceFailed = true;
    };
    const succeeded = (): void => {
      answered += 1;
      tracker.succeeded();
    };

    const askQuery = (query: PreparedQuery) => async (): Promise<void> => {
      const reply = await askVector(client, query);
      if (stopped) return;
      if (!reply.ok) return failed(query.name, reply.error);
      const { samples, rejectedCount, lastRejection } = reply.value;
      const receivedAtMs = clock.nowMs();
      const newestMs = samples.reduce((newest, sample) => Math.max(newest, sample.sampledAtMs), -Infinity);
      tracker.samples(samples.length, samples.length === 0 ? null : receivedAtMs - newestMs);
      if (lastRejection !== null) tracker.rejected(rejectedCount, `${query.name}: ${lastRejection}.`);
      notices.push(...reply.value.notices.map((notice) => `${query.name}: ${notice}`));
      if (samples.length + rejectedCount === 0) notices.push(`${query.name}: the query finds no series.`);
      const found = new Set(samples.map((sample) => sample.key));
      const now: FoundSeries = { keys: found, generation: keys.generation };
      const absent = absentFrom(now, seriesOfQuery.get(query));
      seriesOfQuery.set(query, now);
      if (samples.length > 0) emit({ kind: 'samples', sourceId, receivedAtMs, samples });
      if (absent.length > 0) emit({ kind: 'absent', sourceId, receivedAtMs, keys: absent });
      succeeded();
    };
    const askAlerts = async (): Promise<void> => {
      const reply = await askAlertList();
      if (stopped) return;
      if (!reply.ok) return failed('alerts', reply.error);
      const { alerts, rejectedCount, lastRejection, silentRules } = reply.value;
      if (lastRejection !== null) tracker.rejected(rejectedCount, `alerts: ${lastRejection}.`);
      notices.push(...reply.value.notices.map((notice) => `alerts: ${notice}`));
      if (silentRules.length > 0) {
        const count = silentRules.length === 1 ? 'the rule' : `${silentRules.length} rules, among them`;
        notices.push(`alerts: ${count} ${silentRules[0]} cannot be evaluated, or not yet.`);
      }
      // Live first: a list that came before its source was live would confirm nothing.
      succeeded();
      const receivedAtMs = clock.nowMs();
      // From a list that was cut nothing can be said to be over.
      if (reply.value.isCut) emit({ kind: 'alert_changes', sourceId, receivedAtMs, alerts });
      else emit({ kind: 'alert_list', sourceId, receivedAtMs, alerts, silentRules });
    };
    const askAnything = async (): Promise<void> => {
      const reply = await askNothing(client);
      if (stopped) return;
      if (reply.ok) succeeded();
      else failed('test query', reply.error);
    };

    const jobs = queries.map(askQuery);
    if (config.alerts) jobs.push(askAlerts);
    if (jobs.length === 0) jobs.push(askAnything);
    // A dead server is not asked the whole list: each question would wait for its own timeout.
    await runLimited(jobs, MAX_REQUESTS_AT_ONCE, () => stopped || (sourceFailed && answered === 0));
    if (stopped) return;

    if (answered === 0) {
      const cause = failures.find((failure) => failure.problem.scope === 'source') ?? failures[0];
      tracker.failed(
        cause?.problem.scope === 'source'
          ? cause.problem.sentence
          : `Every query fails. ${cause?.name ?? ''}: ${cause?.problem.sentence ?? ''}`,
      );
      return;
    }
    tracker.seriesCount([...seriesOfQuery.values()].reduce((sum, found) => sum + found.keys.size, 0));
    tracker.warnings([...problems, ...notices, ...backfillWarnings]);
    if (failures.length > 0) {
      const named = failures.slice(0, MAX_FAILURES_NAMED);
      const words = named.map((failure) => `${failure.name}: ${failure.problem.sentence}`).join(' ');
      const rest = failures.length - named.length;
      tracker.problem(rest === 0 ? words : `${words} (and ${rest} more)`);
    }
    if (!wasLive) backfillUnderWay ??= backfill().finally(() => (backfillUnderWay = null));
  }

  /** Fills what was missed, one query after the other, beside the polling. */
  async function backfill(): Promise<void> {
    const warnings: string[] = [];
    for (const query of queries) {
      const reply = await askHistory(client, query, clock.nowMs());
      if (stopped) return;
      if (!reply.ok) {
        warnings.push(`History of ${query.name} is missing: ${reply.error.sentence}`);
        continue;
      }
      const { samples, truncated } = reply.value;
      if (truncated) warnings.push(`History of ${query.name} was cut: it has too many points.`);
      for (let from = 0; from < samples.length; from += BACKFILL_SLICE) {
        const slice = samples.slice(from, from + BACKFILL_SLICE);
        emit({ kind: 'backfill', sourceId, receivedAtMs: clock.nowMs(), samples: slice });
        await new Promise<void>((resolve) => clock.setTimeout(resolve, 0));
        if (stopped) return;
      }
    }
    backfillWarnings = warnings;
    if (warnings.length > 0) tracker.warnings([...tracker.status().warnings, ...warnings]);
  }

  function schedule(): void {
    if (stopped) return;
    const failures = tracker.consecutiveFailures();
    const delayMs =
      failures === 0
        ? delayToNextPollMs(sourceId, config.every, clock.monotonicMs())
        : backoffDelayMs(failures, deps.random);
    tracker.nextAttempt(Math.round(clock.nowMs() + delayMs));
    cancelTimer = clock.setTimeout(run, delayMs);
  }

  /** A short question every few seconds; a failing answer brings the next round forward, which then decides. */
  function watchLiveness(): void {
    if (stopped || config.every <= LIVENESS_EVERY_MS) return;
    cancelLiveness = clock.setTimeout(() => {
      if (tracker.status().state !== 'live' || tracker.consecutiveFailures() > 0) return watchLiveness();
      void askNothing(client).then((reply) => {
        if (stopped) return;
        if (reply.ok) tracker.succeeded();
        else if (reply.error.scope === 'source' && !roundIsRunning) {
          tracker.failed(reply.error.sentence);
          cancelTimer?.();
          schedule();
        }
        watchLiveness();
      });
    }, LIVENESS_EVERY_MS);
  }

  function run(): void {
    roundIsRunning = true;
    roundUnderWay = round()
      .catch((error: unknown) => {
        // A mistake of ours must not end the polling; it is shown like any other failure.
        const words = error instanceof Error ? error.message : String(error);
        deps.log.warn('A polling round failed unexpectedly', { source: sourceId, error: words });
        tracker.failed(`Vigil failed to read the answer (${words}).`);
      })
      .finally(() => {
        roundIsRunning = false;
        schedule();
      });
  }

  return {
    id: sourceId,
    start() {
      if (started) return;
      started = true;
      tracker.start();
      tracker.warnings(problems);
      deps.log.info('Source started', {
        source: sourceId,
        address: maskedAddress(config.url),
        queries: queries.length,
        every: secondsOf(config.every),
      });
      run();
      watchLiveness();
    },
    async stop() {
      stopped = true;
      cancelTimer?.();
      cancelLiveness?.();
      tracker.stop();
      await client.close();
      await roundUnderWay;
      await backfillUnderWay;
    },
    status: tracker.status,
    peek: () => [],
  };
}
