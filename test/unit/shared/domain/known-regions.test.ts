import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knownRegionRows } from '../../../../shared/domain/known-region-rows.ts';
import { compareRegions, lookupRegion, shortRegionCode } from '../../../../shared/domain/known-regions.ts';

const allIds = [...knownRegionRows.values()].flatMap((rows) => rows.map(([id]) => id));

describe('lookupRegion', () => {
  it('knows the city, place and zone of a cloud region', () => {
    expect(lookupRegion('eu-west-1')).toEqual({
      id: 'eu-west-1',
      shortCode: 'eu-west-1',
      city: 'Dublin',
      group: 'Europe',
      latitude: 53.35,
      longitude: -6.26,
      timeZone: 'Europe/Dublin',
    });
  });

  it.each([
    ['europe-west4', 'Eemshaven'],
    ['westeurope', 'Amsterdam'],
    ['EU-WEST-1', 'Dublin'],
    ['eu-west-1b', 'Dublin'],
    ['us-central1-a', 'Council Bluffs'],
  ])('%s is in %s, and keeps its id', (id, city) => {
    expect(lookupRegion(id)).toMatchObject({ id, city });
  });

  it('guesses nothing about a place it does not know', () => {
    expect(lookupRegion('basement')).toEqual({
      id: 'basement',
      shortCode: 'basement',
      city: '',
      group: 'Elsewhere',
      latitude: null,
      longitude: null,
      timeZone: null,
    });
  });

  it('answers any text, keeping the id', () => {
    fc.assert(fc.property(fc.string(), (id) => lookupRegion(id).id === id));
  });

  it('holds each id once, with coordinates on Earth and a zone that exists', () => {
    expect(new Set(allIds).size).toBe(allIds.length);
    for (const id of allIds) {
      const { city, latitude, longitude, timeZone } = lookupRegion(id);
      expect(city, id).not.toBe('');
      expect(Math.abs(latitude ?? 999), id).toBeLessThanOrEqual(90);
      expect(Math.abs(longitude ?? 999), id).toBeLessThanOrEqual(180);
      expect(() => new Intl.DateTimeFormat('en', { timeZone: timeZone ?? '?' }), id).not.toThrow();
    }
  });
});

describe('shortRegionCode', () => {
  it.each([
    ['ap-southeast-1', 'ap-se-1'],
    ['ap-northeast-1', 'ap-ne-1'],
    ['eu-central-1', 'eu-cent-1'],
    ['me-central-1', 'me-cent-1'],
    ['ap-south-1', 'ap-south-1'],
    ['eu-north-1', 'eu-north-1'],
    ['asia-southeast1', 'asia-se1'],
  ])('%s becomes %s', (id, short) => {
    expect(shortRegionCode(id)).toBe(short);
  });
});

describe('compareRegions', () => {
  const order = (ids: readonly string[]): readonly string[] =>
    ids
      .map(lookupRegion)
      .toSorted(compareRegions)
      .map(({ id }) => id);

  it('puts columns in the order of the matrix', () => {
    const columns = [
      'us-west-2',
      'us-east-1',
      'ca-central-1',
      'sa-east-1',
      'eu-west-1',
      'eu-west-2',
      'eu-central-1',
      'eu-north-1',
      'me-central-1',
      'af-south-1',
      'ap-south-1',
      'ap-southeast-1',
      'ap-northeast-1',
      'ap-southeast-2',
      'basement',
      'cellar',
    ];
    expect(order(columns.toReversed())).toEqual(columns);
  });

  it('puts configured groups before Elsewhere', () => {
    const orbit = { ...lookupRegion('leo-1'), group: 'Orbit' };
    const sorted = [lookupRegion('basement'), orbit, lookupRegion('ap-south-1')].toSorted(compareRegions);
    expect(sorted.map(({ id }) => id)).toEqual(['ap-south-1', 'leo-1', 'basement']);
  });

  it('is a total order', () => {
    const region = fc.constantFrom(...allIds, 'basement', 'cellar').map(lookupRegion);
    fc.assert(
      fc.property(region, region, region, (a, b, c) => {
        expect(Math.sign(compareRegions(a, b))).toBe(-Math.sign(compareRegions(b, a)) + 0);
        if (compareRegions(a, b) <= 0 && compareRegions(b, c) <= 0)
          expect(compareRegions(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
