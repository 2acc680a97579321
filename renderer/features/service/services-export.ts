import { summariseEstate } from '../../../shared/format/estate-summary.ts';
import { stateWord } from '../../../shared/format/words.ts';
import type { ExportView } from '../../export/export-origin.ts';
import {
  columnsOf,
  type ExportColumn,
  type ExportTable,
  numberColumn,
  tableOf,
  textColumn,
  timeColumn,
} from '../../export/export-table.ts';
import { readingColumns } from '../../export/readings.ts';
import type { ExportChoice } from '../../export/use-export.ts';
import { staleTimes } from '../../state/row-reading.ts';
import { indexServices, type ServiceRow, serviceRows } from './services-model.ts';

const columns: readonly ExportColumn<ServiceRow>[] = [
  textColumn('service', 'Service', ({ service }) => service.id),
  textColumn('serviceName', 'Service name', ({ service }) => service.name),
  textColumn('state', 'State', ({ state }) => stateWord(state)),
  timeColumn('since', 'Since', ({ sinceMs }) => sinceMs),
  textColumn('where', 'Regions in that state', ({ worstRegions }) => worstRegions.join(', ')),
  numberColumn('regions', 'Regions', null, ({ regionCount }) => regionCount),
  numberColumn('regionsNotSeen', 'Regions not seen', null, ({ unseenCount }) => unseenCount),
  textColumn('slowestRegion', 'Slowest region', ({ latency }) => latency?.region),
  ...columnsOf(readingColumns('slowestP95', 'Slowest p95', 'seconds', 'named'), ({ latency }: ServiceRow) =>
    latency === null ? null : latency.reading,
  ),
  textColumn('mostFailingRegion', 'Most failing region', ({ errors }) => errors?.region),
  ...columnsOf(readingColumns('mostFailing', 'Most failing', 'ratio', 'named'), ({ errors }: ServiceRow) =>
    errors === null ? null : errors.reading,
  ),
  textColumn('owner', 'Owner', ({ service }) => service.owner),
];

/** Every service in a line, worst first, as the list shows them. */
export function servicesTable({ picture, nowMs }: ExportView): ExportTable {
  const { catalogue, sources, moment } = picture.sections;
  const context = { nowMs, moment, staleAfterMsOf: staleTimes(sources) };
  const rows = serviceRows(picture, indexServices(catalogue), context, summariseEstate(picture));
  return tableOf({ what: 'services', title: 'Services, worst first' }, columns, rows);
}

/** What the list of services offers to export. */
export const servicesExport: readonly ExportChoice[] = [{ name: 'Services', make: servicesTable }];
