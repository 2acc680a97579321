import { describe, expect, it } from 'vitest';
import { tableOf } from '../../../../renderer/export/export-table.ts';
import { readingColumns, readingReader } from '../../../../renderer/export/readings.ts';
import { standing } from '../../../../shared/domain/standing.ts';
import { records, storyView } from '../../../builders/export-tables.ts';
import { CACHED_AT_MS, cachedMoment } from '../../../builders/story.ts';

describe('readingReader', () => {
  it('calls a young value fresh only while its source vouches for it', () => {
    const view = storyView();
    const freshness = (code: number): string | undefined => {
      view.picture.series.standing[0] = code;
      return readingReader(view)(0)?.freshness;
    };
    expect(freshness(standing.reported)).toBe('fresh');
    expect(freshness(standing.absent)).toBe('stale');
    expect(freshness(standing.remembered)).toBe('stale');
  });

  it('measures ages from the moment on screen, also of a remembered picture', () => {
    const now = readingReader(storyView())(0);
    const later = readingReader(storyView({ moment: cachedMoment }, CACHED_AT_MS))(0);
    expect((later?.ageMs ?? 0) - (now?.ageMs ?? 0)).toBe((3 * 60 + 12) * 60_000);
    expect([now?.freshness, later?.freshness]).toEqual(['fresh', 'stale']);
  });

  it('never calls a value fresh whose source is not known, and has none of a series that does not exist', () => {
    expect(readingReader(storyView({ sources: [] }))(0)?.freshness).toBe('stale');
    expect(readingReader(storyView())(1_000_000)).toBeNull();
  });
});

describe('readingColumns', () => {
  const reading = {
    value: 0.1,
    sourceId: 'eu',
    sampledAtMs: 1_000,
    receivedAtMs: 1_200,
    ageMs: 500,
    freshness: 'fresh',
  } as const;

  it('names every clock once, or with its number where a table has several readings', () => {
    const about = { what: 'x', title: 'X' };
    expect(records(tableOf(about, readingColumns('value', 'Value', null), [reading]))).toEqual([
      { value: 0.1, source: 'eu', sampledAt: 1_000, receivedAt: 1_200, age: 0.5, freshness: 'fresh' },
    ]);
    const named = [
      ...readingColumns('slowest', 'Slowest', 'seconds', 'named'),
      ...readingColumns('usual', 'Usual', 'seconds', 'named'),
    ];
    const { columns } = tableOf(about, named, [reading]);
    expect(columns.map(({ key }) => key)).toContain('usualReceivedAt');
    expect(columns.map(({ title }) => title)).toContain('Slowest: sampled at');
  });
});
