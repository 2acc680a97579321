import { readFile, rename } from 'node:fs/promises';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { replaceFile } from '../replace-file.ts';
import { type HookPost, hookPostSchema } from './hook-post.ts';

/** What waits is written down so long after it changed: a storm costs one file a second. */
export const WRITTEN_AFTER_MS = 1_000;

/** What waits for each receiver, by a name that gives nothing of its address away. */
export type Waiting = ReadonlyMap<string, readonly HookPost[]>;

const fileSchema = z.object({
  version: z.literal(1),
  waiting: z.array(z.object({ receiver: z.string(), posts: z.array(hookPostSchema) })),
});

/** Keeps what waits for receivers in a file, so that it outlives Vigil. */
export interface PostSpool {
  /** What waited for a receiver when Vigil ended; handed out once. */
  take(receiver: string): readonly HookPost[];
  /** Something else waits now: `waiting` says what, a moment later. */
  changed(waiting: () => Waiting): void;
  /** Writes down what waits at the end. */
  close(waiting: Waiting): Promise<void>;
}

export interface PostSpoolDeps {
  readonly clock: Pick<Clock, 'setTimeout'>;
  /** Tells people what is wrong with the file, as a sentence; null when nothing is. */
  readonly tell: (problem: string | null) => void;
}

/** Opens the file, which need not exist. One that cannot be read is put aside under another name, and that is told. */
export async function openPostSpool(path: string, { clock, tell }: PostSpoolDeps): Promise<PostSpool> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? textOf(new Map()) : '',
  );
  const read = parse(text);
  const left = new Map(read);
  let written = read === null ? '' : text;
  let isFailing = false;
  let writing: Promise<void> = Promise.resolve();
  let cancel: (() => void) | null = null;
  if (read === null) {
    const aside = `${path}.unreadable`;
    await rename(path, aside).catch(() => undefined);
    tell(`Posts to webhooks that waited when Vigil ended cannot be read, and are not sent: see ${aside}.`);
  }

  const write = (waiting: Waiting): Promise<void> => {
    writing = writing.then(async () => {
      const next = textOf(waiting);
      if (next === written) return;
      const done = await replaceFile(path, next);
      if (done.ok) written = next;
      else tell(`What waits for webhooks would be lost if Vigil ended: ${done.error}`);
      if (done.ok && isFailing) tell(null);
      isFailing = !done.ok;
    });
    return writing;
  };
  return {
    take(receiver) {
      const posts = left.get(receiver) ?? [];
      left.delete(receiver);
      return posts;
    },
    changed(waiting) {
      cancel ??= clock.setTimeout(() => {
        cancel = null;
        void write(waiting());
      }, WRITTEN_AFTER_MS);
    },
    close(waiting) {
      cancel?.();
      return write(waiting);
    },
  };
}

function textOf(waiting: Waiting): string {
  const entries = [...waiting].filter(([, posts]) => posts.length > 0);
  return JSON.stringify({ version: 1, waiting: entries.map(([receiver, posts]) => ({ receiver, posts })) });
}

/** Null for what this version did not write. */
function parse(text: string): Waiting | null {
  try {
    const parsed = fileSchema.safeParse(JSON.parse(text));
    return parsed.success
      ? new Map(parsed.data.waiting.map(({ receiver, posts }) => [receiver, posts]))
      : null;
  } catch {
    return null;
  }
}
