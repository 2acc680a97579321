import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { type CapsuleFacts, MAX_CAPSULE_BYTES } from '../../../../shared/domain/capsule.ts';
import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import { thrownWords } from '../../thrown-words.ts';
import { SCHEMA_VERSION, schemaVersion } from '../migrations/migrate.ts';
import {
  CAPSULE_APPLICATION_ID,
  CAPSULE_FORMAT,
  capsuleStructure,
  capsuleTableNames,
  capsuleTables,
  FIRST_CAPSULE_SCHEMA,
  readFacts,
  sealOf,
  structureOf,
  sumOfTable,
} from './capsule-format.ts';
import { rowsThatCannotBeRead } from './readable-rows.ts';
import { upToDateCopy } from './up-to-date-copy.ts';

/** A capsule that was found whole. */
export interface VerifiedCapsule {
  readonly facts: CapsuleFacts;
  readonly bytes: number;
}

const HEADER_BYTES = 100;
const MAGIC = 'SQLite format 3\u0000';

/** Says what a capsule holds, or in one sentence why it is none or cannot be trusted. Writes nothing, anywhere. */
export function verifyCapsule(path: string): Result<VerifiedCapsule, string> {
  const opened = openAsWritten(path);
  if (!opened.ok) return opened;
  opened.value.database.close();
  return ok({ facts: opened.value.facts, bytes: opened.value.bytes });
}

interface OpenCapsuleFile extends VerifiedCapsule {
  readonly database: DatabaseSync;
}

/**
 * Verifies a capsule and opens it for reading. The database neither locks the file nor puts anything beside it: what an
 * earlier Vigil wrote is verified as it was written, and read from a copy in memory that was brought up to date.
 * Error: a sentence.
 */
export function openCapsuleFile(path: string): Result<OpenCapsuleFile, string> {
  const opened = openAsWritten(path);
  if (!opened.ok || opened.value.facts.schema === SCHEMA_VERSION) return opened;
  const { database: written, facts } = opened.value;
  try {
    return ok({ ...opened.value, database: upToDateCopy(written, facts.schema) });
  } catch (error) {
    const reason = thrownWords(error);
    return err(`${basename(path)} of an earlier Vigil (${facts.vigil}) cannot be read: ${reason}.`);
  } finally {
    written.close();
  }
}

function openAsWritten(path: string): Result<OpenCapsuleFile, string> {
  const name = basename(path);
  const size = sizeOf(path);
  if (!size.ok) return size;
  let database: DatabaseSync | null = null;
  try {
    const url = pathToFileURL(resolve(path));
    url.searchParams.set('immutable', '1');
    database = new DatabaseSync(url, { readOnly: true });
    const found = examine(database, name);
    if (found.ok) return ok({ facts: found.value, bytes: size.value, database });
    database.close();
    return found;
  } catch (error) {
    database?.close();
    return err(damaged(name, thrownWords(error)));
  }
}

/** SQLite may quote statements over many lines: what comes before them says what is wrong. */
const BEFORE_A_QUOTE = /^[^\n"]*[^\n":\s]/;

function damaged(name: string, what: string): string {
  return `${name} is damaged: ${BEFORE_A_QUOTE.exec(what)?.[0] ?? 'it cannot be read'}.`;
}

/** What can be said without SQLite. */
function sizeOf(path: string): Result<number, string> {
  const name = basename(path);
  const header = Buffer.alloc(HEADER_BYTES);
  let size: number;
  try {
    const file = openSync(path, 'r');
    try {
      const stat = fstatSync(file);
      if (!stat.isFile()) return err(`${name} is not a file.`);
      ({ size } = stat);
      readSync(file, header, 0, HEADER_BYTES, 0);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return err(missing ? `There is no file ${name}.` : `${name} cannot be read: ${thrownWords(error)}.`);
  }
  if (size === 0) return err(`${name} is empty: it is not a capsule.`);
  if (header.toString('latin1', 0, Math.min(size, MAGIC.length)) !== MAGIC.slice(0, size))
    return err(`${name} is not a capsule of Vigil.`);
  if (size < HEADER_BYTES) return err(damaged(name, 'it is cut off'));
  if (header.readUInt32BE(68) !== CAPSULE_APPLICATION_ID)
    return err(`${name} is a database, but not a capsule of Vigil.`);
  if (size > MAX_CAPSULE_BYTES)
    return err(`${name} is larger than ${MAX_CAPSULE_BYTES / 1024 / 1024} MB: Vigil writes no such capsule.`);
  const stated = header.readUInt16BE(16);
  const whole = (stated === 1 ? 65_536 : stated) * header.readUInt32BE(28);
  if (size < whole) return err(damaged(name, `it is cut off, ${size} of ${whole} bytes are there`));
  if (size > whole) return err(damaged(name, `it has ${size - whole} bytes too many`));
  return ok(size);
}

/** Everything that is told is checked first: the description, the structure, the pages, the indexes, then every row. */
function examine(database: DatabaseSync, name: string): Result<CapsuleFacts, string> {
  const { facts, sums, seal } = readFacts(database);
  if (facts.format > CAPSULE_FORMAT || facts.schema > SCHEMA_VERSION)
    return err(
      `${name} was written by a newer Vigil (${facts.vigil}): open it with that one, or update this one.`,
    );
  if (sealOf(facts, sums) !== seal) return err(damaged(name, 'its description does not match its checksum'));
  const isKnown = facts.schema >= FIRST_CAPSULE_SCHEMA && schemaVersion(database) === facts.schema;
  if (!isKnown || structureOf(database) !== capsuleStructure(facts.schema))
    return err(damaged(name, 'its tables are not those of a capsule'));
  // Not the quick check: what an index leaves out would be missing on the screen.
  const check = database.prepare('PRAGMA integrity_check(1)').get()?.integrity_check;
  if (check !== 'ok') return err(damaged(name, String(check).replace(/^\*+ in database main \*+\s*/, '')));
  const tables = capsuleTableNames(facts.schema);
  for (const table of tables)
    if (sumOfTable(database, table) !== sums[table])
      return err(damaged(name, `${capsuleTables[table]} do not match their checksum`));
  const unreadable = rowsThatCannotBeRead(database, tables);
  if (unreadable !== null) return err(damaged(name, unreadable));
  return ok(facts);
}
