import { createHash } from 'node:crypto';
import type { Alert } from '../../../shared/domain/alert.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import type { Clock } from '../clock.ts';
import type { WebhookConfig } from '../config/webhooks-schema.ts';
import { createHttpConnection } from '../intake/policy/http-connection.ts';
import type { SecretResolver } from '../intake/policy/secrets.ts';
import { type HookPost, hookPost, hookSignature } from './hook-post.ts';
import { HookQueue, type PostProblem } from './hook-queue.ts';
import { HookRouter } from './hook-router.ts';
import type { PostSpool, Waiting } from './post-spool.ts';

export interface OutgoingDeps {
  readonly secrets: SecretResolver;
  /** Takes secrets out of a text. */
  readonly mask: (text: string) => string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly newId: () => string;
  readonly configDirectory: string;
  /** Shows a problem under a name of its own; null takes it away. */
  readonly setNotice: (id: string, text: string | null) => void;
  readonly spool: PostSpool;
}

/** Posts alerts to the receivers of the configuration. Never waits for any of them. */
export interface OutgoingHooks {
  /** Alerts as they now are. */
  alerts(changes: readonly Alert[]): void;
  /** Goes on under another configuration; what waits for a receiver waits on as long as its id and address stay. */
  configure(webhooks: readonly WebhookConfig[], firing: readonly Alert[]): void;
  stop(): Promise<void>;
}

interface Hook {
  readonly text: string;
  readonly receiver: string;
  readonly config: WebhookConfig;
  readonly router: HookRouter;
  readonly queue: HookQueue;
  readonly close: () => Promise<void>;
}

/** @param firing what fires already: nobody is told of it again */
export function createOutgoingHooks(
  webhooks: readonly WebhookConfig[],
  firing: readonly Alert[],
  deps: OutgoingDeps,
): OutgoingHooks {
  let hooks: readonly Hook[] = [];
  const end = async (hook: Hook): Promise<void> => {
    hook.queue.stop();
    deps.setNotice(noticeOf(hook.config), null);
    await hook.close();
  };
  const waiting = (): Waiting => new Map(hooks.map(({ receiver, queue }) => [receiver, queue.posts]));
  const changed = (): void => deps.spool.changed(waiting);
  const configure = (next: readonly WebhookConfig[], now: readonly Alert[]): void => {
    const before = hooks;
    const texts = new Set(next.map(textOf));
    const left = new Map<string, readonly HookPost[]>();
    for (const hook of before.filter(({ text }) => !texts.has(text))) {
      void end(hook);
      left.set(hook.receiver, hook.queue.posts);
    }
    const postsLeft = (receiver: string) => left.get(receiver) ?? deps.spool.take(receiver);
    hooks = next.map(
      (config) =>
        before.find(({ text }) => text === textOf(config)) ??
        startHook(config, now, { ...deps, changed, postsLeft }),
    );
    changed();
  };
  configure(webhooks, firing);
  return {
    alerts(changes) {
      for (const { config, router, queue } of hooks)
        for (const alert of changes) {
          const state = router.next(alert);
          if (state !== null) queue.push(hookPost(deps.newId(), config.id, state, alert, deps.clock.nowMs()));
        }
    },
    configure,
    async stop() {
      await Promise.all(hooks.map(end));
      await deps.spool.close(waiting());
      hooks = [];
    },
  };
}

const textOf = (config: WebhookConfig): string => JSON.stringify(config);

/** Names a receiver without giving away what its address may hold. */
function receiverOf({ id, url }: WebhookConfig): string {
  return createHash('sha256')
    .update(JSON.stringify([id, url]))
    .digest('hex');
}

const noticeOf = ({ id }: WebhookConfig): string => `webhook-${id}`;

interface HookDeps extends OutgoingDeps {
  readonly changed: () => void;
  /** What still waits for a receiver from before. */
  readonly postsLeft: (receiver: string) => readonly HookPost[];
}

function startHook(config: WebhookConfig, firing: readonly Alert[], deps: HookDeps): Hook {
  const { secrets, mask, clock, random, configDirectory, setNotice } = deps;
  const connection = createHttpConnection(config, secrets, clock, { configDirectory });
  const router = new HookRouter(config);
  for (const alert of firing) router.assume(alert);

  async function send({ id, body }: HookPost): Promise<Result<null, PostProblem>> {
    const secret = await secrets(config.secret);
    if (!secret.ok) return err({ sentence: secret.error, mayRetry: true });
    const reply = await connection.request({
      url: connection.baseUrl,
      change: { method: 'POST', json: body },
      extraHeaders: {
        'x-vigil-delivery': id,
        'x-vigil-signature': hookSignature(secret.value, body, clock.nowMs()),
      },
      headersTimeoutMs: config.timeout,
    });
    if (!reply.ok) return err({ sentence: reply.error.sentence, mayRetry: true });
    const { status, retryAfterMs } = reply.value;
    if (status >= 200 && status < 300) return ok(null);
    return err({
      sentence: `${connection.host} answered with status ${status}.`,
      // Too early, too many, too slow: the same post may be taken later. Everything else of 4xx is refused for good.
      mayRetry: status >= 500 || status === 408 || status === 425 || status === 429,
      retryAfterMs,
    });
  }

  const receiver = receiverOf(config);
  const queue = new HookQueue(
    {
      id: config.id,
      clock,
      random,
      send,
      tell: (problem) => setNotice(noticeOf(config), problem === null ? null : mask(problem)),
      changed: deps.changed,
    },
    deps.postsLeft(receiver),
  );
  return { text: textOf(config), receiver, config, router, queue, close: () => connection.close() };
}
