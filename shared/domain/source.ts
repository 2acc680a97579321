import { z } from 'zod/mini';

export const sourceTypes = [
  'prometheus',
  'exposition',
  'alertmanager',
  'socketio',
  'websocket',
  'statuspage',
  'webhook',
] as const;
export type SourceType = (typeof sourceTypes)[number];

/**
 * `connecting` before the first answer, `live` while it answers, `unreachable` when it does not, `starting` when it
 * says itself that it is not ready yet, `paused` when a person told Vigil not to ask it.
 */
export const sourceStates = ['connecting', 'live', 'unreachable', 'starting', 'paused'] as const;
export type SourceState = (typeof sourceStates)[number];

/** What a source says about itself; the sources page shows all of it. */
export const sourceStatusSchema = z.object({
  id: z.string(),
  type: z.enum(sourceTypes),
  /** Where it is, with every secret removed. */
  address: z.string(),
  /** Sources of one group answer the same questions; one that answers is enough. */
  group: z.nullable(z.string()),
  /** What answers there, as far as it says: "Prometheus 2.42.0". */
  software: z.nullable(z.string()),
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
  /** What is wrong with the monitoring behind this source, such as a rule that cannot be evaluated. One sentence each. */
  faults: z.array(z.string()),
  /** Samples that arrived in the last minute, per second. */
  samplesPerSecond: z.number(),
  seriesCount: z.number(),
  /** Messages or values refused because they were malformed, since start. */
  rejectedCount: z.number(),
  lastRejection: z.nullable(z.string()),
  /** Failed attempts since start. */
  errorCount: z.number(),
  /** Series the last good answer should have held and did not. */
  missingSeriesCount: z.number(),
  /** Messages that never arrived, known from gaps in the sender's numbering, since start. */
  missedMessageCount: z.number(),
  /** Receive time minus sample time of the last batch: how far this source lags. */
  lagMs: z.nullable(z.number()),
  /** Values of this source older than this are stale. */
  staleAfterMs: z.number(),
});

export type SourceStatus = z.infer<typeof sourceStatusSchema>;

/** Those that are to be asked: nobody waits for a source that a person paused. */
export function askedSources(sources: readonly SourceStatus[]): readonly SourceStatus[] {
  return sources.filter(({ state }) => state !== 'paused');
}
