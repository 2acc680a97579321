import { z } from 'zod/mini';
import { hasHiddenCharacters } from '../format/visible-text.ts';
import type { Annotation } from './annotation.ts';
import { err, ok, type Result } from './result.ts';

/** What people can write by hand. A maintenance changes states and budgets: it belongs into the configuration. */
export const typedKinds = ['deploy', 'incident', 'note'] as const;

export const MAX_MARK_CHARS = 120;
export const MAX_AUTHOR_CHARS = 40;
/** A mark may be about this much of the past: as far as any question about the log reaches. */
export const MAX_MARK_AGE_MS = 400 * 86_400_000;
/** And about this much of the future, as the picture shows what is planned. */
export const MAX_MARK_AHEAD_MS = 30 * 86_400_000;

/** The source of every annotation that was typed: no source of the configuration can be called that. */
export const TYPED_SOURCE_ID = 'by hand';

/** A mark as a person fills it in. */
export const typedMarkSchema = z.object({
  kind: z.enum(typedKinds),
  title: z.string().check(z.maxLength(1_000)),
  /** Null for all of them. */
  service: z.nullable(z.string().check(z.maxLength(256))),
  region: z.nullable(z.string().check(z.maxLength(256))),
  atMs: z.number(),
  /** Who writes it. */
  by: z.string().check(z.maxLength(1_000)),
});
export type TypedMark = z.infer<typeof typedMarkSchema>;

export interface KnownNames {
  readonly services: readonly { readonly id: string }[];
  readonly regions: readonly { readonly id: string }[];
}

/** What is wrong with a mark, by its field, as a sentence for whoever fills it in. */
export interface MarkFault {
  readonly field: keyof TypedMark;
  readonly sentence: string;
}

/** Checks a mark: the form on screen and the core ask the same questions. Texts come back trimmed. */
export function checkMark(mark: TypedMark, names: KnownNames, nowMs: number): Result<TypedMark, MarkFault> {
  const fault = (field: keyof TypedMark, sentence: string) => err({ field, sentence });
  const title = mark.title.trim();
  const by = mark.by.trim();
  if (title === '') return fault('title', 'Write what happened, such as “payments 3.2 rolled back”.');
  if (title.length > MAX_MARK_CHARS)
    return fault('title', `Use at most ${MAX_MARK_CHARS} characters; there are ${title.length}.`);
  if (hasHiddenCharacters(title)) return fault('title', 'Leave out line breaks and invisible characters.');
  if (by === '') return fault('by', 'Say who you are, so that others can ask.');
  if (by.length > MAX_AUTHOR_CHARS) return fault('by', `Use at most ${MAX_AUTHOR_CHARS} characters.`);
  if (hasHiddenCharacters(by)) return fault('by', 'Leave out line breaks and invisible characters.');
  if (mark.service !== null && !names.services.some(({ id }) => id === mark.service))
    return fault('service', 'This service is not known any more. Choose another one, or all of them.');
  if (mark.region !== null && !names.regions.some(({ id }) => id === mark.region))
    return fault('region', 'This region is not known any more. Choose another one, or all of them.');
  if (mark.atMs < nowMs - MAX_MARK_AGE_MS) return fault('atMs', 'The log does not reach back that far.');
  if (mark.atMs > nowMs + MAX_MARK_AHEAD_MS) return fault('atMs', 'Plan at most 30 days ahead.');
  return ok({ ...mark, title, by });
}

/** The annotation a checked mark becomes. */
export function annotationOfMark(
  { kind, title, service, region, atMs, by }: TypedMark,
  written: { readonly id: string; readonly seat: string; readonly atMs: number },
): Annotation {
  return {
    id: `${TYPED_SOURCE_ID}:${written.id}`,
    kind,
    atMs: Math.floor(atMs),
    // What a person notes is a moment: nobody would come back to end it.
    endMs: Math.floor(atMs),
    title,
    text: '',
    service,
    region,
    sourceId: TYPED_SOURCE_ID,
    url: null,
    typed: { by, atMs: written.atMs, seat: written.seat },
  };
}
