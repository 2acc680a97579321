import { z } from 'zod/mini';
import { baselineSchema } from '../domain/baseline.ts';
import { units } from '../domain/signal.ts';

/** Most signals of one question about what is usual. */
export const MAX_BASELINE_SIGNALS = 16;
/** Longest stretch a band is told of. */
export const MAX_BAND_MS = 35 * 86_400_000;

const signals = z.array(z.string()).check(z.maxLength(MAX_BASELINE_SIGNALS));
/** Leaves out what was received after the begin of the hour this moment lies in; null asks for all that is known today. */
const knownByMs = z.nullable(z.number());
/** Service `''` and `toRegion` for a link, whose origin is `region`. */
const series = {
  sourceId: z.string(),
  service: z.string(),
  region: z.string(),
  toRegion: z.nullable(z.string()),
  signal: z.string(),
  unit: z.enum(units),
};

/** Commands about the learned normal (domain/baseline). */
export const baselineCommands = {
  /** What is usual in the hour of a moment, for every series with one of the signals: of one service, or of all and links. */
  baselines: {
    request: z.object({ atMs: z.number(), knownByMs, service: z.nullable(z.string()), signals }),
    reply: z.object({
      hourMs: z.number(),
      series: z.array(z.object({ ...series, baseline: baselineSchema })),
    }),
  },
  /** What was usual in every hour of a stretch of at most MAX_BAND_MS, for charts. */
  baselineBand: {
    request: z.object({
      fromMs: z.number(),
      toMs: z.number(),
      knownByMs,
      service: z.string(),
      region: z.nullable(z.string()),
      signals,
    }),
    reply: z.object({
      series: z.array(
        z.object({
          ...series,
          /** Begins of the hours that have a normal, ascending; each lasts HOUR_MS. The others are gaps. */
          hourMs: z.array(z.number()),
          /** Parallel to `hourMs`. */
          low: z.array(z.number()),
          median: z.array(z.number()),
          high: z.array(z.number()),
          /** Of the last hour, which may have none yet. */
          latest: baselineSchema,
        }),
      ),
    }),
  },
} as const;
