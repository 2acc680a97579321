import type { DatabaseSync } from 'node:sqlite';
import type { Silence } from '../../../shared/domain/silence.ts';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import type { TimeRange } from '../../../shared/domain/timeline.ts';
import type { SilenceList, SourceEvent } from './journal.ts';
import { parsedBody, rowSum } from './row-sum.ts';

/** A whole status is written at least this often; in between only the fields that differ from it. */
const WHOLE_EVERY_MS = 3_600_000;

/** The last whole status of each source in this database: what differs from it is written after it. */
export type SourceBases = Map<
  string,
  { readonly id: number; readonly status: SourceStatus; readonly atMs: number }
>;

/** Writes what sources said of themselves inside the caller's transaction. A rolled-back one must empty `bases`. */
export function writeSourceEvents(
  database: DatabaseSync,
  events: readonly SourceEvent[],
  bases: SourceBases,
): void {
  if (events.length === 0) return;
  const insert = database.prepare(
    'INSERT INTO source_events (source, at_ms, base, body, sum) VALUES (?, ?, ?, ?, ?)',
  );
  for (const { status, atMs } of events) {
    const base = bases.get(status.id);
    if (base !== undefined && Math.abs(atMs - base.atMs) < WHOLE_EVERY_MS) {
      const body = JSON.stringify(differences(base.status, status));
      insert.run(status.id, atMs, base.id, body, rowSum(body, atMs, base.id));
      continue;
    }
    const body = JSON.stringify(status);
    const { lastInsertRowid } = insert.run(status.id, atMs, null, body, rowSum(body, atMs, null));
    bases.set(status.id, { id: Number(lastInsertRowid), status, atMs });
  }
}

function differences(base: SourceStatus, status: SourceStatus): Partial<SourceStatus> {
  const known: Readonly<Record<string, unknown>> = base;
  return Object.fromEntries(
    Object.entries(status).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(known[key])),
  );
}

/** What sources said in the range, plus the last before of each; ascending. */
export function readSourceEvents(database: DatabaseSync, { fromMs, toMs }: TimeRange): SourceEvent[] {
  const rows = database
    .prepare(
      `WITH RECURSIVE sources (name) AS (
         SELECT min(source) FROM source_events
         UNION ALL
         SELECT (SELECT min(source) FROM source_events WHERE source > name) FROM sources WHERE name IS NOT NULL)
       SELECT e.at_ms, e.body, e.sum, e.base, b.at_ms AS base_ms, b.body AS base_body, b.sum AS base_sum FROM source_events e
         LEFT JOIN source_events b ON b.id = e.base
       WHERE e.at_ms BETWEEN ?1 AND ?2 OR e.id IN (
         SELECT (SELECT id FROM source_events WHERE source = name AND at_ms < ?1 ORDER BY at_ms DESC, id DESC LIMIT 1)
         FROM sources WHERE name IS NOT NULL)
       ORDER BY e.at_ms, e.id`,
    )
    .all(fromMs, toMs);
  return rows.flatMap((row) => {
    // What its base was is forgotten: it was the oldest of the log.
    if (row.base !== null && row.base_body === null) return [];
    const atMs = Number(row.at_ms);
    const base =
      row.base === null
        ? [{}]
        : parsedBody<SourceStatus>(
            database,
            { body: row.base_body!, sum: row.base_sum! },
            Number(row.base_ms),
            null,
          );
    const own = parsedBody<SourceStatus>(database, row, atMs, row.base === null ? null : Number(row.base));
    return base.flatMap((before) => own.map((status) => ({ status: { ...before, ...status }, atMs })));
  });
}

/** Writes the silences of sources inside the caller's transaction; a list that repeats the last is none. */
export function writeSilences(database: DatabaseSync, lists: readonly SilenceList[]): void {
  if (lists.length === 0) return;
  const last = database.prepare('SELECT body FROM silence_lists WHERE source = ? ORDER BY id DESC LIMIT 1');
  const insert = database.prepare('INSERT INTO silence_lists (source, at_ms, body, sum) VALUES (?, ?, ?, ?)');
  for (const { sourceId, silences, atMs } of lists) {
    const body = JSON.stringify(silences);
    if (last.get(sourceId)?.body !== body) insert.run(sourceId, atMs, body, rowSum(body, sourceId, atMs));
  }
}

/** Lists of silences in the range, plus the last before of each source; ascending. */
export function readSilences(database: DatabaseSync, { fromMs, toMs }: TimeRange): SilenceList[] {
  return database
    .prepare(
      `SELECT source, at_ms, body, sum FROM silence_lists l WHERE at_ms <= ?2 AND (at_ms >= ?1 OR id = (
         SELECT id FROM silence_lists WHERE source = l.source AND at_ms < ?1 ORDER BY at_ms DESC, id DESC LIMIT 1))
       ORDER BY at_ms, id`,
    )
    .all(fromMs, toMs)
    .flatMap((row) => {
      const sourceId = String(row.source);
      const atMs = Number(row.at_ms);
      const read = parsedBody<Silence[]>(database, row, sourceId, atMs);
      return read.map((silences) => ({ sourceId, silences, atMs }));
    });
}
