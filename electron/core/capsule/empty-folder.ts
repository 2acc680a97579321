import { rmSync } from 'node:fs';
import type { Log } from '../log.ts';

/** Throws a folder of capsules away with all that is in it; one that cannot be is told to the log. */
export function emptyFolder(directory: string, log: Log): void {
  try {
    rmSync(directory, { recursive: true, force: true });
  } catch (error) {
    log.warn('Old capsules could not be thrown away.', { error: String(error) });
  }
}
