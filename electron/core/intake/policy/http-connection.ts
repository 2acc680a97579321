import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import type { Clock } from '../../clock.ts';
import type { ConnectionConfig } from '../../config/connection-fields.ts';
import { createHttpText, type HttpReply, type HttpRequest } from './http-text.ts';
import type { HttpProblem } from './http-words.ts';
import { basicAuthorization, maskedAddress, withoutUserInfo } from './masked-address.ts';
import type { SecretResolver } from './secrets.ts';

/** One question to the source's server; the login and the connection are the connection's business. */
export interface HttpQuestion extends Pick<HttpRequest, 'form' | 'onBytes' | 'headersTimeoutMs'> {
  readonly url: URL;
  /** The `Accept` header; JSON when absent. */
  readonly accept?: string;
  /** Headers of this question alone, such as `if-none-match`; never a login. */
  readonly extraHeaders?: Readonly<Record<string, string>>;
}

/** HTTP to one configured server: headers, login, TLS, proxy, caps. One per source; it owns the sockets. */
export interface HttpConnection {
  /** For sentences: `prom.example:9090`. */
  readonly host: string;
  /** The configured address without any secret, for the screen. */
  readonly address: string;
  /** The configured address without user name and password, to build questions from. */
  readonly baseUrl: URL;
  /** What a person should know for as long as the source is configured so: certificates are not checked. */
  readonly warnings: readonly string[];
  request(question: HttpQuestion): Promise<Result<HttpReply, HttpProblem>>;
  close(): Promise<void>;
}

/** @param secrets asked for every request, so that a rotated token works without a restart */
export function createHttpConnection(
  config: ConnectionConfig,
  secrets: SecretResolver,
  clock: Clock,
): HttpConnection {
  const http = createHttpText(clock, config.maxReplyMegabytes * 1_048_576);
  const base = withoutUserInfo(config.url);

  async function headers(): Promise<Result<Readonly<Record<string, string>>, string>> {
    const own: Record<string, string> = {};
    for (const [name, value] of Object.entries(config.headers ?? {})) {
      const resolved = typeof value === 'string' ? ok(value) : await secrets(value);
      if (!resolved.ok) return resolved;
      own[name] = resolved.value;
    }
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

  return {
    host: base.url.host,
    address: maskedAddress(config.url),
    baseUrl: base.url,
    warnings: [],
    async request({ url, accept, extraHeaders, form, onBytes, headersTimeoutMs }) {
      const resolved = await headers();
      if (!resolved.ok) return err({ scope: 'source', sentence: resolved.error });
      const accepted = accept === undefined ? {} : { accept };
      const headersOfAll = { ...extraHeaders, ...resolved.value, ...accepted };
      return http.request({ url, headers: headersOfAll, form, onBytes, headersTimeoutMs });
    },
    close: () => http.close(),
  };
}
