import type { CapsuleFacts } from '../../../shared/domain/capsule.ts';
import type { TimeRange } from '../../../shared/domain/timeline.ts';
import { intersectIntervals } from '../../../shared/math/intervals.ts';
import type { JournalReader } from '../journal/journal.ts';

/**
 * The log of a capsule as views are told of it: only its window. It holds more, for what was true when the window
 * began and for promises, but of the time around it too little to be shown as history.
 */
export function withinWindow(reader: JournalReader, { fromMs, toMs }: CapsuleFacts): JournalReader {
  const within = (range: TimeRange): TimeRange | null => {
    const cut = { fromMs: Math.max(fromMs, range.fromMs), toMs: Math.min(toMs, range.toMs) };
    return cut.toMs < cut.fromMs ? null : cut;
  };
  return {
    ...reader,
    async history(query) {
      const range = within(query);
      return range === null ? [] : reader.history({ ...query, ...range });
    },
    async recordingSpans(spansFromMs, spansToMs) {
      const spans = await reader.recordingSpans(spansFromMs, spansToMs);
      return spans.flatMap((span) =>
        intersectIntervals([span], [{ fromMs, toMs }]).map((cut) => ({ ...span, ...cut })),
      );
    },
    async alertHistory(alertsFromMs, alertsToMs, limit, knownByMs) {
      const range = within({ fromMs: alertsFromMs, toMs: alertsToMs });
      return range === null ? [] : reader.alertHistory(range.fromMs, range.toMs, limit, knownByMs);
    },
    async searchAlerts(search) {
      const range = within(search);
      return range === null ? { alerts: [], next: null } : reader.searchAlerts({ ...search, ...range });
    },
    async alertVersions(id, versionsFromMs, versionsToMs) {
      const range = within({ fromMs: versionsFromMs, toMs: versionsToMs });
      return range === null ? [] : reader.alertVersions(id, range.fromMs, range.toMs);
    },
    /** What was told before of an alert that goes on in the window belongs to it. */
    alertTexts: (id, textsToMs) => reader.alertTexts(id, Math.min(toMs, textsToMs)),
    /** What was done before about an alert that goes on in the window belongs to it. */
    actions: (query) => reader.actions({ ...query, toMs: Math.min(toMs, query.toMs) }),
    async annotations(annotationsFromMs, annotationsToMs, limit, knownByMs) {
      const range = within({ fromMs: annotationsFromMs, toMs: annotationsToMs });
      return range === null ? [] : reader.annotations(range.fromMs, range.toMs, limit, knownByMs);
    },
  };
}
