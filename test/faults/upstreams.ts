import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server as SocketIoServer } from 'socket.io';
import { WebSocketServer } from 'ws';
import { startAlertmanager } from '../fixtures/daemons/alertmanager.ts';
import type { Daemon } from '../fixtures/daemons/daemon.ts';
import { startNodeExporter } from '../fixtures/daemons/node-exporter.ts';
import { startPrometheus } from '../fixtures/daemons/prometheus.ts';
import { type Answer, startHttpServer } from '../fixtures/http-server.ts';
import { freePort } from '../fixtures/machine.ts';
import type { Kind, Variant } from './faults.ts';

/** The real servers behind the wires. */
export interface Upstreams {
  readonly portOf: (kind: Kind) => number;
  /** `kill -9` for every daemon, and the plug for every server. */
  kill(): Promise<void>;
  /** All of it again, on the same ports. */
  start(): Promise<void>;
  readonly variantPort: (kind: Kind, variant: Variant) => number;
  stop(): Promise<void>;
}

const HOUR_MS = 3_600_000;
const STREAM_EVERY_MS = 250;
/** A machine’s load, which every node exporter reports. */
export const GAUGE = 'node_load1';
export const JOB = 'machine';
export const STREAM = 'stream';
export const THIRD_PARTY = 'third-party';

const summary = {
  page: { id: 'p', name: THIRD_PARTY, url: 'http://localhost', updated_at: '2026-01-01T00:00:00Z' },
  status: { indicator: 'none', description: 'All Systems Operational' },
  components: [
    { id: 'c', name: 'API', status: 'operational', updated_at: '2026-01-01T00:00:00Z', group: false },
  ],
  incidents: [],
  scheduled_maintenances: [],
};

