import { z } from 'zod/mini';

export const sourceTypes = ['prometheus', 'socketio'] as const;
export type SourceType = (typeof sourceTypes)[number];

/** `connecting` before the first answer, `live` while it answers, `unreachable` when it does not. */
export const sourceStates = ['connecting', 'live', 'unreachable'] as const;
export type SourceState = (typeof sourceStates)[number];

/** What a source says about itself; the sources page shows all of it. */
export const sourceStatusSchema = z.object({
  id: z.string(),
  type: z.enum(sourceTypes),
  /** Where it is, with every secret removed. */
  address: z.string(),
  state: z.enum(sourceStates),
  sinceMs: z.number(),
  lastSuccessAtMs: z.nullable(z.number()),
  lastAttemptAtMs: z.nullable(z.number()),
  /** The last failure, as a sentence a person can act on; kept after recovery together with its time. */
  lastError: z.nullable(z.string()),
  lastErrorAtMs: z.nullable(z.number()),
  /** When the next attempt is due while unreachable. */
  nextAttemptAtMs: z.nullable(z.number()),
  /** Warnings of the last successful answer (Prometheus `warnings` and `infos`), in the source's words. */
  warnings: z.array(z.string()),
  /** Samples that arrived in the last minute, per second. */
  samplesPerSecond: z.number(),
  seriesCount: z.number(),
  /** Messages or values refused because they were malformed, since start. */
  rejectedCount: z.number(),
  lastRejection: z.nullable(z.string()),
  /** Receive time minus sample time of the last batch: how far this source lags. */
  lagMs: z.nullable(z.number()),
  /** Values of this source older than this are stale. */
  staleAfterMs: z.number(),
});

export type SourceStatus = z.infer<typeof sourceStatusSchema>;
