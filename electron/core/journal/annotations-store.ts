import type { DatabaseSync } from 'node:sqlite';
import { type Annotation, annotationUntilMs } from '../../../shared/domain/annotation.ts';
import type { TimeRange } from '../../../shared/domain/timeline.ts';
import type { AnnotationEvent } from './journal.ts';
import type { KnownQuery } from './protocol.ts';
import { parsedBody, rowSum } from './row-sum.ts';

/**
 * Writes annotations inside the caller's transaction: the newest version of each replaces the earlier one in
 * `annotations`, and every version is kept in `annotation_versions`; one that repeats the last is none.
 */
export function writeAnnotations(database: DatabaseSync, events: readonly AnnotationEvent[]): void {
  if (events.length === 0) return;
  const upsert = database.prepare(
    `INSERT INTO annotations (annotation, at_ms, until_ms, body, sum) VALUES (?1, ?2, ?3, ?4, ?5)
     ON CONFLICT (annotation) DO UPDATE SET at_ms = ?2, until_ms = ?3, body = ?4, sum = ?5`,
  );
  const last = database.prepare(
    'SELECT body FROM annotation_versions WHERE annotation = ? ORDER BY id DESC LIMIT 1',
  );
  const insert = database.prepare(
    `INSERT INTO annotation_versions (annotation, received_ms, at_ms, until_ms, body, sum)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );
  for (const { annotation, receivedAtMs } of events) {
    const { id, atMs } = annotation;
    const untilMs = annotationUntilMs(annotation);
    const body = JSON.stringify(annotation);
    upsert.run(id, atMs, untilMs, body, rowSum(body));
    if (last.get(id)?.body !== body)
      insert.run(id, receivedAtMs, atMs, untilMs, body, rowSum(body, receivedAtMs));
  }
}

/**
 * Annotations that touch the range, oldest first, as they were known at a moment or are today; the newest of them when
 * there are more than `limit`.
 */
export function readAnnotations(
  database: DatabaseSync,
  { fromMs, toMs, limit, knownByMs }: KnownQuery,
): Annotation[] {
  const rows =
    knownByMs === null
      ? database
          .prepare(
            `SELECT body, sum FROM annotations WHERE at_ms <= ? AND until_ms >= ?
             ORDER BY at_ms DESC, annotation DESC LIMIT ?`,
          )
          .all(toMs, fromMs, limit)
      : database
          .prepare(
            `SELECT body, sum, received_ms FROM annotation_versions v WHERE at_ms <= ?1 AND until_ms >= ?2 AND id = (
               SELECT id FROM annotation_versions WHERE annotation = v.annotation AND received_ms <= ?4
               ORDER BY received_ms DESC, id DESC LIMIT 1)
             ORDER BY at_ms DESC, annotation DESC LIMIT ?3`,
          )
          .all(toMs, fromMs, limit, knownByMs);
  return rows
    .flatMap((row) =>
      parsedBody<Annotation>(database, row, ...(knownByMs === null ? [] : [Number(row.received_ms)])),
    )
    .filter(({ retractedAtMs }) => retractedAtMs === undefined)
    .toReversed();
}

/** Versions that were received in the range, plus the last before of each annotation; ascending. */
export function readAnnotationEvents(database: DatabaseSync, { fromMs, toMs }: TimeRange): AnnotationEvent[] {
  return database
    .prepare(
      `SELECT body, sum, received_ms, id FROM annotation_versions WHERE received_ms BETWEEN ?1 AND ?2
       UNION ALL
       SELECT body, sum, received_ms, id FROM annotation_versions v WHERE received_ms < ?1 AND id = (
         SELECT id FROM annotation_versions WHERE annotation = v.annotation AND received_ms < ?1
         ORDER BY received_ms DESC, id DESC LIMIT 1)
       ORDER BY received_ms, id`,
    )
    .all(fromMs, toMs)
    .flatMap((row) => {
      const receivedAtMs = Number(row.received_ms);
      const read = parsedBody<Annotation>(database, row, receivedAtMs);
      return read.map((annotation) => ({ annotation, receivedAtMs }));
    });
}
