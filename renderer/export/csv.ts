import { stringify } from 'csv-stringify/browser/esm/sync';
import { formatRfc3339 } from '../../shared/format/rfc3339.ts';
import type { ColumnHead, ExportCell, ExportTable } from './export-table.ts';
import { guardFormula } from './formula-guard.ts';
import { rowBlocks } from './row-blocks.ts';

/** Tells Excel that the file is UTF-8; other programs do without. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * A table as CSV (RFC 4180) in pieces: a line of titles with their units, then a line for each row. Numbers stay
 * numbers, times are RFC 3339 in UTC, and no text is a formula.
 */
export function* csvParts(
  { columns, rows }: ExportTable,
  { byteOrderMark }: { readonly byteOrderMark: boolean },
): Generator<string> {
  if (byteOrderMark) yield BYTE_ORDER_MARK;
  yield lines([columns.map((column) => guardFormula(titleWithUnit(column)))]);
  for (const block of rowBlocks(rows))
    yield lines(block.map((row) => columns.map((column, index) => field(column, row[index] ?? null))));
}

function lines(records: ExportCell[][]): string {
  return stringify(records, { quoted_string: true, record_delimiter: 'windows' });
}

/** `Round trip (seconds)` */
function titleWithUnit({ title, unit }: ColumnHead): string {
  return unit === null ? title : `${title} (${unit.replaceAll('_', ' ')})`;
}

function field({ kind }: ColumnHead, cell: ExportCell): ExportCell {
  if (typeof cell === 'string') return guardFormula(cell);
  return kind === 'time' && cell !== null ? formatRfc3339(cell) : cell;
}
