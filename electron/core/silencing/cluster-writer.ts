import { err, ok, type Result } from '../../../shared/domain/result.ts';
import type { Silence } from '../../../shared/domain/silence.ts';
import type { Clock } from '../clock.ts';
import type { SilencingProblem } from '../intake/source.ts';
import type { Member } from './clusters.ts';

/** What one member answered. */
export interface Written<T> {
  readonly value: T;
  readonly by: Member;
}

/**
 * Writes through one member of a cluster, the next when one does not answer or does not know the silence; what one
 * refuses all would, and of one that was ended the others hear.
 */
export async function writeOnce<T>(
  cluster: readonly Member[],
  write: (member: Member) => Promise<Result<T, SilencingProblem>>,
): Promise<Result<Written<T>, SilencingProblem>> {
  let problem: SilencingProblem | null = null;
  for (const member of cluster) {
    const answer = await write(member);
    if (answer.ok) return ok({ value: answer.value, by: member });
    if (answer.error.kind === 'refused' || answer.error.kind === 'ended') return answer;
    // That one does not know a silence says less than that another does not answer.
    if (problem === null || problem.kind === 'unknown_silence') problem = answer.error;
  }
  return err(problem ?? { kind: 'no_answer', sentence: 'No Alertmanager is connected.' });
}

/** When peers are asked whether they show what was written to another; they are told within a second or two. */
const LOOKS_AFTER_MS = [0, 250, 500, 1_000];

/**
 * Which of the other live members show it as it is wanted, and which do not after a few looks.
 * @param tell writes it there as well when nobody passes it on, as between parted peers
 */
export async function shownBy(
  cluster: readonly Member[],
  written: Member,
  id: string,
  isWanted: (silence: Silence | null) => boolean,
  clock: Pick<Clock, 'setTimeout'>,
  tell: ((member: Member) => Promise<Result<unknown, SilencingProblem>>) | null,
): Promise<{ readonly shown: readonly string[]; readonly missing: readonly string[] }> {
  const shown = [written.sourceId];
  const missing: string[] = [];
  await Promise.all(
    cluster.map(async (member) => {
      if (member === written || !member.isLive) return;
      for (const afterMs of LOOKS_AFTER_MS) {
        if (afterMs > 0) await new Promise<void>((resolve) => void clock.setTimeout(resolve, afterMs));
        const silence = await member.silencing.get(id);
        if (silence.ok && isWanted(silence.value)) return void shown.push(member.sourceId);
      }
      const told = tell === null ? null : await tell(member);
      (told?.ok === true ? shown : missing).push(member.sourceId);
    }),
  );
  return { shown: shown.toSorted(), missing: missing.toSorted() };
}
