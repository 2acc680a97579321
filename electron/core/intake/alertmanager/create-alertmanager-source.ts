import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import type { Silence } from '../../../../shared/domain/silence.ts';
import type { AlertmanagerSourceConfig } from '../../config/source-schemas/alertmanager.ts';
import { createPayloadPeek } from '../policy/payload-peek.ts';
import { createPolledSource } from '../policy/polled-source.ts';
import { createStatusTracker } from '../policy/status-tracker.ts';
import type { Source } from '../source.ts';
import type { SourceContext } from '../source-context.ts';
import { type AlertmanagerProblem, createAlertmanagerClient } from './alertmanager-client.ts';
import { byOurClock, createSilencing } from './create-silencing.ts';
import { decodeAlerts, reportsOf } from './decode-alerts.ts';
import { decodeSilences } from './decode-silences.ts';
import { clusterWarnings, decodeStatus, withoutConfig } from './decode-status.ts';
import { createRenewals } from './renewals.ts';
import { createRestartWatch } from './restart-watch.ts';

/** Alerts confirmed longer ago than this many rounds are old. */
const STALE_ROUNDS = 3;

const IN_TURN =
  'Its address leads to several Alertmanagers in turn: give each of them as a source, with the same group.';

/** A part of a round that failed on its own. */
interface Failure {
  readonly name: string;
  readonly problem: AlertmanagerProblem;
}

/**
 * An Alertmanager, asked every `config.every` for its alerts, and then for its state and its silences.
 *
 * Alerts come first: an Alertmanager that restarts between the questions then shows its new start, and its empty
 * list is not believed. The source is live when the alerts arrive; the other two may fail and keep what was known.
 */
export function createAlertmanagerSource(
  config: AlertmanagerSourceConfig,
  { secrets, mask, configDirectory, deps, groupSize = () => 1 }: SourceContext,
): Source {
  const { clock, emit } = deps;
  const sourceId = config.id;
  const client = createAlertmanagerClient(config, secrets, clock, configDirectory);
  const tracker = createStatusTracker(
    {
      id: sourceId,
      type: 'alertmanager',
      group: config.group,
      address: client.address,
      staleAfterMs: config.staleAfter ?? STALE_ROUNDS * config.every + config.timeout,
      everyMs: config.every,
    },
    deps,
  );
  const peek = createPayloadPeek(mask);
  const alertQuestion = new URLSearchParams('active=true&silenced=true&inhibited=true&unprocessed=true');
  for (const matcher of config.filter) alertQuestion.append('filter', matcher);
  if (config.receiver !== undefined) alertQuestion.set('receiver', config.receiver);

  let silences: ReadonlyMap<string, Silence> = new Map();
  let peers: readonly string[] | null = null;
  const writing = createSilencing({
    client,
    clock,
    peers: () => peers,
    onWritten() {
      silences = writing.merged([...silences.values()], 0);
      tellSilences();
    },
  });
  const tellSilences = (): void =>
    emit({ kind: 'silence_list', sourceId, receivedAtMs: clock.nowMs(), silences: [...silences.values()] });
  const restarts = createRestartWatch();
  const renewals = createRenewals();
  let clusterNotes: readonly string[] = [];

  async function ask<T>(
    path: string,
    decode: (body: string) => Result<T, string>,
    parameters?: URLSearchParams,
  ): Promise<Result<T, AlertmanagerProblem>> {
    const reply = await client.ask(path, parameters);
    if (!reply.ok) return reply;
    const shown = path === '/status' ? withoutConfig(reply.value) : reply.value;
    peek.keep(`/api/v2${path}`, shown, clock.nowMs());
    const decoded = decode(reply.value);
    return decoded.ok
      ? ok(decoded.value)
      : err({ scope: 'question', sentence: `${client.host} ${decoded.error}.`, isStarting: false });
  }

  async function round(isStopped: () => boolean): Promise<void> {
    tracker.attempted();
    const alerts = await ask('/alerts', decodeAlerts, alertQuestion);
    if (isStopped()) return;
    if (!alerts.ok) {
      const { isStarting, sentence } = alerts.error;
      return isStarting ? tracker.starting(sentence) : tracker.failed(sentence);
    }
    // Live first: a list that came before its source was live would confirm nothing.
    tracker.succeeded();
    const receivedAtMs = clock.nowMs();
    const failures: Failure[] = [];
    await Promise.all([askStatus(failures), askSilences(failures)]);
    if (isStopped()) return;
    const { rejectedCount, lastRejection, isCut } = alerts.value;
    if (lastRejection !== null) tracker.rejected(rejectedCount, `alerts: ${lastRejection}.`);
    tracker.warnings([...client.warnings, ...clusterNotes, ...(restarts.alternates ? [IN_TURN] : [])]);
    if (failures.length > 0)
      tracker.problem(failures.map(({ name, problem }) => `${name}: ${problem.sentence}`).join(' '));
    tellSilences();
    emit({
      kind: 'alert_list',
      sourceId,
      receivedAtMs,
      alerts: reportsOf(
        alerts.value.alerts,
        silences,
        config.labels,
        receivedAtMs,
        renewals.listed(alerts.value.alerts, receivedAtMs),
      ),
      ignoredLabels: config.ignoreLabels,
      isPartial: isCut || !restarts.isSettled(clock.monotonicMs()),
    });
  }

  async function askStatus(failures: Failure[]): Promise<void> {
    const status = await ask('/status', decodeStatus);
    if (!status.ok) {
      restarts.refused(clock.monotonicMs());
      failures.push({ name: 'status', problem: status.error });
      return;
    }
    const { version, cluster } = status.value;
    peers = cluster === null ? null : cluster.status === 'disabled' ? [] : cluster.peers;
    if (version !== null) tracker.software(`Alertmanager ${version}`);
    clusterNotes = clusterWarnings(cluster, groupSize());
    const itsNowMs = clock.nowMs() + client.clockOffsetMs();
    restarts.answered(status.value.startedAtMs, itsNowMs, clock.monotonicMs());
  }

  async function askSilences(failures: Failure[]): Promise<void> {
    const begun = writing.begin();
    const reply = await ask('/silences', decodeSilences);
    if (!reply.ok) return void failures.push({ name: 'silences', problem: reply.error });
    const { rejectedCount, lastRejection } = reply.value;
    if (lastRejection !== null) tracker.rejected(rejectedCount, `silences: ${lastRejection}.`);
    const aheadMs = client.clockOffsetMs();
    silences = writing.merged(
      reply.value.silences.map((silence) => byOurClock(silence, aheadMs)),
      begun,
    );
  }

  const source = createPolledSource({
    id: sourceId,
    everyMs: config.every,
    deps,
    tracker,
    peek,
    connection: client,
    firstWarnings: client.warnings,
    round,
  });
  return {
    ...source,
    silencing: writing.silencing,
    stop() {
      writing.stop();
      return source.stop();
    },
  };
}
