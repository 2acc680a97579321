import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_CAPSULE_BYTES } from '../../../shared/domain/capsule.ts';
import { type Failure, failure } from '../../../shared/domain/failure.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { thrownWords } from '../thrown-words.ts';
import { emptyFolder } from './empty-folder.ts';

/** Capsules that were handed over, of all seats together. */
export const MAX_UPLOADS = 8;
/** One that is neither continued nor opened is thrown away after this long. */
export const UPLOAD_KEPT_MS = 300_000;

/** A capsule that was handed over. */
export interface Upload {
  readonly id: string;
  readonly path: string;
}

interface Kept extends Upload {
  bytes: number;
  isOpen: boolean;
  cancelExpiry: () => void;
}

/** Keeps what views hand over in files until it is looked at no more. */
export interface UploadShelf {
  /** Adds a piece, to a new file where `id` is null. */
  add(
    id: string | null,
    piece: Uint8Array,
  ): Result<{ readonly id: string; readonly receivedBytes: number }, Failure>;
  /** Takes one into use: it stays until it is dropped. Null: it is not there. */
  take(id: string): Upload | null;
  drop(id: string): void;
  close(): void;
}

export function createUploadShelf({
  directory,
  clock,
  newId,
  log,
}: {
  /** Emptied at the start and at the end. */
  readonly directory: string;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: Log;
}): UploadShelf {
  const uploads = new Map<string, Kept>();
  emptyFolder(directory, log);

  const drop = (id: string): void => {
    const upload = uploads.get(id);
    if (upload === undefined) return;
    uploads.delete(id);
    upload.cancelExpiry();
    rmSync(upload.path, { force: true });
  };
  const expireLater = (upload: Kept): void => {
    upload.cancelExpiry();
    upload.cancelExpiry = clock.setTimeout(() => drop(upload.id), UPLOAD_KEPT_MS);
  };
  const begin = (): Kept | null => {
    if (uploads.size >= MAX_UPLOADS) return null;
    const id = newId();
    const upload: Kept = {
      id,
      path: join(directory, `${id}.vigil-capsule`),
      bytes: 0,
      isOpen: false,
      cancelExpiry: () => undefined,
    };
    mkdirSync(directory, { recursive: true });
    writeFileSync(upload.path, '');
    uploads.set(id, upload);
    return upload;
  };

  return {
    add(id, piece) {
      try {
        const upload = id === null ? begin() : uploads.get(id);
        if (upload === null)
          return err(
            failure(
              'unsupported',
              `${MAX_UPLOADS} capsules are being looked at already. Close one of them.`,
              true,
            ),
          );
        if (upload === undefined || upload.isOpen)
          return err(failure('not_found', 'This capsule was not sent in one go. Send it again.'));
        if (upload.bytes + piece.length > MAX_CAPSULE_BYTES) {
          drop(upload.id);
          return err(
            failure(
              'bad_request',
              `A capsule has at most ${MAX_CAPSULE_BYTES / 1024 / 1024} MB: this is none.`,
            ),
          );
        }
        appendFileSync(upload.path, piece);
        upload.bytes += piece.length;
        expireLater(upload);
        return ok({ id: upload.id, receivedBytes: upload.bytes });
      } catch (error) {
        return err(failure('internal', `The capsule could not be taken in: ${thrownWords(error)}.`, true));
      }
    },
    take(id) {
      const upload = uploads.get(id);
      if (upload === undefined || upload.isOpen) return null;
      upload.isOpen = true;
      upload.cancelExpiry();
      return upload;
    },
    drop,
    close() {
      for (const id of uploads.keys()) drop(id);
      emptyFolder(directory, log);
    },
  };
}
