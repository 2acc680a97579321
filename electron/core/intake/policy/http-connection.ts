import { err, type Result } from '../../../../shared/domain/result.ts';
import type { Clock } from '../../clock.ts';
import type { ConnectionConfig } from '../../config/connection-fields.ts';
import { connectionHeaders } from './connection-headers.ts';
import { createHttpText, type HttpReply, type HttpRequest } from './http-text.ts';
import { createHttpTransport } from './http-transport.ts';
import { gatewayWords, type HttpProblem } from './http-words.ts';
import { maskedAddress, withoutUserInfo } from './masked-address.ts';
import type { SecretResolver } from './secrets.ts';

/** One question to the source's server; the login and the connection are the connection's business. */
export interface HttpQuestion extends Pick<HttpRequest, 'form' | 'change' | 'onBytes' | 'headersTimeoutMs'> {
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

/**
 * @param secrets asked for every request, so that a rotated token works without a restart
 * @param options `configDirectory`: where relative names of certificate files start
 */
export function createHttpConnection(
  config: ConnectionConfig,
  secrets: SecretResolver,
  clock: Clock,
  options: { readonly configDirectory?: string } = {},
): HttpConnection {
  const transport = createHttpTransport(config, secrets, options.configDirectory ?? '.');
  const http = createHttpText(clock, config.maxReplyMegabytes * 1_048_576, transport);
  const { url: baseUrl } = withoutUserInfo(config.url);

  return {
    host: baseUrl.host,
    address: maskedAddress(config.url),
    baseUrl,
    get warnings() {
      return transport.warnings();
    },
    async request({ url, accept, extraHeaders, form, change, onBytes, headersTimeoutMs }) {
      const own = await connectionHeaders(config, secrets);
      if (!own.ok) return err({ scope: 'source', sentence: own.error });
      const headers = { ...extraHeaders, ...own.value, ...(accept === undefined ? {} : { accept }) };
      const reply = await http.request({ url, headers, form, change, onBytes, headersTimeoutMs });
      const misled = reply.ok ? gatewayWords(reply.value, url.host) : null;
      return misled === null ? reply : err({ scope: 'source', sentence: misled });
    },
    close: () => http.close(),
  };
}
