import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../../../../electron/core/clock.ts';
import { EventsStore } from '../../../../../electron/core/journal/events-store.ts';
import type {
  Journal,
  JournalSamples,
  JournalSeries,
  Transition,
} from '../../../../../electron/core/journal/journal.ts';
import { migrate } from '../../../../../electron/core/journal/migrations/migrate.ts';
import { openJournal } from '../../../../../electron/core/journal/open-journal.ts';
import type { PastLog } from '../../../../../electron/core/journal/past-log.ts';
import type { SampleColumns, WriteBatch } from '../../../../../electron/core/journal/protocol.ts';
import { deleteStep, type RetentionLimits } from '../../../../../electron/core/journal/retention.ts';
import { RollUpsStore } from '../../../../../electron/core/journal/roll-ups-store.ts';
import { SamplesStore } from '../../../../../electron/core/journal/samples-store.ts';
import { createPastLog } from '../../../../../electron/core/journal/sqlite-past-log.ts';
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

/** A batch that holds nothing; spread it and fill in what matters. */
export const nothing: WriteBatch = {
  series: [],
  samples: [],
  transitions: [],
  alerts: [],
  texts: [],
  annotations: [],
  actions: [],
  absences: [],
  sources: [],
  silences: [],
  configurations: [],
  recording: [],
  snapshot: null,
  nowMs: T0,
};

/** What the worker holds, without the thread and without a file. */
export interface Stores {
  readonly database: DatabaseSync;
  readonly samples: SamplesStore;
  readonly events: EventsStore;
  readonly rollUps: RollUpsStore;
  readonly past: PastLog;
  /** Commits a batch and seals what is due. */
  write(batch: Partial<WriteBatch>): void;
  /** One step of throwing away; true when there is more. */
  deleteStep(nowMs: number, limits: Partial<RetentionLimits>): boolean;
  count(table: string): number;
}

export function openStores(nowMs = T0): Stores {
  const database = new DatabaseSync(':memory:');
  database.exec('PRAGMA auto_vacuum = INCREMENTAL');
  migrate(database);
  const rollUps = new RollUpsStore(database);
  const samples = new SamplesStore(database, nowMs, rollUps);
  const events = new EventsStore(database);
  return {
    database,
    samples,
    events,
    rollUps,
    past: createPastLog({ database, samples, events }),
    write(parts) {
      const batch = { ...nothing, ...parts };
      events.write(batch);
      samples.prepare(batch).commit();
      samples.sealDue(batch.nowMs, false)();
    },
    deleteStep: (now, limits) =>
      deleteStep(
        database,
        now,
        { rawMs: 1e13, minutesMs: 1e13, maxAgeMs: 1e13, maxBytes: 1e12, ...limits },
        rollUps.oldestDueMs() ?? Number.POSITIVE_INFINITY,
      ),
    count: (table) => Number(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n),
  };
}

/** Columns of one series as a batch holds them. */
export function columnsOf(
  handle: number,
  atMs: readonly number[],
  value: readonly number[],
  lagSeconds: readonly number[] = atMs.map(() => 0),
): SampleColumns {
  return {
    handle: Uint32Array.from(atMs, () => handle),
    atMs: Float64Array.from(atMs),
    value: Float64Array.from(value),
    lagSeconds: Uint32Array.from(lagSeconds),
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
