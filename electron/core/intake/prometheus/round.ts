import type { Observation, SeriesKey } from '../../../../shared/domain/observation.ts';
import type { Clock } from '../../clock.ts';
import type { HttpProblem } from '../policy/http-words.ts';
import type { PayloadPeek } from '../policy/payload-peek.ts';
import { runLimited } from '../policy/run-limited.ts';
import type { StatusTracker } from '../policy/status-tracker.ts';
import { createTurns } from '../policy/turns.ts';
import { askNothing, askVector } from './ask.ts';
import type { AskAlerts } from './ask-alerts.ts';
import type { PrometheusClient } from './client.ts';
import { sampleSlices } from './decode-vector.ts';
import type { PreparedQuery } from './queries.ts';
import { reviewSeries, seriesName } from './series-review.ts';
import { instantParameters, type ServerFacts } from './server-facts.ts';

/** Requests of one round that may be under way together: a dashboard must not be the load. */
const MAX_REQUESTS_AT_ONCE = 4;
/** Failing queries and missing series named in one sentence; the rest is counted. */
const MAX_NAMED = 3;
/** Samples handed on at once: a few milliseconds for whoever takes them, even when all are new. */
const SAMPLES_PER_SLICE = 1_000;

/** How one round of questions went. */
export interface RoundOutcome {
  readonly answered: number;
  /** Why it brought nothing, when it brought nothing. */
  readonly cause: HttpProblem | null;
  /** The longest time a server asked to be left alone for, milliseconds; 0 when none did. */
  readonly retryAfterMs: number;
  /** What a person should know of this round. */
  readonly notices: readonly string[];
  readonly seriesCount: number;
  readonly missingCount: number;
  /** What failed while other questions were answered; null when nothing did. */
  readonly problem: string | null;
}

export interface RoundOptions {
  readonly sourceId: string;
  readonly client: PrometheusClient;
  readonly tracker: StatusTracker;
  readonly clock: Clock;
  readonly emit: (observation: Observation) => void;
  readonly peek: PayloadPeek;
  readonly facts: ServerFacts;
  /** Null when alerts are not wanted from this source. */
  readonly askAlerts: AskAlerts | null;
  readonly isStopped: () => boolean;
}

interface Failure {
  readonly name: string;
  readonly problem: HttpProblem;
}

