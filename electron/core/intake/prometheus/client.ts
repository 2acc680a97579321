import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import type { Clock } from '../../clock.ts';
import type { PrometheusSourceConfig } from '../../config/source-schemas/prometheus.ts';
import { createHttpConnection } from '../policy/http-connection.ts';
import type { HttpReply } from '../policy/http-text.ts';
import type { HttpProblem } from '../policy/http-words.ts';
import type { SecretResolver } from '../policy/secrets.ts';
import { statusProblem } from './reply.ts';

/** Asks one Prometheus server. Replies are bodies of 2xx answers; everything else is a problem in words. */
export interface PrometheusClient {
  readonly host: string;
  ask(path: string, parameters?: Readonly<Record<string, string>>): Promise<Result<string, HttpProblem>>;
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
): PrometheusClient {
  const http = createHttpConnection(config, secrets, clock);
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
  ): Promise<Result<HttpReply, HttpProblem>> {
    return http.request({
      url: addressOf(path, byPost ? null : parameters),
      form: byPost && parameters !== null ? parameters : undefined,
      headersTimeoutMs: config.timeout,
    });
  }

  return {
    host: http.host,
    async ask(path, parameters) {
      const query = parameters === undefined ? null : new URLSearchParams(parameters);
      const byPost = query !== null && postWorks;
      let reply = await send(path, query, byPost);
      if (reply.ok && reply.value.status === 405 && byPost) {
        postWorks = false;
        reply = await send(path, query, false);
      }
      if (!reply.ok) return reply;
      const problem = statusProblem(reply.value, http.host);
      return problem === null ? ok(reply.value.body) : err(problem);
    },
    close: () => http.close(),
  };
}
