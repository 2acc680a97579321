import type { Interval } from '../../charts/chart-model.ts';
import { noUsual, type UsualStep } from '../../charts/usual-steps.ts';

export interface UsualSteps {
  /** Of a signal; empty where nothing is known. */
  readonly of: (signal: string) => readonly UsualStep[];
  /** Why nothing is drawn, in words; null where something is, or nothing can be said. */
  readonly wordsOf: (signal: string) => string | null;
}

const nothing: UsualSteps = { of: () => noUsual, wordsOf: () => null };

/** What is usual for the charts of a region. */
export function useUsualSteps(_service: string, _region: string, _range: Interval): UsualSteps {
  return nothing;
}
