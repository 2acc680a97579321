import { assertNever } from '../../shared/domain/assert-never.ts';
import { formatRfc3339 } from '../../shared/format/rfc3339.ts';
import { csvParts } from './csv.ts';
import { type ExportView, originOf, shownMs } from './export-origin.ts';
import type { ExportTable } from './export-table.ts';
import type { ExportFormat } from './formats.ts';
import { jsonParts } from './json.ts';

/** A file before it is written. */
export interface ExportFile {
  readonly name: string;
  /** Its media type. */
  readonly type: string;
  /** Its text in pieces, made as they are asked for. */
  readonly parts: Iterable<string>;
}

/** Longest part of a name that tells what is inside. */
const MAX_NAME_LENGTH = 80;

/** The file of a table in a format. Pure; the pieces are made when they are read. */
export function exportFile(table: ExportTable, format: ExportFormat, view: ExportView): ExportFile {
  switch (format) {
    case 'csv':
    case 'excel':
      return {
        name: fileName(table.what, shownMs(view), 'csv'),
        type: 'text/csv;charset=utf-8',
        parts: csvParts(table, { byteOrderMark: format === 'excel' }),
      };
    case 'json':
      return {
        name: fileName(table.what, shownMs(view), 'json'),
        type: 'application/json',
        parts: jsonParts(table, originOf(view)),
      };
    default:
      return assertNever(format);
  }
}

/**
 * `vigil-overview-2026-09-22T14-06-30Z.csv`: what it is and the moment it shows, in signs that every file system
 * takes. Names of services come from outside: whatever is not a plain letter or digit becomes a hyphen.
 */
export function fileName(what: string, atMs: number, extension: string): string {
  const name = what
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_NAME_LENGTH)
    .replace(/^-+|-+$/g, '');
  const moment = formatRfc3339(atMs)?.replace(/\.\d+/, '').replaceAll(':', '-');
  return `${['vigil', name, moment].filter(Boolean).join('-')}.${extension}`;
}
