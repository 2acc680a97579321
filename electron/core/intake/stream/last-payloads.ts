import { MAX_PAYLOADS, type Payload } from '../../../../shared/domain/payload.ts';
import { createPayloadPeek } from '../policy/payload-peek.ts';

/** The last payload of every event, turned into text only when somebody looks. */
export interface LastPayloads {
  keep(name: string, payload: unknown, receivedAtMs: number): void;
  payloads(): readonly Payload[];
}

/** @param mask takes known secrets out of a text */
export function createLastPayloads(mask: (text: string) => string): LastPayloads {
  const kept = new Map<string, { payload: unknown; receivedAtMs: number }>();
  return {
    keep(name, payload, receivedAtMs) {
      const known = kept.get(name);
      // Changed in place: this runs for every message.
      if (known !== undefined) {
        known.payload = payload;
        known.receivedAtMs = receivedAtMs;
      } else if (kept.size < MAX_PAYLOADS) kept.set(name, { payload, receivedAtMs });
    },
    payloads() {
      const peek = createPayloadPeek(mask);
      for (const [name, { payload, receivedAtMs }] of kept) peek.keep(name, textOf(payload), receivedAtMs);
      return peek.payloads();
    },
  };
}

function textOf(payload: unknown): string {
  if (typeof payload === 'string') return payload;
  if (payload instanceof Uint8Array) return `(binary data, ${payload.byteLength} bytes)`;
  try {
    return JSON.stringify(payload) ?? '(nothing)';
  } catch {
    // Nested deeper than the engine can write.
    return '(cannot be shown)';
  }
}