/** Starts all of it on free loopback ports. */
export async function startUpstreams(): Promise<Upstreams> {
  const node = await startNodeExporter();
  const [prometheus, alertmanager] = await Promise.all([
    startPrometheus({
      scrapeConfigs: [{ job_name: JOB, static_configs: [{ targets: [`127.0.0.1:${node.port}`] }] }],
    }),
    startAlertmanager(),
  ]);
  const postAlert = () =>
    fetch(`${alertmanager.url}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([
        { labels: { alertname: 'Kept', severity: 'info' }, endsAt: new Date(Date.now() + HOUR_MS) },
      ]),
    });
  await postAlert();
  const page = await startHttpServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(summary));
  });
  const shifted = (byMs: number): Promise<{ readonly port: number; stop(): Promise<void> }> =>
    startHttpServer(rewriting(prometheus, (body) => shiftVector(body, byMs)));
  const stamped = (byMs: number) =>
    startHttpServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' });
      response.end(`${GAUGE} ${Math.random()} ${Date.now() + byMs}\n`);
    });
  const partial = startHttpServer(
    rewriting(prometheus, (body) =>
      body.startsWith('{"status":"success"')
        ? `${body.slice(0, -1)},"warnings":["a store did not answer"]}`
        : body,
    ),
  );
  let tick = 0;
  const good = (byMs = 0) => ({ value: 0.01 + Math.random() / 100, at: Date.now() + byMs });
  const makers: Readonly<
    Record<'healthy' | 'clockAhead' | 'clockBehind' | 'disorder' | 'garbage', () => readonly unknown[]>
  > = {
    healthy: () => [good()],
    clockAhead: () => [good(HOUR_MS)],
    clockBehind: () => [good(-HOUR_MS)],
    // Every message twice, an old one behind each.
    disorder: () => {
      const now = good();
      return [now, now, { value: 0.9, at: now.at - 5_000 }];
    },
    garbage: () => [
      [
        null,
        7,
        'text',
        { value: 'NaN', at: 'never' },
        { value: -1, at: {} },
        [[]],
        { __proto__: { value: 1 } },
      ][tick++ % 7],
    ],
  };
  const sockets = Object.fromEntries(
    await Promise.all(
      Object.entries(makers).map(
        async ([name, make]) => [name, [await socketIoServer(make), await webSocketServer(make)]] as const,
      ),
    ),
  );
  const [ahead, behind, pageAhead, pageBehind, warning] = await Promise.all([
    shifted(HOUR_MS),
    shifted(-HOUR_MS),
    stamped(HOUR_MS),
    stamped(-HOUR_MS),
    partial,
  ]);
  const streamOf = (kind: Kind, name: string) => sockets[name]![kind === 'socketio' ? 0 : 1];
  const ports: Readonly<Record<Kind, () => number>> = {
    prometheus: () => prometheus.port,
    exposition: () => node.port,
    alertmanager: () => alertmanager.port,
    statuspage: () => page.port,
    socketio: () => streamOf('socketio', 'healthy').port,
    websocket: () => streamOf('websocket', 'healthy').port,
  };
  return {
    portOf: (kind) => ports[kind](),
    variantPort(kind, variant) {
      if (kind === 'socketio' || kind === 'websocket') return streamOf(kind, variant).port;
      if (variant === 'partial') return warning.port;
      if (kind === 'exposition') return (variant === 'clockAhead' ? pageAhead : pageBehind).port;
      return (variant === 'clockAhead' ? ahead : behind).port;
    },
    async kill() {
      await Promise.all([
        ...[node, prometheus, alertmanager].map((daemon) => daemon.kill()),
        ...[page, ...Object.values(sockets).flat()].map((server) => server.stop()),
      ]);
    },
    async start() {
      await Promise.all(
        [node, prometheus, alertmanager, page, ...Object.values(sockets).flat()].map((part) => part.start()),
      );
      await postAlert();
    },
    async stop() {
      const all = [node, prometheus, alertmanager, page, ahead, behind, pageAhead, pageBehind, warning];
      await Promise.all([...all, ...Object.values(sockets).flat()].map((part) => part.stop()));
    },
  };
}

/** Asks the real server and changes what it says. */
function rewriting(upstream: Daemon, change: (body: string) => string): Answer {
  return (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const type = request.headers['content-type'];
      void fetch(`${upstream.url}${request.url}`, {
        method: request.method ?? 'GET',
        headers: type === undefined ? {} : { 'content-type': type },
        ...(body.length === 0 ? {} : { body }),
      })
        .then(async (reply) => {
          response.writeHead(reply.status, {
            'content-type': reply.headers.get('content-type') ?? 'text/plain',
          });
          response.end(change(await reply.text()));
        })
        .catch(() => response.destroy());
    });
  };
}

/** Moves the times of a vector, and the values of `timestamp(…)`, as a server with a wrong clock would have them. */
function shiftVector(body: string, byMs: number): string {
  return body.replaceAll(/"value":\[([\d.]+),"([\d.e+-]+)"\]/g, (_, at: string, value: string) => {
    const moved = Number(value) > 1e9 ? String(Number(value) + byMs / 1_000) : value;
    return `"value":[${Number(at) + byMs / 1_000},"${moved}"]`;
  });
}

/** A server that can be unplugged and plugged in again on its port. */
interface Pluggable {
  readonly port: number;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** @param serve puts a stream on a fresh HTTP server; returns how to send to everybody and how to end it */
async function pluggable(
  make: () => readonly unknown[],
  serve: (http: HttpServer) => { readonly send: (message: unknown) => void; readonly end: () => void },
): Promise<Pluggable> {
  let port = await freePort();
  let unplug = (): Promise<void> => Promise.resolve();
  const start = async (): Promise<void> => {
    const http = createServer();
    const { send, end } = serve(http);
    await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
    port = (http.address() as AddressInfo).port;
    const timer = setInterval(() => {
      for (const message of make()) send(message);
    }, STREAM_EVERY_MS);
    unplug = async () => {
      clearInterval(timer);
      end();
      http.closeAllConnections();
      await new Promise<void>((resolve) => http.close(() => resolve()));
    };
  };
  await start();
  return {
    get port() {
      return port;
    },
    start,
    stop: () => unplug(),
  };
}

const socketIoServer = (make: () => readonly unknown[]): Promise<Pluggable> =>
  pluggable(make, (http) => {
    const io = new SocketIoServer(http, { serveClient: false });
    return { send: (message) => void io.emit('sample', message), end: () => io.disconnectSockets(true) };
  });

const webSocketServer = (make: () => readonly unknown[]): Promise<Pluggable> =>
  pluggable(make, (http) => {
    const wss = new WebSocketServer({ server: http });
    return {
      send(message) {
        for (const client of wss.clients) client.send(JSON.stringify(message));
      },
      end() {
        for (const client of wss.clients) client.terminate();
      },
    };
  });
