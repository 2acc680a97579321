import { createHash, timingSafeEqual } from 'node:crypto';
import type { SourceStatus } from '../../../../shared/domain/source.ts';
import { countOf } from '../../../../shared/format/words.ts';
import { durationText } from '../../config/fields.ts';
import type { WebhookSourceConfig } from '../../config/source-schemas/webhook.ts';
import { thrownWords } from '../../thrown-words.ts';
import { createPayloadPeek } from '../policy/payload-peek.ts';
import { createStatusTracker } from '../policy/status-tracker.ts';
import type { HookAnswer, HookCall, Source } from '../source.ts';
import type { SourceContext } from '../source-context.ts';
import { createAnnotationDecoder } from './decode-annotations.ts';
import { decodeHook, type HookPayload } from './hook-payload.ts';

/** Calls taken within one second; more than that is a loop, not an event. */
export const MAX_CALLS_PER_SECOND = 100;

const NEEDS_SERVED_MODE =
  'Nothing can be posted to the desktop app: a webhook needs Vigil in served mode (npm run serve).';

/**
 * A hook: others post to `/hooks/<id>` what happens, an Alertmanager its alerts, a pipeline its deploys.
 *
 * It is live as soon as it listens, because nothing to tell is the normal case; where something is due regularly,
 * `expectEvery` says so, and silence beyond that makes it unreachable. The same call again changes nothing.
 */
export function createWebhookSource(
  config: WebhookSourceConfig,
  { secrets, mask, deps, takesHooks = true }: SourceContext,
): Source {
  const { clock, emit, log } = deps;
  const sourceId = config.id;
  let lastPostAtMs: number | null = null;
  // Listening is no success of the other side: only what was posted counts as heard.
  const honest = (status: SourceStatus): SourceStatus => ({ ...status, lastSuccessAtMs: lastPostAtMs });
  const tracker = createStatusTracker(
    {
      id: sourceId,
      type: 'webhook',
      address: `/hooks/${sourceId}`,
      staleAfterMs: config.expectEvery ?? config.repeatEvery,
      everyMs: 0,
    },
    { clock, onStatus: (status) => deps.onStatus(honest(status)) },
  );
  const peek = createPayloadPeek(mask);
  const annotationsOf = createAnnotationDecoder(sourceId);
  const maxBytes = config.maxReplyMegabytes * 1_048_576;
  let listening = false;
  let cancelSilence = (): void => undefined;
  let secondMs = 0;
  let callsThisSecond = 0;

  function watchSilence(): void {
    const { expectEvery } = config;
    cancelSilence();
    if (expectEvery === undefined) return;
    cancelSilence = clock.setTimeout(
      () => tracker.lost(`Nothing was posted for ${durationText(expectEvery)}.`),
      expectEvery,
    );
  }

  /** Why the caller is sent away before anything of it is read; null when it may go on. */
  async function refusal({ token, contentType }: HookCall): Promise<HookAnswer | null> {
    if (!listening) return answer(503, 'This hook is not listening at present.');
    const expected = await secrets(config.token);
    if (!expected.ok) {
      tracker.problem(`A call could not be checked: ${expected.error}`);
      return answer(503, 'This hook cannot check its token at present; the sources page of Vigil says why.');
    }
    if (token === null || !isSameSecret(token, expected.value))
      return answer(401, 'This hook needs its own token: send "Authorization: Bearer <token>".');
    const nowMs = clock.monotonicMs();
    if (nowMs - secondMs >= 1_000) {
      secondMs = nowMs;
      callsThisSecond = 0;
    }
    callsThisSecond += 1;
    if (callsThisSecond > MAX_CALLS_PER_SECOND)
      return answer(429, `This hook takes at most ${MAX_CALLS_PER_SECOND} calls a second.`);
    return /^application\/([\w.+-]+\+)?json\b/i.test(contentType.trim())
      ? null
      : answer(400, 'Content-Type: expected application/json.');
  }

  async function post(call: HookCall): Promise<HookAnswer> {
    const refused = await refusal(call);
    if (refused !== null) return refused;
    tracker.attempted();
    const body = await call.readBody(maxBytes);
    if (body === null)
      return answer(413, `The body is longer than ${config.maxReplyMegabytes} MB, or ended too early.`);
    if (!listening) return answer(503, 'This hook is not listening at present.');
    const receivedAtMs = clock.nowMs();
    const payload = decodeHook(body, config, annotationsOf, receivedAtMs);
    peek.keep(payload.ok ? payload.value.kind : 'refused', body, receivedAtMs);
    if (!payload.ok) {
      tracker.rejected(1, `A call was refused: ${payload.error}.`);
      return answer(400, `${payload.error}.`);
    }
    take(payload.value, receivedAtMs);
    return answer(202, takenWords(payload.value));
  }

  function take(
    { kind, alerts, annotations, rejectedCount, lastRejection, warnings }: HookPayload,
    receivedAtMs: number,
  ): void {
    lastPostAtMs = receivedAtMs;
    if (lastRejection !== null) tracker.rejected(rejectedCount, `${lastRejection}.`);
    tracker.warnings(warnings);
    if (kind === 'alertmanager') tracker.software('Alertmanager');
    // Live first: what came before its source was live would confirm nothing.
    tracker.succeeded();
    watchSilence();
    if (alerts.length > 0) emit({ kind: 'alert_changes', sourceId, receivedAtMs, alerts });
    if (annotations.length > 0) emit({ kind: 'annotations', sourceId, receivedAtMs, annotations });
  }

  return {
    id: sourceId,
    start() {
      if (!takesHooks) return tracker.lost(NEEDS_SERVED_MODE);
      listening = true;
      // Told at once, not when the first call is turned away.
      void secrets(config.token).then((token) => {
        if (!token.ok) tracker.problem(`No call can be taken: ${token.error}`);
      });
      tracker.succeeded();
      watchSilence();
    },
    async stop() {
      listening = false;
      cancelSilence();
      tracker.stop();
    },
    status: () => honest(tracker.status()),
    peek: peek.payloads,
    post: (call) =>
      post(call).catch((error: unknown) => {
        // A mistake of ours: the caller may try again, and a person can read of it.
        const words = thrownWords(error);
        log.warn('A call of a hook failed unexpectedly', { source: sourceId, error: words });
        tracker.problem(`Vigil failed to read a call (${words}).`);
        return answer(503, 'Vigil failed to read this call; its log says why.');
      }),
  };
}

function answer(status: HookAnswer['status'], sentence: string): HookAnswer {
  return { status, sentence };
}

function takenWords({ alerts, annotations, rejectedCount, lastRejection }: HookPayload): string {
  const firing = alerts.filter(({ state }) => state !== 'resolved').length;
  const parts = [
    ...(alerts.length > 0
      ? [
          `${firing} firing and ${alerts.length - firing} resolved ${alerts.length === 1 ? 'alert' : 'alerts'}`,
        ]
      : []),
    ...(annotations.length > 0 ? [countOf(annotations.length, 'annotation')] : []),
  ];
  const taken = parts.length === 0 ? 'Nothing was in it.' : `Taken: ${parts.join(', ')}.`;
  return lastRejection === null
    ? taken
    : `${taken} Left out: ${rejectedCount}, the last because of ${lastRejection}.`;
}

/** Compares digests, so that neither the time nor the length of the answer says anything about the secret. */
function isSameSecret(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
