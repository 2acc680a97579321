import { z } from 'zod/mini';

export const annotationKinds = ['deploy', 'incident', 'maintenance', 'note'] as const;
export type AnnotationKind = (typeof annotationKinds)[number];

/** Most annotations kept in the live picture; the journal has all of them. */
export const MAX_LIVE_ANNOTATIONS = 500;

/** Something people did or declared at a moment or over a span: a deploy, an incident of a third party. */
export const annotationSchema = z.object({
  /** Stable: the same event reported again replaces the earlier one. */
  id: z.string(),
  kind: z.enum(annotationKinds),
  atMs: z.number(),
  /** Null for a moment, or while it goes on. */
  endMs: z.nullable(z.number()),
  title: z.string(),
  /** May be empty. */
  text: z.string(),
  service: z.nullable(z.string()),
  region: z.nullable(z.string()),
  sourceId: z.string(),
  /** Where to read more; http or https only. */
  url: z.nullable(z.string()),
});

export type Annotation = z.infer<typeof annotationSchema>;
