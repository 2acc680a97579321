import type { DatabaseSync } from 'node:sqlite';
import type { ReplyOf, RequestOf } from './protocol.ts';

/** Rows deleted in one transaction: keeps each one short. */
const ROWS_PER_STEP = 2_000;
/** Steps of one run at most; what is left waits for the next run, so that writes are not held up. */
const MAX_STEPS_PER_RUN = 200;

/** Size of the database as people count it: all pages of the file. */
export function databaseBytes(database: DatabaseSync): number {
  return pragma(database, 'page_count') * pragma(database, 'page_size');
}

/**
 * Deletes what is older than the age limit, then the oldest until the file keeps the size limit, and gives
 * the pages back. The last transition of every cell stays: it says in which state the kept time begins.
 * `forget` hears how many samples went.
 */
export function retain(
  database: DatabaseSync,
  { nowMs, maxAgeMs, maxBytes }: RequestOf<'retain'>,
  forget: (samples: number) => void,
): ReplyOf<'retain'> {
  const cutoffMs = nowMs - maxAgeMs;
  let steps = 0;
  let deletedChunks = 0;
  const step = (sql: string, ...bounds: number[]): number => {
    steps++;
    return Number(database.prepare(sql).run(...bounds, ROWS_PER_STEP).changes);
  };
  const chunks = (beforeMs: number, limit: number): number => {
    steps++;
    const rows = database
      .prepare(
        'DELETE FROM chunks WHERE id IN (SELECT id FROM chunks WHERE to_ms < ? ORDER BY to_ms LIMIT ?) RETURNING count',
      )
      .all(beforeMs, limit);
    forget(rows.reduce((sum, row) => sum + Number(row.count), 0));
    deletedChunks += rows.length;
    return rows.length;
  };
  const may = (): boolean => steps < MAX_STEPS_PER_RUN;

  while (chunks(cutoffMs, ROWS_PER_STEP) === ROWS_PER_STEP && may());
  while (step(OLD_TRANSITIONS, cutoffMs) === ROWS_PER_STEP && may());
  while (step(OLD_ALERT_EVENTS, cutoffMs) === ROWS_PER_STEP && may());
  step(
    'DELETE FROM alert_episodes WHERE id IN (SELECT id FROM alert_episodes WHERE resolved_ms < ? LIMIT ?)',
    cutoffMs,
  );
  step(
    'DELETE FROM annotations WHERE id IN (SELECT id FROM annotations WHERE until_ms < ? LIMIT ?)',
    cutoffMs,
  );
  step(
    'DELETE FROM recording_spans WHERE id IN (SELECT id FROM recording_spans WHERE to_ms < ? LIMIT ?)',
    cutoffMs,
  );

  while (usedBytes(database) > maxBytes && may()) {
    if (chunks(Number.MAX_SAFE_INTEGER, chunksToFree(database, maxBytes)) > 0) continue;
    if (step(OLD_ALERT_EVENTS, nowMs) > 0) continue;
    if (step(OLD_TRANSITIONS, nowMs) === 0) break;
  }
  database.exec('PRAGMA incremental_vacuum');
  return { deletedChunks, databaseBytes: databaseBytes(database) };
}

const OLD_ALERT_EVENTS =
  'DELETE FROM alert_events WHERE id IN (SELECT id FROM alert_events WHERE at_ms < ? ORDER BY at_ms LIMIT ?)';
const OLD_TRANSITIONS = `DELETE FROM transitions WHERE id IN (
  SELECT t.id FROM transitions t WHERE t.at_ms < ?1 AND EXISTS (
    SELECT 1 FROM transitions n WHERE n.cell = t.cell AND n.at_ms < ?1
      AND (n.at_ms > t.at_ms OR (n.at_ms = t.at_ms AND n.id > t.id)))
  ORDER BY t.at_ms LIMIT ?2)`;

function usedBytes(database: DatabaseSync): number {
  return (
    (pragma(database, 'page_count') - pragma(database, 'freelist_count')) * pragma(database, 'page_size')
  );
}

/** About as many chunks as lie above the limit, at least a few, at most one step. */
function chunksToFree(database: DatabaseSync, maxBytes: number): number {
  const average = Number(
    database.prepare('SELECT avg(length(body)) AS n FROM (SELECT body FROM chunks LIMIT 200)').get()?.n ?? 0,
  );
  const excess = usedBytes(database) - maxBytes;
  return Math.min(ROWS_PER_STEP, Math.max(8, Math.ceil(excess / Math.max(64, average) / 2)));
}

function pragma(database: DatabaseSync, name: string): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0);
}
