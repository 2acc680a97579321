import type { DatabaseSync } from 'node:sqlite';
import { addToMeta, raiseMeta, readMeta } from './meta.ts';
import { HOURS, MINUTES, type Tier, USUAL } from './tiers.ts';

/** Rows deleted in one step: writes wait for one step at most. */
export const ROWS_PER_STEP = 500;
/** Pages given back to the file system in one step. */
const PAGES_PER_STEP = 1_000;

/** How long what is kept, and how much of it at most. */
export interface RetentionLimits {
  /** Samples as they were measured. */
  readonly rawMs: number;
  /** Roll-ups to minutes. */
  readonly minutesMs: number;
  /** Everything: roll-ups to hours and events live this long. */
  readonly maxAgeMs: number;
  readonly maxBytes: number;
}

/** Size of the database as people count it: all pages of the file. */
export function databaseBytes(database: DatabaseSync): number {
  return pragma(database, 'page_count') * pragma(database, 'page_size');
}

/** The size limit leaves raw samples this share of the room: without them no second could be looked at again. */
const RAW_SHARE = 0.5;

/**
 * One small step of throwing away what is too old, or the oldest of what is too much: raw samples down to RAW_SHARE of
 * the room, then minutes, then hours and what is usual of them, then the rest of the raw samples, then events. Runs inside the caller's
 * transaction.
 * @param rolledUpToMs raw samples that end later are not in roll-ups yet: age alone does not delete them
 * @returns whether there is more to delete
 */
export function deleteStep(
  database: DatabaseSync,
  nowMs: number,
  limits: RetentionLimits,
  rolledUpToMs: number,
): boolean {
  let left = ROWS_PER_STEP;
  const run = (sql: string, beforeMs: number): void => {
    if (left > 0) left -= Number(database.prepare(sql).run(beforeMs, left).changes);
  };
  const chunks = (beforeMs: number, limit: number): void => {
    if (left > 0) left -= deleteChunks(database, beforeMs, Math.min(left, limit));
  };
  const rollUps = ({ code, periodMs }: Tier, beforeMs: number): void =>
    run(OLD_ROLL_UPS.replace(':tier', String(code)), beforeMs - periodMs);

  const cutoffMs = nowMs - limits.maxAgeMs;
  const rawCutoffMs = nowMs - Math.min(limits.rawMs, limits.maxAgeMs);
  chunks(Math.max(cutoffMs, Math.min(rawCutoffMs, rolledUpToMs)), ROWS_PER_STEP);
  for (const sql of OLD_AS_SAMPLES) run(sql, rawCutoffMs);
  rollUps(MINUTES, nowMs - Math.min(limits.minutesMs, limits.maxAgeMs));
  for (const tier of [HOURS, USUAL]) rollUps(tier, cutoffMs);
  for (const sql of OLD_EVENTS) run(sql, cutoffMs);

  if (left > 0 && usedBytes(database) > limits.maxBytes) {
    const before = left;
    const some = chunksToFree(database, limits.maxBytes);
    if ((readMeta(database, 'stored_bytes') ?? 0) > limits.maxBytes * RAW_SHARE)
      chunks(Number.MAX_SAFE_INTEGER, some);
    for (const tier of [MINUTES, HOURS, USUAL]) if (left === before) rollUps(tier, Number.MAX_SAFE_INTEGER);
    if (left === before) chunks(Number.MAX_SAFE_INTEGER, some);
    for (const sql of EVENTS_BY_SIZE) if (left === before) run(sql, nowMs);
    return left < before;
  }
  return left <= 0;
}

/** Gives free pages back to the file system, outside a transaction; returns whether there are more. */
export function shrinkStep(database: DatabaseSync): boolean {
  database.exec(`PRAGMA incremental_vacuum(${PAGES_PER_STEP})`);
  return pragma(database, 'freelist_count') > PAGES_PER_STEP;
}

function deleteChunks(database: DatabaseSync, beforeMs: number, limit: number): number {
  const rows = database
    .prepare(
      `DELETE FROM chunks WHERE id IN (SELECT id FROM chunks WHERE to_ms < ? ORDER BY to_ms LIMIT ?)
       RETURNING count, to_ms, length(body) AS bytes`,
    )
    .all(beforeMs, limit);
  if (rows.length === 0) return 0;
  const total = (column: 'count' | 'bytes') => rows.reduce((sum, row) => sum + Number(row[column]), 0);
  addToMeta(database, 'stored_samples', -total('count'));
  addToMeta(database, 'stored_bytes', -total('bytes'));
  const untilMs = rows.reduce((latest, row) => Math.max(latest, Number(row.to_ms)), Number.NEGATIVE_INFINITY);
  raiseMeta(database, 'raw_deleted_until_ms', untilMs);
  return rows.length;
}

