import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBatcher } from '../../../../../electron/core/journal/batcher.ts';
import {
  migrate,
  SCHEMA_VERSION,
  schemaVersion,
} from '../../../../../electron/core/journal/migrations/migrate.ts';
import type { WriteBatch } from '../../../../../electron/core/journal/protocol.ts';
import { RollUpsStore } from '../../../../../electron/core/journal/roll-ups-store.ts';
import {
  MAX_BATCH_SAMPLES,
  MAX_QUEUED_SAMPLES,
  SampleQueue,
} from '../../../../../electron/core/journal/sample-queue.ts';
import {
  MAX_SEALS_PER_WRITE,
  SamplesStore,
  SEAL_AFTER_MS,
  SEAL_SAMPLES,
} from '../../../../../electron/core/journal/samples-store.ts';
import type { WorkerLine } from '../../../../../electron/core/journal/worker-line.ts';
import { err, ok } from '../../../../../shared/domain/result.ts';
import { alertOf, bench, handClock, nothing, seriesOf, T0, transition } from './journal-harness.ts';

// A worker is started for every journal, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

describe('migrations', () => {
  it('bring an empty database to the newest version, once', () => {
    const database = new DatabaseSync(':memory:');
    migrate(database);
    migrate(database);
    expect(schemaVersion(database)).toBe(SCHEMA_VERSION);
    const tables = database.prepare("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").all();
    const own = tables.filter(({ name }) => !String(name).startsWith('sqlite_'));
    expect(own.every(({ strict }) => strict === 1)).toBe(true);
    expect(own.map(({ name }) => String(name)).toSorted()).toEqual([
      'absences',
      'actions',
      'alert_episodes',
      'alert_events',
      'alert_texts',
      'annotation_versions',
      'annotations',
      'cells',
      'chunks',
      'configurations',
      'meta',
      'recording_spans',
      'roll_ups',
      'roll_ups_due',
      'series',
      'silence_lists',
      'snapshots',
      'source_events',
      'tail',
      'transitions',
    ]);
  });
});

const columns = (count: number) => ({
  handle: new Uint32Array(count),
  atMs: Float64Array.from({ length: count }, (_, i) => T0 + i),
  value: new Float64Array(count),
  receivedAtMs: Float64Array.from({ length: count }, (_, i) => T0 + i),
});

describe('more samples than can wait', () => {
  it('are written as soon as a batch is full, before the interval is over', async () => {
    const { open, directory, clean } = bench();
    const journal = await open();
    journal.registerSeries(seriesOf({}));
    await journal.flush();
    const logBytes = (): number => statSync(join(directory, 'vigil.db-wal')).size;
    const before = logBytes();
    // The clock stands still: no timer runs.
    journal.appendColumns(columns(MAX_BATCH_SAMPLES));
    await vi.waitUntil(() => logBytes() > before, { timeout: 20_000 });
    expect(journal.notice).toBeNull();
    await clean();
  });

  it('are told when they had to go', async () => {
    const notices: string[] = [];
    const line = { ask: async () => ok({ refusedSamples: 0, notice: null }) } as unknown as WorkerLine;
    const batcher = createBatcher(
      line,
      handClock(),
      () => undefined,
      (notice) => notices.push(notice),
    );
    batcher.samples.pushColumns(columns(MAX_QUEUED_SAMPLES + 50_000));
    const { dropped } = batcher.samples;
    await batcher.flush();
    batcher.samples.pushColumns(columns(10));
    await batcher.flush();
    expect(dropped).toBeGreaterThanOrEqual(50_000);
    expect(notices).toEqual([
      `More samples came at once than the journal can take in: ${dropped} of them are not in the history.`,
    ]);
  });
});

