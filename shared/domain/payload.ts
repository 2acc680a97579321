import { z } from 'zod/mini';

/** Characters of one payload kept for looking at. */
export const MAX_PAYLOAD_CHARS = 32_768;
/** Payloads kept per source: one per question or event. */
export const MAX_PAYLOADS = 40;

/** What a source last said to one question or in one event, with every known secret masked. */
export const payloadSchema = z.object({
  /** The question or event: `latency_p95`, `/api/v2/alerts`, `event sample`. */
  name: z.string(),
  receivedAtMs: z.number(),
  /** Size of the whole payload, decompressed. */
  bytes: z.number(),
  /** Its beginning, at most MAX_PAYLOAD_CHARS. */
  text: z.string(),
  truncated: z.boolean(),
});
export type Payload = z.infer<typeof payloadSchema>;
