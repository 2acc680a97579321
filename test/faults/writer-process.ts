import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { WriterOrders } from './journal-writer.ts';

/** Scripts the writer is made of: as they are, or bundled. */
export interface WriterScripts {
  readonly writer: string;
  readonly worker: string;
}

/** What a writer noted until it was killed. */
export interface Diary {
  readonly opened: boolean;
  readonly closed: boolean;
  readonly begun: readonly number[];
  readonly committed: readonly number[];
  /** What must not be: notices, errors, an end of its own. */
  readonly trouble: readonly string[];
}

export const plainScripts: WriterScripts = {
  writer: fromHere('journal-writer.ts'),
  worker: fromHere('../../electron/core/journal/worker.ts'),
};

/** Lets a writer write until `until` resolves, then kills it with -9. `until` hears when its journal is open. */
export async function writeUntil(
  scripts: WriterScripts,
  orders: Omit<WriterOrders, 'worker'>,
  until: (opened: Promise<unknown>) => Promise<unknown>,
): Promise<Diary> {
  rmSync(orders.diary, { force: true });
  const child = spawn(
    process.execPath,
    [scripts.writer, JSON.stringify({ ...orders, worker: scripts.worker } satisfies WriterOrders)],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const trouble: string[] = [];
  child.stderr.on('data', (words: Buffer) => trouble.push(String(words)));
  const ended = once(child, 'close');
  const opened = Promise.race([once(child.stdout, 'data'), ended]);
  await Promise.race([until(opened), ended]);
  child.kill('SIGKILL');
  const [code, signal] = await ended;
  if (signal !== 'SIGKILL') trouble.push(`it ended by itself with ${code ?? signal}`);
  const lines = linesOf(orders.diary);
  const numbersAfter = (word: string): readonly number[] =>
    lines.flatMap((line) => (line.startsWith(`${word} `) ? [Number(line.slice(word.length))] : []));
  return {
    opened: lines.includes('opened'),
    closed: lines.includes('closed'),
    begun: numbersAfter('began'),
    committed: numbersAfter('committed'),
    trouble: [...trouble, ...lines.filter((line) => line.startsWith('noticed '))],
  };
}

/** Whether a writer noted that this batch is committed. */
export function hasCommitted(diary: string, batch: number): boolean {
  return linesOf(diary).includes(`committed ${batch}`);
}

function linesOf(diary: string): readonly string[] {
  return existsSync(diary) ? readFileSync(diary, 'utf8').split('\n') : [];
}

function fromHere(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
