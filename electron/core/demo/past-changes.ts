import type { VigilConfig } from '../config/schema.ts';
import { compileAnnotationMapping } from '../intake/mapping/annotation-mapping.ts';
import type { AnnotationEvent, RecordingSpan } from '../journal/journal.ts';
import { EDGE } from './demo-places.ts';
import { changeItem } from './edge-server.ts';
import type { Fleet } from './fleet.ts';
import { knownFromMs } from './recorded-times.ts';

/** What people did in the demo's past, as the stream told it: when it began, and again when it ended. Ascending. */
export function pastAnnotationEvents(
  fleet: Fleet,
  { sources }: Pick<VigilConfig, 'sources'>,
  spans: readonly RecordingSpan[],
): readonly AnnotationEvent[] {
  const edge = sources.find(({ id }) => id === EDGE);
  const mapping = edge?.type === 'socketio' ? edge.events['changes'] : undefined;
  if (mapping?.to !== 'annotation') throw new Error('The demo streams changes from its edge.');
  const read = compileAnnotationMapping(EDGE, mapping.map);
  const [fromMs, toMs] = [spans[0]?.fromMs ?? 0, spans.at(-1)?.toMs ?? 0];
  const events = fleet.changesIn(fromMs, toMs).flatMap((change) =>
    [change.atMs, change.endMs].flatMap((atMs): readonly AnnotationEvent[] => {
      const receivedAtMs = atMs === null || atMs < fromMs ? null : knownFromMs(spans, atMs);
      if (receivedAtMs === null) return [];
      const annotation = read(changeItem(change, receivedAtMs), receivedAtMs);
      return typeof annotation === 'string' ? [] : [{ annotation, receivedAtMs }];
    }),
  );
  return events.toSorted((a, b) => a.receivedAtMs - b.receivedAtMs);
}
