import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { readAlertHistory } from './alerts-store.ts';
import { readAnnotations } from './annotations-store.ts';
import { EventsStore } from './events-store.ts';
import { openDatabase, rescueDatabase } from './open-database.ts';
import type { Answers, ReplyOf, WriteBatch } from './protocol.ts';
import { readHistory } from './read-history.ts';
import { databaseBytes, deleteStep, shrinkStep } from './retention.ts';
import { RollUpsStore } from './roll-ups-store.ts';
import { SamplesStore } from './samples-store.ts';
import { oldestMs, readSpans, recordedUntilMs } from './spans-store.ts';

interface Opened {
  readonly database: DatabaseSync;
  readonly samples: SamplesStore;
  readonly events: EventsStore;
  readonly rollUps: RollUpsStore;
  readonly path: string | null;
}

/** Everything the worker does, without the thread: one answer per question. `open` comes first. */
export function createAnswers(): Answers {
  let opened: Opened | null = null;
  const journal = (): Opened => {
    if (opened === null) throw new Error('The journal is not open.');
    return opened;
  };
  return {
    open({ directory, nowMs }) {
      const found = openDatabase(directory, nowMs);
      if (found.inUse !== null) return { notice: null, inUse: found.inUse };
      const { database, path, notice } = found;
      opened = storesOf(database, path, nowMs);
      const { events } = opened;
      inTransaction(database, () => events.beginRun(nowMs));
      return { notice, inUse: null };
    },
    write(batch) {
      const before = journal();
      opened = withFile(before, batch.nowMs);
      const isRescued = opened !== before;
      return { ...write(opened, batch), notice: isRescued ? RESCUED : null };
    },
    maintain({ nowMs, ...limits }) {
      const { database, rollUps } = journal();
      const built = inTransaction(database, () => rollUps.build(nowMs, ROLL_UPS_PER_STEP));
      if (built > 0) return { more: true };
      const rolledUpToMs = rollUps.oldestDueMs() ?? Number.POSITIVE_INFINITY;
      const more = inTransaction(database, () => deleteStep(database, nowMs, limits, rolledUpToMs));
      return { more: shrinkStep(database) || more };
    },
    lastSnapshot: () => journal().events.lastSnapshot(),
    history: (query) => readHistory(journal(), query),
    transitions: (query) => journal().events.transitions(query),
    recordingSpans: (range) => readSpans(journal().database, range),
    recordedUntil: () => recordedUntilMs(journal().database),
    alertHistory: (query) => readAlertHistory(journal().database, query),
    annotations: (query) => readAnnotations(journal().database, query),
    stats() {
      const { database, samples } = journal();
      return {
        databaseBytes: databaseBytes(database),
        oldestMs: oldestMs(database),
        seriesCount: samples.seriesCount(),
        sampleCount: samples.sampleCount,
      };
    },
    close() {
      // Open chunks stay in the tail table: closing is quick, and the next start goes on where this one ended.
      opened?.database.close();
      opened = null;
      return null;
    },
  };
}

/** Rows of minutes built in one step: some ten milliseconds. */
const ROLL_UPS_PER_STEP = 20;
const RESCUED =
  'The journal’s file was removed while Vigil was running. It was written again, with all of its history.';

/** The journal as it is, or on a file of its own again when somebody removed the one it had. */
function withFile(opened: Opened, nowMs: number): Opened {
  const { path } = opened;
  if (path === null || existsSync(path)) return opened;
  const database = rescueDatabase(opened.database, path);
  const rescued = storesOf(database, path, nowMs);
  rescued.samples.adoptHandles(opened.samples);
  return rescued;
}

function storesOf(database: DatabaseSync, path: string | null, nowMs: number): Opened {
  const rollUps = new RollUpsStore(database);
  let samples: SamplesStore | null = null;
  return {
    database,
    // Takes the tail up again when it is first needed: the last picture does not wait for that.
    get samples() {
      samples ??= new SamplesStore(database, nowMs, rollUps);
      return samples;
    },
    events: new EventsStore(database),
    rollUps,
    path,
  };
}

/** Commits a batch; memory follows only then. Sealing is a second transaction: its failure loses nothing. */
function write({ database, samples, events }: Opened, batch: WriteBatch): Omit<ReplyOf<'write'>, 'notice'> {
  let prepared: ReturnType<SamplesStore['prepare']>;
  try {
    prepared = inTransaction(database, () => {
      events.write(batch);
      return samples.prepare(batch);
    });
  } catch (error) {
    events.forgetRows();
    throw error;
  }
  prepared.commit();
  try {
    inTransaction(database, () => samples.sealDue(batch.nowMs))();
  } catch {
    // Nothing is lost: the samples are committed in the tail, and the next write tries again.
  }
  return { refusedSamples: prepared.refused };
}

function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // A full disk may already have ended the transaction.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
