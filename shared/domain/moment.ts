import { z } from 'zod/mini';
import { gapSchema } from './recording-gap.ts';

/**
 * What counts as known at a past moment: what had been received by then, as it was on screen (`then`), or all that is
 * known of it today, history that was brought in later included (`now`).
 */
export const knowledges = ['then', 'now'] as const;
export type Knowledge = (typeof knowledges)[number];

/** Which moment a picture shows. It is part of every view and every request. */
export const momentSchema = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('live') }),
  z.object({
    mode: z.literal('past'),
    atMs: z.number(),
    knowledge: z.enum(knowledges),
    /** The gap in the log this moment lies in; null where Vigil was recording. */
    gap: z.nullable(gapSchema),
  }),
  /** No source answers: the picture is what was last received, at `asOfMs`. */
  z.object({ mode: z.literal('cached'), asOfMs: z.number() }),
]);

export type Moment = z.infer<typeof momentSchema>;
