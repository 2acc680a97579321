import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import type { Clock } from '../../clock.ts';
import type { PrometheusSourceConfig } from '../../config/source-schemas/prometheus.ts';
import { createHttpConnection, type HttpQuestion } from '../policy/http-connection.ts';
import type { HttpReply } from '../policy/http-text.ts';
import type { HttpProblem } from '../policy/http-words.ts';
import type { SecretResolver } from '../policy/secrets.ts';
import type { ElementReader } from './list-scan.ts';
import { type Envelope, statusProblem } from './reply.ts';
import { createReplyReader } from './reply-reader.ts';

/** A long reply, read while it arrived. */
export interface ReadReply {
  /** The reply without the elements of its list. */
  readonly envelope: Envelope;
  /** The beginning of the text, and how many bytes it had in all, for looking at. */
  readonly head: string;
  readonly bytes: number;
}

export type QueryParameters = Readonly<Record<string, string>>;

/** Asks one Prometheus server. Replies are bodies of 2xx answers; everything else is a problem in words. */
export interface PrometheusClient {
  readonly host: string;
  /** What a person should know for as long as the source is configured so. */
  readonly warnings: readonly string[];
  /** The whole body as text: for answers that are short. */
  ask(path: string, parameters?: QueryParameters): Promise<Result<string, HttpProblem>>;
  /** Hands the elements of the list `data.<listKey>` on while they arrive, in short turns: for answers of any size. */
  read(
    path: string,
    parameters: QueryParameters | undefined,
    listKey: string,
    elements: ElementReader,
  ): Promise<Result<ReadReply, HttpProblem>>;
  close(): Promise<void>;
}

/**
 * Expressions go by POST, because they can be longer than an address may be; a server or proxy that
 * answers 405 is asked by GET from then on. Secrets are resolved for each request.
 */
export function createPrometheusClient(
  config: PrometheusSourceConfig,
  secrets: SecretResolver,
  clock: Clock,
  configDirectory: string,
): PrometheusClient {
  const http = createHttpConnection(config, secrets, clock, { configDirectory });
  const prefix = http.baseUrl.pathname.replace(/\/+$/, '');
  let postWorks = true;

  function addressOf(path: string, query: URLSearchParams | null): URL {
    const url = new URL(http.baseUrl);
    url.pathname = `${prefix}${path}`;
    url.hash = '';
    for (const [name, value] of query ?? []) url.searchParams.append(name, value);
    return url;
  }

  async function send(
    path: string,
    parameters: URLSearchParams | null,
    byPost: boolean,
    onBytes: HttpQuestion['onBytes'],
  ): Promise<Result<HttpReply, HttpProblem>> {
    return http.request({
      onBytes,
      url: addressOf(path, byPost ? null : parameters),
      form: byPost && parameters !== null ? parameters : undefined,
      headersTimeoutMs: config.timeout,
    });
  }

  /** Only answers of 2xx are ok. */
  async function answerOf(
    path: string,
    parameters: QueryParameters | undefined,
    onBytes?: HttpQuestion['onBytes'],
  ): Promise<Result<HttpReply, HttpProblem>> {
    const query =
      parameters === undefined ? null : new URLSearchParams({ ...parameters, ...config.parameters });
    const byPost = query !== null && postWorks;
    let reply = await send(path, query, byPost, onBytes);
    if (reply.ok && reply.value.status === 405 && byPost) {
      postWorks = false;
      reply = await send(path, query, false, onBytes);
    }
    if (!reply.ok) return reply;
    const problem = statusProblem(reply.value, http.host);
    return problem === null ? reply : err(problem);
  }

  return {
    host: http.host,
    get warnings() {
      return http.warnings;
    },
    async ask(path, parameters) {
      const reply = await answerOf(path, parameters);
      return reply.ok ? ok(reply.value.body) : reply;
    },
    async read(path, parameters, listKey, elements) {
      const reader = createReplyReader(listKey, elements);
      const reply = await answerOf(path, parameters, reader.take);
      if (!reply.ok) return reply;
      const envelope = reader.finish();
      if (!envelope.ok) return err({ scope: 'question', sentence: `${http.host} ${envelope.error}.` });
      return ok({ envelope: envelope.value, head: reader.head, bytes: reply.value.bytes });
    },
    close: () => http.close(),
  };
}
