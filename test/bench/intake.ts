import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { WebSocket } from 'ws';
import { systemClock } from '../../electron/core/clock.ts';
import { configSchema } from '../../electron/core/config/schema.ts';
import { createSource } from '../../electron/core/intake/create-source.ts';
import { openJournal } from '../../electron/core/journal/open-journal.ts';
import { LivePicture } from '../../electron/core/live-picture.ts';
import { silentLog } from '../../electron/core/log.ts';
import { Recorder } from '../../electron/core/recorder.ts';
import { ok } from '../../shared/domain/result.ts';
import type { BenchLine } from './bench-line.ts';
import { median } from './median.ts';

const RUNS = 3;

interface Sender {
  readonly url: string;
  stop(): void;
}

/** How one kind of stream is sent, listened to with nothing behind it, and configured. */
interface Kind {
  readonly name: string;
  readonly senderFile: string;
  readonly bare: (url: string) => Promise<void>;
  readonly entry: (url: string) => object;
}

async function startSender(senderFile: string, count: number, batchSize: number): Promise<Sender> {
  const child: ChildProcess = fork(new URL(senderFile, import.meta.url), [String(count), String(batchSize)]);
  const port = await new Promise<number>((resolve) =>
    child.once('message', (message) => resolve(Number(message))),
  );
  return { url: `http://127.0.0.1:${port}`, stop: () => child.kill() };
}

/** CPU milliseconds of this process while `body` runs; the sender is another process. */
async function cpuMs(body: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await body();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** A bare client with an empty handler: what the wire itself costs. */
async function bare(url: string): Promise<void> {
  const socket = io(url, { transports: ['websocket'], forceNew: true });
  socket.on('sample', () => undefined);
  socket.on('samples', () => undefined);
  const done = new Promise<void>((resolve) => socket.once('sent', () => resolve()));
  socket.on('connect', () => socket.emit('go'));
  await done;
  socket.disconnect();
}

/** The same for a plain WebSocket: every message is parsed and dropped. */
async function bareWebSocket(url: string): Promise<void> {
  const socket = new WebSocket(url.replace('http', 'ws'));
  await new Promise<void>((resolve) => {
    socket.on('open', () => socket.send('"go"'));
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString('utf8')) as { readonly type: string };
      if (message.type === 'sent') resolve();
    });
  });
  socket.terminate();
}

const socketio: Kind = {
  name: 'socket.io',
  senderFile: 'stream-sender.ts',
  bare,
  entry: (url) => ({ type: 'socketio', url, subscribe: { event: 'go' } }),
};
const webSocket: Kind = {
  name: 'WebSocket',
  senderFile: 'ws-sender.ts',
  bare: bareWebSocket,
  entry: (url) => ({ type: 'websocket', url: url.replace('http', 'ws'), subscribe: ['go'] }),
};

/** The whole way in: source with validation, board with evaluation, hand-over to the real journal. */
async function whole(entry: object, count: number): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'vigil-bench-'));
  const map = {
    service: '$.svc',
    region: '$.pop',
    signal: 'latency_p95',
    value: '$.ms',
    unit: 'ms',
    at: '$.at',
  };
  const config = configSchema.parse({
    sources: [
      {
        id: 'edge',
        ...entry,
        events: { sample: { to: 'sample', map }, samples: { to: 'sample', each: '$.items', map } },
      },
    ],
  });
  const journal = await openJournal(
    {
      directory,
      workerUrl: new URL('../../electron/core/journal/worker.ts', import.meta.url),
      retention: { maxAgeMs: 86_400_000, maxBytes: 1e9 },
    },
    { clock: systemClock, log: silentLog },
  );
  const picture = new LivePicture(config, false, Date.now());
  const recorder = new Recorder(picture.board, journal, 0);
  let received = 0;
  let finish = (): void => undefined;
  const done = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const source = createSource(config.sources[0]!, {
    signals: {},
    secrets: async () => ok(''),
    mask: (text) => text,
    configDirectory: '/',
    deps: {
      clock: systemClock,
      random: Math.random,
      log: silentLog,
      recordedUntilMs: 0,
      onStatus: (status) => picture.setSource(status),
      emit(observation) {
        if (observation.kind !== 'samples') return;
        picture.observe(observation);
        recorder.samples('edge', observation.samples, observation.receivedAtMs);
        received += observation.samples.length;
        if (received >= count) finish();
      },
    },
  });
  const refresh = setInterval(() => picture.refresh(Date.now()), 100);
  source.start();
  await done;
  clearInterval(refresh);
  recorder.handOver();
  await source.stop();
  await journal.close();
  await rm(directory, { recursive: true });
}

async function compare(kind: Kind, name: string, count: number, batchSize: number): Promise<BenchLine> {
  const sender = await startSender(kind.senderFile, count, batchSize);
  const bareCpu: number[] = [];
  const wholeCpu: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    bareCpu.push(await cpuMs(() => kind.bare(sender.url)));
    wholeCpu.push(await cpuMs(() => whole(kind.entry(sender.url), count)));
  }
  sender.stop();
  const perSample = (cpu: readonly number[]): number => (median(cpu) * 1_000) / count;
  return {
    name: `${kind.name} intake, ${name}: CPU per sample (${Math.round(1e6 / perSample(wholeCpu)).toLocaleString('en')} events/s per core)`,
    value: perSample(wholeCpu),
    unit: 'µs',
    limit: `bare client ${perSample(bareCpu).toFixed(2)} µs`,
    ratio: perSample(wholeCpu) / perSample(bareCpu),
  };
}

/** P5: intake through the source, board and journal, against a bare client on the same stream. */
export async function benchIntake(): Promise<readonly BenchLine[]> {
  // Enough events that opening the journal and its worker does not count.
  return [
    await compare(socketio, 'one event a message', 200_000, 1),
    await compare(socketio, '100 events a message', 400_000, 100),
    await compare(webSocket, 'one event a message', 200_000, 1),
    await compare(webSocket, '100 events a message', 400_000, 100),
  ];
}
