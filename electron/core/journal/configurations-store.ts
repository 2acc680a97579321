import type { DatabaseSync } from 'node:sqlite';
import type { ConfigurationVersion } from './journal.ts';
import { isSound, rowSum } from './row-sum.ts';

/** A configuration as the log holds it. */
export interface StoredConfiguration extends ConfigurationVersion {
  /** Of its row: the same one for the same version. */
  readonly id: number;
}

/** Writes configurations inside the caller's transaction; one that repeats the last is none. */
export function writeConfigurations(database: DatabaseSync, versions: readonly ConfigurationVersion[]): void {
  if (versions.length === 0) return;
  const last = database.prepare('SELECT demo, body FROM configurations ORDER BY id DESC LIMIT 1');
  const insert = database.prepare('INSERT INTO configurations (at_ms, demo, body, sum) VALUES (?, ?, ?, ?)');
  for (const { yaml, demo, atMs } of versions) {
    const before = last.get();
    if (before?.body !== yaml || before.demo !== Number(demo))
      insert.run(atMs, Number(demo), yaml, rowSum(yaml, atMs, Number(demo)));
  }
}

/** The one in effect at a moment, for earlier moments the first known; null in a log that holds none. */
export function readConfigurationAt(database: DatabaseSync, atMs: number): StoredConfiguration | null {
  const row =
    database
      .prepare('SELECT * FROM configurations WHERE at_ms <= ? ORDER BY at_ms DESC, id DESC LIMIT 1')
      .get(atMs) ?? database.prepare('SELECT * FROM configurations ORDER BY at_ms, id LIMIT 1').get();
  if (row === undefined) return null;
  if (!isSound(database, row.sum, String(row.body), Number(row.at_ms), Number(row.demo))) return null;
  return {
    id: Number(row.id),
    yaml: String(row.body),
    demo: row.demo === 1,
    atMs: Number(row.at_ms),
  };
}
