import { createServer, type Server as HttpServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deflateRawSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import { configSchema } from '../../../../../../electron/core/config/schema.ts';
import type { SecretResolver } from '../../../../../../electron/core/intake/policy/secrets.ts';
import type { Source } from '../../../../../../electron/core/intake/source.ts';
import { createWebSocketSource } from '../../../../../../electron/core/intake/websocket/create-websocket-source.ts';
import { ok } from '../../../../../../shared/domain/result.ts';
import { createFastClock } from '../support/fast-clock.ts';
import { createPlug, type Plug } from '../support/plug.ts';
import { contextOf, createRecorder, noSecrets, type Recorder } from '../support/recorder.ts';
import { until } from '../support/until.ts';

const events = {
  sample: {
    to: 'sample',
    map: { service: '$.svc', region: '$.pop', signal: 'latency_p95', value: '$.ms', unit: 'ms' },
  },
  samples: {
    to: 'sample',
    each: '$.items',
    map: { service: '$.svc', region: '$.pop', signal: 'latency_p95', value: '$.ms', unit: 'ms' },
  },
  alert: { to: 'alert', map: { name: '$.name', title: '$.title', state: '$.state' } },
  deploy: { to: 'annotation', map: { title: '$.what', id: '$.id' } },
};
const sample = (ms: number, more: object = {}) => ({
  type: 'sample',
  svc: 'checkout',
  pop: 'eu',
  ms,
  ...more,
});

/** Limits of seconds pass in parts of one. */
const SPEED = 20;

let http: HttpServer | null = null;
let server: WebSocketServer | null = null;
let source: Source | null = null;
let plug: Plug | null = null;

/** A WebSocket server; `onConnection` is what it does with each client. */
async function serve(
  onConnection: (socket: WebSocket, say: (...messages: readonly unknown[]) => void) => void = () => undefined,
  options: ServerOptions = {},
  port = 0,
): Promise<number> {
  http = createServer((_, response) => response.writeHead(404).end('no'));
  server = new WebSocketServer({ server: http, ...options });
  server.on('connection', (socket) =>
    onConnection(socket, (...messages) => {
      for (const message of messages) socket.send(JSON.stringify(message));
    }),
  );
  await new Promise<void>((resolve) => http!.listen(port, '127.0.0.1', resolve));
  return (http.address() as AddressInfo).port;
}

/** A server that answers every request, and so every upgrade, as plain HTTP. */
async function serveHttp(answer: (response: ServerResponse) => void): Promise<number> {
  http = createServer((_, response) => answer(response));
  await new Promise<void>((resolve) => http!.listen(0, '127.0.0.1', resolve));
  return (http.address() as AddressInfo).port;
}

async function shut(): Promise<void> {
  for (const client of server?.clients ?? []) client.terminate();
  server?.close();
  http?.closeAllConnections();
  await new Promise<void>((resolve) => (http === null ? resolve() : http.close(() => resolve())));
  server = null;
  http = null;
}

function start(
  port: number | string,
  entry: object = {},
  recorder: Recorder = createRecorder(),
  secrets: SecretResolver = noSecrets,
): Recorder {
  const url = typeof port === 'number' ? `ws://127.0.0.1:${port}` : port;
  const config = configSchema.parse({ sources: [{ id: 'ws', type: 'websocket', url, events, ...entry }] });
  const [only] = config.sources;
  if (only?.type !== 'websocket') throw new Error('expected one websocket source');
  source = createWebSocketSource(only, contextOf(recorder, { secrets }));
  source.start();
  return recorder;
}

const status = () => source!.status();
const values = (recorder: Recorder): number[] =>
  recorder.samples().map(({ value }) => Math.round(value * 1_000));

afterEach(async () => {
  await source?.stop();
  await plug?.close();
  await shut();
  source = null;
  plug = null;
});

describe('websocket source', () => {
  it('turns messages into samples, alerts and annotations', async () => {
    const port = await serve((_, say) => {
      say(sample(84), { type: 'alert', name: 'LinkDown', title: 'eu is cut off', state: 'firing' });
      say({ type: 'deploy', what: 'checkout 1.2', id: 7 }, { type: 'gossip' });
    });
    const recorder = start(port);
    await until(() => expect(recorder.observations.map(({ kind }) => kind)).toContain('annotations'));
    expect(values(recorder)).toEqual([84]);
    expect(recorder.observations.find(({ kind }) => kind === 'alert_changes')).toMatchObject({
      alerts: [{ name: 'LinkDown', annotations: { title: 'eu is cut off' } }],
    });
    expect(recorder.observations.find(({ kind }) => kind === 'annotations')).toMatchObject({
      annotations: [{ id: 'ws:7', kind: 'deploy', title: 'checkout 1.2', sourceId: 'ws' }],
    });
    expect(status()).toMatchObject({ state: 'live', seriesCount: 1, rejectedCount: 0 });
  });

  it('reads JSON lines, several in one message, and binary frames as text', async () => {
    const port = await serve((socket) => {
      const lines = [1, 2, 3].map((ms) => JSON.stringify(sample(ms))).join('\r\n');
      socket.send(`${lines}\n\n`);
      socket.send(Buffer.from(JSON.stringify(sample(4, { svc: 'caisse à €' }))), { binary: true });
      socket.send(`${JSON.stringify(sample(5))}\n{"type":"sam`);
    });
    const recorder = start(port, { format: 'json-lines' });
    await until(() => expect(values(recorder)).toEqual([1, 2, 3, 4, 5]));
    expect(status()).toMatchObject({
      rejectedCount: 1,
      lastRejection: 'A line is not JSON (12 characters).',
    });
  });

  it('counts and describes malformed messages, and goes on', async () => {
    const malformed: readonly (readonly [string | Buffer, RegExp | string])[] = [
      ['', 'A message is not JSON (it is empty).'],
      ['{', 'A message is not JSON (1 characters).'],
      ['<html></html>', 'A message is not JSON (it looks like HTML or XML).'],
      ['null', 'A message does not say which event it is: $.type holds nothing.'],
      ['[]', 'A message does not say which event it is: $.type holds nothing.'],
      ['{"type":{}}', 'A message does not say which event it is: $.type holds an object.'],
      ['{"__proto__":{"type":"sample"}}', 'A message does not say which event it is: $.type holds nothing.'],
      ['{"type":"sample","ms":1e999}', /\$\.svc: expected a text/],
      [`${'['.repeat(200_000)}`, /is not JSON/],
      [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, /does not say which event/],
      [Buffer.from([0xff, 0xfe, 0x00]), 'A binary message is not UTF-8 text.'],
    ];
    const rejections: (string | null)[] = [];
    let socket: WebSocket | null = null;
    const port = await serve((client) => {
      socket = client;
    });
    const recorder = start(port);
    await until(() => expect(socket).not.toBeNull());
    for (const [text] of malformed) {
      const before = status().rejectedCount;
      socket!.send(text);
      await until(() => expect(status().rejectedCount).toBe(before + 1));
      rejections.push(status().lastRejection);
    }
    for (const [index, [, words]] of malformed.entries()) expect(rejections[index]).toMatch(words);
    socket!.send(JSON.stringify(sample(84)));
    await until(() => expect(values(recorder)).toEqual([84]));
    expect(status().state).toBe('live');
  });

  it('says who it is, what it speaks and what it wants, with every connection anew', async () => {
    const seen: unknown[] = [];
    let token = 'first';
    const port = await serve(
      (socket) => {
        const { headers } = requests.at(-1)!;
        socket.on('message', (data) => {
          seen.push([headers.authorization, headers['x-tenant'], socket.protocol, JSON.parse(String(data))]);
          token = 'second';
          if (seen.length === 2) socket.close(1012);
        });
      },
      { handleProtocols: (offered) => [...offered].at(-1) ?? false },
    );
    const requests: { headers: Record<string, unknown> }[] = [];
    server!.on('headers', (_, request) => requests.push({ headers: request.headers }));
    start(
      port,
      {
        auth: { bearer: { env: 'T' } },
        headers: { 'x-tenant': 'a' },
        protocols: ['v1', 'v2'],
        subscribe: [{ op: 'sub' }, { op: 'more' }],
      },
      createRecorder(),
      async () => ok(token),
    );
    await until(() => expect(seen).toHaveLength(4));
    expect(seen).toEqual([
      ['Bearer first', 'a', 'v2', { op: 'sub' }],
      ['Bearer first', 'a', 'v2', { op: 'more' }],
      ['Bearer second', 'a', 'v2', { op: 'sub' }],
      ['Bearer second', 'a', 'v2', { op: 'more' }],
    ]);
    expect(JSON.stringify([status(), source!.peek()])).not.toMatch(/first|second/);
  });

  it.each([
    [1000, '', /ended the connection\.$/],
    [1001, '', /is going away: it stops or restarts \(1001\)/],
    [1008, 'token expired', /its policy does not allow it; .* \(1008: "token expired"\)/],
    [1011, '', /it failed inside \(1011\)/],
    [1013, 'busy', /it is overloaded, to be tried again later \(1013: "busy"\)/],
    [4001, 'unknown stream', /with its own code 4001: "unknown stream"\./],
  ])('says what close code %i means, and does not hammer', async (code, reason, words) => {
    let connections = 0;
    const port = await serve((socket) => {
      connections += 1;
      socket.close(code, reason);
    });
    const recorder = start(port, {}, createRecorder({ clock: createFastClock(SPEED) }));
    await until(() => expect(status().state).toBe('unreachable'));
    expect(status().lastError).toMatch(words);
    await until(() => expect(connections).toBeGreaterThan(3));
    // A server that hangs up at once is called live once and then not before it stays.
    expect(recorder.statuses.filter(({ state }) => state === 'unreachable').length).toBeGreaterThan(0);
    expect(status().state).toBe('unreachable');
    expect(status().nextAttemptAtMs === null || status().nextAttemptAtMs! > 0).toBe(true);
  });

  it.each([
    [401, {}, /answered 401: it asks for a login/],
    [403, {}, /answered 403/],
    [404, {}, /has no WebSocket at this path \(it answered 404\)/],
    [200, {}, /has no WebSocket at this path \(it answered 200\)/],
    [302, { location: 'https://other.example/ws' }, /redirects to other\.example, which is not followed/],
    [502, {}, /answered 502: its proxy cannot reach/],
    [503, {}, /answered 503/],
  ])('says what HTTP status %i in place of an upgrade means', async (code, headers, words) => {
    const port = await serveHttp((response) => response.writeHead(code, headers).end('<html>no</html>'));
    start(port, {}, createRecorder({ clock: createFastClock(SPEED) }));
    await until(() => expect(status().state).toBe('unreachable'));
    expect(status().lastError).toMatch(words);
  });

  it('says that nothing listens', async () => {
    const port = await serve();
    await shut();
    start(port, {}, createRecorder({ clock: createFastClock(SPEED) }));
    await until(() => expect(status().state).toBe('unreachable'));
    expect(status().lastError).toBe(`Connection refused by 127.0.0.1:${port}: nothing listens there.`);
  });

  it('refuses a message beyond its cap, also one that unpacks beyond it, and comes back', async () => {
    let connections = 0;
    const port = await serve(
      (socket, say) => {
        connections += 1;
        const bomb = JSON.stringify({ type: 'sample', svc: ' '.repeat(3 * 1_048_576) });
        expect(deflateRawSync(bomb).byteLength).toBeLessThan(10_000);
        if (connections === 1) socket.send(bomb, { compress: true });
        else say(sample(84));
      },
      { perMessageDeflate: { threshold: 0 } },
    );
    const recorder = start(port, { maxReplyMegabytes: 1 });
    await until(() => expect(values(recorder)).toEqual([84]));
    expect(status().lastError).toMatch(/sent a message of more than 1 MB/);
  });

  it('is unreachable within 2 s of a stopped server, and live again by itself', async () => {
    const port = await serve();
    start(port, {}, createRecorder({ clock: createFastClock(SPEED) }));
    await until(() => expect(status().state).toBe('live'));
    await shut();
    await until(() => expect(status().state).toBe('unreachable'));
    await serve(undefined, {}, port);
    await until(() => expect(status().state).toBe('live'));
  });

  it('finds a peer that is dead though its connection looks open', async () => {
    const port = await serve();
    plug = await createPlug(port);
    const recorder = createRecorder({ clock: createFastClock(SPEED) });
    start(plug.url.replace('http', 'ws'), {}, recorder);
    await until(() => expect(status().state).toBe('live'));
    // Quiet for several checks: the peer's answers keep it alive.
    const first = status().lastSuccessAtMs!;
    await until(() => expect(status().lastSuccessAtMs!).toBeGreaterThan(first + 12_000 / SPEED));
    expect(recorder.statuses.every(({ state }) => state !== 'unreachable')).toBe(true);
    plug.pull();
    await until(() => expect(status().state).toBe('unreachable'));
    expect(status().lastError).toMatch(/stopped answering|did not accept/);
    plug.putBack();
    await until(() => expect(status().state).toBe('live'));
  });

  it('stops for good, and leaves no timer', async () => {
    let client: WebSocket | null = null;
    const port = await serve((socket) => {
      client = socket;
    });
    const recorder = start(port);
    await until(() => expect(status().state).toBe('live'));
    await source!.stop();
    await until(() => expect(server!.clients.size).toBe(0));
    client!.send(JSON.stringify(sample(1)));
    expect(recorder.samples()).toEqual([]);
  });

  it('shows the last payload of every event', async () => {
    const port = await serve((_, say) => say(sample(1), sample(2), { type: 'alert', name: 'A' }));
    start(port);
    await until(() => expect(source!.peek()).toHaveLength(2));
    expect(source!.peek().map(({ name, text }) => [name, JSON.parse(text)])).toEqual([
      ['event sample', sample(2)],
      ['event alert', { type: 'alert', name: 'A' }],
    ]);
  });
});
