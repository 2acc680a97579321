import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { originOf } from '../../../../renderer/export/export-origin.ts';
import { type ExportTable, numberColumn, tableOf } from '../../../../renderer/export/export-table.ts';
import { jsonParts } from '../../../../renderer/export/json.ts';
import { BLOCK_ROWS } from '../../../../renderer/export/row-blocks.ts';
import { anyTable, storyView } from '../../../builders/export-tables.ts';

const origin = originOf(storyView());

interface ExportedFile {
  readonly columns: readonly { readonly key: string; readonly unit: string | null }[];
  readonly rows: readonly Readonly<Record<string, string | number | null>>[];
}

function read(table: ExportTable): ExportedFile {
  return JSON.parse([...jsonParts(table, origin)].join('')) as ExportedFile;
}

describe('jsonParts', () => {
  it('is read back as the same cells, to the last bit', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const { columns, rows } = read(table);
        expect(columns).toEqual(table.columns);
        expect(rows).toHaveLength(table.rows.length);
        rows.forEach((row, at) => {
          table.columns.forEach(({ key, kind }, column) => {
            const cell = table.rows[at]?.[column] ?? null;
            const found = row[key];
            if (kind === 'time' && cell !== null) expect(Date.parse(String(found))).toBe(cell);
            // JSON.stringify knows no negative zero.
            else if (typeof cell === 'number') expect(found).toBe(cell + 0);
            else expect(found).toBe(cell);
          });
        });
      }),
    );
  });

  it('says what it is, which moment it shows, where it comes from, and what its columns are', () => {
    const table = tableOf(
      { what: 'overview', title: 'Services by regions', notes: ['Filtered.'] },
      [numberColumn('age', 'Age', 'seconds', () => 1 / 3)],
      [1],
    );
    expect(read(table)).toEqual({
      what: 'overview',
      title: 'Services by regions',
      moment: {
        mode: 'live',
        at: '2026-09-22T14:13:36.000Z',
        agesCountedTo: '2026-09-22T14:13:36.000Z',
      },
      source: {
        program: 'Vigil',
        estate: 'Acme NOC',
        demo: false,
        sources: expect.arrayContaining(['prometheus-eu', 'pager']),
      },
      notes: ['Filtered.'],
      columns: [{ key: 'age', title: 'Age', kind: 'number', unit: 'seconds' }],
      rows: [{ age: 0.3333333333333333 }],
    });
  });

  it('never says NaN or Infinity', () => {
    const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const table = tableOf(
      { what: 'x', title: 'X' },
      [numberColumn('n', 'N', null, (n: number) => n)],
      values,
    );
    expect(read(table).rows).toEqual([{ n: null }, { n: null }, { n: null }]);
  });

  it.each([0, 1, BLOCK_ROWS, BLOCK_ROWS + 1])('writes each of %i rows once, in their order', (count) => {
    const items = Array.from({ length: count }, (_, index) => index);
    const table = tableOf({ what: 'x', title: 'X' }, [numberColumn('n', 'N', null, (n: number) => n)], items);
    expect(read(table).rows.map(({ n }) => n)).toEqual(items);
  });
});
