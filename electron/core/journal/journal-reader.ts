import { err, type Result } from '../../../shared/domain/result.ts';
import type { PastViewName, PastViews } from '../past/past-views.ts';
import type { JournalReader } from './journal.ts';
import type { QuestionName, ReplyOf, RequestOf } from './protocol.ts';

/** Asks the worker; answers with `otherwise` when it could not read. Rejects only when the worker is gone. */
export type Read = <Name extends QuestionName>(
  name: Name,
  request: RequestOf<Name>,
  otherwise: ReplyOf<Name>,
) => Promise<ReplyOf<Name>>;

/**
 * The reading half of a journal.
 * @param nowMs up to when the log is known: of later moments it says nothing
 */
export function createJournalReader(read: Read, nowMs: () => number): Omit<JournalReader, 'stats'> {
  return {
    lastSnapshot: () => read('lastSnapshot', null, null),
    history: (query) => read('history', query, []),
    baselines: (query) => read('baselines', query, { found: [], nextAfterId: null }),
    baselineBand: (query) => read('baselineBand', query, []),
    transitions: (query) => read('transitions', query, []),
    recordingSpans: (fromMs, toMs) => read('recordingSpans', { fromMs, toMs }, []),
    alertHistory: (fromMs, toMs, limit, knownByMs = null) =>
      read('alertHistory', { fromMs, toMs, limit, knownByMs }, []),
    searchAlerts: (search) => read('searchAlerts', search, { alerts: [], next: null }),
    alertVersions: (id, fromMs, toMs) => read('alertVersions', { id, fromMs, toMs }, []),
    alertTexts: (alertId, toMs) => read('alertTexts', { alertId, toMs }, null),
    annotations: (fromMs, toMs, limit, knownByMs = null) =>
      read('annotations', { fromMs, toMs, limit, knownByMs }, []),
    actions: (query) => read('actions', query, []),
    rehearsal: (query) => read('rehearsal', query, null),
    moment: (question) =>
      read('moment', { ...question, nowMs: nowMs() }, err('The journal could not be read.')),
    // The reply is the view that was asked for.
    look: <Name extends PastViewName>(view: Name, atMs: number) =>
      read('look', { view, atMs, nowMs: nowMs() }, err('The journal could not be read.')) as Promise<
        Result<PastViews[Name], string>
      >,
    configurationAt: (atMs) => read('configurationAt', { atMs }, null),
  };
}
