import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../electron/core/clock.ts';
import type { Journal } from '../../electron/core/journal/journal.ts';
import { openJournal } from '../../electron/core/journal/open-journal.ts';
import { silentLog } from '../../electron/core/log.ts';

const MAX_AGE_MS = 90 * 86_400_000;
/** More than any bench writes. */
const MAX_BYTES = 4_000_000_000;

/** A journal in a folder of its own, whose time passes only when it is told to. */
export interface BenchJournal {
  readonly journal: Journal;
  moveTo(atMs: number): void;
  /** Closes the journal and removes its folder. */
  clean(): Promise<void>;
}

export async function openBenchJournal(startMs: number): Promise<BenchJournal> {
  const directory = mkdtempSync(join(tmpdir(), 'vigil-bench-'));
  let nowMs = startMs;
  const clock: Clock = {
    nowMs: () => nowMs,
    monotonicMs: () => nowMs,
    setTimeout: () => () => undefined,
  };
  const journal = await openJournal(
    {
      directory,
      workerUrl: new URL('../../electron/core/journal/worker.ts', import.meta.url),
      retention: { maxAgeMs: MAX_AGE_MS, maxBytes: MAX_BYTES },
    },
    { clock, log: silentLog },
  );
  return {
    journal,
    moveTo: (atMs) => {
      nowMs = atMs;
    },
    async clean() {
      await journal.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
