import { z } from 'zod/mini';

/** Most services and regions a guess names as examples. */
export const MAX_GUESS_EXAMPLES = 20;

/**
 * One thing auto-discovery recognised behind a Prometheus address: a query for a signal, with the reason in words
 * and what it finds right now, so that a person can accept or change it.
 */
export const guessSchema = z.object({
  /** Stable for the same family and signal: `blackbox/availability`. */
  id: z.string(),
  /** What was recognised, in words: "blackbox probes", "HTTP request histograms (OpenTelemetry)". */
  family: z.string(),
  signal: z.string(),
  query: z.string(),
  /** As `signals.*.unit` of the configuration; null when the query already is in the signal's unit. */
  unit: z.nullable(z.string()),
  /** As `signals.*.labels`: which labels name what. */
  labels: z.object({
    service: z.optional(z.string()),
    region: z.optional(z.string()),
    from: z.optional(z.string()),
    to: z.optional(z.string()),
  }),
  /** Why, in a sentence: which metrics and labels led to it. */
  why: z.string(),
  seriesCount: z.number(),
  /** Examples, at most MAX_GUESS_EXAMPLES. */
  services: z.array(z.string()),
  regions: z.array(z.string()),
  /** In use now: configured, or because nothing is configured. */
  active: z.boolean(),
});
export type Guess = z.infer<typeof guessSchema>;
