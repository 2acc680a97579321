import {
  ACK_LENGTH_MS,
  type AckedAlert,
  type AckRank,
  type AckStep,
  ackComment,
  ackStep,
  keptAckFirst,
  spareOf,
} from '../../../shared/domain/acknowledgement.ts';
import { type AlertAction, VIGIL_ITSELF } from '../../../shared/domain/alert-action.ts';
import type { AlertBook } from '../alerts/alert-book.ts';
import type { Clock } from '../clock.ts';
import type { SilenceRenewal } from '../intake/source.ts';
import type { Log } from '../log.ts';
import type { AckBook, HeldAck } from './ack-book.ts';
import { writeOnce } from './cluster-writer.ts';
import type { Member } from './clusters.ts';

/** Writes under way at once. */
const MAX_WRITES = 8;
/** After a write that failed, this share of what is left is waited. */
const RETRY_SHARE = 1 / 10;
const MAX_RETRY_MS = 10_000;
/** What is written is told by the next list: until then the same is not written again. */
const SETTLE_MS = 2_000;

export interface AckKeeperDeps {
  readonly book: AckBook;
  readonly alerts: Pick<AlertBook, 'find'>;
  readonly members: () => readonly Member[];
  /** The name of this Vigil in markers. */
  readonly seat: string;
  readonly lengthMs?: number;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly newId: () => string;
  readonly note: (action: AlertAction, alertIds: readonly string[]) => void;
  readonly log: Log;
}

/** Keeps acknowledgements alive while their alerts fire, and drops them when they are over. */
export interface AckKeeper {
  readonly seat: string;
  readonly lengthMs: number;
  /** Once a second. */
  beat(): void;
}

/** @returns a keeper that writes nothing until its first beat */
export function createAckKeeper(deps: AckKeeperDeps): AckKeeper {
  const { book, alerts, members, seat, clock, newId, note, log, lengthMs = ACK_LENGTH_MS } = deps;
  const notBeforeMs = new Map<string, number>();
  let underWay = 0;

  const stateOf = ({ alertId }: HeldAck): AckedAlert => {
    const alert = alertId === null ? null : (alerts.find(alertId)?.alert ?? null);
    return alert === null ? 'unknown' : alert.state === 'resolved' ? 'over' : 'open';
  };

  const write = async (ack: HeldAck, step: Exclude<AckStep, 'keep'>): Promise<void> => {
    const { silence, sourceIds, alertId, words, marker } = ack;
    const { id } = silence;
    const holders = members().filter(({ sourceId }) => sourceIds.includes(sourceId));
    const cluster = holders.toSorted((a, b) => Number(b.isLive) - Number(a.isLive));
    const nowMs = clock.nowMs();
    const renewal = () => renewed(ack, { seat, lengthMs, nowMs: clock.nowMs() });
    const answer =
      step === 'end'
        ? await writeOnce(cluster, ({ silencing }) => silencing.expire(id))
        : await writeOnce(cluster, ({ silencing }) => silencing.renew(id, renewal()));
    const leftMs = Math.max(0, silence.endsAtMs - nowMs);
    if (!answer.ok) {
      if (answer.error.kind !== 'ended')
        log.warn('an acknowledgement could not be written', { step, reason: answer.error.sentence });
      notBeforeMs.set(id, clock.nowMs() + Math.min(MAX_RETRY_MS, leftMs * RETRY_SHARE));
      return;
    }
    notBeforeMs.set(id, clock.nowMs() + Math.min(SETTLE_MS, lengthMs * RETRY_SHARE));
    // Parted peers pass nothing on: where it would end, it is extended as well.
    if (answer.ok && step !== 'end')
      for (const member of cluster)
        if (member !== answer.value.by && member.isLive && ack.behind.includes(member.sourceId))
          await member.silencing.renew(id, renewal());
    if (step === 'extend') return;
    note(
      {
        id: newId(),
        kind: step === 'end' ? 'ack_ended' : 'ack_taken_over',
        atMs: nowMs,
        by: VIGIL_ITSELF,
        why:
          step === 'end'
            ? `The alert is over. ${silence.createdBy} had it in hand${words === '' ? '' : `: ${words}`}.`
            : `Another Vigil kept the acknowledgement of ${silence.createdBy} and has stopped to.`,
        untilMs: marker.untilMs,
        silences: [{ id, sourceIds: [...sourceIds] }],
      },
      alertId === null ? [] : [alertId],
    );
  };

  return {
    seat,
    lengthMs,
    beat() {
      const nowMs = clock.nowMs();
      const acks = book.held();
      for (const ack of acks) {
        if (underWay >= MAX_WRITES) break;
        const { id, endsAtMs } = ack.silence;
        if ((notBeforeMs.get(id) ?? 0) > nowMs) continue;
        const isHolder = ack.marker.seat === seat;
        const step = ackStep({ marker: ack.marker, endsAtMs, alert: stateOf(ack), isHolder }, nowMs);
        if (step === 'keep' || (step !== 'end' && isDouble(ack, acks))) continue;
        underWay += 1;
        notBeforeMs.set(id, Number.POSITIVE_INFINITY);
        void write(ack, step)
          .catch((thrown: unknown) => {
            notBeforeMs.delete(id);
            log.warn('an acknowledgement could not be kept', { error: String(thrown) });
          })
          .finally(() => {
            underWay -= 1;
          });
      }
      const known = new Set(acks.map(({ silence }) => silence.id));
      for (const [id, atMs] of notBeforeMs)
        if (!known.has(id) && Number.isFinite(atMs)) notBeforeMs.delete(id);
    },
  };
}

/** A later end, held by this Vigil. */
function renewed(
  { words, marker }: Pick<HeldAck, 'words' | 'marker'>,
  { seat, lengthMs, nowMs }: { readonly seat: string; readonly lengthMs: number; readonly nowMs: number },
): SilenceRenewal {
  return {
    endsAtMs: nowMs + lengthMs,
    comment: ackComment(words, { ...marker, seat, spareMs: spareOf(lengthMs) }),
  };
}

/**
 * Of two about one alert in one cluster, as after peers that were parted have met, one is enough: the other is not
 * extended any more and lapses. Where only one of them is known, that one is kept.
 */
function isDouble(ack: HeldAck, all: readonly HeldAck[]): boolean {
  return all.some(
    (other) =>
      other !== ack &&
      ack.alertId !== null &&
      other.alertId === ack.alertId &&
      other.marker.untilMs === null &&
      isWhereverHeld(other, ack) &&
      (!isWhereverHeld(ack, other) || keptAckFirst(rankOf(other), rankOf(ack)) < 0),
  );
}

function isWhereverHeld(one: HeldAck, other: HeldAck): boolean {
  return other.sourceIds.every((id) => one.sourceIds.includes(id));
}

function rankOf({ silence, marker }: HeldAck): AckRank {
  return { id: silence.id, atMs: marker.atMs };
}