describe('room for history', () => {
  const batcherWith = (ask: (batch: WriteBatch) => Promise<unknown>) =>
    createBatcher(
      { ask: (_: string, batch: WriteBatch) => ask(batch) } as unknown as WorkerLine,
      handClock(),
      () => undefined,
    );

  it('is there while little waits, and comes as what waits is written: nothing is dropped', async () => {
    let written = 0;
    const batcher = batcherWith(async ({ samples }) => {
      written += samples.reduce((sum, { handle }) => sum + handle.length, 0);
      return ok({ refusedSamples: 0, notice: null });
    });
    let brought = 0;
    for (let part = 0; part < 12; part++) {
      expect(await batcher.room()).toBe(true);
      expect(batcher.samples.count).toBeLessThan(MAX_BATCH_SAMPLES);
      batcher.samples.pushColumns(columns(100_000));
      brought += 100_000;
    }
    await batcher.flush();
    expect([written, batcher.samples.dropped]).toEqual([brought, 0]);
  });

  it('is not there while the disk refuses, or when nobody writes any more', async () => {
    const full = batcherWith(async ({ samples }) =>
      err({ message: 'database or disk is full', retryable: true, samples }),
    );
    expect(await full.room()).toBe(true);
    full.samples.pushColumns(columns(MAX_BATCH_SAMPLES));
    expect(await full.room()).toBe(false);
    const gone = batcherWith(() => Promise.reject(new Error('The worker has ended.')));
    gone.samples.pushColumns(columns(MAX_BATCH_SAMPLES));
    expect(await gone.room()).toBe(false);
  });
});

describe('a disk that refuses', () => {
  it('brings writes home, keeps trying, and says when it works again', async () => {
    let full = true;
    const written: WriteBatch[] = [];
    const line = {
      ask: async (_name: string, batch: WriteBatch) => {
        if (full)
          return err({ message: 'database or disk is full', retryable: true, samples: batch.samples });
        written.push(batch);
        return ok({ refusedSamples: 0, notice: null });
      },
      ended: async () => undefined,
    } as unknown as WorkerLine;
    const told: (string | null)[] = [];
    const batcher = createBatcher(line, handClock(), (trouble) => told.push(trouble));
    batcher.addSeries(0, seriesOf());
    batcher.samples.push(0, T0, 1, T0);
    batcher.addEvent('transitions', transition(T0, 'down'));
    batcher.addEvent('alerts', { alert: alertOf(), atMs: T0 });
    batcher.markRecording(T0);
    batcher.setSnapshot({ frame: Uint8Array.of(1), asOfMs: T0 });
    await batcher.flush();
    await batcher.flush();
    batcher.samples.push(0, T0 + 1, 2, T0 + 1);
    batcher.addEvent('transitions', transition(T0 + 1, 'ok'));
    full = false;
    await batcher.flush();
    expect(told).toHaveLength(2);
    expect(told[0]).toContain('disk is full');
    expect(told[1]).toBeNull();
    expect(written).toHaveLength(1);
    expect(written[0]?.transitions.map(({ state }) => state)).toEqual(['down', 'ok']);
    expect(written[0]?.samples.flatMap(({ value }) => Array.from(value))).toEqual([1, 2]);
    expect(written[0]).toMatchObject({ series: [{ handle: 0 }], snapshot: { asOfMs: T0 } });
    expect(written[0]?.alerts).toHaveLength(1);
    expect(batcher.hasWork()).toBe(false);
  });
});

describe('a batch that can never be written', () => {
  it('is left out instead of holding up what comes after it', async () => {
    const b = bench();
    const journal = await b.open();
    journal.appendTransitions([transition(T0, 'ok')]);
    journal.appendAlertEvents([alertOf({ id: null as unknown as string })], T0);
    await journal.flush();
    expect(journal.notice).toContain('cannot be written');
    journal.appendTransitions([transition(T0 + 1, 'down')]);
    expect(await journal.transitions({ service: null, fromMs: 0, toMs: T0 * 2 })).toEqual([
      transition(T0 + 1, 'down'),
    ]);
    expect(journal.notice).toBeNull();
    await b.clean();
  });
});

