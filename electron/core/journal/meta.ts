import type { DatabaseSync } from 'node:sqlite';

/**
 * Facts about the log itself. `raw_deleted_until_ms`: the end of the youngest chunk that retention threw away;
 * `stored_samples` and `stored_bytes`: what all chunks hold, so that nobody has to count them; `usual_backlog_series`: the
 * last series that was there before Vigil learned what is usual, `usual_learned_series`: how far it has caught up.
 */
type MetaName =
  | 'raw_deleted_until_ms'
  | 'stored_samples'
  | 'stored_bytes'
  | 'usual_backlog_series'
  | 'usual_learned_series';

/** Null when it was never written. */
export function readMeta(database: DatabaseSync, name: MetaName): number | null {
  const value = database.prepare('SELECT value FROM meta WHERE name = ?').get(name)?.value;
  return typeof value === 'number' ? value : null;
}

/** Raises a fact to a value inside the caller's transaction; it never goes back. */
export function raiseMeta(database: DatabaseSync, name: MetaName, value: number): void {
  database
    .prepare(
      'INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = max(value, ?2)',
    )
    .run(name, value);
}

/** Adds to a fact inside the caller's transaction. */
export function addToMeta(database: DatabaseSync, name: MetaName, value: number): void {
  database
    .prepare(
      'INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = value + ?2',
    )
    .run(name, value);
}
