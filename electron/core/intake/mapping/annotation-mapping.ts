import { createHash } from 'node:crypto';
import {
  type Annotation,
  type AnnotationKind,
  annotationKinds,
} from '../../../../shared/domain/annotation.ts';
import type { EventMapping } from '../../config/mapping-schema.ts';
import { safeLink } from '../policy/safe-link.ts';
import { optionalText } from './alert-mapping.ts';
import { type CompiledPath, compilePath, kindWords } from './json-path.ts';
import { labelOf, labelWords } from './sample-mapping.ts';
import { plannedTimeMs } from './sample-time.ts';

type AnnotationMapping = Extract<EventMapping, { to: 'annotation' }>;

/** Longer titles and texts are cut: they are read beside a chart. */
const MAX_TITLE_CHARS = 300;
const MAX_TEXT_CHARS = 4_000;

const kindOf: ReadonlyMap<string, AnnotationKind> = new Map([
  ...annotationKinds.map((kind) => [kind, kind] as const),
  ['deployment', 'deploy'],
  ['release', 'deploy'],
  ['outage', 'incident'],
]);

/** Turns one item into an annotation, or says why not. */
export type AnnotationReader = (item: unknown, nowMs: number) => Annotation | string;

/** Free text of any length, cut; empty when absent. */
function cutText(
  path: CompiledPath | null,
  item: unknown,
  maxChars: number,
): { readonly value: string } | string {
  const raw = path?.read(item);
  if (path === null || raw === undefined || raw === null) return { value: '' };
  return typeof raw === 'string'
    ? { value: raw.slice(0, maxChars) }
    : `${path.text}: expected text, got ${kindWords(raw)}`;
}

/** The same for the same event, and never that of another source. */
function stableId(sourceId: string, own: string | null, parts: readonly (string | number | null)[]): string {
  if (own !== null) return `${sourceId}:${own}`;
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return `${sourceId}:${digest.slice(0, 24)}`;
}

/**
 * Compiles a declared annotation mapping. Without a kind it is a deploy, without a time it happens now. Without
 * an id, what it says and when is its identity: told again with the same words and time it is the same one.
 */
export function compileAnnotationMapping(
  sourceId: string,
  mapping: AnnotationMapping['map'],
): AnnotationReader {
  const optional = (text: string | undefined): CompiledPath | null =>
    text === undefined ? null : compilePath(text);
  const titlePath = compilePath(mapping.title);
  const kindPath = optional(mapping.kind);
  const textPath = optional(mapping.text);
  const servicePath = optional(mapping.service);
  const regionPath = optional(mapping.region);
  const atPath = optional(mapping.at);
  const endPath = optional(mapping.end);
  const idPath = optional(mapping.id);
  const urlPath = optional(mapping.url);
  const timeAt = (
    path: CompiledPath | null,
    item: unknown,
    nowMs: number,
  ): { value: number | null } | string => {
    const raw = path?.read(item);
    if (path === null || raw === undefined || raw === null) return { value: null };
    const atMs = plannedTimeMs(raw, nowMs);
    return typeof atMs === 'string' ? `${path.text}: ${atMs}` : { value: atMs };
  };

  return (item, nowMs) => {
    const titleRaw = titlePath.read(item);
    if (typeof titleRaw !== 'string' || titleRaw.trim() === '') return labelWords(titlePath, titleRaw);
    const title = titleRaw.slice(0, MAX_TITLE_CHARS);
    const kindRaw = kindPath?.read(item) ?? 'deploy';
    const kind = typeof kindRaw === 'string' ? kindOf.get(kindRaw.toLowerCase()) : undefined;
    if (kind === undefined) {
      const got = typeof kindRaw === 'string' ? `"${kindRaw.slice(0, 40)}"` : kindWords(kindRaw);
      return `${kindPath?.text ?? 'kind'}: expected ${annotationKinds.join(', ')}, got ${got}`;
    }
    const text = cutText(textPath, item, MAX_TEXT_CHARS);
    if (typeof text === 'string') return text;
    const service = optionalText(servicePath, item);
    if (typeof service === 'string') return service;
    const region = optionalText(regionPath, item);
    if (typeof region === 'string') return region;
    const at = timeAt(atPath, item, nowMs);
    if (typeof at === 'string') return at;
    const end = timeAt(endPath, item, nowMs);
    if (typeof end === 'string') return end;
    const atMs = at.value ?? nowMs;
    if (end.value !== null && end.value < atMs) return `${endPath?.text ?? 'end'}: lies before the beginning`;
    const idRaw = idPath?.read(item) ?? null;
    const own = typeof idRaw === 'number' && Number.isFinite(idRaw) ? String(idRaw) : labelOf(idRaw);
    if (idPath !== null && idRaw !== null && own === null) return labelWords(idPath, idRaw);
    return {
      id: stableId(sourceId, own, [kind, title, service.value, region.value, atMs]),
      kind,
      atMs,
      endMs: end.value,
      title,
      text: text.value,
      service: service.value,
      region: region.value,
      sourceId,
      url: safeLink(urlPath?.read(item)),
    };
  };
}
