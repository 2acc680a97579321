import { createHash } from 'node:crypto';
import { type Annotation, annotationKinds } from '../../../../shared/domain/annotation.ts';
import { isRecord } from '../../../../shared/domain/is-record.ts';
import { didYouMean } from '../../config/suggest.ts';
import { compileAnnotationMapping } from '../mapping/annotation-mapping.ts';

/** What an annotation may say. Anything else is refused: a misspelt field would be lost in silence. */
const fields = ['kind', 'title', 'text', 'service', 'region', 'at', 'end', 'id', 'url'] as const;
type Field = (typeof fields)[number];

/** Without an id and a time, the same words again within this long are the same event: callers try again. */
const SAME_WITHIN_MS = 600_000;
/** Most such events remembered. */
const MAX_REMEMBERED = 1_000;

/** Reads one annotation, or says what is wrong with it. */
export type AnnotationDecoder = (item: unknown, nowMs: number) => Annotation | string;

/** @returns a decoder with a memory of its own: what is posted twice is one event */
export function createAnnotationDecoder(sourceId: string): AnnotationDecoder {
  const paths = Object.fromEntries(fields.map((field) => [field, `$.${field}`])) as Record<Field, string>;
  const read = compileAnnotationMapping(sourceId, paths);
  const timeOf = createFirstSeen();
  return (item, nowMs) => {
    if (!isRecord(item)) return 'expected an object with "kind" and "title"';
    const problem = problemOf(item);
    if (problem !== null) return problem;
    // Told without a time it happened when it was told first, and twice only if that is long ago.
    const atMs = (item['at'] ?? null) === null ? timeOf(JSON.stringify(item), nowMs) : null;
    const annotation = read(atMs === null ? item : { ...item, at: atMs }, nowMs);
    return typeof annotation === 'string' ? annotation.replace(/^\$\./, '') : annotation;
  };
}

function problemOf(item: Readonly<Record<string, unknown>>): string | null {
  for (const [field, value] of Object.entries(item)) {
    if (!(fields as readonly string[]).includes(field))
      return `${field.slice(0, 60)}: is not known here${didYouMean(field, fields)} Expected ${fields.join(', ')}`;
    if (value !== null && typeof value === 'object') return `${field}: expected text, or a number`;
  }
  const { kind } = item;
  if (typeof kind === 'string' && (annotationKinds as readonly string[]).includes(kind)) return null;
  const got = typeof kind === 'string' ? `"${kind.slice(0, 40)}"` : 'nothing like it';
  return `kind: expected ${annotationKinds.join(', ')}, got ${got}`;
}

/** Remembers when a text was first seen; forgets it after SAME_WITHIN_MS. */
function createFirstSeen(): (text: string, nowMs: number) => number {
  /** By digest, oldest first. */
  const firstAtMs = new Map<string, number>();
  return (text, nowMs) => {
    const digest = createHash('sha256').update(text).digest('base64');
    for (const [known, atMs] of firstAtMs) {
      if (nowMs - atMs <= SAME_WITHIN_MS && firstAtMs.size < MAX_REMEMBERED) break;
      firstAtMs.delete(known);
    }
    const known = firstAtMs.get(digest);
    // A clock that was set back makes it new.
    if (known !== undefined && known <= nowMs) return known;
    firstAtMs.delete(digest);
    firstAtMs.set(digest, nowMs);
    return nowMs;
  };
}
