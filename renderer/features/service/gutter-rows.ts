import type { Reading } from '../../../shared/domain/reading.ts';
import type { ChartModel } from '../../charts/chart-model.ts';
import type { UsualStep } from '../../charts/usual-steps.ts';
import type { GutterRow } from './ChartGutter.tsx';
import type { ChartDefinition } from './chart-definitions.ts';
import { usualWordsAt, valueWordsAt } from './chart-read-out.ts';

export interface GutterFacts {
  readonly definition: ChartDefinition;
  readonly model: ChartModel;
  readonly origins: readonly (string | null)[];
  readonly steps: readonly UsualStep[];
  /** What it rests on, or why there is none: "not enough history yet: 1 of 3 days"; null while nothing can be said. */
  readonly usualWords: string | null;
  /** Absent where nothing is compared, null where there is nothing to compare. */
  readonly before: ChartModel | null | undefined;
  readonly readingOf: (signal: string) => Reading | null;
  /** The end of what is shown. */
  readonly nowMs: number;
}

/** The read-outs of a chart: its lines, the highest first as on the chart, what is usual, and the week before. */
export function gutterRows(facts: GutterFacts): readonly GutterRow[] {
  const { definition, model, origins, steps, usualWords, before, readingOf, nowMs } = facts;
  const { lines, signals, unit } = definition;
  const rows = lines
    .map(
      (line, index): GutterRow => ({
        label: line.label,
        color: line.color,
        dash: line.dash,
        now: readingOf(signals[index] ?? ''),
        at: (atMs) => valueWordsAt(model, index, unit, atMs),
        origin: origins[index] ?? null,
      }),
    )
    .toReversed();
  if (usualWords !== null)
    rows.push({
      label: 'usual',
      color: null,
      dash: undefined,
      now: usualWordsAt(steps, unit, nowMs - 1) ?? 'learning',
      at: (atMs) => usualWordsAt(steps, unit, atMs),
      origin: null,
      explains: usualWords,
    });
  if (before !== undefined)
    rows.push({
      label: 'last week',
      color: 'var(--past)',
      dash: '5 4',
      now: before === null ? 'none' : (valueWordsAt(before, 0, unit, nowMs) ?? 'none'),
      at: (atMs) => (before === null ? null : valueWordsAt(before, 0, unit, atMs)),
      origin: null,
    });
  return rows;
}
