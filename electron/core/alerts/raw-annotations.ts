import { MAX_ANNOTATIONS } from '../../../shared/contract/alert-commands.ts';
import type { CommandReply } from '../../../shared/contract/commands.ts';
import type { AlertEntry } from './alert-entry.ts';

/**
 * What stands beside an alert, as its sources sent it. Peers that say the same are one; what they say differently stands
 * there once for each.
 */
export function annotationsOf(entry: AlertEntry | null): CommandReply<'alertAnnotations'> {
  const said = [...(entry?.said ?? [])].flatMap(([sourceId, word]) =>
    // What was put back after a restart was never sent in these words.
    word.isConfirmed || word.isForgotten !== undefined
      ? Object.entries(word.report.annotations).map(([name, value]) => ({ name, value, sourceId }))
      : [],
  );
  const annotations = [...Map.groupBy(said, ({ name }) => name)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, same]) => {
      const byValue = [...Map.groupBy(same, ({ value }) => value)];
      return byValue.map(([value, by]) => ({
        name,
        value,
        sourceIds: byValue.length > 1 ? by.map(({ sourceId }) => sourceId).toSorted() : [],
      }));
    });
  return {
    annotations: annotations.slice(0, MAX_ANNOTATIONS),
    moreCount: Math.max(0, annotations.length - MAX_ANNOTATIONS),
  };
}
