import { MAX_PAYLOAD_CHARS, MAX_PAYLOADS, type Payload } from '../../../../shared/domain/payload.ts';
import { ownCopy } from './own-copy.ts';

/** Keeps what a source last received, for a person to look at. Bounded in count and size. */
export interface PayloadPeek {
  /** @param bytes size of the whole payload when `text` is only its beginning */
  keep(name: string, text: string, receivedAtMs: number, bytes?: number): void;
  payloads(): readonly Payload[];
}

/** A cut may go through a secret: what stands before it, up to the last thing no secret holds, is left out as well. */
const WORD_END = /[\s"'{}[\]()<>,;&]/;

/** What is left of a text that was cut somewhere: without its last word, which may be half a secret no mask knows. */
export function withoutCutWord(start: string): string {
  // From behind, step by step: an expression that ends in `*$` begins anew at every letter of a long word.
  let end = start.length;
  while (end > 0 && !WORD_END.test(start.charAt(end - 1))) end -= 1;
  return start.slice(0, end);
}

/** @param mask takes known secrets out of a text */
export function createPayloadPeek(mask: (text: string) => string): PayloadPeek {
  const kept = new Map<string, Payload>();
  return {
    keep(name, text, receivedAtMs, bytes = Buffer.byteLength(text)) {
      if (!kept.has(name) && kept.size >= MAX_PAYLOADS) return;
      const truncated = text.length > MAX_PAYLOAD_CHARS || bytes > Buffer.byteLength(text);
      const start = text.slice(0, MAX_PAYLOAD_CHARS);
      kept.set(name, {
        name,
        receivedAtMs,
        bytes,
        text: ownCopy(truncated ? withoutCutWord(start) : start),
        truncated,
      });
    },
    payloads: () => [...kept.values()].map((payload) => ({ ...payload, text: mask(payload.text) })),
  };
}
