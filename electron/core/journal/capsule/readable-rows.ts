import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod/mini';
import { alertSchema } from '../../../../shared/domain/alert.ts';
import { alertActionSchema } from '../../../../shared/domain/alert-action.ts';
import { keptTextsSchema } from '../../../../shared/domain/alert-texts.ts';
import { annotationSchema } from '../../../../shared/domain/annotation.ts';
import { silenceSchema } from '../../../../shared/domain/silence.ts';
import { sourceStatusSchema } from '../../../../shared/domain/source.ts';
import { type CapsuleTable, capsuleTables } from './capsule-format.ts';

const silenceListSchema = z.array(silenceSchema);
const changedStatusSchema = z.partial(sourceStatusSchema);

/** Tables whose bodies are JSON, and what it must be. */
const bodies: readonly {
  readonly table: CapsuleTable;
  readonly schema: { safeParse(value: unknown): { readonly success: boolean } };
  readonly where?: string;
}[] = [
  { table: 'alert_episodes', schema: alertSchema },
  { table: 'alert_events', schema: alertSchema },
  { table: 'alert_texts', schema: keptTextsSchema },
  { table: 'annotations', schema: annotationSchema },
  { table: 'annotation_versions', schema: annotationSchema },
  { table: 'silence_lists', schema: silenceListSchema },
  { table: 'source_events', schema: sourceStatusSchema, where: 'base IS NULL' },
  { table: 'source_events', schema: changedStatusSchema, where: 'base IS NOT NULL' },
  { table: 'actions', schema: alertActionSchema },
];

/**
 * Which rows of these tables are not what a Vigil writes, in words, or null. A capsule comes from somewhere else: a checksum says that
 * it is as it was written, not by whom.
 */
export function rowsThatCannotBeRead(database: DatabaseSync, tables: readonly CapsuleTable[]): string | null {
  for (const { table, schema, where } of bodies) {
    if (!tables.includes(table)) continue;
    const rows = database.prepare(`SELECT body FROM ${table}${where === undefined ? '' : ` WHERE ${where}`}`);
    for (const row of rows.iterate())
      if (!isReadable(schema, String(row.body))) return `${capsuleTables[table]} cannot be read`;
  }
  return null;
}

function isReadable(schema: (typeof bodies)[number]['schema'], text: string): boolean {
  try {
    return schema.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}
