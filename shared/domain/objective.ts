import { z } from 'zod/mini';

/** Below this observed share of the window nobody can say that a promise is kept. */
export const MIN_COVERAGE = 0.5;

/** `unknown` while too little was observed to call a promise kept. */
export const objectiveStandings = ['met', 'at_risk', 'missed', 'unknown'] as const;
export type ObjectiveStanding = (typeof objectiveStandings)[number];

/** One objective of one service, computed from the state log, time-weighted. Durations in milliseconds. */
export const objectiveStatusSchema = z.object({
  id: z.string(),
  service: z.string(),
  /** 0 to 1, for example 0.999. */
  target: z.number(),
  windowMs: z.number(),
  fromMs: z.number(),
  toMs: z.number(),
  /** Share of observed time that was good, 0 to 1; null when nothing was observed. */
  availability: z.nullable(z.number()),
  goodMs: z.number(),
  badMs: z.number(),
  /** Time in which no measurement existed: neither good nor bad. */
  unobservedMs: z.number(),
  /** Observed share of the window, 0 to 1. */
  coverage: z.number(),
  /** Allowed bad time over the whole window. */
  budgetMs: z.number(),
  /** budgetMs − badMs; negative when overspent. */
  budgetLeftMs: z.number(),
  standing: z.enum(objectiveStandings),
  /** Bad milliseconds of each of the last days, oldest first; null for a day without any observation. */
  days: z.array(z.object({ dayStartMs: z.number(), badMs: z.nullable(z.number()), observedMs: z.number() })),
  /** The most recent outages in the window, newest first. */
  outages: z.array(
    z.object({
      fromMs: z.number(),
      toMs: z.nullable(z.number()),
      badMs: z.number(),
      regions: z.array(z.string()),
    }),
  ),
});
export type ObjectiveStatus = z.infer<typeof objectiveStatusSchema>;
