import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../../electron/core/clock.ts';
import { configSchema, type VigilConfig } from '../../electron/core/config/schema.ts';
import { planHistory } from '../../electron/core/intake/prometheus/history-plan.ts';
import { openJournal } from '../../electron/core/journal/open-journal.ts';
import { silentLog } from '../../electron/core/log.ts';
import { startVigil, type Vigil } from '../../electron/core/vigil.ts';
import { createBareScan } from './bare-range-scan.ts';
import type { BenchLine } from './bench-line.ts';
import { lagDuring } from './lag-during.ts';
import { median } from './median.ts';
import type { SenderWorld } from './range-sender.ts';
import { sleepingClock } from './sleeping-clock.ts';

const SERVICES = 100;
const REGIONS = 20;
const SERIES = SERVICES * REGIONS;
const SIGNALS = ['latency_p50', 'latency_p95', 'latency_p99', 'latency_p90'];
const SLEEP_MS = 8 * 3_600_000;
/** One a minute: what 8 hours of 2,000 series are asked for with. */
const STEP_MS = 60_000;
/** 3.84 million. */
const SAMPLES = SIGNALS.length * SERIES * (SLEEP_MS / STEP_MS);
const BARE_RUNS = 3;
/** P16. */
const LONGEST_BLOCK_MS = 20;
/** Longer than this and something is broken, not slow. */
const GIVE_UP_MS = 120_000;
/** When nothing has been added to the journal for so long, nothing more will be. */
const QUIET_MS = 3_000;
const workerUrl = new URL('../../electron/core/journal/worker.ts', import.meta.url);

interface Sender {
  readonly url: string;
  tell(world: SenderWorld): void;
  /** Range answers of the sleep that were asked for so far. */
  readonly ranges: number;
  stop(): void;
}

async function startSender(): Promise<Sender> {
  const file = fileURLToPath(new URL('./range-sender.ts', import.meta.url));
  const child = fork(file, [String(SERVICES), String(REGIONS)]);
  const [port] = (await once(child, 'message')) as [number];
  let ranges = 0;
  child.on('message', () => {
    ranges += 1;
  });
  return {
    url: `http://127.0.0.1:${port}`,
    tell: (world) => child.send(world),
    get ranges() {
      return ranges;
    },
    stop: () => child.kill(),
  };
}

const queryOf = (signal: string): string => `sum by (service, region) (${signal})`;
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const endMs = performance.now() + GIVE_UP_MS;
  while (!(await holds())) {
    if (performance.now() > endMs) throw new Error(`Given up waiting: ${what}.`);
    await wait(10);
  }
}

/** Reads everything the sleep left to be read, one answer after the other, and keeps nothing but the numbers. */
async function bareMs(url: string, fromMs: number, toMs: number): Promise<number> {
  const scan = createBareScan(SAMPLES);
  const startMs = performance.now();
  for (const part of planHistory({ fromMs, toMs }, SERIES))
    for (const signal of SIGNALS) {
      const body = new URLSearchParams({
        query: queryOf(signal),
        start: String(part.fromMs / 1_000),
        end: String(part.toMs / 1_000),
        step: String(part.stepMs / 1_000),
      });
      const reply = await fetch(`${url}/api/v1/query_range`, { method: 'POST', body });
      for await (const bytes of reply.body!) scan.take(bytes);
    }
  const tookMs = performance.now() - startMs;
  if (scan.count !== SAMPLES) throw new Error(`${scan.count} samples were read of ${SAMPLES}.`);
  return tookMs;
}

function configFor(url: string): VigilConfig {
  return configSchema.parse({
    sources: [{ id: 'a', type: 'prometheus', url, every: '10m', alerts: false, backfill: '9h' }],
    signals: Object.fromEntries(SIGNALS.map((signal) => [signal, queryOf(signal)])),
  });
}

function start(url: string, directory: string, clock: Clock): Promise<Vigil> {
  return startVigil({
    config: configFor(url),
    demo: false,
    dataDirectory: directory,
    configDirectory: directory,
    workerUrl,
    clock,
    random: Math.random,
    log: silentLog,
    appVersion: '0.0.0-bench',
    configDesk: { editable: false, whyNot: 'This is a benchmark.', file: null },
    editing: { allowed: false, whyNot: 'This is a benchmark.' },
  });
}

