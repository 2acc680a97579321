/** What a column holds. Times are milliseconds since 1970 here, and RFC 3339 in every file. */
export type ColumnKind = 'text' | 'number' | 'time';

/** Text in a column of texts, a number in the others; null is empty. */
export type ExportCell = string | number | null;

/** What a file says about a column. */
export interface ColumnHead {
  /** Names the column for programs: stable, unique in its table. */
  readonly key: string;
  /** Names it for people, without the unit. */
  readonly title: string;
  readonly kind: ColumnKind;
  /** The unit of its numbers; null where there is none or every row has its own. */
  readonly unit: string | null;
}

/** A table ready to be written. Numbers have their full precision and are finite, whatever the screen rounds. */
export interface ExportTable {
  /** What it is, in the words of a file name: `overview`, `alerts-history`. */
  readonly what: string;
  /** The same as a person would say it. */
  readonly title: string;
  /** What a reader must know to read it right: a filter, a range, what may be missing. One sentence each. */
  readonly notes: readonly string[];
  readonly columns: readonly ColumnHead[];
  /** Each parallel to `columns`. */
  readonly rows: readonly (readonly ExportCell[])[];
}

/** A column and where its cells come from. */
export interface ExportColumn<Item> extends ColumnHead {
  readonly of: (item: Item) => ExportCell;
}

export function textColumn<Item>(
  key: string,
  title: string,
  of: (item: Item) => string | null | undefined,
): ExportColumn<Item> {
  return { key, title, kind: 'text', unit: null, of: (item) => of(item) ?? null };
}

/** A question that a row answers with yes or no; null where nobody knows. */
export function flagColumn<Item>(
  key: string,
  title: string,
  of: (item: Item) => boolean | null,
): ExportColumn<Item> {
  return textColumn(key, title, (item) => {
    const answer = of(item);
    return answer === null ? null : answer ? 'yes' : 'no';
  });
}

/** @param unit of the numbers as they are given; what is not finite becomes empty */
export function numberColumn<Item>(
  key: string,
  title: string,
  unit: string | null,
  of: (item: Item) => number | null | undefined,
): ExportColumn<Item> {
  return { key, title, kind: 'number', unit, of: (item) => finite(of(item)) };
}

/** A length of time, given in milliseconds and written in seconds, as all of Vigil's units are base units. */
export function secondsColumn<Item>(
  key: string,
  title: string,
  ofMs: (item: Item) => number | null | undefined,
): ExportColumn<Item> {
  return numberColumn(key, title, 'seconds', (item) => {
    const ms = ofMs(item);
    return ms === null || ms === undefined ? null : ms / 1_000;
  });
}

/** @param of milliseconds since 1970; what is not finite becomes empty */
export function timeColumn<Item>(
  key: string,
  title: string,
  of: (item: Item) => number | null | undefined,
): ExportColumn<Item> {
  return { key, title, kind: 'time', unit: null, of: (item) => finite(of(item)) };
}

/** Columns of a part of each item: of its reading, of its service. Without that part they are empty. */
export function columnsOf<Item, Part>(
  columns: readonly ExportColumn<Part>[],
  partOf: (item: Item) => Part | null,
): readonly ExportColumn<Item>[] {
  return columns.map((column) => ({
    ...column,
    of: (item) => {
      const part = partOf(item);
      return part === null ? null : column.of(part);
    },
  }));
}

/** The table of some items, one row each in their order. Throws when two columns have one key. */
export function tableOf<Item>(
  about: Pick<ExportTable, 'what' | 'title'> & { readonly notes?: readonly string[] },
  columns: readonly ExportColumn<Item>[],
  items: readonly Item[],
): ExportTable {
  if (new Set(columns.map(({ key }) => key)).size < columns.length)
    throw new Error('Every column of a table has a key of its own.');
  return {
    what: about.what,
    title: about.title,
    notes: about.notes ?? [],
    columns: columns.map(({ key, title, kind, unit }) => ({ key, title, kind, unit })),
    rows: items.map((item) => columns.map((column) => column.of(item))),
  };
}

function finite(value: number | null | undefined): number | null {
  return value !== null && value !== undefined && Number.isFinite(value) ? value : null;
}
