import type { DatabaseSync } from 'node:sqlite';
import { initial } from './001-initial.ts';
import { annotations } from './002-annotations.ts';
import { past } from './003-past.ts';
import { actions } from './004-actions.ts';
import { alertTexts } from './005-alert-texts.ts';

/** Migration n brings a database from version n − 1 to n. Append; never edit one that was released. */
const migrations: readonly ((database: DatabaseSync) => void)[] = [
  initial,
  annotations,
  past,
  actions,
  alertTexts,
];

/** The schema this Vigil writes. */
export const SCHEMA_VERSION = migrations.length;

/** The schema of a database; 0 for an empty one. */
export function schemaVersion(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0);
}

/**
 * Runs the missing migrations, each in its own transaction with its version number.
 * @param target an earlier schema makes a database as an earlier Vigil made it
 */
export function migrate(database: DatabaseSync, target = SCHEMA_VERSION): void {
  for (let version = schemaVersion(database); version < target; version++) {
    database.exec('BEGIN IMMEDIATE');
    try {
      migrations[version]?.(database);
      database.exec(`PRAGMA user_version = ${version + 1}`);
      database.exec('COMMIT');
    } catch (error) {
      database.exec('ROLLBACK');
      throw error;
    }
  }
}
