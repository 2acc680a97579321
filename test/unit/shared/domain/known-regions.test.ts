import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortRegionCode } from '../../../../shared/domain/known-region-code.ts';
import { compareRegions, regionGroups } from '../../../../shared/domain/known-region-order.ts';
import { knownPlaces } from '../../../../shared/domain/known-region-places.ts';
import { lookupRegion } from '../../../../shared/domain/known-regions.ts';
import { airportPositions } from './known-region-airports.ts';

const allCodes = knownPlaces.flatMap(({ codes }) => codes);

/** Kilometres along the surface, by the haversine formula. */
function kilometres(a: readonly [number, number], b: readonly [number, number]): number {
  const radians = Math.PI / 180;
  const half = (degrees: number) => Math.sin((degrees * radians) / 2) ** 2;
  const chord = half(b[0] - a[0]) + Math.cos(a[0] * radians) * Math.cos(b[0] * radians) * half(b[1] - a[1]);
  return 2 * 6_371 * Math.asin(Math.sqrt(chord));
}

describe('lookupRegion', () => {
  it('knows the city, place and zone of a cloud region', () => {
    expect(lookupRegion('eu-west-1')).toEqual({
      provider: 'AWS',
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
    ['eastus2', 'Boydton'],
    ['EU-WEST-1', 'Dublin'],
    ['us-gov-west-1', 'Oregon (Gov)'],
    ['cn-north-1', 'Beijing'],
    ['uk-london-1', 'London'],
    ['cn-hangzhou', 'Hangzhou'],
    ['ap-guangzhou', 'Guangzhou'],
    ['la-south-2', 'Santiago'],
    ['us-south', 'Dallas'],
    ['jp-tok', 'Tokyo'],
    ['us-ord', 'Chicago'],
    ['fr-par', 'Paris'],
  ])('the region %s is in %s, and keeps its id', (id, city) => {
    expect(lookupRegion(id)).toMatchObject({ id, city });
  });

  it.each([
    ['eu-west-1b', 'Dublin'],
    ['us-central1-a', 'Council Bluffs'],
    ['use1-az4', 'Virginia'],
    ['cn-hangzhou-h', ''],
    ['ap-guangzhou-3', 'Guangzhou'],
    ['us-south-2', 'Dallas'],
    ['fr-par-1', 'Paris'],
    ['fsn1-dc14', 'Falkenstein'],
    ['us-west-2-lax-1a', 'Los Angeles'],
    ['us-east-1-wl1-bos-wlz-1', 'Boston'],
    ['us-east-1-zzz-1a', 'Virginia'],
  ])('the part %s of a region lies in "%s"', (id, city) => {
    expect(lookupRegion(id)).toMatchObject({ id, city });
  });

  it.each([
    ['fra', 'Frankfurt'],
    ['FRA', 'Frankfurt'],
    ['fra1', 'Frankfurt'],
    ['FRA03', 'Frankfurt'],
    ['lhr50-c1', 'London'],
    ['FRA56-P4', 'Frankfurt'],
    ['cdg-2', 'Paris'],
    ['iad-a', 'Ashburn'],
    ['nyc3', 'New York'],
    ['sgp1', 'Singapore'],
    ['tor1', 'Toronto'],
    ['fsn1', 'Falkenstein'],
    ['hil', 'Hillsboro'],
    ['gra11', 'Gravelines'],
    ['BHS5', 'Beauharnois'],
    ['sin', 'Singapore'],
    ['kbp', 'Kyiv'],
    ['can1', 'Guangzhou'],
    ['sea19-c2', 'Seattle'],
  ])('the site %s is in %s', (id, city) => {
    expect(lookupRegion(id)).toMatchObject({ id, city });
  });

  const noPlaces =
    'dev tst prd stg int uat qas pre lab sit net lan wan dmz ext loc ops all new old tmp web api app sql vpn cdn ' +
    'dns pop hub map pos nas sap geo the fat job svc eur usa emea apac eu us ap na sa uk de fr global default ' +
    'us-east us-west eu-west eu-central ap-south me-east-1 can per phl aus ind sea bel CAN Sea ' +
    'dev1 DEV-2 prd01 stg-a int3 uat2 web-1 api01 seal mana frank francis lone amsterdam-dev basement -1 - 1 a1 ' +
    'eu-west-1-dev eu-west-99 us-east-1x9 fra-frankfurt frax fra1234 fra_1 __proto__ constructor toString';
  it.each(noPlaces.split(' '))('"%s" is no place', (id) => {
    expect(lookupRegion(id)).toEqual({
      id,
      shortCode: shortRegionCode(id),
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

  it('reads no text of any length slowly', () => {
    const long = 'a-1'.repeat(20_000);
    expect(lookupRegion(long).city).toBe('');
  });
});

describe('the table of places', () => {
  it('holds each code once, in lower case, and each place once', () => {
    expect(allCodes.filter((code, index) => allCodes.indexOf(code) !== index)).toEqual([]);
    expect(allCodes.filter((code) => !/^[a-z][a-z0-9-]+$/.test(code))).toEqual([]);
    const names = knownPlaces.map(({ city, group, timeZone }) => `${city}, ${group}, ${timeZone}`);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('knows hundreds of regions and airports', () => {
    expect(allCodes.length).toBeGreaterThan(1_000);
    expect(allCodes.filter((code) => airportPositions.has(code)).length).toBeGreaterThan(600);
  });

  it('has every place on Earth, in a zone that exists', () => {
    for (const { city, group, latitude, longitude, timeZone } of knownPlaces) {
      expect(city).not.toBe('');
      expect(regionGroups.slice(0, -1), city).toContain(group);
      expect(Math.abs(latitude), city).toBeLessThanOrEqual(90);
      expect(Math.abs(longitude), city).toBeLessThanOrEqual(180);
      expect(timeZone, city).toMatch(/^[A-Z][A-Za-z_]+\//);
      expect(() => new Intl.DateTimeFormat('en', { timeZone }), city).not.toThrow();
    }
  });

  it('has every place in the part of the world it lies in', () => {
    const inGroup: Readonly<Record<string, (latitude: number, longitude: number) => boolean>> = {
      Americas: (_, longitude) => longitude < -34,
      Europe: (latitude, longitude) => latitude > 27 && longitude > -25,
      'Gulf and Africa': (latitude, longitude) => latitude < 38 && longitude > -20 && longitude < 63,
      'Asia Pacific': (latitude, longitude) => (latitude < 54 && longitude > 57) || longitude < -130,
    };
    const odd = knownPlaces.filter(
      (place) => inGroup[place.group]?.(place.latitude, place.longitude) !== true,
    );
    expect(odd.map(({ city }) => city)).toEqual([]);
  });

  it('has every airport within 70 km of where another source has it', () => {
    const far = knownPlaces.flatMap(({ city, latitude, longitude, codes }) =>
      codes.flatMap((code) => {
        const position = airportPositions.get(code);
        const distance = position === undefined ? 0 : kilometres([latitude, longitude], position);
        return distance > 70 ? [`${code} ${city}: ${Math.round(distance)} km`] : [];
      }),
    );
    expect(far).toEqual([]);
  });

  it('keeps zones near the longitude: no place is 4 hours off the sun', () => {
    const off = knownPlaces.flatMap(({ city, longitude, timeZone }) => {
      const name = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
        .formatToParts(Date.UTC(2026, 0, 15))
        .find(({ type }) => type === 'timeZoneName')?.value;
      const [, sign = '+', hours = '0', minutes = '0'] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(name ?? '') ?? [];
      const offset = (sign === '-' ? -1 : 1) * (Number(hours) + Number(minutes) / 60);
      const lead = ((offset - longitude / 15 + 36) % 24) - 12;
      return Math.abs(lead) > 3.5 ? [`${city} ${timeZone} ${lead.toFixed(1)} h`] : [];
    });
    expect(off).toEqual([]);
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
    const region = fc.constantFrom(...allCodes, 'basement', 'cellar').map(lookupRegion);
    fc.assert(
      fc.property(region, region, region, (a, b, c) => {
        expect(Math.sign(compareRegions(a, b))).toBe(-Math.sign(compareRegions(b, a)) + 0);
        if (compareRegions(a, b) <= 0 && compareRegions(b, c) <= 0)
          expect(compareRegions(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
