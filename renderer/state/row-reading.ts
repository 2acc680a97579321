import type { Picture } from '../../shared/contract/picture.ts';
import type { Moment } from '../../shared/domain/moment.ts';
import { makeReading, type Reading } from '../../shared/domain/reading.ts';
import type { SourceStatus } from '../../shared/domain/source.ts';
import { mayBeFresh } from '../../shared/domain/standing.ts';

/** No age is young enough: what nobody vouches for counts as stale. */
const NEVER_FRESH_MS = -1;

/**
 * One row of the series table as a reading; null when nothing was ever received.
 * @param staleAfterMsOf of every listed source; one that is not listed vouches for nothing
 */
export function rowReading(
  picture: Picture,
  row: number,
  nowMs: number,
  staleAfterMsOf: ReadonlyMap<string, number>,
): Reading | null {
  const { catalogue, moment } = picture.sections;
  const series = catalogue.series[row];
  const value = picture.series.value[row] ?? Number.NaN;
  if (series === undefined || !Number.isFinite(value)) return null;
  const sourceId = catalogue.sources[series.source] ?? '';
  const vouched = mayBeFresh(picture.series.standing[row], moment.mode === 'cached');
  return makeReading(
    {
      value,
      unit: series.unit,
      signal: series.signal,
      sourceId,
      sampledAtMs: picture.series.sampledAtMs[row] ?? Number.NaN,
      receivedAtMs: picture.series.receivedAtMs[row] ?? Number.NaN,
    },
    nowMs,
    vouched ? (staleAfterMsOf.get(sourceId) ?? NEVER_FRESH_MS) : NEVER_FRESH_MS,
  );
}

/**
 * Whether a reading was fresh when the picture was made: in a cached picture all values are stale now, but not all were
 * then.
 */
export function wasFresh(
  reading: Reading,
  moment: Moment,
  nowMs: number,
  staleAfterMsOf: ReadonlyMap<string, number>,
): boolean {
  const sinceMs = moment.mode === 'cached' ? Math.max(0, nowMs - moment.asOfMs) : 0;
  return reading.ageMs - sinceMs <= (staleAfterMsOf.get(reading.sourceId) ?? 0);
}

/** After how many milliseconds what a source says is stale, by its id. */
export function staleTimes(sources: readonly SourceStatus[]): ReadonlyMap<string, number> {
  return new Map(sources.map(({ id, staleAfterMs }) => [id, staleAfterMs]));
}
