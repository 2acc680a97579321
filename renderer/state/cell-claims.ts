import type { Picture } from '../../shared/contract/picture.ts';
import { limitsOfSeries } from '../../shared/domain/catalogue.ts';
import type { Claim } from '../../shared/domain/claims.ts';
import { judge, signalDefinition } from '../../shared/domain/signal.ts';
import { rowReading, staleTimes } from './row-reading.ts';

/** What each source says of each signal of a cell: who, what, and by both clocks when. */
export function cellClaims(picture: Picture, cell: number, nowMs: number): readonly Claim[] {
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
