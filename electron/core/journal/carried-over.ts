import type { DatabaseSync } from 'node:sqlite';
import { LOCAL_ACK_REACH_MS } from '../../../shared/domain/acknowledgement.ts';
import { readActions } from './actions-store.ts';
import { readOpenTexts } from './alert-texts-store.ts';
import { readAlertEvents } from './alerts-store.ts';
import { readAnnotationEvents } from './annotations-store.ts';
import { readConfigurationAt } from './configurations-store.ts';
import type { EventsStore } from './events-store.ts';
import type { ActionEvent } from './journal.ts';
import type { WriteBatch } from './protocol.ts';
import type { SamplesStore } from './samples-store.ts';
import { readSilences, readSourceEvents } from './sources-store.ts';

/** Actions that a new log takes over. */
const MAX_ACTION_ROWS = 2_000;

/** What is left of a log whose file is damaged. */
interface DamagedLog {
  readonly database: DatabaseSync;
  readonly samples: Pick<SamplesStore, 'inMemory'>;
  readonly events: Pick<EventsStore, 'lastSnapshot' | 'transitions'>;
}

/**
 * What a new log must know of the one it replaces while Vigil runs: samples that are still in memory, and what holds at
 * this moment, for nobody tells it again before it changes. What cannot be read is left out.
 */
export function carriedOver(log: DamagedLog, nowMs: number): WriteBatch {
  const { database, events } = log;
  const now = { fromMs: nowMs, toMs: nowMs };
  const configuration = readable(() => readConfigurationAt(database, nowMs), null);
  return {
    // Taken up when first asked for, which may meet the damage.
    ...readable(() => log.samples.inMemory(), { series: [], samples: [] }),
    transitions: readable(() => events.transitions({ service: null, ...now }), []),
    alerts: readable(() => readAlertEvents(database, now), []),
    texts: readable(() => readOpenTexts(database), []),
    annotations: readable(() => readAnnotationEvents(database, now), []),
    actions: readable(() => recentActions(database, nowMs), []),
    absences: [],
    sources: readable(() => readSourceEvents(database, now), []),
    silences: readable(() => readSilences(database, now), []),
    configurations: configuration === null ? [] : [configuration],
    recording: [],
    snapshot: readable(() => events.lastSnapshot(), null),
    nowMs,
  };
}

function recentActions(database: DatabaseSync, nowMs: number): ActionEvent[] {
  return readActions(database, {
    alertId: null,
    fromMs: nowMs - LOCAL_ACK_REACH_MS,
    toMs: nowMs,
    limit: MAX_ACTION_ROWS,
  })
    .toReversed()
    .map(({ action, alertId }) => ({ action, alertIds: alertId === null ? [] : [alertId] }));
}

function readable<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