describe('the sample queue', () => {
  it('drops the oldest when it is full and counts them', () => {
    const queue = new SampleQueue();
    const extra = 20_000;
    for (let i = 0; i < MAX_QUEUED_SAMPLES + extra; i++) queue.push(0, i, i, i);
    expect(queue.count).toBeLessThanOrEqual(MAX_QUEUED_SAMPLES);
    expect(queue.count + queue.dropped).toBe(MAX_QUEUED_SAMPLES + extra);
    expect(queue.take()[0]?.atMs[0]).toBe(queue.dropped);
  });
});

describe('chunks', () => {
  let database: DatabaseSync;
  beforeEach(() => {
    database = new DatabaseSync(':memory:');
    database.exec('PRAGMA auto_vacuum = INCREMENTAL');
    migrate(database);
  });
  afterEach(() => database.close());
  const storeAt = (nowMs: number) => new SamplesStore(database, nowMs, new RollUpsStore(database));

  function add(store: SamplesStore, seriesCount: number, each: number, nowMs: number, first = false): void {
    const total = seriesCount * each;
    const prepared = store.prepare({
      ...nothing,
      nowMs,
      series: first
        ? Array.from({ length: seriesCount }, (_, handle) => ({
            handle,
            series: seriesOf({ region: `r${handle}` }),
          }))
        : [],
      samples: [
        {
          handle: Uint32Array.from({ length: total }, (_, i) => i % seriesCount),
          atMs: Float64Array.from({ length: total }, (_, i) => nowMs + Math.floor(i / seriesCount)),
          value: new Float64Array(total).fill(1),
          lagSeconds: new Uint32Array(total),
        },
      ],
    });
    prepared.commit();
    store.sealDue(nowMs, false)();
  }
  const count = (table: string): number =>
    Number(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n);

  it('are sealed when they are full, and the tail then goes', () => {
    const store = storeAt(T0);
    add(store, 2, SEAL_SAMPLES - 1, T0, true);
    expect([count('chunks'), count('tail')]).toEqual([0, 1]);
    add(store, 2, 1, T0 + 1_000);
    expect([count('chunks'), count('tail')]).toEqual([2, 0]);
    expect(store.sampleCount).toBe(SEAL_SAMPLES * 2);
  });

  it('are sealed after a while, a few hundred at a time', () => {
    const store = storeAt(T0);
    add(store, MAX_SEALS_PER_WRITE + 10, 1, T0, true);
    store.sealDue(T0 + SEAL_AFTER_MS, false)();
    expect([count('chunks'), count('tail')]).toEqual([MAX_SEALS_PER_WRITE, 1]);
    const restarted = storeAt(T0 + SEAL_AFTER_MS);
    expect(restarted.sampleCount).toBe(MAX_SEALS_PER_WRITE + 10);
    store.sealDue(T0 + SEAL_AFTER_MS, false)();
    expect([count('chunks'), count('tail')]).toEqual([MAX_SEALS_PER_WRITE + 10, 0]);
  });

  it('wait while more waits to be written', () => {
    const store = storeAt(T0);
    add(store, 2, SEAL_SAMPLES - 1, T0, true);
    store.sealDue(T0 + SEAL_AFTER_MS, true)();
    expect([count('chunks'), count('tail')]).toEqual([0, 1]);
    store.sealDue(T0 + SEAL_AFTER_MS, false)();
    expect([count('chunks'), count('tail')]).toEqual([2, 0]);
  });

  it('change nothing in memory when the transaction is not committed', () => {
    const store = storeAt(T0);
    database.exec('BEGIN');
    store.prepare({ ...nothing, series: [{ handle: 0, series: seriesOf() }] });
    database.exec('ROLLBACK');
    expect(store.sampleCount).toBe(0);
    add(store, 1, 1, T0, true);
    expect(store.sampleCount).toBe(1);
  });

  it('survive a tail batch that cannot be read', () => {
    add(storeAt(T0), 1, 5, T0, true);
    add(storeAt(T0), 1, 5, T0 + 10, true);
    database.exec("UPDATE tail SET body = x'00ff00' WHERE id = 1");
    expect(storeAt(T0).sampleCount).toBe(5);
  });
});
