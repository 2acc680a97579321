import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { afterEach, describe, expect, it } from 'vitest';
import { configSchema } from '../../../../../../electron/core/config/schema.ts';
import { createSocketioSource } from '../../../../../../electron/core/intake/socketio/create-socketio-source.ts';
import type { Source } from '../../../../../../electron/core/intake/source.ts';
import { ok } from '../../../../../../shared/domain/result.ts';
import { createPlug, type Plug } from '../support/plug.ts';
import { contextOf, createRecorder } from '../support/recorder.ts';
import { until } from '../support/until.ts';

const map = { service: '$.svc', region: '$.pop', signal: 'latency_p95', value: '$.ms', unit: 'ms' };

let io: Server | null = null;
let source: Source | null = null;
let plug: Plug | null = null;

/** What the server saw of its clients, in order. */
interface Seen {
  readonly tokens: unknown[];
  readonly recovered: boolean[];
  readonly asked: string[];
}

async function serve(maxDisconnectionDuration: number): Promise<Seen> {
  const seen: Seen = { tokens: [], recovered: [], asked: [] };
  const http = createServer();
  io = new Server(http, {
    serveClient: false,
    connectionStateRecovery: { maxDisconnectionDuration, skipMiddlewares: false },
  });
  const wall = io.of('/wall');
  wall.use((socket, next) => {
    seen.tokens.push(socket.handshake.auth['token']);
    next(socket.handshake.auth['token'] === accepted ? undefined : new Error('wrong token'));
  });
  wall.on('connection', (socket) => {
    seen.recovered.push(socket.recovered);
    void socket.join('samples');
    socket.onAny((event: string) => seen.asked.push(event));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  plug = await createPlug((http.address() as AddressInfo).port);
  return seen;
}

let accepted = 'one';
let token = 'one';
let number = 0;
const send = (): void => {
  number += 1;
  io!
    .of('/wall')
    .to('samples')
    .emit('sample', { svc: 'checkout', pop: 'eu', ms: number, n: number, run: 'a' });
};

function start() {
  const config = configSchema.parse({
    sources: [
      {
        id: 'edge',
        type: 'socketio',
        url: plug!.url,
        namespace: '/wall',
        auth: { token: { env: 'T' } },
        events: { sample: { to: 'sample', map } },
        sequence: { number: '$.n', epoch: '$.run' },
        subscribe: { event: 'subscribe' },
        resync: { event: 'snapshot' },
      },
    ],
  });
  const [only] = config.sources;
  if (only?.type !== 'socketio') throw new Error('expected one socket source');
  const recorder = createRecorder();
  source = createSocketioSource(only, contextOf(recorder, { secrets: async () => ok(token) }));
  source.start();
  return recorder;
}

const status = () => source!.status();

afterEach(async () => {
  await source?.stop();
  await plug?.close();
  await io?.close();
  accepted = 'one';
  token = 'one';
  number = 0;
});

describe('connection state recovery', () => {
  it('goes on where it was after a short cut, with its login, and nothing is lost', async () => {
    const seen = await serve(60_000);
    const recorder = start();
    const values = () => recorder.samples().map(({ value }) => Math.round(value * 1_000));
    await until(() => expect(seen.asked).toEqual(['subscribe']));
    send();
    send();
    await until(() => expect(values()).toEqual([1, 2]));
    plug!.putBack();
    await until(() => expect(io!.of('/wall').sockets.size).toBe(0));
    send();
    send();
    await until(() => expect(seen.recovered).toEqual([false, true]));
    send();
    await until(() => expect(values()).toEqual([1, 2, 3, 4, 5]));
    // The login was presented and asked for again, and no snapshot was needed.
    expect(seen.tokens).toEqual(['one', 'one']);
    expect(seen.asked).toEqual(['subscribe', 'subscribe']);
    expect(status()).toMatchObject({ state: 'live', missedMessageCount: 0, warnings: [] });
  });

  it('asks for a snapshot and counts the loss when the server forgot the session', async () => {
    const seen = await serve(1);
    const recorder = start();
    const values = () => recorder.samples().map(({ value }) => Math.round(value * 1_000));
    await until(() => expect(seen.asked).toEqual(['subscribe']));
    send();
    await until(() => expect(values()).toEqual([1]));
    plug!.putBack();
    await until(() => expect(io!.of('/wall').sockets.size).toBe(0));
    send();
    send();
    await until(() => expect(seen.asked).toEqual(['subscribe', 'subscribe', 'snapshot']));
    expect(seen.recovered).toEqual([false, false]);
    send();
    await until(() => expect(status().missedMessageCount).toBe(2));
    expect(values()).toEqual([1, 4]);
    expect(status().warnings).toEqual([
      expect.stringMatching(/^2 messages were lost before \d\d:\d\d:\d\d UTC \(numbers 2 to 3\)\.$/),
    ]);
  });

  it('is refused with an old login although its session is still known, and recovers with the new one', async () => {
    const seen = await serve(60_000);
    const recorder = start();
    await until(() => expect(seen.asked).toEqual(['subscribe']));
    send();
    await until(() => expect(recorder.samples()).toHaveLength(1));
    accepted = 'two';
    plug!.putBack();
    await until(() => expect(status().lastError).toMatch(/refused the connection: wrong token\.$/));
    send();
    token = 'two';
    await until(() => expect(recorder.samples()).toHaveLength(2));
    expect(seen.recovered).toEqual([false, true]);
    expect(seen.tokens.at(-1)).toBe('two');
    expect(status().missedMessageCount).toBe(0);
  });
});
