import {
  type Annotation,
  type AnnotationKind,
  annotationUntilMs,
  compareAnnotations,
} from '../../shared/domain/annotation.ts';
import { formatSince } from '../../shared/format/clock.ts';
import { formatDuration, formatDurationShort } from '../../shared/format/duration.ts';

export const kindWords: Readonly<Record<AnnotationKind, string>> = {
  deploy: 'deploy',
  incident: 'incident',
  maintenance: 'maintenance',
  note: 'note',
};

/**
 * What concerns a service (null: any), oldest first: its own changes and those of the whole estate. What the picture
 * holds is newer than what the log answered.
 */
export function changesOf(
  service: string | null,
  current: readonly Annotation[],
  logged: readonly Annotation[],
): readonly Annotation[] {
  const byId = new Map([...logged, ...current].map((annotation) => [annotation.id, annotation]));
  return [...byId.values()]
    .filter((annotation) => service === null || annotation.service === null || annotation.service === service)
    .toSorted(compareAnnotations);
}

/** When it was, or will be, and how long: "deploy 13:58", "incident since 13:31", "maintenance 12:00, 3 h". */
export function changeFacts(change: Annotation, clockMs: number, timeZone: string): string {
  const { kind, atMs, endMs } = change;
  const when = formatSince(atMs, clockMs, timeZone);
  if (atMs > clockMs) return `${kindWords[kind]} planned for ${when}`;
  const goesOn = annotationUntilMs(change) > clockMs;
  if (goesOn) return `${kindWords[kind]} since ${when}`;
  const lasted = endMs !== null && endMs > atMs ? `, ${formatDuration(endMs - atMs)}` : '';
  return `${kindWords[kind]} ${when}${lasted}`;
}

/** How long ago it was, or in how long it will be. */
export function changeAge({ atMs }: Annotation, clockMs: number): string {
  return atMs > clockMs ? `in ${formatDurationShort(atMs - clockMs)}` : formatDurationShort(clockMs - atMs);
}
