import { z } from 'zod/mini';
import { alertSchema } from '../domain/alert.ts';
import { alertChangesSchema } from '../domain/alert-changes.ts';
import { annotationSchema } from '../domain/annotation.ts';
import { catalogueSchema } from '../domain/catalogue.ts';
import { momentSchema } from '../domain/moment.ts';
import { objectiveStatusSchema } from '../domain/objective.ts';
import { heldSilenceSchema } from '../domain/silence.ts';
import { sourceStatusSchema } from '../domain/source.ts';
import { stormSchema } from '../domain/storm.ts';

/** A line Vigil wants people to know about itself: a damaged database set aside, a configuration kept. */
export const noticeSchema = z.object({
  id: z.string(),
  atMs: z.number(),
  level: z.enum(['info', 'warning']),
  text: z.string(),
});
export type Notice = z.infer<typeof noticeSchema>;

/**
 * The parts of a picture that change seldom. A frame carries those that changed, each whole: server data is replaced by
 * reference, never patched. Only of the alerts, which may be many, a frame may carry just those that changed.
 */
export const sectionSchemas = {
  moment: momentSchema,
  catalogue: catalogueSchema,
  sources: z.array(sourceStatusSchema),
  /** In feed order. */
  alerts: z.array(alertSchema),
  /** Silences that are in effect or will be, and those that ended lately. */
  silences: z.array(heldSilenceSchema),
  /** Null while alerts come one by one. */
  storm: z.nullable(stormSchema),
  /** Deploys and incidents of the last day and what is planned, newest last, at most MAX_LIVE_ANNOTATIONS. */
  annotations: z.array(annotationSchema),
  objectives: z.array(objectiveStatusSchema),
  notices: z.array(noticeSchema),
} as const;

export type SectionName = keyof typeof sectionSchemas;
export type Sections = { readonly [Name in SectionName]: z.infer<(typeof sectionSchemas)[Name]> };
export const sectionNames = Object.keys(sectionSchemas) as readonly SectionName[];

/** The JSON part of a frame. Every section is optional: only what changed travels. */
export const frameTextSchema = z.extend(z.partial(z.object(sectionSchemas)), {
  alertChanges: z.optional(alertChangesSchema),
});
