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
  /** Who wrote it by hand, and when; absent for what a source told. `seat` recognises the author, and nobody else. */
  typed: z.optional(z.object({ by: z.string(), atMs: z.number(), seat: z.string() })),
  /** When its author took it back: it counts no more, but stays in the log as what was known before. */
  retractedAtMs: z.optional(z.number()),
});

export type Annotation = z.infer<typeof annotationSchema>;

/** An incident or a maintenance whose end nobody told counts as going on for this long, and no longer. */
export const MAX_OPEN_ANNOTATION_MS = 7 * 86_400_000;

/** Until when it touches the time axis: a deploy or a note without an end is a moment. */
export function annotationUntilMs({ kind, atMs, endMs }: Annotation): number {
  if (endMs !== null) return Math.max(atMs, endMs);
  return kind === 'incident' || kind === 'maintenance' ? atMs + MAX_OPEN_ANNOTATION_MS : atMs;
}

/** Time order; by id among those of one moment, so that the order is always the same. */
export function compareAnnotations(a: Annotation, b: Annotation): number {
  return a.atMs - b.atMs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Whether two reports of one event say the same. */
export function sameAnnotation(a: Annotation, b: Annotation): boolean {
  return (
    a.id === b.id &&
    a.kind === b.kind &&
    a.atMs === b.atMs &&
    a.endMs === b.endMs &&
    a.title === b.title &&
    a.text === b.text &&
    a.service === b.service &&
    a.region === b.region &&
    a.sourceId === b.sourceId &&
    a.url === b.url &&
    a.typed?.by === b.typed?.by &&
    a.retractedAtMs === b.retractedAtMs
  );
}
