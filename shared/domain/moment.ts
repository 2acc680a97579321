import { z } from 'zod/mini';

/** Which moment a picture shows. It is part of every view and every request. */
export const momentSchema = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('live') }),
  z.object({ mode: z.literal('past'), atMs: z.number(), speed: z.number() }),
  /** No source answers: the picture is what was last received, at `asOfMs`. */
  z.object({ mode: z.literal('cached'), asOfMs: z.number() }),
]);

export type Moment = z.infer<typeof momentSchema>;
