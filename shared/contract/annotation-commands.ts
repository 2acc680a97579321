import { z } from 'zod/mini';
import { annotationSchema } from '../domain/annotation.ts';
import { typedMarkSchema } from '../domain/typed-mark.ts';

/** A secret of one seat, made by itself: only who knows it can take back what was typed with it. */
const seatKey = z.string().check(z.minLength(16), z.maxLength(128));

/** Commands about annotations written by hand. They need the capability `annotate`, else `unauthorized`. */
export const annotationCommands = {
  /** Writes a mark into the log; every view has it with the next frame. */
  annotate: {
    request: z.object({ mark: typedMarkSchema, seatKey }),
    reply: z.object({ annotation: annotationSchema }),
  },
  /** Takes back what was typed on the same seat. `atMs` is the moment the annotation is about. */
  retractAnnotation: {
    request: z.object({ id: z.string().check(z.maxLength(128)), atMs: z.number(), seatKey }),
    reply: z.object({}),
  },
} as const;
