import type { CommandReply } from '../../../shared/contract/commands.ts';
import type { Unit } from '../../../shared/domain/signal.ts';
import type { TimeRange } from '../../../shared/domain/timeline.ts';
import { formatRfc3339 } from '../../../shared/format/rfc3339.ts';
import { stateWord } from '../../../shared/format/words.ts';
import {
  type ExportColumn,
  type ExportTable,
  flagColumn,
  numberColumn,
  secondsColumn,
  tableOf,
  textColumn,
  timeColumn,
} from '../../export/export-table.ts';
import type { Samples } from './read-samples.ts';
import { signalLabel } from './service-history.ts';

/** What an export is about, said once for all of its rows. */
export interface ServiceRange extends TimeRange {
  readonly service: string;
}

interface StateRow extends TimeRange {
  /** Null for a gap: it is one of all regions. */
  readonly region: string | null;
  readonly state: string;
  readonly reason: string | null;
}

/** The states of every region over the range, and what was not recorded; none is folded or left out. */
export function stateTable(transitions: CommandReply<'transitions'>, about: ServiceRange): ExportTable {
  const intervals = transitions.intervals.map(
    ({ state, ...interval }): StateRow => ({ ...interval, state: stateWord(state), reason: null }),
  );
  const gaps = transitions.gaps.map(
    ({ fromMs, toMs, reason }): StateRow => ({ fromMs, toMs, region: null, state: 'not recorded', reason }),
  );
  return tableOf(
    {
      what: `service-${about.service}-states`,
      title: `States of ${about.service} by region`,
      notes: [rangeNote(about)],
    },
    [
      textColumn('region', 'Region', ({ region }) => region),
      textColumn('state', 'State', ({ state }) => state),
      timeColumn('from', 'From', ({ fromMs }) => fromMs),
      timeColumn('to', 'To', ({ toMs }) => toMs),
      secondsColumn('lasted', 'Lasted', ({ fromMs, toMs }) => toMs - fromMs),
      textColumn('reason', 'Why not recorded', ({ reason }) => reason),
    ] satisfies readonly ExportColumn<StateRow>[],
    [...intervals, ...gaps],
  );
}

/** Everything one source reported at one time. */
interface SampleRow {
  readonly sourceId: string;
  readonly atMs: number;
  /** By `columnKey`. */
  readonly values: Map<string, number>;
  filledLater: boolean;
}

/** Samples line by line, oldest first: one row for each source and time, one column for each signal. */
export function sampleTable(
  { series, mayBeThinned }: Samples,
  region: string,
  about: ServiceRange,
): ExportTable {
  const signals = new Map(series.map(({ signal, unit }) => [columnKey(signal, unit), { signal, unit }]));
  const thinned =
    'Some values lie so close in time that the log may have left out others between them; peaks are kept.';
  return tableOf(
    {
      what: `service-${about.service}-${region}-samples`,
      title: `Samples of ${about.service} in ${region}`,
      notes: [rangeNote(about), ...(mayBeThinned ? [thinned] : [])],
    },
    [
      timeColumn<SampleRow>('sampledAt', 'Sampled at', ({ atMs }) => atMs),
      textColumn<SampleRow>('source', 'Source', ({ sourceId }) => sourceId),
      ...[...signals].map(([key, { signal, unit }]) =>
        numberColumn<SampleRow>(key, signalLabel(signal), unit, ({ values }) => values.get(key)),
      ),
      flagColumn<SampleRow>('filledLater', 'Brought in later', ({ filledLater }) => filledLater),
    ],
    sampleRows(series),
  );
}

function sampleRows(series: Samples['series']): readonly SampleRow[] {
  const rows = new Map<string, SampleRow>();
  for (const { signal, unit, sourceId, atMs, value, filledLater } of series)
    atMs.forEach((at, index) => {
      const key = `${at} ${sourceId}`;
      let row = rows.get(key);
      if (row === undefined) {
        row = { sourceId, atMs: at, values: new Map(), filledLater: false };
        rows.set(key, row);
      }
      row.values.set(columnKey(signal, unit), value[index] ?? Number.NaN);
      row.filledLater ||= filledLater.some(({ fromMs, toMs }) => at >= fromMs && at <= toMs);
    });
  return [...rows.values()].toSorted(
    (a, b) => a.atMs - b.atMs || (a.sourceId < b.sourceId ? -1 : a.sourceId > b.sourceId ? 1 : 0),
  );
}

/** Sources may report a signal in different units: each has a column of its own. */
function columnKey(signal: string, unit: Unit): string {
  return `${signal}.${unit}`;
}

function rangeNote({ fromMs, toMs }: ServiceRange): string {
  return `From ${formatRfc3339(fromMs)} to ${formatRfc3339(toMs)}.`;
}
