import { MAX_SENT_PIECE_BYTES } from '../../../shared/contract/capsule-commands.ts';
import type { Client } from '../../../shared/contract/client.ts';
import type { CommandReply } from '../../../shared/contract/commands.ts';
import { MAX_CAPSULE_BYTES } from '../../../shared/domain/capsule.ts';
import type { Failure } from '../../../shared/domain/failure.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import type { TimeRange } from '../../../shared/domain/timeline.ts';

/** How often is asked how far the writing has come. */
const ASK_EVERY_MS = 300;
/** Writing is this share of an export, fetching the rest. */
const SHARE_OF_WRITING = 0.7;

/** A capsule as it was fetched. */
export interface FetchedCapsule {
  readonly name: string;
  readonly bytes: number;
  readonly pieces: readonly Uint8Array<ArrayBuffer>[];
}

export interface TransferDeps {
  readonly client: Pick<Client, 'request'>;
  /** Hears how much is done, from 0 to 1. */
  readonly onShare: (share: number) => void;
  readonly wait: (ms: number) => Promise<void>;
}

/** Has a capsule written, and fetches it in pieces. */
export async function fetchCapsule(
  range: TimeRange,
  { client, onShare, wait }: TransferDeps,
): Promise<Result<FetchedCapsule, Failure>> {
  const begun = await client.request('buildCapsule', range);
  if (!begun.ok) return begun;
  const { id } = begun.value;
  let built: CommandReply<'capsuleBuild'>['built'] = null;
  while (built === null) {
    const state = await client.request('capsuleBuild', { id });
    if (!state.ok) return state;
    ({ built } = state.value);
    onShare(state.value.share * SHARE_OF_WRITING);
    if (built === null) await wait(ASK_EVERY_MS);
  }
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (let offset = 0, isLast = false; !isLast; ) {
    const piece = await client.request('readCapsule', { id, offset });
    if (!piece.ok) return piece;
    // A copy: over some transports it is a view into a larger message.
    pieces.push(new Uint8Array(piece.value.bytes));
    offset += piece.value.bytes.length;
    ({ isLast } = piece.value);
    onShare(SHARE_OF_WRITING + ((1 - SHARE_OF_WRITING) * offset) / built.bytes);
  }
  return ok({ name: built.name, bytes: built.bytes, pieces });
}

/** Hands a file over in pieces, and has this seat shown what is in it. Errors are sentences. */
export async function openCapsuleFile(
  file: Pick<File, 'name' | 'size' | 'slice'>,
  { client, onShare }: Pick<TransferDeps, 'client' | 'onShare'>,
): Promise<Result<CommandReply<'openCapsule'>, string>> {
  if (file.size === 0) return err(`${file.name} is empty: it is not a capsule.`);
  if (file.size > MAX_CAPSULE_BYTES)
    return err(`${file.name} is larger than ${MAX_CAPSULE_BYTES / 1024 / 1024} MB: it is not a capsule.`);
  let id: string | null = null;
  for (let offset = 0; offset < file.size; offset += MAX_SENT_PIECE_BYTES) {
    const bytes = await piece(file, offset);
    if (bytes === null) return err(`${file.name} cannot be read. Choose it again.`);
    const sent: Result<CommandReply<'sendCapsule'>, Failure> = await client.request('sendCapsule', {
      id,
      bytes,
    });
    if (!sent.ok) return err(sent.error.message);
    ({ id } = sent.value);
    onShare((offset + bytes.length) / file.size);
  }
  const opened = await client.request('openCapsule', { id: id ?? '', fileName: file.name.slice(0, 256) });
  return opened.ok ? opened : err(opened.error.message);
}

async function piece(file: Pick<File, 'slice'>, offset: number): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await file.slice(offset, offset + MAX_SENT_PIECE_BYTES).arrayBuffer());
  } catch {
    return null;
  }
}
