import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../../../../electron/core/clock.ts';
import type {
  Journal,
  JournalSamples,
  JournalSeries,
  Transition,
} from '../../../../../electron/core/journal/journal.ts';
import { openJournal } from '../../../../../electron/core/journal/open-journal.ts';
import { silentLog } from '../../../../../electron/core/log.ts';
import type { Alert } from '../../../../../shared/domain/alert.ts';

export const T0 = Date.UTC(2026, 8, 22, 14, 0, 0);
export const workerUrl = new URL('../../../../../electron/core/journal/worker.ts', import.meta.url);
export const roomy = { maxAgeMs: 90 * 86_400_000, maxBytes: 1_000_000_000 };

/** A clock that stands still until it is moved; timers run when their time comes. */
export interface HandClock extends Clock {
  advance(ms: number): void;
}

export function handClock(startMs = T0): HandClock {
  let nowMs = startMs;
  let timers: { atMs: number; run: () => void }[] = [];
  return {
    nowMs: () => nowMs,
    monotonicMs: () => nowMs,
    setTimeout(run, delayMs) {
      const timer = { atMs: nowMs + delayMs, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    advance(ms) {
      nowMs += ms;
      const due = timers.filter(({ atMs }) => atMs <= nowMs);
      timers = timers.filter(({ atMs }) => atMs > nowMs);
      for (const { run } of due) run();
    },
  };
}

export interface Bench {
  readonly directory: string;
  readonly clock: HandClock;
  open(options?: { directory?: string; retention?: typeof roomy }): Promise<Journal>;
  clean(): Promise<void>;
}

/** A folder of its own and journals that are closed at the end of the test. */
export function bench(): Bench {
  const directory = mkdtempSync(join(tmpdir(), 'vigil-journal-'));
  const clock = handClock();
  const journals: Journal[] = [];
  return {
    directory,
    clock,
    async open(options = {}) {
      const journal = await openJournal(
        { directory: options.directory ?? directory, workerUrl, retention: options.retention ?? roomy },
        { clock, log: silentLog },
      );
      journals.push(journal);
      return journal;
    },
    async clean() {
      for (const journal of journals) await journal.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export function seriesOf(parts: Partial<JournalSeries> = {}): JournalSeries {
  return {
    service: 'checkout',
    region: 'eu-west-1',
    toRegion: null,
    signal: 'latency_p95',
    unit: 'seconds',
    sourceId: 'prom',
    ...parts,
  };
}

/** Samples that arrived as they were measured, or some time later. */
export function samplesOf(
  series: JournalSeries,
  atMs: readonly number[],
  value: readonly number[],
  lagMs = 0,
): JournalSamples {
  return { series, atMs, value, receivedAtMs: atMs.map((ms) => ms + lagMs) };
}

export function transition(atMs: number, state: Transition['state'], region = 'eu-west-1'): Transition {
  return { service: 'checkout', region, state, atMs };
}

export function alertOf(parts: Partial<Alert> = {}): Alert {
  return {
    id: 'a1',
    name: 'HighLatency',
    title: 'Latency is high',
    summary: '',
    severity: 'critical',
    state: 'firing',
    kind: 'reported',
    service: 'checkout',
    region: null,
    labels: {},
    startsAtMs: T0,
    resolvedAtMs: null,
    lastSeenAtMs: T0,
    sourceIds: ['prom'],
    unconfirmed: false,
    suppression: null,
    runbookUrl: null,
    ...parts,
  };
}
