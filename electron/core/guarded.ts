import type { Log } from './log.ts';

/**
 * Runs work that must not end the process: a mistake of ours in one observation or one frame is logged, and the next
 * one is tried. What then stays away shows as age and as silence, never as a picture that looks live.
 */
export function guarded(log: Log, what: string, work: () => void): void {
  try {
    work();
  } catch (thrown) {
    const stack = thrown instanceof Error ? thrown.stack : undefined;
    log.warn(`${what} failed`, { error: String(thrown), ...(stack === undefined ? {} : { stack }) });
  }
}
