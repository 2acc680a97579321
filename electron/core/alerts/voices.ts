import type { SourceStatus } from '../../../shared/domain/source.ts';
import type { Entry } from './alert-entry.ts';
import type { Said, Voice } from './merge-reports.ts';

/** Judges which source's word can be believed now. */
export class Voices {
  private statuses: ReadonlyMap<string, SourceStatus> = new Map();
  private nowMs = 0;
  /** Sources that were heard since the statuses were taken, with when first. */
  private heardAtMs = new Map<string, number>();

  /** A source answered this very moment, whatever its status was when it was last looked at. */
  heard(sourceId: string, atMs: number): void {
    if (!this.heardAtMs.has(sourceId)) this.heardAtMs.set(sourceId, atMs);
  }

  update(statuses: ReadonlyMap<string, SourceStatus>, nowMs: number): void {
    this.statuses = statuses;
    this.nowMs = nowMs;
    this.heardAtMs = new Map();
  }

  /** Everyone's word about an entry, in an order that does not depend on who answered first. */
  of({ said }: Entry): readonly Voice[] {
    const voices = [...said]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([sourceId, word]) => ({
        ...word,
        sourceId,
        isLive: this.isLive(sourceId, word),
        hasLivePeer: false,
      }));
    if (voices.every(({ isLive }) => isLive)) return voices;
    return voices.map((voice) => ({
      ...voice,
      hasLivePeer: voices.some(({ sourceId, isLive }) => isLive && this.arePeers(sourceId, voice.sourceId)),
    }));
  }

  /** Per source of an entry whether its word can be believed now, as a text to compare with. */
  textOf({ said }: Entry): string {
    let text = '';
    for (const [sourceId, word] of said) text += this.isLive(sourceId, word) ? '1' : '0';
    return text;
  }

  /** The source answers, has repeated its word since it does, and the time it gave for the next word is not over. */
  isLive(sourceId: string, { isConfirmed, seenAtMs, report }: Said): boolean {
    if (!isConfirmed || this.nowMs > (report.confirmedUntilMs ?? Number.POSITIVE_INFINITY)) return false;
    if (seenAtMs >= (this.heardAtMs.get(sourceId) ?? Number.POSITIVE_INFINITY)) return true;
    const status = this.statuses.get(sourceId);
    // A since that lies ahead was stamped by a clock that has been set back: it cannot be compared with.
    return status?.state === 'live' && (seenAtMs >= status.sinceMs || status.sinceMs > this.nowMs);
  }

  /** A live peer of this source reported the same, and has called it over since. */
  isOverAtPeer({ withdrawnAtMs }: Entry, sourceId: string, { seenAtMs }: Said): boolean {
    return [...withdrawnAtMs].some(
      ([peer, atMs]) =>
        atMs > seenAtMs && this.arePeers(peer, sourceId) && this.statuses.get(peer)?.state === 'live',
    );
  }

  /** Sources of one kind and group answer the same questions. */
  private arePeers(a: string, b: string): boolean {
    const [one, other] = [this.statuses.get(a), this.statuses.get(b)];
    return one !== undefined && one.group !== null && one.group === other?.group && one.type === other.type;
  }
}
