import { z } from 'zod/mini';

/** Many alerts at once, told as one. What began with them and shares none of it is not counted, and stands by itself. */
export const stormSchema = z.object({
  sinceMs: z.number(),
  /** Alerts that began since, and how many of them still fire. */
  count: z.number(),
  firing: z.number(),
  /** Labels that all of them share, most telling first. */
  shared: z.array(z.object({ name: z.string(), value: z.string() })),
  /** The alert that came first. */
  first: z.object({ id: z.string(), title: z.string(), atMs: z.number() }),
  /** Alerts that began in each step of `binMs`, oldest first; the last one runs. */
  binMs: z.number(),
  bins: z.array(z.number()),
  /** Ids of those that still fire. */
  alertIds: z.array(z.string()),
});
export type Storm = z.infer<typeof stormSchema>;
