import { useMemo } from 'react';
import { HOUR_MS } from '../../../shared/domain/baseline.ts';
import { baselineWords } from '../../../shared/format/baseline-words.ts';
import type { Interval } from '../../charts/chart-model.ts';
import { noUsual, type UsualStep, usualWithin } from '../../charts/usual-steps.ts';
import { type BaselineBand, useBaselineBand } from '../../state/use-baseline.ts';
import { mainSignals } from './chart-definitions.ts';

/** What is usual for the charts of a region. */
export interface UsualSteps {
  /** Of a signal, as one source told it; empty where nothing is known. */
  readonly of: (signal: string, sourceId: string | null) => readonly UsualStep[];
  /** What it rests on, or how much history there is yet; null where nothing can be said. */
  readonly wordsOf: (signal: string, sourceId: string | null) => string | null;
}

/**
 * Asks for the bands of the charts' main lines. A band belongs to the series of one source: the one whose line is drawn,
 * because what is usual for one source says nothing of another.
 */
export function useUsualSteps(service: string, region: string, axis: Interval, shown: Interval): UsualSteps {
  const { data } = useBaselineBand({ service, region, signals: mainSignals }, axis);
  return useMemo(() => {
    const bands = data?.series ?? [];
    const find = (signal: string, sourceId: string | null): BaselineBand | undefined =>
      bands.find((one) => one.signal === signal && one.region === region && one.sourceId === sourceId);
    const made = new Map<BaselineBand, readonly UsualStep[]>();
    for (const band of bands) made.set(band, usualWithin(stepsOf(band), shown));
    return {
      of: (signal, sourceId) => made.get(find(signal, sourceId) as BaselineBand) ?? noUsual,
      wordsOf: (signal, sourceId) => {
        const band = find(signal, sourceId);
        return band === undefined ? null : baselineWords(band.latest, shown.toMs - 1);
      },
    };
  }, [data, region, shown]);
}

/** One step for each hour that has a normal. */
export function stepsOf({ hourMs, low, median, high }: Omit<BaselineBand, 'latest'>): readonly UsualStep[] {
  return hourMs.map((fromMs, index) => ({
    fromMs,
    toMs: fromMs + HOUR_MS,
    low: low[index] ?? Number.NaN,
    median: median[index] ?? Number.NaN,
    high: high[index] ?? Number.NaN,
  }));
}
