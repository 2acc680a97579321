import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** A demo opened again within this time goes on with its story; later it begins a new one. */
export const STORY_MAX_AGE_MS = 2 * 3_600_000;

const storySchema = z.object({ liveFromMs: z.number() });

/**
 * When the story in this demo folder began. A restart must find the same past that its journal holds, so the
 * moment is kept beside it; a story that is too old is thrown away together with its journal.
 * @param freshStartMs where a new story begins
 */
export async function storyAnchor(directory: string, freshStartMs: number, nowMs: number): Promise<number> {
  const file = join(directory, 'story.json');
  try {
    const { liveFromMs } = storySchema.parse(JSON.parse(await readFile(file, 'utf8')));
    if (nowMs >= liveFromMs && nowMs - liveFromMs < STORY_MAX_AGE_MS) return liveFromMs;
  } catch {
    // None yet, or not readable: begin a new one.
  }
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  await writeFile(file, JSON.stringify({ liveFromMs: freshStartMs }));
  return freshStartMs;
}