const OLD_ROLL_UPS =
  'DELETE FROM roll_ups WHERE id IN (SELECT id FROM roll_ups WHERE tier = :tier AND from_ms <= ? ORDER BY from_ms LIMIT ?)';
const OLD_ALERT_EVENTS =
  'DELETE FROM alert_events WHERE id IN (SELECT id FROM alert_events WHERE at_ms < ? ORDER BY at_ms LIMIT ?)';
const OLD_SOURCE_EVENTS =
  'DELETE FROM source_events WHERE id IN (SELECT id FROM source_events WHERE at_ms < ? ORDER BY at_ms LIMIT ?)';
/** The last transition of every cell stays: it says in which state the kept time begins. */
const OLD_TRANSITIONS = `DELETE FROM transitions WHERE id IN (
  SELECT t.id FROM transitions t WHERE t.at_ms < ?1 AND EXISTS (
    SELECT 1 FROM transitions n WHERE n.cell = t.cell AND n.at_ms < ?1
      AND (n.at_ms > t.at_ms OR (n.at_ms = t.at_ms AND n.id > t.id)))
  ORDER BY t.at_ms LIMIT ?2)`;
/** What is only of use beside the samples themselves. The last list of silences of every source stays. */
const OLD_AS_SAMPLES = [
  OLD_SOURCE_EVENTS,
  'DELETE FROM absences WHERE id IN (SELECT id FROM absences WHERE at_ms < ? ORDER BY at_ms LIMIT ?)',
  `DELETE FROM silence_lists WHERE id IN (
     SELECT id FROM silence_lists l WHERE at_ms < ?1 AND EXISTS (
       SELECT 1 FROM silence_lists n WHERE n.source = l.source AND n.at_ms < ?1 AND n.id > l.id)
     LIMIT ?2)`,
];
/** The last text before the kept time stays with what is kept of its alert. */
const OLD_ALERT_TEXTS = `DELETE FROM alert_texts WHERE id IN (
  SELECT t.id FROM alert_texts t WHERE t.at_ms < ?1 AND (
    EXISTS (SELECT 1 FROM alert_texts n WHERE n.alert = t.alert AND n.at_ms < ?1
      AND (n.at_ms > t.at_ms OR (n.at_ms = t.at_ms AND n.id > t.id)))
    OR NOT EXISTS (SELECT 1 FROM alert_episodes e WHERE e.alert = t.alert))
  ORDER BY t.at_ms LIMIT ?2)`;
/** The last configuration before the kept time stays. */
const OLD_EVENTS = [
  OLD_TRANSITIONS,
  OLD_ALERT_EVENTS,
  `DELETE FROM alert_episodes WHERE id IN (
     SELECT id FROM alert_episodes WHERE seen_ms < ?1 AND resolved_ms < ?1 LIMIT ?2)`,
  OLD_ALERT_TEXTS,
  'DELETE FROM annotations WHERE id IN (SELECT id FROM annotations WHERE until_ms < ? LIMIT ?)',
  `DELETE FROM annotation_versions WHERE id IN (
     SELECT id FROM annotation_versions WHERE until_ms < ?1 AND received_ms < ?1 LIMIT ?2)`,
  'DELETE FROM actions WHERE id IN (SELECT id FROM actions WHERE at_ms < ? ORDER BY at_ms LIMIT ?)',
  `DELETE FROM configurations WHERE id IN (
     SELECT id FROM configurations WHERE at_ms < (SELECT max(at_ms) FROM configurations WHERE at_ms < ?1) LIMIT ?2)`,
  'DELETE FROM recording_spans WHERE id IN (SELECT id FROM recording_spans WHERE to_ms < ? LIMIT ?)',
  `UPDATE recording_spans SET from_ms = ?1 WHERE id IN (
     SELECT id FROM recording_spans WHERE from_ms < ?1 - ${MINUTES.stepMs} LIMIT ?2)`,
];
const EVENTS_BY_SIZE = [OLD_SOURCE_EVENTS, OLD_ALERT_EVENTS, OLD_ALERT_TEXTS, OLD_TRANSITIONS];

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
