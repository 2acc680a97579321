import {
  type Annotation,
  annotationUntilMs,
  compareAnnotations,
  MAX_LIVE_ANNOTATIONS,
  sameAnnotation,
} from '../../shared/domain/annotation.ts';

/** How far the live picture looks back. */
export const ANNOTATION_LIVE_MS = 86_400_000;
/** And ahead, to what is planned. */
export const ANNOTATION_PLANNED_MS = 30 * 86_400_000;

/** The annotations of the last day and what is planned: one per id, the newest report of it. The journal has all of them. */
export class AnnotationBook {
  /** Grows when anything a person would notice changed. */
  revision = 0;
  private readonly live = new Map<string, Annotation>();
  private changed = new Map<string, Annotation>();

  /** Takes reports in; one with a known id replaces the earlier one, one that says the same is no change. */
  apply(annotations: readonly Annotation[], nowMs: number): void {
    for (const annotation of annotations) {
      const known = this.live.get(annotation.id);
      if (known !== undefined && sameAnnotation(known, annotation)) continue;
      this.changed.set(annotation.id, annotation);
      if (isLive(annotation, nowMs)) this.live.set(annotation.id, annotation);
      // What somebody typed about an earlier day is told as well: whoever shows that day asks the log again.
      else if (!this.live.delete(annotation.id) && annotation.typed === undefined) continue;
      this.revision += 1;
    }
    this.makeRoom();
  }

  /** Takes up those of the last snapshot. */
  restore(annotations: readonly Annotation[], nowMs: number): void {
    for (const annotation of annotations)
      if (isLive(annotation, nowMs)) this.live.set(annotation.id, annotation);
    this.makeRoom();
    this.revision += 1;
  }

  /** Forgets what is more than a day old. */
  review(nowMs: number): void {
    for (const [id, annotation] of this.live) {
      if (isLive(annotation, nowMs)) continue;
      this.live.delete(id);
      this.revision += 1;
    }
  }

  /** Oldest first. */
  all(): Annotation[] {
    return [...this.live.values()].toSorted(compareAnnotations);
  }

  /** What changed since the last call, for the journal. */
  takeChanges(): readonly Annotation[] {
    if (this.changed.size === 0) return [];
    const changes = [...this.changed.values()];
    this.changed = new Map();
    return changes;
  }

  private makeRoom(): void {
    if (this.live.size <= MAX_LIVE_ANNOTATIONS) return;
    for (const { id } of this.all().slice(0, -MAX_LIVE_ANNOTATIONS)) this.live.delete(id);
  }
}

function isLive(annotation: Annotation, nowMs: number): boolean {
  return (
    annotation.retractedAtMs === undefined &&
    annotationUntilMs(annotation) >= nowMs - ANNOTATION_LIVE_MS &&
    annotation.atMs <= nowMs + ANNOTATION_PLANNED_MS
  );
}
