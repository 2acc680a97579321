import { keptAckFirst, parseAckComment } from '../../../shared/domain/acknowledgement.ts';
import { forgetOldest } from '../../../shared/domain/forget-oldest.ts';
import type { Silence } from '../../../shared/domain/silence.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { AckBook } from './ack-book.ts';
import type { Member } from './clusters.ts';

/** A peer whose list is so much younger than a silence, and lacks it, does not hear of it from the others. */
export const PARTED_AFTER_MS = 5_000;
/** Silences watched until every peer has them; beyond it the oldest are left to the cluster. */
const MAX_WATCHED = 500;

/** One silence as a person asked for it; parted peers hold it under an id of their own. */
interface Watched {
  readonly ids: Set<string>;
  readonly cluster: readonly string[];
  readonly writtenAtMs: number;
  isBusy: boolean;
}

/** Takes new silences to peers that are parted from the one that took them, and ends doubles when they meet again. */
export interface SilenceSpreader {
  /** One member of a cluster has just taken a new silence. */
  watch(id: string, cluster: readonly Pick<Member, 'sourceId'>[]): void;
  /** Every id under which the same silence stands: this one, and those at parted peers. */
  twinsOf(id: string): readonly string[];
  /** Once a second. */
  beat(): void;
}

export interface SpreaderDeps {
  readonly book: Pick<AckBook, 'listOf'>;
  readonly members: () => readonly Member[];
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly log: Log;
}

/** @returns a spreader that knows only of silences that are written through this Vigil */
export function createSilenceSpreader({ book, members, clock, log }: SpreaderDeps): SilenceSpreader {
  const watched = new Set<Watched>();
  const find = (id: string): Watched | undefined => [...watched].find(({ ids }) => ids.has(id));

  const writeAnew = async (one: Watched, member: Member, silence: Silence) => {
    const { matchers, startsAtMs, endsAtMs, createdBy, comment } = silence;
    const written = await member.silencing.put({ matchers, startsAtMs, endsAtMs, createdBy, comment });
    if (written.ok) one.ids.add(written.value);
    else log.warn('a silence could not be taken to a parted peer', { reason: written.error.sentence });
  };
  const endDoubles = async (member: Member, doubles: readonly Silence[]) => {
    for (const { id } of doubles) await member.silencing.expire(id);
  };
  const look = async (one: Watched): Promise<void> => {
    const nowMs = clock.nowMs();
    const live = new Map(members().flatMap((member) => (member.isLive ? [[member.sourceId, member]] : [])));
    const held = one.cluster.map((sourceId) => {
      const { silences, listedAtMs } = book.listOf(sourceId);
      const known = silences.filter(({ id }) => one.ids.has(id));
      return { member: live.get(sourceId), known, listedAtMs, open: known.filter(isOpenAt(nowMs)) };
    });
    const [newest] = held.flatMap(({ open }) => open).toSorted(keptFirst);
    if (newest === undefined) {
      if (nowMs - one.writtenAtMs > PARTED_AFTER_MS) watched.delete(one);
      return;
    }
    if (held.every(({ open }) => open.length === 1 && open[0]?.id === newest.id))
      return void watched.delete(one);
    for (const { member, known, open, listedAtMs } of held) {
      if (member === undefined) continue;
      if (open.length > 1) await endDoubles(member, open.toSorted(keptFirst).slice(1));
      // One that was ended there is known there.
      const isLacking = known.length === 0 && listedAtMs - one.writtenAtMs >= PARTED_AFTER_MS;
      if (isLacking) await writeAnew(one, member, newest);
    }
  };

  return {
    watch(id, cluster) {
      if (cluster.length < 2) return;
      watched.add({
        ids: new Set([id]),
        cluster: cluster.map(({ sourceId }) => sourceId),
        writtenAtMs: clock.nowMs(),
        isBusy: false,
      });
      forgetOldest(watched, MAX_WATCHED);
    },
    twinsOf: (id) => [...(find(id)?.ids ?? [id])],
    beat() {
      for (const one of watched) {
        if (one.isBusy) continue;
        one.isBusy = true;
        void look(one)
          .catch((thrown: unknown) =>
            log.warn('a silence could not be looked after', { error: String(thrown) }),
          )
          .finally(() => {
            one.isBusy = false;
          });
      }
    },
  };
}

const isOpenAt =
  (nowMs: number) =>
  ({ state, endsAtMs }: Silence): boolean =>
    state !== 'expired' && endsAtMs > nowMs;

/** The one that ends last stays, or the acknowledgement that is kept: those are extended all the time. */
function keptFirst(a: Silence, b: Silence): number {
  const [one, other] = [parseAckComment(a.comment), parseAckComment(b.comment)];
  if (one === null || other === null) return b.endsAtMs - a.endsAtMs || a.id.localeCompare(b.id);
  return keptAckFirst({ id: a.id, atMs: one.marker.atMs }, { id: b.id, atMs: other.marker.atMs });
}