/** How many of the samples that were slept through a journal holds. */
async function countSlept(directory: string, clock: Clock, fromMs: number, toMs: number): Promise<number> {
  const retention = { maxAgeMs: 30 * 86_400_000, maxBytes: 1e9 };
  const journal = await openJournal({ directory, workerUrl, retention }, { clock, log: silentLog });
  let count = 0;
  for (let service = 0; service < SERVICES; service += 1) {
    const series = await journal.history({
      service: `service-${service}`,
      region: null,
      signals: SIGNALS,
      fromMs,
      toMs,
    });
    // Live samples lie between the full minutes.
    for (const { atMs } of series) count += atMs.reduce((sum, at) => sum + (at % STEP_MS === 0 ? 1 : 0), 0);
  }
  await journal.close();
  return count;
}

/** Waits until a Vigil has stored so much, or stores nothing more. @returns when the last of it was there */
async function untilStored(vigil: Vigil, sampleCount: number): Promise<number> {
  let stored = 0;
  let grownAtMs = performance.now();
  while (stored < sampleCount && performance.now() - grownAtMs < QUIET_MS) {
    const { journal } = await vigil.status();
    if (journal.sampleCount > stored) grownAtMs = performance.now();
    stored = journal.sampleCount;
    // Each question has all that waits written first: asked more often, it would be the work that is measured.
    await wait(100);
  }
  return grownAtMs;
}

/** P16: a whole Vigil wakes after 8 hours and fetches what it missed into its journal, beside a bare scan of the same bytes. */
export async function benchCatchUp(): Promise<readonly BenchLine[]> {
  const directory = await mkdtemp(join(tmpdir(), 'vigil-bench-'));
  const sender = await startSender();
  // Asleep from a little after a full minute to a little after one, so that which minutes are missed is known before.
  const wakeMs = Math.floor(Date.now() / STEP_MS) * STEP_MS + 5_000;
  const sleepMs = wakeMs - SLEEP_MS;
  const clock = sleepingClock(sleepMs);
  const moveTo = (atMs: number): void => {
    clock.moveTo(atMs);
    sender.tell({ shiftMs: clock.shiftMs, historyFromMs: sleepMs + STEP_MS / 2 });
  };
  moveTo(sleepMs);
  try {
    // The first pass has the answers made; only the ones after it are the limit.
    await bareMs(sender.url, sleepMs, wakeMs);
    const bare: number[] = [];
    for (let run = 0; run < BARE_RUNS; run += 1) bare.push(await bareMs(sender.url, sleepMs, wakeMs));
    const limitMs = median(bare);

    moveTo(sleepMs);
    const vigil = await start(sender.url, directory, clock);
    const stored = async (): Promise<number> => (await vigil.status()).journal.sampleCount;
    const perRound = SIGNALS.length * SERIES;
    await until(async () => (await stored()) >= perRound, 'nothing was recorded before the sleep');
    const before = await stored();
    const asked = sender.ranges;
    const parts = SIGNALS.length * planHistory({ fromMs: sleepMs, toMs: wakeMs }, SERIES).length;
    let tookMs = 0;
    const lag = await lagDuring(async () => {
      moveTo(wakeMs);
      await until(() => sender.ranges > asked, 'no history was asked for');
      const startMs = performance.now();
      await until(() => sender.ranges - asked >= parts, 'history was not asked for whole');
      // The round that found the hole is in the journal as well.
      tookMs = (await untilStored(vigil, before + perRound + SAMPLES)) - startMs;
    });
    await vigil.close();
    const kept = await countSlept(directory, clock, sleepMs, wakeMs);
    return [
      {
        name: `8 h asleep, ${(SAMPLES / 1e6).toFixed(2)} M samples fetched into the journal`,
        value: tookMs / 1_000,
        unit: 's',
        limit: `of 3; bare scan of the same answers ${(limitMs / 1_000).toFixed(2)} s`,
        ratio: tookMs / limitMs,
      },
      {
        name: 'of these the journal holds afterwards',
        value: kept / 1e6,
        unit: 'M',
        limit: `of 1; ${SAMPLES - kept} samples were lost`,
        ratio: kept / SAMPLES,
      },
      {
        name: `meanwhile the main process was busy without a turn at longest (p99 ${lag.ownP99.toFixed(1)} ms)`,
        value: lag.ownLongest,
        unit: 'ms',
        limit: `of ${LONGEST_BLOCK_MS} ms. By the clock of this machine: longest ${lag.longest.toFixed(0)} ms, p99 ${lag.p99.toFixed(1)} ms`,
        ratio: lag.ownLongest / LONGEST_BLOCK_MS,
      },
    ];
  } finally {
    sender.stop();
    await rm(directory, { recursive: true, force: true });
  }
}
