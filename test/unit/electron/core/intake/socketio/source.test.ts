import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type ServerOptions } from 'socket.io';
import { afterEach, describe, expect, it } from 'vitest';
import { configSchema } from '../../../../../../electron/core/config/schema.ts';
import type { SecretResolver } from '../../../../../../electron/core/intake/policy/secrets.ts';
import { createSocketioSource } from '../../../../../../electron/core/intake/socketio/create-socketio-source.ts';
import type { Source } from '../../../../../../electron/core/intake/source.ts';
import { err, ok } from '../../../../../../shared/domain/result.ts';
import { createFastClock } from '../support/fast-clock.ts';
import { createPlug, type Plug } from '../support/plug.ts';
import { contextOf, createRecorder, noSecrets, type Recorder } from '../support/recorder.ts';
import { until } from '../support/until.ts';

const events = {
  sample: {
    to: 'sample',
    map: { service: '$.svc', region: '$.pop', signal: 'latency_p95', value: '$.ms', unit: 'ms' },
  },
  alert: { to: 'alert', map: { name: '$.name', state: '$.state' } },
};
const sample = (ms: number) => ({ svc: 'checkout', pop: 'eu', ms });

/** Limits of seconds pass in parts of one. */
const SPEED = 20;

let io: Server | null = null;
let http: HttpServer | null = null;
let source: Source | null = null;
let plug: Plug | null = null;

async function serve(options: Partial<ServerOptions> = {}, port = 0): Promise<{ io: Server; port: number }> {
  http = createServer((_, response) => response.writeHead(404).end());
  io = new Server(http, { serveClient: false, ...options });
  await new Promise<void>((resolve) => http!.listen(port, '127.0.0.1', resolve));
  return { io, port: (http.address() as AddressInfo).port };
}

async function shut(): Promise<void> {
  await io?.close();
  io = null;
}

function start(
  url: string,
  entry: object = {},
  secrets: SecretResolver = noSecrets,
  recorder: Recorder = createRecorder(),
): Recorder {
  const config = configSchema.parse({ sources: [{ id: 'edge', type: 'socketio', url, events, ...entry }] });
  const [only] = config.sources;
  if (only?.type !== 'socketio') throw new Error('expected one socket source');
  source = createSocketioSource(only, contextOf(recorder, { secrets }));
  source.start();
  return recorder;
}

const status = () => source!.status();
const address = (port: number): string => `http://127.0.0.1:${port}`;

afterEach(async () => {
  await source?.stop();
  await plug?.close();
  await shut();
  source = null;
  plug = null;
});