/** Asks every query and the alerts once, and hands on what was answered. */
export async function askRound(
  options: RoundOptions,
  queries: readonly PreparedQuery[],
): Promise<RoundOutcome> {
  const { sourceId, client, tracker, clock, emit, peek, facts, isStopped } = options;
  const failures: Failure[] = [];
  const notices: string[] = [];
  const missing: SeriesKey[] = [];
  let answered = 0;
  let seriesCount = 0;
  let sourceFailed = false;
  let hasNoAlertList = false;

  const failed = (name: string, problem: HttpProblem): void => {
    failures.push({ name, problem });
    if (problem.scope === 'source') sourceFailed = true;
  };
  const succeeded = (): void => {
    answered += 1;
    tracker.succeeded();
  };

  const askQuery = (query: PreparedQuery) => async (): Promise<void> => {
    const reply = await askVector(client, query, instantParameters(facts.software));
    if (isStopped()) return;
    if (!reply.ok) return failed(query.name, reply.error);
    const { vector, timesRound, head, bytes } = reply.value;
    const { keptCount, rejectedCount, lastRejection } = vector;
    const receivedAtMs = clock.nowMs();
    peek.keep(query.name, head, receivedAtMs, bytes);
    if (lastRejection !== null) tracker.rejected(rejectedCount, `${query.name}: ${lastRejection}.`);
    notices.push(...vector.notices.map((notice) => `${query.name}: ${notice}`));
    if (keptCount + rejectedCount === 0) notices.push(`${query.name}: the query finds no series.`);
    const review = await reviewSeries(query.cache, vector, receivedAtMs);
    if (isStopped()) return;
    seriesCount += keptCount;
    missing.push(...review.missing);
    let newestMs = Number.NEGATIVE_INFINITY;
    const turns = createTurns();
    for (const samples of sampleSlices(vector, timesRound, SAMPLES_PER_SLICE)) {
      if (turns.isSpent()) await turns.next();
      if (isStopped()) return;
      for (const { sampledAtMs } of samples) newestMs = Math.max(newestMs, sampledAtMs);
      emit({ kind: 'samples', sourceId, receivedAtMs, samples });
    }
    tracker.samples(keptCount, keptCount === 0 ? null : receivedAtMs - newestMs);
    if (review.absent.length > 0) emit({ kind: 'absent', sourceId, receivedAtMs, keys: review.absent });
    succeeded();
  };

  const askAlertList = (askAlerts: AskAlerts) => async (): Promise<void> => {
    const reply = await askAlerts();
    if (isStopped()) return;
    if (!reply.ok) return failed('alerts', reply.error);
    if (reply.value === null) {
      hasNoAlertList = true;
      return;
    }
    const { alerts, rejectedCount, lastRejection, rules, isCut, head, bytes } = reply.value;
    const receivedAtMs = clock.nowMs();
    peek.keep('/api/v1/alerts', head, receivedAtMs, bytes);
    if (lastRejection !== null) tracker.rejected(rejectedCount, `alerts: ${lastRejection}.`);
    notices.push(...reply.value.notices.map((notice) => `alerts: ${notice}`));
    const { silentRules } = rules;
    if (silentRules.length > 0) {
      const count = silentRules.length === 1 ? 'the rule' : `${silentRules.length} rules, among them`;
      notices.push(`alerts: ${count} ${silentRules[0]} cannot be evaluated, or not yet.`);
    }
    tracker.faults(rules.faults);
    // Live first: a list that came before its source was live would confirm nothing.
    succeeded();
    const labels = facts.externalLabels;
    const externalLabels = labels === null ? {} : { externalLabels: labels };
    const nowMs = clock.nowMs();
    // From a list that was cut nothing can be said to be over.
    if (isCut) emit({ kind: 'alert_changes', sourceId, receivedAtMs: nowMs, alerts });
    else emit({ kind: 'alert_list', sourceId, receivedAtMs: nowMs, alerts, silentRules, ...externalLabels });
  };

  const askAnything = async (): Promise<void> => {
    const reply = await askNothing(client);
    if (isStopped()) return;
    if (reply.ok) succeeded();
    else failed('test query', reply.error);
  };

  const jobs = queries.map(askQuery);
  if (options.askAlerts !== null) jobs.push(askAlertList(options.askAlerts));
  if (queries.length === 0) jobs.push(askAnything);
  // A dead server is not asked the whole list: each question would wait for its own timeout.
  await runLimited(jobs, MAX_REQUESTS_AT_ONCE, () => isStopped() || (sourceFailed && answered === 0));

  if (hasNoAlertList && answered > 0) notices.push(`alerts: ${noAlertListWords(client.host, facts)}`);
  if (missing.length > 0) notices.push(missingWords(missing));
  return {
    answered,
    cause: causeOf(failures),
    retryAfterMs: failures.reduce((longest, { problem }) => Math.max(longest, problem.retryAfterMs ?? 0), 0),
    notices,
    seriesCount,
    missingCount: missing.length,
    problem: failures.length === 0 ? null : failureWords(failures),
  };
}

function causeOf(failures: readonly Failure[]): HttpProblem | null {
  const cause = failures.find(({ problem }) => problem.scope === 'source') ?? failures[0];
  if (cause === undefined || cause.problem.scope === 'source') return cause?.problem ?? null;
  return { ...cause.problem, sentence: `Every query fails. ${cause.name}: ${cause.problem.sentence}` };
}

function failureWords(failures: readonly Failure[]): string {
  const named = failures.slice(0, MAX_NAMED);
  const words = named.map(({ name, problem }) => `${name}: ${problem.sentence}`).join(' ');
  const rest = failures.length - named.length;
  return rest === 0 ? words : `${words} (and ${rest} more)`;
}

function missingWords(missing: readonly SeriesKey[]): string {
  const named = missing.slice(0, MAX_NAMED).map((key) => `${seriesName(key)} (${key.signal})`);
  const rest = missing.length - named.length;
  const more = rest === 0 ? '' : ` and ${rest} more`;
  const what =
    missing.length === 1
      ? 'A series that was there before is'
      : `${missing.length} series that were there before are`;
  return `${what} missing: ${named.join(', ')}${more}.`;
}

function noAlertListWords(host: string, { software }: ServerFacts): string {
  return software?.flavour === 'victoriametrics'
    ? `${host} has no alert list: VictoriaMetrics leaves rules to vmalert; start it with -vmalert.proxyURL, or set alerts: false and add the Alertmanager as a source.`
    : `${host} has no alert list; set alerts: false, or add the server that evaluates the rules as a source.`;
}
