import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import type { Log } from '../../log.ts';
import type { JournalReader } from '../journal.ts';
import { createJournalReader, type Read } from '../journal-reader.ts';
import { startWorker } from '../worker-line.ts';
import type { VerifiedCapsule } from './verify-capsule.ts';

/** A capsule as a log that can be read, in a worker of its own. */
export interface CapsuleReader extends JournalReader, VerifiedCapsule {
  close(): Promise<void>;
}

/**
 * Verifies a capsule and opens it. Error: a sentence.
 * What it says of itself bounds it: its past begins with its window, and it was read when it was written.
 */
export async function openCapsuleReader(
  path: string,
  { workerUrl, log }: { readonly workerUrl: URL; readonly log: Log },
): Promise<Result<CapsuleReader, string>> {
  const line = startWorker(workerUrl, (reason) => log.warn(reason));
  const close = async (): Promise<void> => {
    await line.ask('close', null).catch(() => undefined);
    await line.ended();
  };
  const opened = await line.ask('openCapsule', { path });
  const found = opened.ok ? opened.value : err(`The capsule cannot be opened: ${opened.error.message}.`);
  if (!found.ok) {
    await close();
    return found;
  }
  const { facts, bytes } = found.value;
  const read: Read = async (name, request, otherwise) => {
    const result = await line.ask(name, request);
    if (result.ok) return result.value;
    log.warn('The capsule could not be read.', { question: name, reason: result.error.message });
    return otherwise;
  };
  return ok({
    facts,
    bytes,
    ...createJournalReader(read, () => facts.createdAtMs),
    async stats() {
      const none = { databaseBytes: bytes, oldestMs: null, seriesCount: 0, sampleCount: 0 };
      return { ...(await read('stats', null, none)), oldestMs: facts.fromMs, queuedWrites: 0 };
    },
    close,
  });
}