describe('socket.io source', () => {
  it('turns events into samples and alerts, and merges what arrives together', async () => {
    const { io, port } = await serve();
    io.on('connection', (socket) => {
      for (let index = 1; index <= 50; index += 1) socket.emit('sample', sample(index));
      socket.emit('alert', { name: 'LinkDown', state: 'firing' });
    });
    const recorder = start(address(port));
    await until(() => expect(recorder.samples()).toHaveLength(50));
    await until(() => expect(recorder.observations.some((one) => one.kind === 'alert_changes')).toBe(true));
    expect(recorder.samples().map((one) => one.value * 1_000)).toEqual(
      Array.from({ length: 50 }, (_, index) => expect.closeTo(index + 1)),
    );
    expect(recorder.observations.length).toBeLessThan(20);
    expect(status()).toMatchObject({ state: 'live', seriesCount: 1, rejectedCount: 0 });
  });

  it('counts and describes malformed messages, and goes on', async () => {
    const { io, port } = await serve();
    io.on('connection', (socket) => {
      socket.emit('sample', { svc: 'checkout' });
      socket.emit('sample');
      socket.emit('sample', null, 'more');
      socket.emit('sample', Buffer.from('x'));
      socket.emit('unknown', 1);
      socket.emit('sample', sample(84));
    });
    const recorder = start(address(port));
    await until(() => expect(recorder.samples()).toHaveLength(1));
    expect(status().rejectedCount).toBe(4);
    expect(status().lastRejection).toBe('Event "sample": expected JSON, got binary data.');
    expect(status().state).toBe('live');
  });

  it('acknowledges what it took in, malformed or not, and shows the last payload', async () => {
    const { io, port } = await serve();
    const answers: unknown[] = [];
    io.on('connection', (socket) => {
      for (const payload of [sample(84), 'nonsense']) {
        socket
          .timeout(5_000)
          .emitWithAck('sample', payload)
          .then((answer) => answers.push(answer), answers.push);
      }
    });
    const recorder = start(address(port));
    await until(() => expect(answers).toEqual([undefined, undefined]));
    await until(() => expect(recorder.samples()).toHaveLength(1));
    expect(status().rejectedCount).toBe(1);
    expect(source!.peek()).toMatchObject([{ name: 'event sample', text: 'nonsense' }]);
  });

  it('presents bearer and basic logins as headers, read anew for every connection', async () => {
    const { io, port } = await serve();
    const seen: unknown[] = [];
    let secret = 'first';
    io.on('connection', (socket) => {
      seen.push(socket.handshake.headers.authorization);
      secret = 'second';
      socket.disconnect(true);
    });
    start(address(port), { auth: { bearer: { env: 'T' } } }, async () => ok(secret));
    await until(() => expect(seen.slice(0, 2)).toEqual(['Bearer first', 'Bearer second']));
  });

  it('survives binary attachments, and names them', async () => {
    const { io, port } = await serve();
    io.on('connection', (socket) => {
      socket.emit('sample', { ...sample(84), ms: Buffer.alloc(64) });
      socket.emit('sample', { ...sample(84), picture: Buffer.alloc(64) });
    });
    const recorder = start(address(port));
    await until(() => expect(recorder.samples()).toHaveLength(1));
    expect(status()).toMatchObject({
      rejectedCount: 1,
      lastRejection: 'Event "sample": $.ms: expected a number, got binary data.',
    });
  });

  it('says who it is and what it wants, on its namespace and path, after every connect', async () => {
    const { io, port } = await serve({ path: '/deep/io' });
    const seen: unknown[] = [];
    io.of('/noc').on('connection', (socket) => {
      socket.on('subscribe', (payload) => {
        seen.push([socket.handshake.auth['token'], socket.handshake.headers['x-tenant'], payload]);
        if (seen.length === 1) socket.disconnect(true);
      });
    });
    start(
      `${address(port)}/deep`,
      {
        path: '/io',
        namespace: '/noc',
        auth: { token: { env: 'T' } },
        headers: { 'x-tenant': 'a' },
        subscribe: { event: 'subscribe', payload: { all: true } },
      },
      async () => ok('hunter2'),
    );
    await until(() => expect(seen).toHaveLength(2));
    expect(seen[1]).toEqual(['hunter2', 'a', { all: true }]);
    expect(JSON.stringify(status())).not.toContain('hunter2');
  });

  it('keeps trying after a middleware refused it', async () => {
    const { io, port } = await serve();
    let refusals = 0;
    io.use((_, next) => {
      refusals += 1;
      next(refusals > 2 ? undefined : new Error('token expired'));
    });
    start(address(port));
    await until(() => expect(status().state).toBe('live'));
    expect(status().lastError).toBe(`127.0.0.1:${port} refused the connection: token expired.`);
  });

  it('says that nothing listens', async () => {
    const { port } = await serve();
    await shut();
    start(address(port));
    await until(() => expect(status().state).toBe('unreachable'));
    expect(status().lastError).toBe(`Connection refused by 127.0.0.1:${port}: nothing listens there.`);
  });

  it.each([
    ['the namespace is unknown', address, { namespace: '/nope' }, /has no namespace \/nope/],
    [
      'the path is wrong',
      address,
      { path: '/nope' },
      /no socket\.io server at this path \(it answered 404\)/,
    ],
  ])('is unreachable in words when %s', async (_, url, entry, words) => {
    const { port } = await serve();
    start(url(port), entry);
    await until(() => expect(status().state).toBe('unreachable'));
    expect(status().lastError).toMatch(words);
    expect(status().nextAttemptAtMs).not.toBeNull();
  });

  it('does not connect without its secret, and names it', async () => {
    const { io, port } = await serve();
    let connections = 0;
    io.on('connection', () => (connections += 1));
    start(address(port), { auth: { token: { env: 'T' } } }, async () =>
      err('The environment variable T is not set.'),
    );
    await until(() => expect(status().state).toBe('unreachable'));
    expect(status().lastError).toBe('The environment variable T is not set.');
    expect(connections).toBe(0);
  });

  it('is unreachable within 2 s of a stopped server, and live again by itself', async () => {
    const { port } = await serve();
    start(address(port), {}, noSecrets, createRecorder({ clock: createFastClock(SPEED) }));
    await until(() => expect(status().state).toBe('live'));
    await shut();
    await until(() => expect(status().state).toBe('unreachable'));
    const { io } = await serve({}, port);
    io.on('connection', (socket) => socket.emit('sample', sample(1)));
    await until(() => expect(status().state).toBe('live'));
    expect(status().lastError).not.toBeNull();
  });

  it.each([
    ['WebSocket', {}],
    ['polling', { transports: ['polling' as const] }],
  ])('finds a peer that is dead though its connection looks open, over %s', async (_, options) => {
    const { port } = await serve(options);
    plug = await createPlug(port);
    const recorder = createRecorder({ clock: createFastClock(SPEED) });
    start(plug.url, {}, noSecrets, recorder);
    await until(() => expect(status().state).toBe('live'));
    // Quiet for several checks: the peer's answers keep it alive.
    const first = status().lastSuccessAtMs!;
    await until(() => expect(status().lastSuccessAtMs!).toBeGreaterThan(first + 12_000 / SPEED));
    expect(recorder.statuses.every((one) => one.state !== 'unreachable')).toBe(true);
    plug.pull();
    await until(() => expect(status().state).toBe('unreachable'));
    expect(status().lastError).toMatch(/stopped answering|did not accept/);
    plug.putBack();
    await until(() => expect(status().state).toBe('live'));
  });

  it('goes by polling when something on the way swallows WebSockets', async () => {
    const { port } = await serve({ transports: ['polling'], destroyUpgrade: false });
    const swallowed: { destroy(): void }[] = [];
    http!.on('upgrade', (_, socket) => swallowed.push(socket));
    start(address(port), {}, noSecrets, createRecorder({ clock: createFastClock(SPEED) }));
    await until(() =>
      expect(status().lastError).toMatch(/did not accept a socket\.io connection within 6 s/),
    );
    await until(() => expect(status().state).toBe('live'));
    for (const socket of swallowed) socket.destroy();
  });

  it('stops for good', async () => {
    const { io, port } = await serve();
    const recorder = start(address(port));
    await until(() => expect(status().state).toBe('live'));
    await source!.stop();
    await until(() => expect(io.engine.clientsCount).toBe(0));
    io.emit('sample', sample(1));
    expect(recorder.samples()).toEqual([]);
  });
});
