import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openInProcess } from '../fixtures/journal/in-process-journal.ts';
import { waitFor } from '../fixtures/wait-for.ts';
import { DATABASE, type Files, WAL } from './damages.ts';
import { hasCommitted, plainScripts, writeUntil } from './writer-process.ts';

/** A database as it was left, with batches 0 to `batches` − 1. */
export interface Base {
  readonly name: string;
  readonly files: Files;
  readonly batches: number;
}

/** What a data folder holds of a database. */
export function filesIn(directory: string): Files {
  const names = [DATABASE, WAL].filter((name) => existsSync(join(directory, name)));
  return new Map(names.map((name) => [name, readFileSync(join(directory, name))]));
}

export function put(directory: string, files: Files): void {
  mkdirSync(directory, { recursive: true });
  for (const [name, bytes] of files) writeFileSync(join(directory, name), bytes);
}

/** Written and closed in good order. */
export async function closedBase(
  directory: string,
  name: string,
  batches: number,
  isReversed = false,
): Promise<Base> {
  const journal = await openInProcess(directory, 0, isReversed);
  for (let batch = 0; batch < batches; batch += 1) await journal.write(batch);
  await journal.close();
  return { name, files: filesIn(directory), batches };
}

/** Written to by a process that was killed: `more` batches are in its write-ahead log. */
export async function killedBase(
  directory: string,
  name: string,
  before: Base | null,
  more: number,
): Promise<Base> {
  put(directory, before?.files ?? new Map());
  const firstBatch = before?.batches ?? 0;
  const diary = `${directory}.diary`;
  const orders = { directory, diary, firstBatch, batches: more, closes: false, seed: 1 };
  const { trouble } = await writeUntil(plainScripts, orders, () =>
    waitFor(`${more} batches`, () => hasCommitted(diary, firstBatch + more - 1)),
  );
  if (trouble.length > 0) throw new Error(trouble.join('\n'));
  return { name, files: filesIn(directory), batches: firstBatch + more };
}
