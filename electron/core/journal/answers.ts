import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { err, ok } from '../../../shared/domain/result.ts';
import { PastDesk } from '../past/past-desk.ts';
import { viewOf } from '../past/past-views.ts';
import { readAlertHistory } from './alerts-store.ts';
import { readAnnotations } from './annotations-store.ts';
import { openCapsuleFile } from './capsule/verify-capsule.ts';
import { writeCapsule } from './capsule/write-capsule.ts';
import { readConfigurationAt } from './configurations-store.ts';
import { EventsStore } from './events-store.ts';
import { openDatabase, rescueDatabase } from './open-database.ts';
import type { Answers, ReplyOf, WriteBatch } from './protocol.ts';
import { readHistory } from './read-history.ts';
import { databaseBytes, retain } from './retention.ts';
import { SamplesStore } from './samples-store.ts';
import { oldestMs, readSpans } from './spans-store.ts';
import { createPastLog } from './sqlite-past-log.ts';

/** What questions are answered from: a journal, or a capsule, which is only read. */
interface Readable {
  readonly database: DatabaseSync;
  readonly samples: Pick<SamplesStore, 'openSamples' | 'openSeries' | 'sampleCount' | 'seriesCount'>;
  readonly events: EventsStore;
  readonly past: PastDesk;
}

interface Opened extends Readable {
  readonly samples: SamplesStore;
  readonly path: string | null;
}

/** Epochs of past pictures: unlike those of any earlier worker a view may still name. */
const newEpoch = (): number => randomInt(2 ** 32);

/** Everything the worker does, without the thread: one answer per question. `open` comes first. */
export function createAnswers(): Answers {
  let opened: Opened | null = null;
  let capsule: Readable | null = null;
  let writing: ReturnType<typeof writeCapsule> | null = null;
  const journal = (): Opened => {
    if (opened === null) throw new Error('The journal is not open.');
    return opened;
  };
  const readable = (): Readable => capsule ?? journal();
  const dropCapsule = (): null => {
    writing?.return(err('It was given up.'));
    writing = null;
    return null;
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
      opened.past.tidy(batch.nowMs);
      return { ...write(opened, batch), notice: isRescued ? RESCUED : null };
    },
    retain: (limits) => retain(journal().database, limits, (count) => journal().samples.forgetStored(count)),
    lastSnapshot: () => readable().events.lastSnapshot(),
    history: (query) => readHistory(readable().database, readable().samples, query),
    transitions: (query) => readable().events.transitions(query),
    recordingSpans: (range) => readSpans(readable().database, range),
    alertHistory: (query) => readAlertHistory(readable().database, query),
    annotations: (query) => readAnnotations(readable().database, query),
    moment: (question) => readable().past.moment(question),
    look({ view, atMs, nowMs }) {
      const picture = readable().past.look({ atMs, nowMs, knowledge: 'then', objectives: [] });
      return picture.ok ? ok(viewOf(view, picture.value, atMs)) : picture;
    },
    configurationAt: ({ atMs }) => readConfigurationAt(readable().database, atMs),
    stats() {
      const { database, samples } = readable();
      return {
        databaseBytes: databaseBytes(database),
        oldestMs: oldestMs(database),
        seriesCount: samples.seriesCount(),
        sampleCount: samples.sampleCount,
      };
    },
    openCapsule({ path }) {
      const found = openCapsuleFile(path);
      if (!found.ok) return found;
      const { database, facts, bytes } = found.value;
      capsule = capsuleStores(database);
      return ok({ facts, bytes });
    },
    beginCapsule(order) {
      dropCapsule();
      writing = writeCapsule(journal(), order);
      return null;
    },
    stepCapsule() {
      if (writing === null) throw new Error('No capsule is being written.');
      const step = writing.next();
      if (step.done !== true) return { isDone: false, share: step.value };
      writing = null;
      return { isDone: true, result: step.value };
    },
    dropCapsule,
    close() {
      dropCapsule();
      capsule?.database.close();
      capsule = null;
      // Open chunks stay in the tail table: closing is quick, and the next start goes on where this one ended.
      opened?.database.close();
      opened = null;
      return null;
    },
  };
}

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
  const samples = new SamplesStore(database, nowMs);
  const events = new EventsStore(database);
  return {
    database,
    samples,
    events,
    past: new PastDesk(createPastLog({ database, samples, events }), newEpoch),
    path,
  };
}

/** Everything of a capsule lies in chunks. */
function capsuleStores(database: DatabaseSync): Readable {
  const count = (sql: string): number => Number(database.prepare(sql).get()?.n ?? 0);
  const samples: Readable['samples'] = {
    openSamples: () => null,
    openSeries: () => [],
    sampleCount: count('SELECT total(count) AS n FROM chunks'),
    seriesCount: () => count('SELECT count(*) AS n FROM series'),
  };
  const events = new EventsStore(database);
  return {
    database,
    samples,
    events,
    past: new PastDesk(createPastLog({ database, samples, events }), newEpoch),
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
