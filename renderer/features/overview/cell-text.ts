import type { Picture } from '../../../shared/contract/picture.ts';
import { limitsOfSeries } from '../../../shared/domain/catalogue.ts';
import { type HealthState, healthStateFromCode } from '../../../shared/domain/health-state.ts';
import type { Reading } from '../../../shared/domain/reading.ts';
import { judge, signalDefinition } from '../../../shared/domain/signal.ts';
import { formatAge } from '../../../shared/format/duration.ts';
import { formatValue } from '../../../shared/format/value.ts';
import { stateWord } from '../../../shared/format/words.ts';
import { rowReading, staleTimes } from '../../state/row-reading.ts';

/** What stands in a cell: a number with its unit, or words where a number would mislead. */
export interface CellText {
  readonly number: string;
  readonly unit: string;
  /** Instead of the number: "4 min old", "no data", "planned". */
  readonly words: string | null;
  /** Under the number of a conflict: what the other source says. */
  readonly claim: string | null;
}

const noText = { number: '', unit: '', claim: null } as const;

/** The text of one cell. Pure; cheap enough for every cell at every frame. */
export function cellText(picture: Picture, cell: number, state: HealthState, nowMs: number): CellText {
  const row = picture.cells.keySeries[cell] ?? -1;
  const value = picture.series.value[row] ?? Number.NaN;
  switch (state) {
    case 'no_data':
      return { ...noText, words: 'no data' };
    case 'maintenance':
      return { ...noText, words: 'planned' };
    case 'stale': {
      const age = nowMs - oldestClock(picture, row);
      return { ...noText, words: Number.isFinite(age) ? formatAge(age) : 'stale' };
    }
    default: {
      const series = picture.sections.catalogue.series[row];
      if (series === undefined || !Number.isFinite(value)) return { ...noText, words: stateWord(state) };
      const claim = state === 'conflict' ? otherClaim(picture, cell, row) : null;
      const said = formatValue(value, series.unit);
      // A level is a word: drawn as one, where a number would be drawn large.
      return series.unit === 'status_level'
        ? { ...noText, words: said.number, claim }
        : { ...said, words: null, claim };
    }
  }
}

/** The age that counts is that of the older clock. */
function oldestClock(picture: Picture, row: number): number {
  return Math.min(
    picture.series.sampledAtMs[row] ?? Number.NaN,
    picture.series.receivedAtMs[row] ?? Number.NaN,
  );
}

/** What a second source says about a cell in conflict: "or failing", "or fine". */
function otherClaim(picture: Picture, cell: number, keyRow: number): string {
  const { catalogue } = picture.sections;
  const key = catalogue.series[keyRow];
  for (const [row, series] of catalogue.series.entries()) {
    if (series.kind !== 'cell' || series.cell !== cell || series.source === key?.source) continue;
    const value = picture.series.value[row] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    const { direction } = signalDefinition(series.signal, series.unit);
    const verdict = judge(value, direction, limitsOfSeries(catalogue, row));
    return verdict === 'down' ? 'or failing' : verdict === 'degraded' ? 'or worse' : 'or fine';
  }
  return 'disputed';
}

/** The reading in a cell, or null where none was ever received. */
export function cellReading(picture: Picture, cell: number, nowMs: number): Reading | null {
  return rowReading(
    picture,
    picture.cells.keySeries[cell] ?? -1,
    nowMs,
    staleTimes(picture.sections.sources),
  );
}

/** The state of a cell by its row. */
export function cellState(codes: Uint8Array, cell: number): HealthState {
  return healthStateFromCode(codes[cell] ?? 3);
}
