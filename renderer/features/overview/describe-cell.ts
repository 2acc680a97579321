import type { Picture } from '../../../shared/contract/picture.ts';
import { isMeasured } from '../../../shared/domain/health-state.ts';
import { formatSince } from '../../../shared/format/clock.ts';
import { formatAge } from '../../../shared/format/duration.ts';
import { shownStates } from '../../../shared/format/estate-summary.ts';
import { stateWord } from '../../../shared/format/words.ts';
import { describeReading } from '../../ui/ReadingText.tsx';
import { cellReading, cellState } from './cell-text.ts';

/** One cell in full: place, state and since when, the number with its source and both clocks. */
export function describeCell(
  picture: Picture,
  service: number,
  region: number,
  cell: number,
  nowMs: number,
  timeZone: string,
): string {
  const { catalogue, moment } = picture.sections;
  const name = catalogue.services[service]?.name ?? 'unknown service';
  const place = catalogue.regions[region];
  const where =
    place === undefined ? 'unknown region' : place.city === '' ? place.id : `${place.id}, ${place.city}`;
  if (cell < 0) return `${name} in ${where}: not deployed here`;
  const state = cellState(shownStates(picture), cell);
  const sinceMs = picture.cells.sinceMs[cell] ?? Number.NaN;
  const since = Number.isFinite(sinceMs) ? ` since ${formatSince(sinceMs, nowMs, timeZone)}` : '';
  const reading = cellReading(picture, cell, nowMs);
  const past = moment.mode === 'cached' ? 'was ' : '';
  const head = `${name} in ${where}: ${past}${stateWord(state)}${since}`;
  if (reading === null) return head;
  const last = isMeasured(state) && moment.mode !== 'cached' ? '' : 'last value ';
  const age = reading.freshness === 'stale' ? '' : ` · ${formatAge(reading.ageMs)}`;
  return `${head}\n${last}${describeReading(reading, timeZone)}${age}`;
}
