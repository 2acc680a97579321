import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { err, ok } from '../../../shared/domain/result.ts';
import type { PastDesk } from '../past/past-desk.ts';
import { readActions } from './actions-store.ts';
import { readAlertTexts } from './alert-texts-store.ts';
import { readAlertHistory } from './alerts-store.ts';
import { readAnnotations } from './annotations-store.ts';
import { openCapsuleFile } from './capsule/verify-capsule.ts';
import { carriedOver } from './carried-over.ts';
import { readConfigurationAt } from './configurations-store.ts';
import { EventsStore } from './events-store.ts';
import type { LateParts } from './late-parts.ts';
import { openDatabase, replaceDatabase, rescueDatabase } from './open-database.ts';
import type { Answers, ReplyOf, WriteBatch } from './protocol.ts';
import { readBand, readBaselines } from './read-baselines.ts';
import { readHistory } from './read-history.ts';
import { readRehearsal } from './read-rehearsal.ts';
import { databaseBytes, deleteStep, shrinkStep } from './retention.ts';
import { RollUpsStore } from './roll-ups-store.ts';
import { damageOf, noteDamage } from './row-sum.ts';
import { MAX_BATCH_SAMPLES } from './sample-queue.ts';
import { SamplesStore } from './samples-store.ts';
import { readAlertVersions, searchAlerts } from './search-alerts.ts';
import { oldestMs, readSpans, recordedUntilMs } from './spans-store.ts';
import { damageIn, isTroubleOfTheDisk } from './sqlite-errors.ts';

/** What questions are answered from: a journal, or a capsule, which is only read. */
interface Readable {
  readonly database: DatabaseSync;
  readonly samples: Pick<SamplesStore, 'openSamples' | 'sampleCount' | 'seriesCount'>;
  readonly events: EventsStore;
  readonly rollUps: RollUpsStore;
  /** Null until the past is first asked for. */
  past: PastDesk | null;
}

interface Opened extends Readable {
  readonly samples: SamplesStore;
  readonly path: string | null;
  /** What is still to be done with it, and what people were told of it. */
  readonly state: { runSinceMs: number | null; isDamageTold: boolean; isMended: boolean };
}

/**
 * Everything the worker does, without the thread: one answer per question. `open` comes first.
 * @param late asked only for a past or for the writing of a capsule
 */
