import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportFile, fileName } from '../../../../renderer/export/export-file.ts';
import { tableOf, textColumn } from '../../../../renderer/export/export-table.ts';
import { anyText, storyView } from '../../../builders/export-tables.ts';
import { CACHED_AT_MS, cachedMoment, STORY_MS } from '../../../builders/story.ts';

describe('fileName', () => {
  it('says what it is and the moment it shows', () => {
    expect(fileName('overview', STORY_MS, 'csv')).toBe('vigil-overview-2026-09-22T14-13-36Z.csv');
  });

  it('is a name that every file system takes, whatever a service is called', () => {
    fc.assert(
      fc.property(anyText, (name) => {
        const found = fileName(`service-${name}-samples`, STORY_MS, 'csv');
        expect(found).toMatch(/^vigil-service[a-z0-9-]*-2026-09-22T14-13-36Z\.csv$/);
        expect(found.length).toBeLessThan(130);
      }),
    );
    expect(fileName('', Number.NaN, 'json')).toBe('vigil.json');
  });
});

describe('exportFile', () => {
  const table = tableOf(
    { what: 'sources', title: 'Sources' },
    [textColumn('id', 'Source', () => 'pager')],
    [1],
  );
  const view = storyView({ moment: cachedMoment }, CACHED_AT_MS);

  it.each([
    ['csv', 'vigil-sources-2026-09-22T14-13-36Z.csv', 'text/csv;charset=utf-8', '"Source"\r\n"pager"\r\n'],
    [
      'excel',
      'vigil-sources-2026-09-22T14-13-36Z.csv',
      'text/csv;charset=utf-8',
      '\ufeff"Source"\r\n"pager"\r\n',
    ],
  ] as const)('writes %s under the moment on screen', (format, name, type, text) => {
    const file = exportFile(table, format, view);
    expect({ ...file, parts: [...file.parts].join('') }).toEqual({ name, type, parts: text });
  });

  it('writes JSON with where it comes from', () => {
    const file = exportFile(table, 'json', view);
    expect(file).toMatchObject({ name: 'vigil-sources-2026-09-22T14-13-36Z.json', type: 'application/json' });
    expect(JSON.parse([...file.parts].join(''))).toMatchObject({
      what: 'sources',
      moment: { mode: 'cached' },
      rows: [{ id: 'pager' }],
    });
  });
});
