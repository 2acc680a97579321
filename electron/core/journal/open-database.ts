import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { thrownWords } from '../thrown-words.ts';
import { isWalDamaged } from './damaged-wal.ts';
import { migrate, SCHEMA_VERSION, schemaVersion } from './migrations/migrate.ts';
import { damageIn, isInUse, isOfTheFile, isTroubleOfTheDisk, wordsOf } from './sqlite-errors.ts';

export const JOURNAL_FILE_NAME = 'vigil.db';
/** How long a lock of a process that is just ending is waited for. */
export const BUSY_TIMEOUT_MS = 2_000;
/** The write-ahead file is cut back to this after a checkpoint. */
const WAL_LIMIT_BYTES = 8 * 1024 * 1024;
/**
 * Tables whose rows are compared with their indexes when the file is opened. Those of the first line are plain numbers
 * and names without a checksum of their own, and each is in an index as well, whole; the others are small, and a broken
 * index would hide what they hold. Chunks, roll-ups and events are too many for that: they have checksums.
 */
const TABLES_CHECKED_AGAINST_INDEXES = [
  'series',
  'cells',
  'transitions',
  'absences',
  'recording_spans',
  'annotations',
  'annotation_versions',
  'alert_episodes',
  'silence_lists',
  'configurations',
];

const NEWEST_IS_DAMAGED =
  'The newest part of the journal is damaged and left out: it ends some time before Vigil last stopped.';

/** A file that cannot be used as it is, and why. */
class UnusableDatabase extends Error {}

export interface OpenedDatabase<T> {
  readonly database: DatabaseSync;
  /** What `begin` made of it. */
  readonly begun: T;
  /** Its file; null when it is kept in memory. */
  readonly path: string | null;
  /** What people should know about how it was opened. */
  readonly notice: string | null;
  readonly inUse: null;
}

/** Another process has it: a sentence for people. Nothing was opened. */
interface DatabaseInUse {
  readonly inUse: string;
}

/**
 * Opens the journal's database, or an empty one beside a damaged one that is set aside, or one in memory where the
 * folder cannot be written. One that another process is using is left alone: two histories of one time would be told
 * in turns. Throws only when not even that works.
 * @param begin reads what is needed of it before anything else; a file whose rows it cannot read is damaged as well
 */
export function openDatabase<T>(
  directory: string,
  nowMs: number,
  begin: (database: DatabaseSync) => T,
): OpenedDatabase<T> | DatabaseInUse {
  const path = join(directory, JOURNAL_FILE_NAME);
  try {
    mkdirSync(directory, { recursive: true });
    try {
      // SQLite leaves out what lies behind the damage without a word.
      const notice = isWalDamaged(`${path}-wal`) ? NEWEST_IS_DAMAGED : null;
      return { ...openFile(path, begin), path, notice, inUse: null };
    } catch (error) {
      const reason = unusableIn(error);
      if (reason === null) throw error;
      const notice = setAside(path, nowMs, reason);
      return { ...openFile(path, begin), path, notice, inUse: null };
    }
  } catch (error) {
    return isInUse(error) ? { inUse: inUseWords(directory) } : openInMemory(directory, error, begin);
  }
}

/**
 * Sets a file aside that turned out to be damaged while it was open, and starts a new one in its place, or one in
 * memory when that cannot be.
 */
export function replaceDatabase<T>(
  damaged: Pick<OpenedDatabase<T>, 'database' | 'path'>,
  { nowMs, reason, begin }: ReplaceOptions<T>,
): OpenedDatabase<T> {
  damaged.database.close();
  if (damaged.path === null) throw new Error('A database in memory cannot be set aside.');
  const { path } = damaged;
  try {
    const notice = setAside(path, nowMs, reason);
    return { ...openFile(path, begin), path, notice, inUse: null };
  } catch (error) {
    return openInMemory(dirname(path), error, begin);
  }
}

interface ReplaceOptions<T> {
  readonly nowMs: number;
  /** From `damageIn`. */
  readonly reason: string;
  readonly begin: (database: DatabaseSync) => T;
}

function openInMemory<T>(
  directory: string,
  error: unknown,
  begin: (database: DatabaseSync) => T,
): OpenedDatabase<T> {
  const database = new DatabaseSync(':memory:');
  prepare(database);
  return {
    database,
    begun: begin(database),
    path: null,
    notice: `The journal in ${directory} cannot be opened (${wordsOf(error)}). History is kept in memory only, until Vigil stops.`,
    inUse: null,
  };
}

/** Whether another process has the journal of a folder: the sentence that says so, or null. Opens nothing for good. */
export function journalInUse(directory: string): string | null {
  const path = join(directory, JOURNAL_FILE_NAME);
  if (!existsSync(path)) return null;
  try {
    const database = new DatabaseSync(path, { timeout: 0 });
    try {
      database.exec('PRAGMA locking_mode = EXCLUSIVE');
      schemaVersion(database);
    } finally {
      database.close();
    }
    return null;
  } catch (error) {
    return isInUse(error) ? inUseWords(directory) : null;
  }
}

function inUseWords(directory: string): string {
  return `Another Vigil is already using the journal in ${directory}: stop it, or start this one with another --data-dir.`;
}

/**
 * Writes everything a database holds to its path again, for when somebody removed the file while it was open: it
 * lives on until it is closed, and would take the history with it. Throws while the folder cannot be written.
 */
