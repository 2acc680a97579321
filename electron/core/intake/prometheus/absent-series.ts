import { type SeriesKey, seriesKeyText } from '../../../../shared/domain/observation.ts';

/** What one query found in one reply. */
export interface FoundSeries {
  readonly keys: ReadonlySet<SeriesKey>;
  /** Of the key cache: only keys of one generation can be compared by identity. */
  readonly generation: number;
}

/** The series of the reply before that a reply lacks: they are not measured any more. */
export function absentFrom(now: FoundSeries, before: FoundSeries | undefined): readonly SeriesKey[] {
  if (before === undefined) return [];
  if (before.generation === now.generation) return [...before.keys].filter((key) => !now.keys.has(key));
  const present = new Set([...now.keys].map(seriesKeyText));
  return [...before.keys].filter((key) => !present.has(seriesKeyText(key)));
}
