import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import type { Clock } from '../../clock.ts';
import type { PrometheusSourceConfig } from '../../config/schema.ts';
import { createHttpText, type HttpReply } from '../policy/http-text.ts';
import type { HttpProblem } from '../policy/http-words.ts';
import { basicAuthorization, withoutUserInfo } from '../policy/masked-address.ts';
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
  const http = createHttpText(clock);
  const base = withoutUserInfo(config.url);
  const prefix = base.url.pathname.replace(/\/+$/, '');
  let postWorks = true;

  async function headers(): Promise<Result<Readonly<Record<string, string>>, string>> {
    const own: Record<string, string> = { ...config.headers };
    if (base.authorization !== null) own['authorization'] = base.authorization;
    const { bearer, basic } = config.auth ?? {};
    if (bearer !== undefined) {
      const token = await secrets(bearer);
      if (!token.ok) return token;
      own['authorization'] = `Bearer ${token.value}`;
    } else if (basic !== undefined) {
      const password = await secrets(basic.password);
      if (!password.ok) return password;
      own['authorization'] = basicAuthorization(`${basic.username}:${password.value}`);
    }
    return ok(own);
  }

  function addressOf(path: string, query: URLSearchParams | null): URL {
    const url = new URL(base.url);
    url.pathname = `${prefix}${path}`;
    url.hash = '';
    for (const [name, value] of query ?? []) url.searchParams.append(name, value);
    return url;
  }

  async function send(
    path: string,
    parameters: URLSearchParams | null,
    byPost: boolean,
    withHeaders: Readonly<Record<string, string>>,
  ): Promise<Result<HttpReply, HttpProblem>> {
    return http.request({
      url: addressOf(path, byPost ? null : parameters),
      headers: withHeaders,
      form: byPost && parameters !== null ? parameters : undefined,
      headersTimeoutMs: config.timeout,
    });
  }

  return {
    host: base.url.host,
    async ask(path, parameters) {
      const resolved = await headers();
      if (!resolved.ok) return err({ scope: 'source', sentence: resolved.error });
      const query = parameters === undefined ? null : new URLSearchParams(parameters);
      const byPost = query !== null && postWorks;
      let reply = await send(path, query, byPost, resolved.value);
      if (reply.ok && reply.value.status === 405 && byPost) {
        postWorks = false;
        reply = await send(path, query, false, resolved.value);
      }
      if (!reply.ok) return reply;
      const problem = statusProblem(reply.value, base.url.host);
      return problem === null ? ok(reply.value.body) : err(problem);
    },
    close: () => http.close(),
  };
}