export function createAnswers(late: () => LateParts): Answers {
  let opened: Opened | null = null;
  let capsule: Readable | null = null;
  let writing: ReturnType<LateParts['writeCapsule']> | null = null;
  const journal = (): Opened => {
    if (opened === null) throw new Error('The journal is not open.');
    return opened;
  };
  const readable = (): Readable => capsule ?? journal();
  const pastOf = (of: Readable): PastDesk => (of.past ??= late().openPast(of));
  const dropCapsule = (): null => {
    writing?.return(err('It was given up.'));
    writing = null;
    return null;
  };
  /** Damage that a question runs into is noted, so that people hear of it; the question itself is refused. */
  const noting =
    <Request, Reply>(answer: (of: Readable, request: Request) => Reply) =>
    (request: Request): Reply => {
      const of = readable();
      try {
        return answer(of, request);
      } catch (error) {
        if (damageIn(error) !== null) noteDamage(of.database, 'page');
        throw error;
      }
    };
  /** What a file that was started anew must hold before anything else, and what people were not told yet. */
  const owed: { batch: WriteBatch | null; notice: string | null } = { batch: null, notice: null };
  const writeBoth = (to: Opened, batch: WriteBatch): Written => {
    if (owed.batch !== null) write(to, owed.batch);
    owed.batch = null;
    return write(to, batch);
  };
  /** Sets a file aside that turned out to be damaged while it was open, and goes on in a new one. */
  const startAnew = (damaged: Opened, reason: string, nowMs: number): Opened => {
    owed.batch = carriedOver(damaged, nowMs);
    const { begun, ...found } = replaceDatabase(damaged, {
      nowMs,
      reason,
      begin: (database) => beginRun(database, nowMs),
    });
    owed.notice = found.notice;
    opened = withStores(begun, found.database, found.path);
    return opened;
  };
  return {
    open({ directory, nowMs }) {
      const found = openDatabase(directory, nowMs, (database) => beginRun(database, nowMs));
      if (found.inUse !== null) return { notice: null, inUse: found.inUse };
      opened = withStores(found.begun, found.database, found.path);
      return { notice: found.notice ?? damageNotice(opened), inUse: null };
    },
    write(batch) {
      const before = journal();
      opened = withFile(before, batch.nowMs);
      opened.past?.tidy(batch.nowMs);
      opened.past?.written(batch.samples);
      if (opened !== before) owed.notice = RESCUED;
      const broken = brokenAfterMending(opened);
      if (broken !== null) startAnew(opened, broken, batch.nowMs);
      let reply: Written;
      try {
        reply = writeBoth(opened, batch);
      } catch (error) {
        const reason = damageIn(error);
        if (reason === null || opened.path === null) throw error;
        reply = writeBoth(startAnew(opened, reason, batch.nowMs), batch);
      }
      const notice = owed.notice ?? damageNotice(opened);
      owed.notice = null;
      return { ...reply, notice };
    },
    maintain: noting((_, { nowMs, ...limits }) => {
      const { database, rollUps } = journal();
      const built = inTransaction(database, () => rollUps.build(nowMs, ROLL_UPS_PER_STEP));
      if (built > 0) return { more: true };
      const learns = inTransaction(database, () => rollUps.learnEarlier(nowMs, SERIES_LEARNED_PER_STEP));
      const rolledUpToMs = rollUps.oldestDueMs() ?? Number.POSITIVE_INFINITY;
      const more = inTransaction(database, () => deleteStep(database, nowMs, limits, rolledUpToMs));
      return { more: shrinkStep(database) || more || learns };
    }),
    importHours(hours) {
      const { database, rollUps } = journal();
      inTransaction(database, () => rollUps.importHours(hours));
      return null;
    },
    lastSnapshot: noting(({ events }) => events.lastSnapshot()),
    history: noting((of, query) => readHistory(of, query)),
    baselines: noting((of, query) => readBaselines(of, query)),
    baselineBand: noting((of, query) => readBand(of, query)),
    transitions: noting(({ events }, query) => events.transitions(query)),
    recordingSpans: noting(({ database }, range) => readSpans(database, range)),
    recordedUntil: noting(({ database }) => recordedUntilMs(database)),
    searchAlerts: noting(({ database }, search) => searchAlerts(database, search)),
    alertVersions: noting(({ database }, query) => readAlertVersions(database, query)),
    alertTexts: noting(({ database }, query) => readAlertTexts(database, query)),
    alertHistory: noting(({ database }, query) => readAlertHistory(database, query)),
    annotations: noting(({ database }, query) => readAnnotations(database, query)),
    actions: noting(({ database }, query) => readActions(database, query)),
    rehearsal: noting(({ database }, query) => readRehearsal(database, query)),
    stats: noting(({ database, samples }) => ({
      databaseBytes: databaseBytes(database),
      oldestMs: oldestMs(database),
      seriesCount: samples.seriesCount(),
      sampleCount: samples.sampleCount,
    })),
    moment: noting((of, question) => pastOf(of).moment(question)),
    look: noting((of, { view, atMs, nowMs }) => {
      const picture = pastOf(of).look({ atMs, nowMs, knowledge: 'then', objectives: [] });
      return picture.ok ? ok(late().viewOf(view, picture.value, atMs)) : picture;
    }),
    configurationAt: noting(({ database }, { atMs }) => readConfigurationAt(database, atMs)),
    openCapsule({ path }) {
      const found = openCapsuleFile(path);
      if (!found.ok) return found;
      const { database, facts, bytes } = found.value;
      capsule = capsuleStores(database);
      return ok({ facts, bytes });
    },
    beginCapsule(order) {
      dropCapsule();
      writing = late().writeCapsule(journal(), order);
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

/** Told once for each opened file. */
function damageNotice(opened: Opened): string | null {
  if (opened.state.isDamageTold || damageOf(opened.database) === null) return null;
  opened.state.isDamageTold = true;
  return 'Part of the journal is damaged. What cannot be trusted is left out of the history.';
}

/**
 * When a read ran into a broken page, the indexes are built again: often it was one of theirs, and all is well
 * afterwards. In words how the file is damaged beyond that: what is written to it now would be set aside with it at the
 * next start.
 */
function brokenAfterMending({ database, path, state }: Opened): string | null {
  if (path === null || state.isMended || damageOf(database) !== 'page') return null;
  state.isMended = true;
  try {
    database.exec('REINDEX');
    return database.prepare('PRAGMA quick_check(1)').get()?.quick_check === 'ok' ? null : 'is damaged';
  } catch (error) {
    return damageIn(error);
  }
}

/** Rows of minutes built in one step: some ten milliseconds. */
const ROLL_UPS_PER_STEP = 20;
/** Series whose earlier minutes are learned from in one step: some ten milliseconds as well. */
const SERIES_LEARNED_PER_STEP = 2;
const RESCUED =
  'The journal’s file was removed while Vigil was running. It was written again, with all of its history.';

/** The journal as it is, or on a file of its own again when somebody removed the one it had. */
function withFile(opened: Opened, nowMs: number): Opened {
  const { path } = opened;
  if (path === null || existsSync(path)) return opened;
  const database = rescueDatabase(opened.database, path);
  const rescued = withStores(storesOf(database, nowMs), database, path);
  rescued.samples.adoptHandles(opened.samples);
  return rescued;
}

type Stores = Omit<Opened, 'database' | 'path'>;

/** Keeps the getters of the stores, which a spread would call. */
function withStores(stores: Stores, database: DatabaseSync, path: string | null): Opened {
  return Object.assign(stores, { database, path });
}

function storesOf(database: DatabaseSync, nowMs: number): Stores {
  const rollUps = new RollUpsStore(database);
  const events = new EventsStore(database);
  const state = { runSinceMs: null, isDamageTold: false, isMended: false };
  let samples: SamplesStore | null = null;
  // Takes the tail up again when it is first needed: the last picture does not wait for that.
  const takeUp = (): SamplesStore => (samples ??= new SamplesStore(database, nowMs, rollUps));
  return {
    get samples() {
      return takeUp();
    },
    past: null,
    events,
    rollUps,
    state,
  };
}

/** Everything of a capsule lies in chunks. */
function capsuleStores(database: DatabaseSync): Readable {
  const count = (sql: string): number => Number(database.prepare(sql).get()?.n ?? 0);
  const samples: Readable['samples'] = {
    openSamples: () => null,
    sampleCount: count('SELECT total(count) AS n FROM chunks'),
    seriesCount: () => count('SELECT count(*) AS n FROM series'),
  };
  const events = new EventsStore(database);
  const rollUps = new RollUpsStore(database);
  return { database, samples, events, rollUps, past: null };
}

/** The stores of a file that was just opened, and the beginning of a run in it. */
function beginRun(database: DatabaseSync, nowMs: number): Stores {
  const stores = storesOf(database, nowMs);
  try {
    inTransaction(database, () => stores.events.beginRun(nowMs));
  } catch (error) {
    // A full disk can be read all the same. What it does not take now is the first to be written when there is room.
    if (damageIn(error) !== null || !isTroubleOfTheDisk(error)) throw error;
    stores.state.runSinceMs = nowMs;
  }
  return stores;
}

type Written = Omit<ReplyOf<'write'>, 'notice'>;

/** Commits a batch; memory follows only then. Sealing is a second transaction: its failure loses nothing. */
function write({ database, samples, events, state }: Opened, batch: WriteBatch): Written {
  let prepared: ReturnType<SamplesStore['prepare']>;
  try {
    prepared = inTransaction(database, () => {
      if (state.runSinceMs !== null) events.beginRun(state.runSinceMs);
      events.write(batch);
      return samples.prepare(batch);
    });
  } catch (error) {
    events.forgetRows();
    throw error;
  }
  prepared.commit();
  state.runSinceMs = null;
  try {
    inTransaction(database, () => samples.sealDue(batch.nowMs, isFull(batch)))();
  } catch (error) {
    // A full disk loses nothing: the samples are committed in the tail, and the next write tries again.
    if (damageIn(error) !== null) throw error;
  }
  return { refusedSamples: prepared.refused };
}

/** A batch as large as may be: behind it more waits, as after hours of sleep. */
function isFull({ samples }: WriteBatch): boolean {
  return samples.reduce((sum, { handle }) => sum + handle.length, 0) >= MAX_BATCH_SAMPLES;
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
