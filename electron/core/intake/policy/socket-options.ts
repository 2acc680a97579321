import { type AgentOptions, type ClientRequestArgs, Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Duplex } from 'node:stream';
import { connect as tlsConnect } from 'node:tls';
import { ok, type Result } from '../../../../shared/domain/result.ts';
import type { ConnectionConfig } from '../../config/connection-fields.ts';
import { connectionHeaders } from './connection-headers.ts';
import { openTunnel, type Proxy, resolveProxy } from './proxy-tunnel.ts';
import type { SecretResolver } from './secrets.ts';
import { createTlsFiles, type TlsOptions } from './tls-options.ts';

/**
 * What a long-lived connection is opened with: made for the options of the `ws` package, and for
 * socket.io-client with `headers` as `extraHeaders`. Read anew for every attempt, so rotated secrets and
 * certificates count from the next connection on.
 */
export interface SocketOptions extends TlsOptions {
  readonly headers: Readonly<Record<string, string>>;
  /**
   * Opens the sockets: it knows the certificates and the proxy, also where a library hands on only some of
   * the TLS options (engine.io drops `servername`). Keeps no idle sockets, so it needs no closing.
   */
  readonly agent: HttpAgent;
  /** What a person should know for as long as the source is configured so. */
  readonly warnings: readonly string[];
}

/**
 * @returns a sentence when a secret, certificate or key cannot be had. That the proxy refuses comes as a
 * `ProxyError` from the connection attempt; `networkErrorWords` puts it in words.
 */
export async function socketOptions(
  config: Omit<ConnectionConfig, 'maxReplyMegabytes'>,
  secrets: SecretResolver,
  { configDirectory }: { readonly configDirectory: string },
): Promise<Result<SocketOptions, string>> {
  const headers = await connectionHeaders(config, secrets);
  if (!headers.ok) return headers;
  const tls = await createTlsFiles(config.tls, secrets, configDirectory).read();
  if (!tls.ok) return tls;
  const proxy = await resolveProxy(config.proxy, secrets);
  if (!proxy.ok) return proxy;
  const secure = ['https:', 'wss:'].includes(new URL(config.url).protocol);
  return ok({
    headers: headers.value,
    agent: socketAgent(secure, tls.value.options, proxy.value),
    ...tls.value.options,
    warnings: tls.value.warnings,
  });
}

/** An agent's own options go before those of a request, so nothing a library leaves out is lost. */
function socketAgent(secure: boolean, tls: TlsOptions, proxy: Proxy | null): HttpAgent {
  const agent = secure ? new HttpsAgent(agentOptions(tls)) : new HttpAgent();
  if (proxy === null) return agent;
  agent.createConnection = (options: ClientRequestArgs, callback): undefined => {
    const host = String(options.host ?? 'localhost');
    const target = `${host.includes(':') ? `[${host}]` : host}:${options.port ?? (secure ? 443 : 80)}`;
    openTunnel(proxy, target, tls.ca).then(
      (socket) => callback?.(null, secure ? tlsConnect({ ...withoutAddress(options), socket }) : socket),
      (error: Error) => callback?.(error, undefined as unknown as Duplex),
    );
  };
  return agent;
}

function agentOptions(tls: TlsOptions): AgentOptions & TlsOptions {
  return { ...tls };
}

/** `tls.connect` would rather open a connection of its own when it is told where to. */
function withoutAddress(options: ClientRequestArgs): object {
  const { host: _host, port: _port, path: _path, ...rest } = options;
  return rest;
}
