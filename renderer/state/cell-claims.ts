import type { Picture } from '../../shared/contract/picture.ts';
import { limitsOfSeries } from '../../shared/domain/catalogue.ts';
import { type Claim, type Dispute, disputesOf, toldTwice } from '../../shared/domain/claims.ts';
import { judge, signalDefinition } from '../../shared/domain/signal.ts';
import { rowReading, staleTimes, wasFresh } from './row-reading.ts';

/**
 * What a cell in conflict is disputed about: every claim with its source and both clocks. In a cached picture, what was
 * claimed then. While a source has changed its mind and it has not held yet, no newest values contradict each other:
 * then all that is told twice.
 */
export function cellDisputes(picture: Picture, cell: number, nowMs: number): readonly Dispute[] {
  const claims = cellClaims(picture, cell, nowMs);
  const { moment, sources } = picture.sections;
  const times = staleTimes(sources);
  const counts =
    moment.mode === 'cached'
      ? ({ reading }: Claim): boolean => wasFresh(reading, moment, nowMs, times)
      : undefined;
  const disputes = disputesOf(claims, counts);
  return disputes.length > 0 ? disputes : toldTwice(claims, counts);
}

/** What each source says of each signal of a cell: who, what, and by both clocks when. */
function cellClaims(picture: Picture, cell: number, nowMs: number): readonly Claim[] {
  const { catalogue, sources } = picture.sections;
  const times = staleTimes(sources);
  return catalogue.series.flatMap((series, row) => {
    if (series.kind !== 'cell' || series.cell !== cell) return [];
    const reading = rowReading(picture, row, nowMs, times);
    if (reading === null) return [];
    const { direction } = signalDefinition(series.signal, series.unit);
    return [{ reading, verdict: judge(reading.value, direction, limitsOfSeries(catalogue, row)) }];
  });
}
