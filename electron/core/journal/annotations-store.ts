import type { DatabaseSync } from 'node:sqlite';
import { type Annotation, annotationUntilMs } from '../../../shared/domain/annotation.ts';
import type { RangeQuery } from './protocol.ts';

/** Writes annotations inside the caller's transaction: one whose id is known is replaced. */
export function writeAnnotations(database: DatabaseSync, annotations: readonly Annotation[]): void {
  if (annotations.length === 0) return;
  const upsert = database.prepare(
    `INSERT INTO annotations (annotation, at_ms, until_ms, body) VALUES (?1, ?2, ?3, ?4)
     ON CONFLICT (annotation) DO UPDATE SET at_ms = ?2, until_ms = ?3, body = ?4`,
  );
  for (const annotation of annotations)
    upsert.run(annotation.id, annotation.atMs, annotationUntilMs(annotation), JSON.stringify(annotation));
}

/** Annotations that touch the range, oldest first; the newest of them when there are more than `limit`. */
export function readAnnotations(database: DatabaseSync, { fromMs, toMs, limit }: RangeQuery): Annotation[] {
  return database
    .prepare(
      `SELECT body FROM annotations WHERE at_ms <= ? AND until_ms >= ?
       ORDER BY at_ms DESC, annotation DESC LIMIT ?`,
    )
    .all(toMs, fromMs, limit)
    .map((row) => JSON.parse(String(row.body)) as Annotation)
    .toReversed();
}
