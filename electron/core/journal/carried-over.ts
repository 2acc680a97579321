import type { DatabaseSync } from 'node:sqlite';
import { readConfigurationAt } from './configurations-store.ts';
import type { EventsStore } from './events-store.ts';
import type { PastLog } from './past-log.ts';
import type { WriteBatch } from './protocol.ts';
import type { SamplesStore } from './samples-store.ts';

/** What is left of a log whose file is damaged. */
interface DamagedLog {
  readonly database: DatabaseSync;
  readonly samples: Pick<SamplesStore, 'inMemory'>;
  readonly events: Pick<EventsStore, 'lastSnapshot'>;
  readonly past: PastLog;
}

/**
 * What a new log must know of the one it replaces while Vigil runs: samples that are still in memory, and what holds at
 * this moment, for nobody tells it again before it changes. What cannot be read is left out.
 */
export function carriedOver({ database, samples, events, past }: DamagedLog, nowMs: number): WriteBatch {
  const now = { fromMs: nowMs, toMs: nowMs };
  const configuration = readable(() => readConfigurationAt(database, nowMs), null);
  return {
    ...samples.inMemory(),
    transitions: readable(() => past.transitions(now), []),
    alerts: readable(() => past.alertEvents(now), []),
    annotations: readable(() => past.annotationEvents(now), []),
    absences: [],
    sources: readable(() => past.sourceEvents(now), []),
    silences: readable(() => past.silences(now), []),
    configurations: configuration === null ? [] : [configuration],
    recording: [],
    snapshot: readable(() => events.lastSnapshot(), null),
    nowMs,
  };
}

function readable<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
