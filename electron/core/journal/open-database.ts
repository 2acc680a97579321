import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { thrownWords } from '../thrown-words.ts';
import { migrate, SCHEMA_VERSION, schemaVersion } from './migrations/migrate.ts';

/** The database in a folder of data. */
export const JOURNAL_FILE_NAME = 'vigil.db';
/** How long a lock of a process that is just ending is waited for. */
export const BUSY_TIMEOUT_MS = 2_000;
/** The write-ahead file is cut back to this after a checkpoint. */
const WAL_LIMIT_BYTES = 8 * 1024 * 1024;
/** SQLite result codes: the low byte of `errcode`. */
const SQLITE_BUSY = 5;
const SQLITE_LOCKED = 6;
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;
/** Too big, constraint, mismatch, misuse, range: the statement is at fault, whatever the disk does. */
const FAULTS_OF_THE_STATEMENT: readonly number[] = [18, 19, 20, 21, 25];

/** A file that cannot be used as it is, and why. */
class UnusableDatabase extends Error {}

export type OpenedDatabase =
  | {
      readonly database: DatabaseSync;
      /** Its file; null when it is kept in memory. */
      readonly path: string | null;
      /** What people should know about how it was opened. */
      readonly notice: string | null;
      readonly inUse: null;
    }
  /** Another process has it: a sentence for people. Nothing was opened. */
  | { readonly inUse: string };

/**
 * Opens the journal's database, or an empty one beside a damaged one that is set aside, or one in memory where the
 * folder cannot be written. One that another process is using is left alone: two histories of one time would be told
 * in turns. Throws only when not even that works.
 */
export function openDatabase(directory: string, nowMs: number): OpenedDatabase {
  const path = join(directory, JOURNAL_FILE_NAME);
  try {
    mkdirSync(directory, { recursive: true });
    try {
      return { database: openFile(path), path, notice: null, inUse: null };
    } catch (error) {
      const reason = damageIn(error);
      if (reason === null) throw error;
      const aside = setAside(path, nowMs);
      return {
        database: openFile(path),
        path,
        notice: `The journal ${reason}. It was set aside as ${aside} and a new one was started: earlier history is not shown.`,
        inUse: null,
      };
    }
  } catch (error) {
    if (isInUse(error)) return { inUse: inUseWords(directory) };
    const database = new DatabaseSync(':memory:');
    prepare(database);
    return {
      database,
      path: null,
      notice: `The journal in ${directory} cannot be opened (${wordsOf(error)}). History is kept in memory only, until Vigil stops.`,
      inUse: null,
    };
  }
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
  const rescued = openFile(path);
  database.close();
  return rescued;
}

function openFile(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    // One process owns the journal: open chunks live in its memory. This also spares the -shm file.
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    if (schemaVersion(database) > SCHEMA_VERSION)
      throw new UnusableDatabase('was written by a newer version of Vigil');
    const check = database.prepare('PRAGMA quick_check(1)').get()?.quick_check;
    if (check !== 'ok') throw new UnusableDatabase(`is damaged (${String(check)})`);
    prepare(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * WAL with synchronous=FULL: one fsync a second is cheap in a worker, and what was committed survives power loss.
 * auto_vacuum must come before the first table.
 */
function prepare(database: DatabaseSync): void {
  database.exec('PRAGMA auto_vacuum = INCREMENTAL');
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = FULL');
  database.exec(`PRAGMA journal_size_limit = ${WAL_LIMIT_BYTES}`);
  migrate(database);
}

/** In words how the file is unusable, or null when the trouble is not in the file. */
function damageIn(error: unknown): string | null {
  if (error instanceof UnusableDatabase) return error.message;
  const code = resultCode(error);
  if (code === SQLITE_NOTADB) return 'is not a database';
  return code === SQLITE_CORRUPT ? 'is damaged' : null;
}

function resultCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error)) return null;
  return Number(error.errcode) & 0xff;
}

/** Whether the same write may succeed later: a full, read-only, busy or failing disk. */
export function isTroubleOfTheDisk(error: unknown): boolean {
  const code = resultCode(error);
  return code !== null && !FAULTS_OF_THE_STATEMENT.includes(code);
}

function isInUse(error: unknown): boolean {
  const code = resultCode(error);
  return code === SQLITE_BUSY || code === SQLITE_LOCKED;
}

/** What went wrong with the database or its folder, for a person. */
export function wordsOf(error: unknown): string {
  return isInUse(error) ? 'another Vigil is using it' : thrownWords(error);
}

/** Moves the file and its companions; returns the new name. */
function setAside(path: string, nowMs: number): string {
  const time = new Date(nowMs).toISOString().replaceAll(/[:.]/g, '-');
  let aside = path.replace(/\.db$/, `-${time}.damaged.db`);
  for (let i = 2; existsSync(aside); i++) aside = path.replace(/\.db$/, `-${time}-${i}.damaged.db`);
  for (const suffix of ['', '-wal', '-shm', '-journal'])
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
  return aside;
}
