import type { SourceStatus } from '../../../shared/domain/source.ts';
import type { ExportView } from '../../export/export-origin.ts';
import {
  type ExportColumn,
  type ExportTable,
  numberColumn,
  secondsColumn,
  tableOf,
  textColumn,
  timeColumn,
} from '../../export/export-table.ts';
import type { ExportChoice } from '../../export/use-export.ts';
import { sourceBlocks, sourceMark, typeWord } from './sources-model.ts';

const columns: readonly ExportColumn<SourceStatus>[] = [
  textColumn('id', 'Source', ({ id }) => id),
  textColumn('type', 'Type', ({ type }) => typeWord(type)),
  textColumn('software', 'Software', ({ software }) => software),
  textColumn('address', 'Address', ({ address }) => address),
  textColumn('group', 'Group', ({ group }) => group),
  textColumn('state', 'State', ({ state }) => sourceMark(state).word),
  timeColumn('since', 'Since', ({ sinceMs }) => sinceMs),
  timeColumn('lastSuccessAt', 'Last answer at', ({ lastSuccessAtMs }) => lastSuccessAtMs),
  timeColumn('lastAttemptAt', 'Last asked at', ({ lastAttemptAtMs }) => lastAttemptAtMs),
  secondsColumn('lag', 'Lag', ({ lagMs }) => lagMs),
  numberColumn('samples', 'Samples', 'per_second', ({ samplesPerSecond }) => samplesPerSecond),
  numberColumn('series', 'Series', null, ({ seriesCount }) => seriesCount),
  numberColumn('missingSeries', 'Missing series', null, ({ missingSeriesCount }) => missingSeriesCount),
  numberColumn('refused', 'Refused', null, ({ rejectedCount }) => rejectedCount),
  textColumn('lastRefusal', 'Last refusal', ({ lastRejection }) => lastRejection),
  numberColumn('missedMessages', 'Missed messages', null, ({ missedMessageCount }) => missedMessageCount),
  numberColumn('failedAttempts', 'Failed attempts', null, ({ errorCount }) => errorCount),
  textColumn('lastError', 'Last error', ({ lastError }) => lastError),
  timeColumn('lastErrorAt', 'Last error at', ({ lastErrorAtMs }) => lastErrorAtMs),
  textColumn('warnings', 'Warnings', ({ warnings }) => linesOf(warnings)),
  textColumn('faults', 'Faults behind it', ({ faults }) => linesOf(faults)),
  secondsColumn('staleAfter', 'Stale after', ({ staleAfterMs }) => staleAfterMs),
];

/** Every source with what it says about itself, in the order of the page. Addresses carry no secrets. */
export function sourceTable({ picture }: ExportView): ExportTable {
  const sources = sourceBlocks(picture.sections.sources).flatMap((block) => block.sources);
  return tableOf({ what: 'sources', title: 'Sources' }, columns, sources);
}

function linesOf(sentences: readonly string[]): string | null {
  return sentences.length === 0 ? null : sentences.join('\n');
}

/** What the page of sources offers to export. */
export const sourceExport: readonly ExportChoice[] = [{ name: 'Sources', make: sourceTable }];
