import type { Picture } from '../../../shared/contract/picture.ts';
import { type HealthState, healthStateFromCode, isMeasured } from '../../../shared/domain/health-state.ts';
import { plannedWorkAt, workOn } from '../../../shared/domain/maintenance.ts';
import { formatSince } from '../../../shared/format/clock.ts';
import { formatAge } from '../../../shared/format/duration.ts';
import { shownStates } from '../../../shared/format/estate-summary.ts';
import { claimWord, plannedWords } from '../../../shared/format/health-words.ts';
import { stateWord } from '../../../shared/format/words.ts';
import { cellDisputes } from '../../state/cell-claims.ts';
import { estateSummaryOf } from '../../state/estate-summary.ts';
import { describeReading } from '../../ui/ReadingText.tsx';
import { cellReading, cellState } from './cell-text.ts';

/**
 * One cell in full: place, state and since when, the number with its source and both clocks, and what explains the
 * state: planned work, what it folds under, every claim of a dispute.
 */
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
  const reasons = explanations(picture, cell, state, nowMs, timeZone);
  const head = [`${name} in ${where}: ${past}${stateWord(state)}${since}`, ...reasons].join('\n');
  // The claims of a dispute are all there is to say: one of them alone would take a side.
  if (reading === null || (state === 'conflict' && reasons.length > 0)) return head;
  const last = isMeasured(state) && moment.mode !== 'cached' ? '' : 'last value ';
  const age = reading.freshness === 'stale' ? '' : ` · ${formatAge(reading.ageMs)}`;
  return `${head}\n${last}${describeReading(reading, timeZone)}${age}`;
}

/** Lines that say why the state is what it is. */
function explanations(
  picture: Picture,
  cell: number,
  state: HealthState,
  nowMs: number,
  timeZone: string,
): readonly string[] {
  const { services, regions, cells, maintenance } = picture.sections.catalogue;
  const [service, region] = cells[cell]!;
  switch (state) {
    case 'maintenance': {
      const work = workOn(
        plannedWorkAt(maintenance, picture.atMs),
        services[service]?.id ?? '',
        regions[region]?.id ?? '',
      );
      const measured = healthStateFromCode(picture.cells.lastMeasuredState[cell] ?? 3);
      const isFresh = cellReading(picture, cell, nowMs)?.freshness === 'fresh';
      return [
        ...(work === null ? [] : [plannedWords(work, nowMs, timeZone)]),
        ...(isFresh && isMeasured(measured) ? [`measured underneath: ${stateWord(measured)}`] : []),
      ];
    }
    case 'conflict':
      return cellDisputes(picture, cell, nowMs).flatMap(({ claims }) =>
        claims.map(({ reading, verdict }) => `${claimWord(verdict)}: ${describeReading(reading, timeZone)}`),
      );
    case 'down':
    case 'degraded': {
      const root = services[estateSummaryOf(picture).foldedCells.get(cell) ?? -1];
      return root === undefined ? [] : [`folded under ${root.name}`];
    }
    default:
      return [];
  }
}
