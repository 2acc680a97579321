import { formatRfc3339 } from '../../shared/format/rfc3339.ts';
import type { ExportOrigin } from './export-origin.ts';
import type { ColumnHead, ExportCell, ExportTable } from './export-table.ts';
import { rowBlocks } from './row-blocks.ts';

/**
 * A table as one JSON object in pieces: what it is, which moment it shows and how, where it comes from, its columns
 * with their units, and its rows as objects by the keys of the columns. Numbers have their full precision.
 */
export function* jsonParts(
  { what, title, notes, columns, rows }: ExportTable,
  origin: ExportOrigin,
): Generator<string> {
  const head = JSON.stringify({ what, title, ...origin, notes, columns }, null, 2);
  // Without its closing line: the rows follow.
  yield `${head.slice(0, -'\n}'.length)},\n  "rows": [`;
  let separator = '\n    ';
  for (const block of rowBlocks(rows)) {
    yield separator + block.map((row) => JSON.stringify(record(columns, row))).join(',\n    ');
    separator = ',\n    ';
  }
  yield rows.length === 0 ? ']\n}\n' : '\n  ]\n}\n';
}

function record(columns: readonly ColumnHead[], row: readonly ExportCell[]): Record<string, ExportCell> {
  return Object.fromEntries(columns.map((column, index) => [column.key, value(column, row[index] ?? null)]));
}

function value({ kind }: ColumnHead, cell: ExportCell): ExportCell {
  return kind === 'time' && typeof cell === 'number' ? formatRfc3339(cell) : cell;
}
