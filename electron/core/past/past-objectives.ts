import { forgetOldest } from '../../../shared/domain/forget-oldest.ts';
import type { ObjectiveStatus } from '../../../shared/domain/objective.ts';
import type { VigilConfig } from '../config/schema.ts';
import type { JournalReader } from '../journal/journal.ts';
import { createObjectiveLedger, type ObjectiveLedger } from '../objectives/ledger.ts';

/** A ledger is opened for this long a stretch of time, and answers for every moment in it. */
const STRETCH_MS = 3_600_000;
/** As often as they are computed live: within this time a past moment shows the same figures. */
const EVERY_MS = 10_000;
/** Stretches kept open: the one somebody looks at, and those beside it. */
export const MAX_STRETCHES = 3;

interface Stretch {
  readonly ledger: ObjectiveLedger;
  readonly answers: Map<number, Promise<readonly ObjectiveStatus[]>>;
}

/** Where promises stood at past moments, folded from the log by the ledger that folds them live. */
export function createPastObjectives(journal: Pick<JournalReader, 'transitions' | 'recordingSpans'>): {
  /** Rejects only when the journal is gone. */
  at(atMs: number, config: VigilConfig): Promise<readonly ObjectiveStatus[]>;
} {
  /** Least recently used first. */
  const stretches = new Map<string, Stretch>();
  return {
    at(atMs, { objectives }) {
      if (objectives.length === 0) return Promise.resolve([]);
      const fromMs = Math.floor(atMs / STRETCH_MS) * STRETCH_MS;
      const name = `${fromMs} ${JSON.stringify(objectives)}`;
      const stretch = stretches.get(name) ?? {
        ledger: createObjectiveLedger({ journal, objectives, settledUntilMs: fromMs }),
        answers: new Map(),
      };
      stretches.delete(name);
      stretches.set(name, stretch);
      forgetOldest(stretches, MAX_STRETCHES);
      const roundMs = Math.floor(atMs / EVERY_MS) * EVERY_MS;
      const answer = stretch.answers.get(roundMs) ?? stretch.ledger.compute(roundMs);
      stretch.answers.set(roundMs, answer);
      return answer;
    },
  };
}
