import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Board } from '../../electron/core/board/board.ts';
import { systemClock } from '../../electron/core/clock.ts';
import { configSchema } from '../../electron/core/config/schema.ts';
import { createPrometheusSource } from '../../electron/core/intake/prometheus/create-prometheus-source.ts';
import { silentLog } from '../../electron/core/log.ts';
import { STORY_MS, sourceStatus, testConfig } from '../builders/core.ts';
import type { BenchLine } from './bench-line.ts';
import { quantile } from './median.ts';

const MEGABYTES = 16;
const RUNS = 5;
/** Lag is the time beyond its hour at which a timer of 1 ms comes. */
const TICK_MS = 1;
const IDLE_MS = 2_000;
/** Longer than this and something is broken, not slow. */
const GIVE_UP_MS = 120_000;

const senderFile = fileURLToPath(new URL('./big-reply-sender.ts', import.meta.url));

interface Lag {
  readonly p99: number;
  readonly longest: number;
}

/** Runs something while a timer ticks, and says how late the ticks came. */
async function lagDuring(work: () => Promise<void>): Promise<Lag> {
  const lags: number[] = [];
  let dueMs = performance.now() + TICK_MS;
  let timer = setTimeout(function tick() {
    const nowMs = performance.now();
    lags.push(Math.max(0, nowMs - dueMs));
    dueMs = nowMs + TICK_MS;
    timer = setTimeout(tick, TICK_MS);
  }, TICK_MS);
  await work();
  // The tick that the end of the work held up counts as well.
  await new Promise((resolve) => setTimeout(resolve, 2 * TICK_MS));
  clearTimeout(timer);
  return { p99: quantile(lags, 0.99), longest: Math.max(...lags) };
}

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
    secrets: async () => ({ ok: false, error: 'There is no secret.' }),
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

/** P8: how late the event loop comes to its timers while a reply of 16 MB arrives. */
export async function benchStall(): Promise<readonly BenchLine[]> {
  const sender = fork(senderFile, [String(MEGABYTES)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  try {
    const [message] = (await once(sender, 'message')) as [{ readonly url: string; readonly series: number }];
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
    const line = (name: string, { p99, longest }: Lag): BenchLine => ({
      name: `${name}: event-loop lag p99 (longest ${longest.toFixed(0)} ms)`,
      value: p99,
      unit: 'ms',
      limit: `of 20 ms; idle ${idle.p99.toFixed(1)} ms, JSON.parse of the same body ${parse.p99.toFixed(0)} ms (longest ${parse.longest.toFixed(0)} ms)`,
      ratio: p99 / 20,
    });
    return [
      line(`${MEGABYTES} MB vector, ${message.series} series met for the first time`, first),
      line(`${MEGABYTES} MB vector, the same series again, ${RUNS} times`, again),
    ];
  } finally {
    sender.kill();
  }
}
