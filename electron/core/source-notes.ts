import { parseAckComment } from '../../shared/domain/acknowledgement.ts';
import type { Silence } from '../../shared/domain/silence.ts';
import type { SourceStatus } from '../../shared/domain/source.ts';
import type { Journal } from './journal/journal.ts';

/** Counters and times of a source are written down this often; what a person would act on at once. */
export const SOURCE_NOTE_EVERY_MS = 60_000;

interface Noted {
  readonly facts: string;
  readonly atMs: number;
}

/** Writes down what sources say of themselves: changes at once, the rest once a minute. */
export class SourceNotes {
  private readonly journal: Pick<Journal, 'appendSourceEvents' | 'appendSilences'>;
  private readonly noted = new Map<string, Noted>();
  private readonly silences = new Map<string, string>();

  constructor(journal: Pick<Journal, 'appendSourceEvents' | 'appendSilences'>) {
    this.journal = journal;
  }

  /** What a source says now; cheap enough for every beat. */
  status(status: SourceStatus, nowMs: number): void {
    const facts = factsOf(status);
    const last = this.noted.get(status.id);
    if (last?.facts === facts && Math.abs(nowMs - last.atMs) < SOURCE_NOTE_EVERY_MS) return;
    this.noted.set(status.id, { facts, atMs: nowMs });
    this.journal.appendSourceEvents([{ status, atMs: nowMs }]);
  }

  /** The complete list of a source's silences. */
  silenceList(sourceId: string, told: readonly Silence[], atMs: number): void {
    // Acknowledgements are extended all the time, and stand with the alerts they are about.
    const silences = told.filter(({ comment }) => parseAckComment(comment) === null);
    const text = JSON.stringify(silences);
    if (this.silences.get(sourceId) === text) return;
    this.silences.set(sourceId, text);
    this.journal.appendSilences({ sourceId, silences, atMs });
  }
}

/** What of a status is news when it changes. */
function factsOf(status: SourceStatus): string {
  const { state, address, software, group, lastError, warnings, faults } = status;
  return JSON.stringify([state, address, software, group, lastError, warnings, faults]);
}
