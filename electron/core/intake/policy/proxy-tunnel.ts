import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { getCACertificates } from 'node:tls';
import { ok, type Result } from '../../../../shared/domain/result.ts';
import type { ConnectionConfig } from '../../config/connection-fields.ts';
import { networkErrorWords } from './http-words.ts';
import { basicAuthorization, withoutUserInfo } from './masked-address.ts';
import type { SecretResolver } from './secrets.ts';

/** A proxy that has not opened a tunnel after this long will not; the next request tries anew. */
const TUNNEL_WITHIN_MS = 10_000;

/** A forward proxy and the login for it. */
export interface Proxy {
  readonly url: URL;
  /** The `Proxy-Authorization` header, if any. */
  readonly authorization: string | null;
}

/** The proxy did not open the tunnel; `message` is a sentence that names the proxy. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError';
}

/** The configured proxy with its login, or null. Variables such as HTTPS_PROXY are not looked at. */
export async function resolveProxy(
  config: ConnectionConfig['proxy'],
  secrets: SecretResolver,
): Promise<Result<Proxy | null, string>> {
  if (config === undefined) return ok(null);
  const { url, authorization } = withoutUserInfo(config.url);
  const basic = 'basic' in config ? config.basic : undefined;
  if (basic === undefined) return ok({ url, authorization });
  const password = await secrets(basic.password);
  if (!password.ok) return password;
  return ok({ url, authorization: basicAuthorization(`${basic.username}:${password.value}`) });
}

/**
 * Opens a tunnel by CONNECT (RFC 9110, 9.3.6) and resolves with the plain socket behind it.
 * @param target `host:port`
 * @param ca the source's own authorities: trusted for a proxy that speaks TLS too, besides the usual ones
 * @param withinMs how long the proxy may take
 * @throws ProxyError
 */
export function openTunnel(
  proxy: Proxy,
  target: string,
  ca: Buffer | undefined,
  withinMs = TUNNEL_WITHIN_MS,
): Promise<Socket> {
  const { url } = proxy;
  return new Promise((resolve, reject) => {
    const refuse = (sentence: string): void => reject(new ProxyError(sentence));
    const options = {
      hostname: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port),
      method: 'CONNECT',
      path: target,
      agent: false,
      headers: {
        host: target,
        ...(proxy.authorization === null ? {} : { 'proxy-authorization': proxy.authorization }),
      },
    } as const;
    const request =
      url.protocol === 'https:'
        ? httpsRequest({
            ...options,
            ...(ca === undefined ? {} : { ca: [...getCACertificates('default'), ca.toString('utf8')] }),
          })
        : httpRequest(options);
    const timer = setTimeout(() => {
      refuse(`The proxy ${url.host} did not open a tunnel to ${target} within ${withinMs / 1_000} s.`);
      request.destroy();
    }, withinMs);
    request.once('connect', (reply: IncomingMessage, socket: Socket, head: Buffer) => {
      clearTimeout(timer);
      const status = reply.statusCode ?? 0;
      if (status >= 200 && status < 300) {
        if (head.byteLength > 0) socket.unshift(head);
        resolve(socket);
        return;
      }
      socket.once('error', () => undefined);
      socket.destroy();
      refuse(proxyStatusWords(status, url.host, target, proxy.authorization !== null));
    });
    request.once('response', (reply) => {
      clearTimeout(timer);
      refuse(`The proxy ${url.host} answered ${reply.statusCode} without opening a tunnel.`);
      request.destroy();
    });
    request.on('error', (error) => {
      clearTimeout(timer);
      const words = networkErrorWords(error, `the proxy ${url.host}`);
      refuse(`${words.charAt(0).toUpperCase()}${words.slice(1)}`);
    });
    request.end();
  });
}

function proxyStatusWords(status: number, proxy: string, target: string, loggedIn: boolean): string {
  switch (status) {
    case 401:
    case 407:
      return loggedIn
        ? `The proxy ${proxy} does not accept the login (${status}); check proxy.basic.`
        : `The proxy ${proxy} asks for a login (${status}); set proxy.basic.`;
    case 403:
      return `The proxy ${proxy} does not allow connections to ${target} (403).`;
    case 400:
    case 404:
    case 405:
    case 501:
      return `${proxy} answered ${status} to CONNECT: it is no proxy, or one that opens no tunnels.`;
    default:
      return `The proxy ${proxy} cannot reach ${target} (it answered ${status}).`;
  }
}
