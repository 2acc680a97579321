import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvParts } from '../../../../renderer/export/csv.ts';
import {
  type ExportTable,
  numberColumn,
  tableOf,
  textColumn,
  timeColumn,
} from '../../../../renderer/export/export-table.ts';
import { guardFormula } from '../../../../renderer/export/formula-guard.ts';
import { BLOCK_ROWS } from '../../../../renderer/export/row-blocks.ts';
import { anyTable, hostileTexts } from '../../../builders/export-tables.ts';

function csvOf(table: ExportTable, byteOrderMark = false): string {
  return [...csvParts(table, { byteOrderMark })].join('');
}

/** Another program's reading of the file. */
function read(text: string): string[][] {
  return parse(text, { record_delimiter: '\r\n', bom: true });
}

describe('csvParts', () => {
  it('is read back by another program as the same cells', () => {
    fc.assert(
      fc.property(anyTable, fc.boolean(), (table, byteOrderMark) => {
        const [heads = [], ...rows] = read(csvOf(table, byteOrderMark));
        expect(heads).toHaveLength(table.columns.length);
        expect(rows).toHaveLength(table.rows.length);
        rows.forEach((cells, at) => {
          table.columns.forEach(({ kind }, column) => {
            const cell = table.rows[at]?.[column] ?? null;
            const found = cells[column] ?? '';
            if (cell === null) expect(found).toBe('');
            else if (typeof cell === 'string') expect(found).toBe(guardFormula(cell));
            // Every bit of the number; CSV knows no negative zero.
            else if (kind === 'number') expect(Number(found)).toBe(cell + 0);
            else expect(Date.parse(found)).toBe(cell);
          });
        });
      }),
    );
  });

  it('has no cell that begins a formula, whichever sign a spreadsheet splits at', () => {
    const table = tableOf(
      { what: 'x', title: 'X' },
      [
        textColumn('a', '=cmd', (text: string) => text),
        textColumn('b', 'B', (text: string) => `${text}${text}`),
      ],
      hostileTexts,
    );
    const text = csvOf(table);
    const naive = text.split(/[;\t\r\n]/);
    const cells = [...read(text).flat(), ...naive].map((cell) => cell.replace(/^[\s"\u200b\ufeff]+/, ''));
    expect(cells.filter((cell) => /^[=+\-@＝＋－＠]/.test(cell))).toEqual([]);
    expect(cells.length).toBeGreaterThan(hostileTexts.length * 2);
  });

  it('writes titles with units, texts in quotes, numbers bare and times in UTC, line by line', () => {
    const table = tableOf(
      { what: 'x', title: 'X' },
      [
        textColumn('service', 'Service', ({ service }: { service: string | null }) => service),
        numberColumn('lag', 'Lag', 'seconds', () => -0.1),
        numberColumn('rate', 'Rate', 'per_second', () => Number.NaN),
        timeColumn('at', 'At', () => Date.UTC(2026, 8, 22, 14, 6, 30)),
      ],
      [{ service: 'check "out", eu' }, { service: '' }, { service: null }],
    );
    expect(csvOf(table)).toBe(
      [
        '"Service","Lag (seconds)","Rate (per second)","At"',
        '"check ""out"", eu",-0.1,,"2026-09-22T14:06:30.000Z"',
        '"",-0.1,,"2026-09-22T14:06:30.000Z"',
        ',-0.1,,"2026-09-22T14:06:30.000Z"',
        '',
      ].join('\r\n'),
    );
  });

  it('begins with a byte order mark only when asked to', () => {
    const table = tableOf({ what: 'x', title: 'X' }, [textColumn('a', 'A', () => 'é')], [1]);
    expect(csvOf(table, true)).toBe(`\ufeff${csvOf(table)}`);
    expect(csvOf(table).startsWith('"A"')).toBe(true);
  });

  it.each([0, 1, BLOCK_ROWS - 1, BLOCK_ROWS, BLOCK_ROWS + 1, 3 * BLOCK_ROWS])(
    'writes each of %i rows once, in their order',
    (count) => {
      const items = Array.from({ length: count }, (_, index) => index);
      const table = tableOf(
        { what: 'x', title: 'X' },
        [numberColumn('n', 'N', null, (n: number) => n)],
        items,
      );
      const [, ...rows] = read(csvOf(table));
      expect(rows.map(([cell]) => Number(cell))).toEqual(items);
    },
  );
});
