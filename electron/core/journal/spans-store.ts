import type { DatabaseSync } from 'node:sqlite';
import type { TimeRange } from '../../../shared/domain/timeline.ts';
import type { RecordingSpan } from './journal.ts';

/** Marks further apart than this leave a gap between two recording spans. */
export const RECORDING_GAP_MS = 30_000;

/** Writes recording spans inside the caller's transaction; one that follows closely on the last extends it. */
export function writeSpans(database: DatabaseSync, spans: readonly RecordingSpan[]): void {
  if (spans.length === 0) return;
  const newest = database.prepare('SELECT id, from_ms, to_ms FROM recording_spans ORDER BY id DESC LIMIT 1');
  const extend = database.prepare('UPDATE recording_spans SET to_ms = ?, ended = ? WHERE id = ?');
  const insert = database.prepare('INSERT INTO recording_spans (from_ms, to_ms, ended) VALUES (?, ?, ?)');
  for (const { fromMs, toMs, ended = null } of spans) {
    const last = newest.get();
    const lastToMs = Number(last?.to_ms);
    // A clock that was set back starts a span of its own; readers merge what overlaps.
    if (last !== undefined && fromMs >= Number(last.from_ms) && fromMs - lastToMs < RECORDING_GAP_MS)
      extend.run(Math.max(toMs, lastToMs), ended, Number(last.id));
    else insert.run(fromMs, toMs, ended);
  }
}

/** Spans that touch the range, plus the last before; in order of their start. */
export function readSpans(database: DatabaseSync, { fromMs, toMs }: TimeRange): RecordingSpan[] {
  return database
    .prepare(
      `SELECT from_ms, to_ms, ended FROM recording_spans WHERE to_ms >= ?1 AND from_ms <= ?2
         OR id = (SELECT id FROM recording_spans WHERE to_ms < ?1 ORDER BY to_ms DESC LIMIT 1)
       ORDER BY from_ms, id`,
    )
    .all(fromMs, toMs)
    .map((row) => {
      const span = { fromMs: Number(row.from_ms), toMs: Number(row.to_ms) };
      return row.ended === null ? span : { ...span, ended: String(row.ended) as Ended };
    });
}

type Ended = NonNullable<RecordingSpan['ended']>;

/** The oldest moment the log can show; null while it is empty. */
export function oldestMs(database: DatabaseSync): number | null {
  const from = database.prepare('SELECT min(from_ms) AS ms FROM recording_spans').get()?.ms;
  return typeof from === 'number' ? from : null;
}

/** The end of what was recorded, for a log that holds samples; 0 for one that does not. */
export function recordedUntilMs(database: DatabaseSync): number {
  const row = database
    .prepare('SELECT max(to_ms) AS ms FROM recording_spans WHERE EXISTS (SELECT 1 FROM series)')
    .get();
  return Number(row?.ms ?? 0);
}
