import type { Annotation } from '../../../../shared/domain/annotation.ts';
import type { AlertReport, Observation, Sample } from '../../../../shared/domain/observation.ts';
import type { Clock } from '../../clock.ts';

/** A batch this large is handed on at once, however much more arrives in the same tick. */
const MAX_PENDING_ITEMS = 20_000;

/** What a message came to that goes on. */
export interface BatchItems {
  readonly samples: readonly Sample[];
  readonly alerts: readonly AlertReport[];
  readonly annotations: readonly Annotation[];
}

/** Merges what arrives in one turn of the event loop into one observation of each kind. */
export interface MessageBatch {
  add(items: BatchItems): void;
  /** Hands on what is pending. */
  flush(): void;
}

/** @param handOn called after `emit` with the number of samples and the time of the newest */
export function createMessageBatch(
  sourceId: string,
  clock: Clock,
  emit: (observation: Observation) => void,
  handOn: (sampleCount: number, newestMs: number, receivedAtMs: number) => void,
): MessageBatch {
  let sampleLists: (readonly Sample[])[] = [];
  let alertLists: (readonly AlertReport[])[] = [];
  let annotationLists: (readonly Annotation[])[] = [];
  let pending = 0;
  let cancel: (() => void) | null = null;

  const flush = (): void => {
    cancel?.();
    cancel = null;
    pending = 0;
    const samples = merged(sampleLists);
    const alerts = merged(alertLists);
    const annotations = merged(annotationLists);
    sampleLists = [];
    alertLists = [];
    annotationLists = [];
    const receivedAtMs = clock.nowMs();
    if (samples.length > 0) emit({ kind: 'samples', sourceId, receivedAtMs, samples });
    if (alerts.length > 0) emit({ kind: 'alert_changes', sourceId, receivedAtMs, alerts });
    if (annotations.length > 0) emit({ kind: 'annotations', sourceId, receivedAtMs, annotations });
    if (samples.length > 0) {
      let newestMs = Number.NEGATIVE_INFINITY;
      for (const sample of samples) newestMs = Math.max(newestMs, sample.sampledAtMs);
      handOn(samples.length, newestMs, receivedAtMs);
    }
  };
  return {
    add({ samples, alerts, annotations }) {
      if (samples.length > 0) sampleLists.push(samples);
      if (alerts.length > 0) alertLists.push(alerts);
      if (annotations.length > 0) annotationLists.push(annotations);
      pending += samples.length + alerts.length + annotations.length;
      if (pending >= MAX_PENDING_ITEMS) flush();
      else if (pending > 0) cancel ??= clock.setTimeout(flush, 0);
    },
    flush,
  };
}

function merged<T>(lists: readonly (readonly T[])[]): readonly T[] {
  return lists.length === 1 ? (lists[0] ?? []) : lists.flat();
}
