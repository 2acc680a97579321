import type { Region, Service } from '../../../shared/domain/catalogue.ts';
import { healthStateFromCode } from '../../../shared/domain/health-state.ts';
import { compareRegions } from '../../../shared/domain/known-region-order.ts';
import type { Reading } from '../../../shared/domain/reading.ts';
import { orderServices, shownStates, summariseEstate } from '../../../shared/format/estate-summary.ts';
import { formatQuantity } from '../../../shared/format/value.ts';
import { stateWord } from '../../../shared/format/words.ts';
import type { ExportView } from '../../export/export-origin.ts';
import {
  columnsOf,
  type ExportColumn,
  type ExportTable,
  flagColumn,
  tableOf,
  textColumn,
  timeColumn,
} from '../../export/export-table.ts';
import { readingColumns, readingReader } from '../../export/readings.ts';
import type { ExportChoice } from '../../export/use-export.ts';
import { cellGrid } from './matrix-model.ts';

/** One signal of one cell as one source reports it; a cell that nothing was received for has one row as well. */
interface SignalRow {
  readonly service: Service;
  readonly region: Region;
  readonly state: string;
  readonly sinceMs: number | null;
  readonly signal: string | null;
  /** Its number stands in the cell. */
  readonly isShown: boolean | null;
  readonly reading: Reading | null;
}

const columns: readonly ExportColumn<SignalRow>[] = [
  textColumn('service', 'Service', ({ service }) => service.id),
  textColumn('serviceName', 'Service name', ({ service }) => service.name),
  textColumn('region', 'Region', ({ region }) => region.id),
  textColumn('city', 'City', ({ region }) => region.city),
  textColumn('state', 'State', ({ state }) => state),
  timeColumn('since', 'Since', ({ sinceMs }) => sinceMs),
  textColumn('signal', 'Signal', ({ signal }) => signal),
  flagColumn('shown', 'Shown in the cell', ({ isShown }) => isShown),
  textColumn('unit', 'Unit', ({ reading }) => reading?.unit),
  textColumn('words', 'In words', ({ reading }) => (reading === null ? null : inWords(reading))),
  ...columnsOf(readingColumns('value', 'Value', null), ({ reading }: SignalRow) => reading),
];

/** Services by regions with every signal behind them, in the order of the screen, folded rows included. */
export function matrixTable(view: ExportView): ExportTable {
  const { catalogue } = view.picture.sections;
  return tableOf({ what: 'overview', title: 'Services by regions' }, columns, signalRows(view, catalogue));
}

function signalRows(view: ExportView, catalogue: ExportView['picture']['sections']['catalogue']) {
  const { picture } = view;
  const readingOf = readingReader(view);
  const grid = cellGrid(catalogue);
  const codes = shownStates(picture);
  const rowsOfCell = seriesRowsByCell(view);
  const regions = catalogue.regions
    .map((region, index) => ({ region, index }))
    .toSorted((a, b) => compareRegions(a.region, b.region));
  return orderServices(summariseEstate(picture).services).flatMap(({ service: serviceIndex }): SignalRow[] =>
    regions.flatMap(({ region, index }): SignalRow[] => {
      const service = catalogue.services[serviceIndex];
      const cell = grid[serviceIndex * catalogue.regions.length + index] ?? -1;
      if (service === undefined || cell < 0) return [];
      const place = {
        service,
        region,
        state: stateWord(healthStateFromCode(codes[cell] ?? 3)),
        sinceMs: picture.cells.sinceMs[cell] ?? null,
      };
      const rows = rowsOfCell.get(cell) ?? [];
      if (rows.length === 0) return [{ ...place, signal: null, isShown: null, reading: null }];
      return rows.map((row) => ({
        ...place,
        signal: catalogue.series[row]?.signal ?? null,
        isShown: row === picture.cells.keySeries[cell],
        reading: readingOf(row),
      }));
    }),
  );
}

function seriesRowsByCell({ picture }: ExportView): ReadonlyMap<number, readonly number[]> {
  const rowsOfCell = new Map<number, number[]>();
  for (const [row, series] of picture.sections.catalogue.series.entries()) {
    if (series.kind !== 'cell') continue;
    const rows = rowsOfCell.get(series.cell);
    if (rows === undefined) rowsOfCell.set(series.cell, [row]);
    else rows.push(row);
  }
  return rowsOfCell;
}

/** A level of a scale of words says nothing as a number. */
function inWords({ value, unit }: Reading): string | null {
  return unit === 'status_level' ? formatQuantity(value, unit) : null;
}

/** What the overview offers to export. */
export const matrixExport: readonly ExportChoice[] = [{ name: 'Services by regions', make: matrixTable }];
