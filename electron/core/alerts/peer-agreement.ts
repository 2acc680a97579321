import type { Silence } from '../../../shared/domain/silence.ts';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import { countOf } from '../../../shared/format/words.ts';
import type { AlertBook } from './alert-book.ts';

/** Peers pass alerts and silences on within seconds; what differs for longer is a cluster that does not agree. */
export const DISAGREE_AFTER_MS = 60_000;
/** Differences remembered per pair of peers: enough to name one and count them. */
const MAX_REMEMBERED = 1_000;

/** Peers of a group that do not hold the same. */
export interface Disagreement {
  readonly group: string;
  readonly sinceMs: number;
  /** "am-b does not know 3 alerts that am-a reports, among them X." */
  readonly sentences: readonly string[];
}

/** Watches whether the Alertmanagers of a group hold the same alerts and silences. */
export class PeerAgreement {
  private readonly silences = new Map<string, ReadonlyMap<string, Silence>>();
  /** Per pair and kind, since when each thing is known to one only. */
  private readonly missing = new Map<string, ReadonlyMap<string, number>>();

  /** Takes the silences of one Alertmanager; expired ones are forgotten by each peer in its own time. */
  setSilences(sourceId: string, silences: readonly Silence[]): void {
    const open = silences.filter(({ state }) => state !== 'expired');
    this.silences.set(sourceId, new Map(open.map((silence) => [silence.id, silence])));
  }

  forgetSource(sourceId: string): void {
    this.silences.delete(sourceId);
  }

  /** Nobody was listened to until now, as when the machine slept: what differs is given its time anew. */
  listenAnew(): void {
    this.missing.clear();
  }

  /** Compares every two peers that answer. One that has just started is given its time. */
  review(book: AlertBook, statuses: readonly SourceStatus[], nowMs: number): readonly Disagreement[] {
    const comparable = statuses.filter(
      ({ id, type, group, state }) =>
        type === 'alertmanager' && group !== null && state === 'live' && !book.isPartial(id),
    );
    const seen = new Set<string>();
    const found: Disagreement[] = [];
    for (const [group, peers] of Map.groupBy(comparable, (status) => status.group ?? '')) {
      const sentences: string[] = [];
      let sinceMs = Number.POSITIVE_INFINITY;
      const compare = (pair: string, lacking: ReadonlyMap<string, string>, words: WordsOf): void => {
        seen.add(pair);
        const old = this.track(pair, lacking, nowMs);
        if (old.length === 0) return;
        sentences.push(words(old.length, lacking.get(old[0]![0]) ?? ''));
        sinceMs = Math.min(sinceMs, ...old.map(([, atMs]) => atMs));
      };
      for (const knows of peers)
        for (const lacks of peers) {
          if (knows === lacks) continue;
          compare(
            `alerts ${knows.id} ${lacks.id}`,
            alertsUnknownTo(book, knows.id, lacks.id),
            (count, name) =>
              `${lacks.id} does not know ${countOf(count, 'alert')} that ${knows.id} reports${count === 1 ? `: ${name}` : `, among them ${name}`}.`,
          );
          compare(
            `silences ${knows.id} ${lacks.id}`,
            this.silencesUnknownTo(knows.id, lacks.id, nowMs),
            (count, name) =>
              `${lacks.id} does not know ${countOf(count, 'silence')} that ${knows.id} holds${name === '' ? '' : `: ${name}`}.`,
          );
        }
      if (sentences.length > 0) found.push({ group, sinceMs, sentences });
    }
    for (const pair of this.missing.keys()) if (!seen.has(pair)) this.missing.delete(pair);
    return found;
  }

  /** Remembers since when each is lacking; returns those that have been for long. */
  private track(
    pair: string,
    lacking: ReadonlyMap<string, string>,
    nowMs: number,
  ): readonly (readonly [id: string, sinceMs: number])[] {
    const before = this.missing.get(pair);
    const now = new Map<string, number>();
    for (const id of lacking.keys()) {
      if (now.size >= MAX_REMEMBERED) break;
      // A since that lies ahead was stamped by a clock that has been set back.
      now.set(id, Math.min(before?.get(id) ?? nowMs, nowMs));
    }
    this.missing.set(pair, now);
    return [...now].filter(([, sinceMs]) => nowMs - sinceMs >= DISAGREE_AFTER_MS);
  }

  private silencesUnknownTo(knows: string, lacks: string, nowMs: number): ReadonlyMap<string, string> {
    const [known, other] = [this.silences.get(knows), this.silences.get(lacks)];
    if (known === undefined || other === undefined) return new Map();
    return new Map(
      [...known.values()]
        .filter(({ id, endsAtMs }) => endsAtMs > nowMs && !other.has(id))
        .map(({ id, comment, createdBy }) => [id, comment === '' ? '' : `"${comment}" of ${createdBy}`]),
    );
  }
}

type WordsOf = (count: number, example: string) => string;

function alertsUnknownTo(book: AlertBook, knows: string, lacks: string): ReadonlyMap<string, string> {
  const unknown = new Map<string, string>();
  for (const { alert, said } of book.reportedBy(knows))
    if (said.get(knows)?.isConfirmed === true && said.get(lacks)?.isConfirmed !== true)
      unknown.set(alert.id, alert.name);
  return unknown;
}
