import { randomInt } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { PastDesk } from '../past/past-desk.ts';
import { viewOf } from '../past/past-views.ts';
import { writeCapsule } from './capsule/write-capsule.ts';
import type { EventsStore } from './events-store.ts';
import type { SamplesStore } from './samples-store.ts';
import { createPastLog } from './sqlite-past-log.ts';

/** Epochs of past pictures: unlike those of any earlier worker a view may still name. */
const newEpoch = (): number => randomInt(2 ** 32);

function openPast(of: {
  readonly database: DatabaseSync;
  readonly samples: Pick<SamplesStore, 'openSamples'>;
  readonly events: EventsStore;
}): PastDesk {
  return new PastDesk(createPastLog(of), newEpoch);
}

/**
 * What only few questions need: the time machine and the writing of capsules, with all that reads configurations. It is
 * loaded when the first of them comes: opening a journal waits for none of it.
 */
export const lateParts = { openPast, viewOf, writeCapsule };
export type LateParts = typeof lateParts;
