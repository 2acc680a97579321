import { describe, expect, it } from 'vitest';
import {
  columnsOf,
  flagColumn,
  numberColumn,
  secondsColumn,
  tableOf,
  textColumn,
  timeColumn,
} from '../../../../renderer/export/export-table.ts';

const about = { what: 'x', title: 'X' } as const;

describe('tableOf', () => {
  it('makes a row of each item and keeps what is not there empty', () => {
    const columns = [
      textColumn('text', 'Text', (n: number) => (n > 0 ? 'some' : undefined)),
      flagColumn('flag', 'Flag', (n: number) => (n > 0 ? true : n < 0 ? null : false)),
      numberColumn('number', 'Number', null, (n: number) => (n > 0 ? n : Number.POSITIVE_INFINITY)),
      secondsColumn('length', 'Length', (n: number) => (n > 0 ? n : null)),
      timeColumn('time', 'Time', (n: number) => (n > 0 ? n : Number.NaN)),
    ];
    const table = tableOf(about, columns, [250, 0, -1]);
    expect(table.rows).toEqual([
      ['some', 'yes', 250, 0.25, 250],
      [null, 'no', null, null, null],
      [null, null, null, null, null],
    ]);
    expect(table.columns.map(({ key, kind, unit }) => [key, kind, unit])).toEqual([
      ['text', 'text', null],
      ['flag', 'text', null],
      ['number', 'number', null],
      ['length', 'number', 'seconds'],
      ['time', 'time', null],
    ]);
  });

  it('reads the columns of a part, and leaves them empty where there is none', () => {
    const part = [textColumn('name', 'Name', ({ name }: { name: string }) => name)];
    const columns = columnsOf(part, (item: { part: { name: string } | null }) => item.part);
    expect(tableOf(about, columns, [{ part: { name: 'a' } }, { part: null }]).rows).toEqual([['a'], [null]]);
  });

  it('refuses two columns of one key: a row of JSON would lose one of them', () => {
    const twice = [textColumn('a', 'A', () => ''), textColumn('a', 'B', () => '')];
    expect(() => tableOf(about, twice, [])).toThrow('a key of its own');
  });
});
