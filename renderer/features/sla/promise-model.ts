import type { ObjectiveStatus } from '../../../shared/domain/objective.ts';
import { MAX_OUTAGES } from '../../../shared/domain/objective-ledger.ts';
import { formatPercentCut } from '../../../shared/format/percent.ts';
import { availabilityBounds, availabilityNumber } from './sla-model.ts';

/** "99.902 to 99.916", or "same" where unseen time cannot move a shown digit. Null: nothing was observed. */
export function boundsWords(objective: ObjectiveStatus): string | null {
  const bounds = availabilityBounds(objective);
  const number = availabilityNumber(objective);
  if (bounds === null || number === null) return null;
  const digits = number.split('.')[1]?.length ?? 0;
  const [worst, best] = [formatPercentCut(bounds.worst, digits), formatPercentCut(bounds.best, digits)];
  return worst === best ? 'same' : `${worst} to ${best}`;
}

/** What the list of outages says in sum. */
interface OutageSum {
  readonly count: number;
  /** The list is full: there may be more, and a longer one, than are listed. */
  readonly capped: boolean;
  /** Of those listed, one that lasts counted up to the end of the window; null without any. */
  readonly longestMs: number | null;
}

/** Counts the listed outages and finds the longest. */
export function outageSum({ outages, toMs }: Pick<ObjectiveStatus, 'outages' | 'toMs'>): OutageSum {
  const lengths = outages.map((outage) => (outage.toMs ?? toMs) - outage.fromMs);
  return {
    count: outages.length,
    capped: outages.length >= MAX_OUTAGES,
    longestMs: lengths.length === 0 ? null : Math.max(0, ...lengths),
  };
}

/** A calendar month of UTC, as far as the days reach into it. */
export interface MonthSum {
  /** Start of the first of its days that are known. */
  readonly fromMs: number;
  /** The days begin after the month did. */
  readonly cutBefore: boolean;
  /** The month is not over. */
  readonly running: boolean;
  readonly badMs: number;
  readonly observedMs: number;
  readonly daysWithLoss: number;
  /** Share of the observed time that was good; null when none of its days was observed. */
  readonly availability: number | null;
}

/** The days summed by calendar month, newest first. Sums, not means: a day counts by what was observed of it. */
export function monthSums(objective: Pick<ObjectiveStatus, 'days' | 'toMs'>): readonly MonthSum[] {
  const months = new Map<string, ObjectiveStatus['days']>();
  for (const day of objective.days) {
    const key = new Date(day.dayStartMs).toISOString().slice(0, 7);
    months.set(key, [...(months.get(key) ?? []), day]);
  }
  return [...months.values()].toReversed().flatMap((days): MonthSum[] => {
    const first = days[0];
    if (first === undefined) return [];
    const badMs = days.reduce((sum, day) => sum + (day.badMs ?? 0), 0);
    const observedMs = days.reduce((sum, day) => sum + day.observedMs, 0);
    const start = new Date(first.dayStartMs);
    const endMs = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1);
    return [
      {
        fromMs: first.dayStartMs,
        cutBefore: start.getUTCDate() !== 1,
        running: objective.toMs < endMs,
        badMs,
        observedMs,
        daysWithLoss: days.filter((day) => (day.badMs ?? 0) > 0).length,
        availability: observedMs > 0 ? Math.max(0, 1 - badMs / observedMs) : null,
      },
    ];
  });
}
