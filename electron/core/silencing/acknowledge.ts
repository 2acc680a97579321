import { ackComment, ackMatchers, spareOf } from '../../../shared/domain/acknowledgement.ts';
import type { Alert } from '../../../shared/domain/alert.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import type { SignedWords } from '../../../shared/domain/silence-request.ts';
import type { AlertBook } from '../alerts/alert-book.ts';
import type { AlertEntry } from '../alerts/alert-entry.ts';
import type { Clock } from '../clock.ts';
import type { SilencingProblem } from '../intake/source.ts';
import type { AckBook } from './ack-book.ts';
import { writeOnce } from './cluster-writer.ts';
import { clustersOf, type Member } from './clusters.ts';
import type { SilenceSpreader } from './spread-silences.ts';
import { endSilence } from './write-silence.ts';

/** What a person asks for. */
export interface AckOrder extends SignedWords {
  /** Null: until it resolves. */
  readonly untilMs: number | null;
}

/** Where an acknowledgement stands now; no silences: only this Vigil knows. */
export interface AckWritten {
  readonly silences: readonly { readonly id: string; readonly sourceIds: string[] }[];
  /** What did not work though the rest did. */
  readonly notes: readonly string[];
}

export interface AckWriterDeps {
  readonly book: AckBook;
  readonly alerts: Pick<AlertBook, 'find' | 'reportedBy'>;
  readonly members: () => readonly Member[];
  readonly seat: string;
  readonly lengthMs: number;
  readonly clock: Pick<Clock, 'nowMs' | 'setTimeout'>;
  readonly spreader: Pick<SilenceSpreader, 'watch' | 'twinsOf'>;
}

/**
 * Takes one alert in hand: a silence at every cluster that reports it, or in this Vigil alone where none does or none
 * can be reached. Error: a sentence.
 */
export async function acknowledge(
  alertId: string,
  order: AckOrder,
  deps: AckWriterDeps,
): Promise<Result<AckWritten, string>> {
  const { book, alerts } = deps;
  const entry = alerts.find(alertId);
  const refusal = refusalOf(entry?.alert ?? null);
  if (entry === null || refusal !== null) return err(refusal ?? UNKNOWN);
  const notes: string[] = [];
  const silences: { id: string; sourceIds: string[] }[] = [];
  for (const cluster of clustersOf(deps.members())) {
    const reporting = cluster.filter(({ sourceId }) => entry.said.has(sourceId));
    const [first] = reporting;
    if (first === undefined) continue;
    const labels = entry.said.get(first.sourceId)?.report.labels ?? {};
    const standing = book
      .heldOf(alertId)
      .find(({ sourceIds }) => cluster.some(({ sourceId }) => sourceIds.includes(sourceId)));
    const nowMs = deps.clock.nowMs();
    const words = {
      endsAtMs: order.untilMs ?? nowMs + deps.lengthMs,
      createdBy: order.by,
      comment: ackComment(order.why, {
        seat: deps.seat,
        atMs: nowMs,
        untilMs: order.untilMs,
        spareMs: spareOf(deps.lengthMs),
      }),
    };
    const taken =
      standing && (await writeOnce(cluster, ({ silencing }) => silencing.renew(standing.silence.id, words)));
    const isMade = taken === undefined || isGone(taken);
    const matchers =
      standing?.silence.matchers ?? ackMatchers(labels, otherLabels(alerts, first.sourceId, entry));
    // A peer that does not report it yet passes it on all the same.
    const written = isMade
      ? await writeOnce(cluster, ({ silencing }) => silencing.put({ ...words, matchers, startsAtMs: nowMs }))
      : taken;
    if (!written.ok) {
      if (written.error.kind === 'refused') return err(written.error.sentence);
      notes.push(`${written.error.sentence} Only this Vigil knows who has it in hand.`);
    } else {
      const { value: id, by } = written.value;
      if (isMade) deps.spreader.watch(id, cluster);
      silences.push({ id, sourceIds: [by.sourceId] });
    }
  }
  if (silences.length === 0) {
    const nowMs = deps.clock.nowMs();
    const { by, why, untilMs } = order;
    book.addLocal({ alertId, by, why, untilMs, atMs: nowMs, startsAtMs: entry.alert.startsAtMs }, nowMs);
  } else book.removeLocal(alertId);
  return ok({ silences, notes });
}

/** Gives one alert back to nobody. Error: a sentence. */
export async function unacknowledge(
  alertId: string,
  { book, members, clock }: Pick<AckWriterDeps, 'book' | 'members' | 'clock'>,
): Promise<Result<AckWritten, string>> {
  const held = book.heldOf(alertId);
  const local = book.removeLocal(alertId);
  if (held.length === 0 && local === null) return err('Nobody has this alert in hand.');
  const silences: { id: string; sourceIds: string[] }[] = [];
  const notes: string[] = [];
  for (const { silence, sourceIds } of held) {
    const cluster = members()
      .filter(({ sourceId }) => sourceIds.includes(sourceId))
      .toSorted((a, b) => Number(b.isLive) - Number(a.isLive));
    const ended = await endSilence(silence.id, cluster, clock);
    if (!ended.ok) notes.push(ended.error);
    else {
      silences.push({ id: silence.id, sourceIds: ended.value.sourceIds });
      notes.push(...ended.value.notes);
    }
  }
  return silences.length === 0 && local === null ? err(notes.join(' ')) : ok({ silences, notes });
}

/** Given back, or over, in the very moment somebody else takes it. */
function isGone(taken: Result<unknown, SilencingProblem>): boolean {
  return !taken.ok && (taken.error.kind === 'ended' || taken.error.kind === 'unknown_silence');
}

const UNKNOWN = 'This alert is not in the feed any more.';

function refusalOf(alert: Alert | null): string | null {
  if (alert === null) return UNKNOWN;
  if (alert.state === 'resolved') return 'This alert is over already.';
  if (alert.kind === 'heartbeat')
    return 'This one always fires: its absence is the alarm, and nobody takes it in hand.';
  return null;
}

function* otherLabels(
  alerts: AckWriterDeps['alerts'],
  sourceId: string,
  own: AlertEntry,
): Generator<Readonly<Record<string, string>>> {
  for (const entry of alerts.reportedBy(sourceId)) {
    const labels = entry === own ? undefined : entry.said.get(sourceId)?.report.labels;
    if (labels !== undefined) yield labels;
  }
}
