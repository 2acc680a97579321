import { err, ok, type Result } from '../../../shared/domain/result.ts';
import type { Silence } from '../../../shared/domain/silence.ts';
import type { Clock } from '../clock.ts';
import type { SilenceDraft } from '../intake/source.ts';
import { putWhereHeld, shownBy, writeOnce } from './cluster-writer.ts';
import { clustersOf, type Member } from './clusters.ts';
import type { SilenceSpreader } from './spread-silences.ts';

/** Silences as they stand now, and what did not work though the rest did. */
export interface SilencesWritten {
  readonly silences: { readonly id: string; readonly sourceIds: string[] }[];
  readonly notes: string[];
}

/** Ends that are told in whole seconds by some. */
const SAME_END_MS = 1_500;

const NO_ALERTMANAGER = 'No Alertmanager is connected: there is nothing that a silence could be written to.';

/**
 * Writes a silence to every cluster once, and looks whether the peers show it: one that they know already is written to
 * those as well that do not hear of it. A new one would have another id there: whoever spreads it sees to that.
 * Error: a sentence, when none took it.
 */
export async function writeSilence(
  draft: SilenceDraft,
  members: readonly Member[],
  clock: Pick<Clock, 'setTimeout'>,
  spreader: Pick<SilenceSpreader, 'watch'>,
): Promise<Result<SilencesWritten, string>> {
  const clusters = clustersOf(members);
  if (clusters.length === 0) return err(NO_ALERTMANAGER);
  const silences: SilencesWritten['silences'] = [];
  const notes: string[] = [];
  const failed: string[] = [];
  await Promise.all(
    clusters.map(async (cluster) => {
      const written = await writeOnce(cluster, ({ silencing }) => silencing.put(draft));
      if (!written.ok) return void failed.push(written.error.sentence);
      const { value: id, by } = written.value;
      if (draft.id === undefined) spreader.watch(id, cluster);
      const isAsWritten = (silence: Silence | null): boolean =>
        silence !== null &&
        silence.state !== 'expired' &&
        Math.abs(silence.endsAtMs - draft.endsAtMs) <= SAME_END_MS + toleranceOf(silence, draft);
      const tell = draft.id === undefined ? null : (member: Member) => putWhereHeld(member, { ...draft, id });
      const { shown, missing } = await shownBy(cluster, by, id, isAsWritten, clock, tell);
      silences.push({ id, sourceIds: [...shown] });
      notes.push(...notShown(missing, by));
    }),
  );
  if (silences.length === 0) return err(failed.join(' '));
  return ok({ silences, notes: [...notes, ...failed] });
}

/** Ends a silence, also at peers that do not hear of it. Error: a sentence. */
export async function endSilence(
  id: string,
  holders: readonly Member[],
  clock: Pick<Clock, 'setTimeout'>,
): Promise<Result<{ readonly sourceIds: string[]; readonly notes: string[] }, string>> {
  const ended = await writeOnce(holders, ({ silencing }) => silencing.expire(id));
  if (!ended.ok) return err(ended.error.sentence);
  const { by } = ended.value;
  const isOver = (silence: Silence | null): boolean => silence === null || silence.state === 'expired';
  const { shown, missing } = await shownBy(holders, by, id, isOver, clock, ({ silencing }) =>
    silencing.expire(id),
  );
  const notes = missing.map(
    (sourceId) => `${sourceId} still shows the silence that ${by.sourceId} has ended.`,
  );
  return ok({ sourceIds: [...shown], notes });
}

/** Clocks of peers that differ by seconds may be corrected differently. */
function toleranceOf(silence: Silence, draft: SilenceDraft): number {
  return Math.abs(silence.startsAtMs - draft.startsAtMs) < 5_000 ? 2_000 : 0;
}

function notShown(missing: readonly string[], by: Member): string[] {
  return missing.map(
    (sourceId) => `${sourceId} does not show the silence yet that ${by.sourceId} has taken.`,
  );
}
