import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import { damageIn } from './sqlite-errors.ts';

/** What a row tells: its body and what stands beside it. */
type Told = readonly (string | number | Uint8Array | null)[];

/**
 * A checksum of what a row tells, kept beside it: SQLite notices damage to the order of its pages, and none to what
 * stands in them.
 */
export function rowSum(...told: Told): number {
  return told.reduce<number>((sum, part) => {
    const bytes = part instanceof Uint8Array ? part : `${part}\u0000`;
    return crc32(bytes, sum);
  }, 0);
}

/** Whether a row tells what was written; damage is noted. Rows that are older than sums have none: null. */
export function isSound(database: DatabaseSync, sum: SQLOutputValue | undefined, ...told: Told): boolean {
  if (sum === null || sum === rowSum(...told)) return true;
  noteDamage(database);
  return false;
}

/** The JSON in the body of a sound row, as a list of one; an empty list, and damage noted, when it is not sound. */
export function parsedBody<T>(
  database: DatabaseSync,
  row: Readonly<Record<string, SQLOutputValue>>,
  ...beside: Told
): readonly T[] {
  const body = String(row['body']);
  if (!isSound(database, row['sum'], body, ...beside)) return [];
  try {
    return [JSON.parse(body) as T];
  } catch {
    noteDamage(database);
    return [];
  }
}

const damaged = new WeakMap<DatabaseSync, 'row' | 'page'>();

/** Notes that something in an open database could not be trusted and was left out: a row, or what lies in a broken page. */
export function noteDamage(database: DatabaseSync, where: 'row' | 'page' = 'row'): void {
  if (damaged.get(database) !== 'page') damaged.set(database, where);
}

/** The worst that was noted since it was opened; null for nothing. */
export function damageOf(database: DatabaseSync): 'row' | 'page' | null {
  return damaged.get(database) ?? null;
}

/** What a read finds, or something else, and damage noted, when it runs into a damaged page. Throws for other reasons. */
export function withoutDamage<T>(database: DatabaseSync, read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    if (damageIn(error) === null) throw error;
    noteDamage(database, 'page');
    return otherwise;
  }
}
