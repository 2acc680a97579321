import { err, ok, type Result } from '../../../shared/domain/result.ts';
import type { Silence } from '../../../shared/domain/silence.ts';
import type { Clock } from '../clock.ts';
import type { SilenceDraft, SilenceRenewal } from '../intake/source.ts';
import { shownBy, writeOnce } from './cluster-writer.ts';
import { clustersOf, type Member } from './clusters.ts';
import type { SilenceSpreader } from './spread-silences.ts';

/** Silences as they stand now, and what did not work though the rest did. */
export interface SilencesWritten {
  readonly silences: { readonly id: string; readonly sourceIds: string[] }[];
  readonly notes: string[];
}

/** Ends that differ by less are the same: some tell whole seconds, and clocks of peers are corrected differently. */
const SAME_END_MS = 3_500;

const NO_ALERTMANAGER = 'No Alertmanager is connected: there is nothing that a silence could be written to.';

/**
 * Writes a new silence to every cluster once, and looks whether the peers show it. Where they do not, it would have
 * another id: whoever spreads it sees to that. Error: a sentence, when none took it.
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
      spreader.watch(id, cluster);
      const { shown, missing } = await shownBy(cluster, by, id, isStanding, clock, null);
      silences.push({ id, sourceIds: [...shown] });
      notes.push(...notShown(missing, by));
    }),
  );
  if (silences.length === 0) return err(failed.join(' '));
  return ok({ silences, notes: [...notes, ...failed] });
}

/** Gives a silence another end, also at peers that do not hear of it. Error: a sentence, when none took it. */
export async function renewSilence(
  id: string,
  renewal: SilenceRenewal,
  holders: readonly Member[],
  clock: Pick<Clock, 'setTimeout'>,
): Promise<Result<SilencesWritten, string>> {
  const renewed = await writeOnce(holders, ({ silencing }) => silencing.renew(id, renewal));
  if (!renewed.ok) return err(renewed.error.sentence);
  const { by } = renewed.value;
  const isRenewed = (silence: Silence | null): boolean =>
    isStanding(silence) && Math.abs(silence.endsAtMs - renewal.endsAtMs) <= SAME_END_MS;
  const { shown, missing } = await shownBy(holders, by, id, isRenewed, clock, ({ silencing }) =>
    silencing.renew(id, renewal),
  );
  return ok({ silences: [{ id, sourceIds: [...shown] }], notes: notShown(missing, by) });
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

function isStanding(silence: Silence | null): silence is Silence {
  return silence !== null && silence.state !== 'expired';
}

function notShown(missing: readonly string[], by: Member): string[] {
  return missing.map(
    (sourceId) => `${sourceId} does not show the silence yet that ${by.sourceId} has taken.`,
  );
}
