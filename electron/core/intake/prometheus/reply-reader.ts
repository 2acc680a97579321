import { StringDecoder } from 'node:string_decoder';
import { MAX_PAYLOAD_CHARS } from '../../../../shared/domain/payload.ts';
import { err, type Result } from '../../../../shared/domain/result.ts';
import { createTurns, type Turns } from '../policy/turns.ts';
import { createListScan, type ElementReader } from './list-scan.ts';
import { type Envelope, notJsonWords, parseEnvelope } from './reply.ts';

/** Bytes read at a time: a fraction of a millisecond, so that turns end where they should. */
const SLICE_BYTES = 32_768;

/** Reads one reply while it arrives, in short turns. */
export interface ReplyReader {
  /** Takes the next bytes, cut anywhere; resolves when the next ones may come. */
  take(piece: Uint8Array): Promise<void>;
  /** What stood around the list, once everything was taken; the error is the reason in words. */
  finish(): Result<Envelope, string>;
  /** The beginning of the text, for looking at. */
  readonly head: string;
}

/**
 * @param listKey name of the long list under `data`: `result`, `alerts`, `groups`
 * @param elements takes the list's elements one by one
 */
export function createReplyReader(
  listKey: string,
  elements: ElementReader,
  turns: Turns = createTurns(),
): ReplyReader {
  const decoder = new StringDecoder('utf8');
  const scan = createListScan(listKey, elements);
  let head = '';

  function feed(text: string): void {
    if (head.length < MAX_PAYLOAD_CHARS) head += text.slice(0, MAX_PAYLOAD_CHARS - head.length);
    scan.feed(text);
  }

  return {
    get head() {
      return head;
    },
    async take(piece) {
      for (let from = 0; from < piece.length; from += SLICE_BYTES) {
        if (turns.isSpent()) await turns.next();
        const bytes = piece.subarray(from, from + SLICE_BYTES);
        feed(decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)));
      }
    },
    finish() {
      feed(decoder.end());
      const { skeleton, failure } = scan.end();
      return failure === null ? parseEnvelope(skeleton) : err(failureWords(failure, head));
    },
  };
}

function failureWords(failure: 'damaged' | 'too_long', head: string): string {
  if (failure === 'too_long' && head.trimStart().startsWith('{')) {
    return 'answered with a single series or notice longer than any real one, which is not read';
  }
  return notJsonWords(head);
}
