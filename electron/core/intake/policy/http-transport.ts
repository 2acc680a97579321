import type { Socket } from 'node:net';
import { Agent, buildConnector, type Dispatcher } from 'undici';
import { ok, type Result } from '../../../../shared/domain/result.ts';
import type { ConnectionConfig } from '../../config/connection-fields.ts';
import { openTunnel, type Proxy, resolveProxy } from './proxy-tunnel.ts';
import type { SecretResolver } from './secrets.ts';
import { createTlsAlerts, type TlsAlerts } from './tls-alerts.ts';
import { createTlsFiles, INSECURE_WARNING, type TlsOptions } from './tls-options.ts';

/** Connections to one server at a time; a source asks few questions at once. */
const MAX_CONNECTIONS = 8;

/** A connection that is not there after this long is given up; the next request tries anew. */
const CONNECT_WITHIN_MS = 10_000;

/** Where requests go: the connections of one source. */
export interface HttpTransport {
  /** What to send the next request through; a sentence when certificates or the proxy's login cannot be had. */
  dispatcher(): Promise<Result<Dispatcher, string>>;
  /** What a person should know although it works; may change when files change. */
  warnings(): readonly string[];
  /** What an error of a request really was: see `tls-alerts.ts`. */
  explain(error: unknown): unknown;
  /** Cuts every connection. */
  close(): Promise<void>;
}

/** Plain connections without configuration: the system's authorities, no proxy. */
export function createPlainTransport(): HttpTransport {
  const alerts = createTlsAlerts();
  const agent = createAgent({ rejectUnauthorized: true }, null, alerts);
  return {
    dispatcher: async () => ok(agent),
    warnings: () => [],
    explain: alerts.behind,
    close: () => agent.destroy(),
  };
}

/**
 * Connections as configured. Certificates and the proxy's login are looked at before every request; when
 * they changed, new connections are made with the new ones, and requests under way end on the old.
 * @param folder where relative names of certificate files start
 */
export function createHttpTransport(
  config: Pick<ConnectionConfig, 'tls' | 'proxy'>,
  secrets: SecretResolver,
  folder: string,
): HttpTransport {
  const tlsFiles = createTlsFiles(config.tls, secrets, folder);
  const alerts = createTlsAlerts();
  const retired = new Set<Agent>();
  let current: { readonly agent: Agent; readonly version: object; readonly login: string | null } | null =
    null;
  let warnings: readonly string[] = config.tls?.insecureSkipVerify === true ? [INSECURE_WARNING] : [];
  let turn: Promise<unknown> = Promise.resolve();
  let closed = false;

  function retire(agent: Agent): void {
    retired.add(agent);
    // It waits for the requests under way, which end by their own timers.
    void agent.close().then(
      () => retired.delete(agent),
      () => retired.delete(agent),
    );
  }

  async function look(): Promise<Result<Dispatcher, string>> {
    const tls = await tlsFiles.read();
    if (!tls.ok) return tls;
    const proxy = await resolveProxy(config.proxy, secrets);
    if (!proxy.ok) return proxy;
    ({ warnings } = tls.value);
    const { version, options } = tls.value;
    const login = proxy.value?.authorization ?? null;
    if (current !== null && current.version === version && current.login === login) return ok(current.agent);
    if (current !== null) retire(current.agent);
    const agent = createAgent(options, proxy.value, alerts);
    if (closed) await agent.destroy();
    current = { agent, version, login };
    return ok(agent);
  }

  return {
    dispatcher() {
      // One look at a time: two would both make new connections for the same change.
      const mine = turn.then(look);
      turn = mine.catch(() => undefined);
      return mine;
    },
    warnings: () => warnings,
    explain: alerts.behind,
    async close() {
      closed = true;
      await Promise.all(
        [...retired, ...(current === null ? [] : [current.agent])].map((one) => one.destroy()),
      );
    },
  };
}

/** Not undici's ProxyAgent: its tunnel has no time limit and tells neither the proxy nor its answer. */
function createAgent(tls: TlsOptions, proxy: Proxy | null, alerts: TlsAlerts): Agent {
  const direct = buildConnector({ ...tls, timeout: CONNECT_WITHIN_MS });
  const connect: buildConnector.connector = (options, answer) => {
    const callback: buildConnector.Callback = (...result) => {
      // undici leaves it out when there is no connection, whatever its types say.
      if (result[1]) alerts.listen(result[1]);
      answer(...result);
    };
    // The request's own name would go before the configured one.
    const named = tls.servername === undefined ? options : { ...options, servername: tls.servername };
    if (proxy === null) return direct(named, callback);
    const port = options.port === '' ? (options.protocol === 'https:' ? '443' : '80') : options.port;
    openTunnel(proxy, `${options.hostname}:${port}`, tls.ca).then(
      (socket: Socket) => {
        if (options.protocol === 'https:') direct({ ...named, httpSocket: socket }, callback);
        else callback(null, socket);
      },
      (error: Error) => callback(error, null),
    );
  };
  // Our own timers give exact words; these only back them up.
  return new Agent({ connections: MAX_CONNECTIONS, headersTimeout: 60_000, bodyTimeout: 60_000, connect });
}
