import { DatabaseSync } from 'node:sqlite';
import { migrate } from '../migrations/migrate.ts';
import { capsuleTableNames, createCapsuleTables } from './capsule-format.ts';

/**
 * A copy in memory of a verified capsule that an earlier Vigil wrote, with the tables of this one. Capsules are small
 * enough for it, and what they came from is only read. Throws what SQLite throws.
 * @param written closed by whoever opened it
 */
export function upToDateCopy(written: DatabaseSync, schema: number): DatabaseSync {
  const copy = new DatabaseSync(':memory:');
  try {
    createCapsuleTables(copy, schema);
    copy.exec('BEGIN');
    for (const table of [...capsuleTableNames(schema), 'capsule']) copyRows(written, copy, table);
    copy.exec('COMMIT');
    migrate(copy);
    copy.exec('PRAGMA query_only = 1');
    return copy;
  } catch (error) {
    copy.close();
    throw error;
  }
}

/** Both have the same columns in the same order. */
function copyRows(from: DatabaseSync, to: DatabaseSync, table: string): void {
  const rows = from.prepare(`SELECT * FROM ${table}`);
  const insert = to.prepare(
    `INSERT INTO ${table} VALUES (${rows
      .columns()
      .map(() => '?')
      .join(', ')})`,
  );
  for (const row of rows.iterate()) insert.run(...Object.values(row));
}
