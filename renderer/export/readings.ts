import type { Reading } from '../../shared/domain/reading.ts';
import type { Unit } from '../../shared/domain/signal.ts';
import { rowReading, staleTimes } from '../state/row-reading.ts';
import type { ExportView } from './export-origin.ts';
import { type ExportColumn, numberColumn, secondsColumn, textColumn, timeColumn } from './export-table.ts';

/** What a file says of every measured number: itself, whose it is, both of its clocks and its age. */
export type ExportedReading = Pick<
  Reading,
  'value' | 'sourceId' | 'sampledAtMs' | 'receivedAtMs' | 'ageMs' | 'freshness'
>;

/** Reads rows of the series table as the screen does: null for a series that was never received. */
export function readingReader({ picture, nowMs }: ExportView): (row: number) => Reading | null {
  const staleAfterMsOf = staleTimes(picture.sections.sources);
  return (row) => rowReading(picture, row, nowMs, staleAfterMsOf);
}

/**
 * The columns of a reading.
 * @param key of the number; the other keys begin with it where `others` says so, for tables with several readings
 */
export function readingColumns(
  key: string,
  title: string,
  unit: Unit | null,
  others: 'plain' | 'named' = 'plain',
): readonly ExportColumn<ExportedReading>[] {
  const named = others === 'named';
  const keyOf = (word: string): string =>
    named ? `${key}${word.charAt(0).toUpperCase()}${word.slice(1)}` : word;
  const titleOf = (words: string): string =>
    named ? `${title}: ${words}` : words.charAt(0).toUpperCase() + words.slice(1);
  return [
    numberColumn(key, title, unit, ({ value }) => value),
    textColumn(keyOf('source'), titleOf('source'), ({ sourceId }) => sourceId),
    timeColumn(keyOf('sampledAt'), titleOf('sampled at'), ({ sampledAtMs }) => sampledAtMs),
    timeColumn(keyOf('receivedAt'), titleOf('received at'), ({ receivedAtMs }) => receivedAtMs),
    secondsColumn(keyOf('age'), titleOf('age'), ({ ageMs }) => ageMs),
    textColumn(keyOf('freshness'), titleOf('freshness'), ({ freshness }) => freshness),
  ];
}
