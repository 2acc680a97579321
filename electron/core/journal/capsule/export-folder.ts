import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { err, type Result } from '../../../../shared/domain/result.ts';
import { SCHEMA_VERSION, schemaVersion } from '../migrations/migrate.ts';
import { BUSY_TIMEOUT_MS, JOURNAL_FILE_NAME, journalInUse } from '../open-database.ts';
import { RollUpsStore } from '../roll-ups-store.ts';
import { SamplesStore } from '../samples-store.ts';
import { wordsOf } from '../sqlite-errors.ts';
import type { VerifiedCapsule } from './verify-capsule.ts';
import { type CapsuleOrder, writeCapsule } from './write-capsule.ts';

/**
 * Writes a capsule from the journal in a folder that no Vigil is using. Nothing is migrated, repaired or set aside.
 * Error: a sentence.
 */
export function exportFromFolder(directory: string, order: CapsuleOrder): Result<VerifiedCapsule, string> {
  const path = join(directory, JOURNAL_FILE_NAME);
  if (!existsSync(path)) {
    const demo = join(directory, 'demo');
    const hint = existsSync(join(demo, JOURNAL_FILE_NAME)) ? ` The demo fleet keeps its own in ${demo}.` : '';
    return err(`There is no journal in ${directory}.${hint}`);
  }
  if (journalInUse(directory) !== null)
    return err(
      `A Vigil is using the journal in ${directory}: ask it for the capsule, with --url http://127.0.0.1:8460 or wherever it listens.`,
    );
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    const version = schemaVersion(database);
    if (version > SCHEMA_VERSION) return err(`The journal in ${directory} was written by a newer Vigil.`);
    if (version < SCHEMA_VERSION)
      return err(
        `The journal in ${directory} was written by an earlier Vigil: start this one on it once, it brings it up to date.`,
      );
    const samples = new SamplesStore(database, order.nowMs, new RollUpsStore(database));
    const writing = writeCapsule({ database, samples }, order);
    let step = writing.next();
    while (step.done !== true) step = writing.next();
    return step.value;
  } catch (error) {
    return err(`The journal in ${directory} cannot be read: ${wordsOf(error)}.`);
  } finally {
    database?.close();
  }
}