export function rescueDatabase(database: DatabaseSync, path: string): DatabaseSync {
  mkdirSync(dirname(path), { recursive: true });
  for (const suffix of ['-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true });
  database.prepare('VACUUM INTO ?').run(path);
  const rescued = openFile(path, () => undefined).database;
  database.close();
  return rescued;
}

function openFile<T>(
  path: string,
  begin: (database: DatabaseSync) => T,
): { database: DatabaseSync; begun: T } {
  if (!existsSync(path)) {
    if (existsSync(`${path}-wal`)) throw new UnusableDatabase('has lost its main file');
    createFile(path);
  }
  if (statSync(path).size === 0) throw new UnusableDatabase('is empty');
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    // One process owns the journal: open chunks live in its memory. This also spares the -shm file.
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    if (schemaVersion(database) > SCHEMA_VERSION)
      throw new UnusableDatabase('was written by a newer version of Vigil');
    check(database, 'quick_check(1)');
    for (const table of TABLES_CHECKED_AGAINST_INDEXES)
      if (hasTable(database, table)) check(database, `integrity_check(${table})`);
    prepare(database);
    emptyWal(database);
    if (shapeOf(database) !== shapeOfNew()) throw new UnusableDatabase('is damaged (in its list of tables)');
    return { database, begun: begin(database) };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Writes an empty journal elsewhere and puts it in its place whole: an empty file there is one that lost its history. */
function createFile(path: string): void {
  const draft = `${path}-new-${process.pid}`;
  rmSync(draft, { force: true });
  const database = new DatabaseSync(draft);
  try {
    prepare(database, 'OFF');
    database.close();
    // Once instead of for every migration: the first start is not to wait for the disk.
    const file = openSync(draft, 'r+');
    fsyncSync(file);
    closeSync(file);
    linkSync(draft, path);
  } catch (error) {
    if (database.isOpen) database.close();
    // Another process was quicker: its file is the one to open.
    if (existsSync(path)) return;
    // Not every file system has links.
    if (!(error instanceof Error && 'syscall' in error && error.syscall === 'link')) throw error;
    renameSync(draft, path);
  } finally {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(draft + suffix, { force: true });
  }
}

/**
 * Takes the log of an earlier run into the database, so that each run begins with an empty one: what a kill left behind
 * the last transaction would look like damage once others are written over a part of it.
 */
function emptyWal(database: DatabaseSync): void {
  try {
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch (error) {
    // On a full disk the log stays, and is read from where it is.
    if (damageIn(error) !== null || !isTroubleOfTheDisk(error)) throw error;
  }
}

/** Tables, indexes and columns by name and kind: what every statement relies on. */
function shapeOf(database: DatabaseSync): string {
  const rows = database
    .prepare(
      `SELECT m.type, m.name, m.tbl_name, c.name AS col, c.type AS kind, c."notnull", c.pk
       FROM sqlite_schema m LEFT JOIN pragma_table_info(m.name) c ON m.type = 'table'
       WHERE m.name NOT LIKE 'sqlite_stat%' ORDER BY m.name, c.cid`,
    )
    .all();
  return JSON.stringify(rows);
}

function shapeOfNew(): string {
  const database = new DatabaseSync(':memory:');
  try {
    migrate(database);
    return shapeOf(database);
  } finally {
    database.close();
  }
}

function hasTable(database: DatabaseSync, name: string): boolean {
  return database.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(name) !== undefined;
}

function check(database: DatabaseSync, pragma: string): void {
  const [result] = Object.values(database.prepare(`PRAGMA ${pragma}`).get() ?? {});
  if (result !== 'ok') throw new UnusableDatabase(`is damaged (${String(result)})`);
}

/**
 * WAL with synchronous=FULL: one fsync a second is cheap in a worker, and what was committed survives power loss.
 * auto_vacuum must come before the first table.
 */
function prepare(database: DatabaseSync, synchronous: 'FULL' | 'OFF' = 'FULL'): void {
  if (schemaVersion(database) === 0) database.exec('PRAGMA auto_vacuum = INCREMENTAL');
  database.exec('PRAGMA journal_mode = WAL');
  database.exec(`PRAGMA synchronous = ${synchronous}`);
  database.exec(`PRAGMA journal_size_limit = ${WAL_LIMIT_BYTES}`);
  migrate(database);
}

/** In words how a file that is being opened is unusable, or null when the trouble is not in the file. */
function unusableIn(error: unknown): string | null {
  if (error instanceof UnusableDatabase) return error.message;
  // A schema that cannot be brought up to date, or rows that cannot be read: statements that work on every other file.
  return damageIn(error) ?? (isOfTheFile(error) ? `is damaged (${thrownWords(error)})` : null);
}

/** Moves the file and its companions; returns the sentence that says so. */
function setAside(path: string, nowMs: number, reason: string): string {
  const time = new Date(nowMs).toISOString().replaceAll(/[:.]/g, '-');
  let aside = path.replace(/\.db$/, `-${time}.damaged.db`);
  for (let i = 2; existsSync(aside) || existsSync(`${aside}-wal`); i++)
    aside = path.replace(/\.db$/, `-${time}-${i}.damaged.db`);
  for (const suffix of ['', '-wal', '-shm', '-journal'])
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
  return `The journal ${reason}. It was set aside as ${aside} and a new one was started: earlier history is not shown.`;
}
