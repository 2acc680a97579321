import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Board } from '../../electron/core/board/board.ts';
import { systemClock } from '../../electron/core/clock.ts';
import { configSchema } from '../../electron/core/config/schema.ts';
import { createSeriesKeys } from '../../electron/core/intake/policy/series-keys.ts';
import { createBackfill } from '../../electron/core/intake/prometheus/backfill.ts';
import { createPrometheusClient } from '../../electron/core/intake/prometheus/client.ts';
import { createPrometheusSource } from '../../electron/core/intake/prometheus/create-prometheus-source.ts';
import { prepareQueries } from '../../electron/core/intake/prometheus/queries.ts';
import { silentLog } from '../../electron/core/log.ts';
import { err } from '../../shared/domain/result.ts';
import { STORY_MS, sourceStatus, testConfig } from '../builders/core.ts';
import type { BenchLine } from './bench-line.ts';
import { type Lag, lagDuring } from './lag-during.ts';

const MEGABYTES = 16;
const RUNS = 5;
/** P8. */
const LIMIT_MS = 20;
const IDLE_MS = 2_000;
/** So much is asked for in one part. */
const HISTORY_MS = 10 * 60_000;
/** Longer than this and something is broken, not slow. */
const GIVE_UP_MS = 120_000;

const senderFile = fileURLToPath(new URL('./big-reply-sender.ts', import.meta.url));

/** The source's whole path: a real connection, the scan, the board in slices. Resolves after so many samples. */
async function intake(url: string, board: Board, samples: number): Promise<void> {
  const { sources, signals } = configSchema.parse({
    sources: [
      {
        id: 'a',
        type: 'prometheus',
        url,
        every: '250ms',
        alerts: false,
        backfill: '0s',
        maxReplyMegabytes: 64,
      },
    ],
    signals: { latency_p95: 'sum by (service, region) (x)' },
  });
  const [config] = sources;
  if (config?.type !== 'prometheus') throw new Error('A Prometheus source was expected.');
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let left = samples;
  const source = createPrometheusSource(config, {
    signals,
    secrets: async () => err('There is no secret.'),
    mask: (text) => text,
    configDirectory: '.',
    deps: {
      clock: systemClock,
      random: Math.random,
      log: silentLog,
      recordedUntilMs: 0,
      emit(observation) {
        if (observation.kind !== 'samples') return;
        board.apply('a', observation.samples, observation.receivedAtMs);
        left -= observation.samples.length;
        if (left <= 0) resolve();
      },
      onStatus: () => undefined,
    },
  });
  const giveUp = setTimeout(() => reject(new Error(`No reply: ${source.status().lastError}`)), GIVE_UP_MS);
  source.start();
  try {
    await promise;
  } finally {
    clearTimeout(giveUp);
    await source.stop();
  }
}

/** History through the backfill into the board's sparklines, some replies one after the other. */
async function history(url: string, board: Board, replies: number): Promise<void> {
  const { sources, signals } = configSchema.parse({
    sources: [{ id: 'a', type: 'prometheus', url, maxReplyMegabytes: 64 }],
    signals: { latency_p95: 'sum by (service, region) (x)' },
  });
  const [config] = sources;
  if (config?.type !== 'prometheus') throw new Error('A Prometheus source was expected.');
  const client = createPrometheusClient(config, async () => err('There is no secret.'), systemClock, '.');
  const keys = createSeriesKeys();
  const backfill = createBackfill({
    sourceId: 'a',
    client,
    keys,
    clock: systemClock,
    emit(observation) {
      if (observation.kind === 'backfill') board.backfill('a', observation.samples, observation.receivedAtMs);
    },
    historyRoom: () => Promise.resolve(true),
    isStopped: () => false,
    onWarnings: () => undefined,
  });
  const { queries } = prepareQueries(config, signals, keys);
  for (let reply = 0; reply < replies; reply += 1) {
    const toMs = Date.now();
    backfill.request({ fromMs: toMs - HISTORY_MS, toMs }, queries);
    await backfill.settled();
  }
  await client.close();
  if (backfill.warnings().length > 0) throw new Error(backfill.warnings().join(' '));
}

/** P8: how late the event loop comes to its timers while a reply of 16 MB arrives. */
export async function benchStall(): Promise<readonly BenchLine[]> {
  const sender = fork(senderFile, [String(MEGABYTES)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  try {
    const [message] = (await once(sender, 'message')) as [
      { readonly url: string; readonly series: number; readonly points: number },
    ];
    const board = new Board(testConfig(), false, STORY_MS);
    board.setSource(sourceStatus('a'));
    const idle = await lagDuring(() => new Promise((resolve) => setTimeout(resolve, IDLE_MS)));
    const parse = await lagDuring(async () => {
      for (let run = 0; run < RUNS; run += 1) {
        const reply = await fetch(`${message.url}/api/v1/query`, { method: 'POST', body: 'query=x' });
        JSON.parse(await reply.text());
      }
    });
    const first = await lagDuring(() => intake(message.url, board, message.series));
    const again = await lagDuring(() => intake(message.url, board, RUNS * message.series));
    const past = await lagDuring(() => history(message.url, board, RUNS));
    const words = ({ p99, longest }: Lag): string =>
      `${p99.toFixed(1)} ms (longest ${longest.toFixed(0)} ms)`;
    const line = (name: string, lag: Lag): BenchLine => ({
      name: `${name}: busy without a turn, p99 (longest ${lag.ownLongest.toFixed(1)} ms)`,
      value: lag.ownP99,
      unit: 'ms',
      limit: `of 20 ms; JSON.parse of the same body ${parse.ownP99.toFixed(0)} ms. By the clock of this machine: ${words(lag)}, idle ${words(idle)}, JSON.parse ${words(parse)}`,
      ratio: lag.ownP99 / LIMIT_MS,
    });
    return [
      line(`${MEGABYTES} MB vector, ${message.series} series met for the first time`, first),
      line(`${MEGABYTES} MB vector, the same series again, ${RUNS} times`, again),
      line(`${MEGABYTES} MB range matrix, ${message.points} points, ${RUNS} times`, past),
    ];
  } finally {
    sender.kill();
  }
}
