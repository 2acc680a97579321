import { describe, expect, it } from 'vitest';
import {
  cellReading,
  indexServices,
  serviceRows,
  whereWords,
} from '../../../../renderer/features/service/services-model.ts';
import type { Moment } from '../../../../shared/domain/moment.ts';
import { summariseEstate } from '../../../../shared/format/estate-summary.ts';
import { CACHED_AT_MS, cachedMoment, STORY_MS, storyPicture } from '../../../builders/story.ts';

const live = { mode: 'live' } as const;

function rowsOf(nowMs = STORY_MS, moment: Moment = live) {
  const picture = storyPicture(moment.mode === 'cached' ? { moment } : {}, nowMs);
  const { catalogue, sources } = picture.sections;
  const staleAfterMsOf = new Map(sources.map((source) => [source.id, source.staleAfterMs]));
  return serviceRows(
    picture,
    indexServices(catalogue),
    { nowMs, moment, staleAfterMsOf },
    summariseEstate(picture),
  );
}

describe('serviceRows', () => {
  it('puts the worst first and says where and since when', () => {
    const rows = rowsOf();
    expect(rows).toHaveLength(24);
    // A dispute may be nothing: it stands after what is measured as degraded, as on the overview.
    expect(rows.slice(0, 6).map((row) => [row.service.id, row.state])).toEqual([
      ['checkout', 'down'],
      ['ledger', 'down'],
      ['payments', 'degraded'],
      ['search', 'degraded'],
      ['auth', 'conflict'],
      [expect.any(String), 'maintenance'],
    ]);
    expect(rows[0]).toMatchObject({ state: 'down', worstRegions: ['eu-west-1'] });
    expect(new Date(rows[0]!.sinceMs).toISOString()).toContain('14:02:10');
    expect(rows.at(-1)!.state).not.toBe('down');
  });

  it('takes the worst fresh number of all regions, never a stale one that is higher', () => {
    const checkout = rowsOf()[0]!;
    expect(checkout.errors).toMatchObject({ region: 'eu-west-1' });
    expect(checkout.errors!.reading.freshness).toBe('fresh');
    expect(checkout.errors!.reading.value).toBeCloseTo(0.382);
  });

  it('shows every number as stale once nothing answers', () => {
    const rows = rowsOf(CACHED_AT_MS, cachedMoment);
    expect(rows[0]).toMatchObject({ service: { id: 'checkout' }, state: 'down' });
    expect(rows[0]!.errors).toMatchObject({ region: 'eu-west-1' });
    expect(rows.every((row) => row.latency === null || row.latency.reading.freshness === 'stale')).toBe(true);
  });

  it('does not vouch for the values of a source that is not listed', () => {
    const picture = storyPicture({ sources: [] });
    const rows = serviceRows(
      picture,
      indexServices(picture.sections.catalogue),
      {
        nowMs: STORY_MS,
        moment: live,
        staleAfterMsOf: new Map(),
      },
      summariseEstate(picture),
    );
    expect(rows.every((row) => row.errors === null || row.errors.reading.freshness === 'stale')).toBe(true);
  });
});

it('reads the newest value of one region, with its source', () => {
  const picture = storyPicture();
  const { catalogue, sources } = picture.sections;
  const context = {
    nowMs: STORY_MS,
    moment: live,
    staleAfterMsOf: new Map(sources.map((source) => [source.id, source.staleAfterMs])),
  };
  const index = indexServices(catalogue);
  const checkout = catalogue.services.findIndex((service) => service.id === 'checkout');
  expect(cellReading(picture, index, checkout, 'eu-west-1', 'error_ratio', context)).toMatchObject({
    sourceId: 'prometheus-eu',
    freshness: 'fresh',
  });
  expect(cellReading(picture, index, checkout, 'nowhere', 'error_ratio', context)).toBeNull();
});

describe('words', () => {
  it.each([
    [['a'], 3, 'a'],
    [['a', 'b'], 3, 'a, b'],
    [['a', 'b', 'c'], 4, '3 of 4 regions'],
    [['a', 'b'], 2, 'all 2 regions'],
    [[], 0, 'nowhere'],
  ])('says where', (worstRegions, regionCount, words) => {
    expect(whereWords({ worstRegions, regionCount })).toBe(words);
  });
});
