import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { queryOf, withQuery } from '../../../../../renderer/app/address-query.ts';
import {
  firstAddress,
  type MapAddress,
  mapQuery,
  readCamera,
  readMapAddress,
  selectionOf,
  textOfLook,
} from '../../../../../renderer/features/latency-map/map-address.ts';
import { type Camera, MAX_ZOOM, projectionKinds } from '../../../../../renderer/map/camera.ts';

const id = fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' });
const address: fc.Arbitrary<MapAddress> = fc.record({
  signal: fc.constantFrom('latency_p50', 'latency_p90', 'latency_p95', 'latency_p99'),
  metric: fc.constantFrom('latency', 'loss', 'deviation'),
  serviceId: fc.option(id),
  mode: fc.constantFrom('map', 'matrix'),
  kind: fc.constantFrom(...projectionKinds),
  allRoutes: fc.boolean(),
  dayNight: fc.boolean(),
  regionId: fc.option(id),
  route: fc.oneof(fc.constantFrom('worst' as const, null), fc.record({ from: id, to: id })),
});
const written = (one: MapAddress, hash = '#/map'): string => queryOf(withQuery(hash, mapQuery(one)));

describe('the choices of the map in the address', () => {
  it('are read as they were written, whatever things are called', () => {
    fc.assert(
      fc.property(address, (one) => {
        expect(readMapAddress(written(one))).toEqual(one);
      }),
    );
  });

  it('leave the rest of the address alone, and nothing of an earlier choice behind', () => {
    fc.assert(
      fc.property(address, address, (before, now) => {
        const hash = withQuery('#/map?at=2026-09-22T14:06:30Z&range=6h', mapQuery(before));
        const query = written(now, hash);
        expect(readMapAddress(query)).toEqual(now);
        expect(new URLSearchParams(query).get('at')).toBe('2026-09-22T14:06:30Z');
        expect(new URLSearchParams(query).get('range')).toBe('6h');
      }),
    );
  });

  it('say nothing of what is as at first, and stand in plain words', () => {
    expect(written(firstAddress)).toBe('');
    const chosen = {
      ...firstAddress,
      signal: 'latency_p99',
      metric: 'deviation',
      regionId: 'eu-west-1',
    } as const;
    expect(written({ ...chosen, route: { from: 'eu-west-1', to: 'a/b' } })).toBe(
      'percentile=p99&show=deviation&region=eu-west-1&route=eu-west-1%2Fa%252Fb',
    );
  });

  it('are those of the beginning where an address says something unknown', () => {
    expect(
      readMapAddress('percentile=p42&show=all&as=list&world=mercator&night=dark&route=a&region=&of='),
    ).toEqual(firstAddress);
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (query) => {
        readMapAddress(query);
        readCamera(query);
      }),
    );
  });
});

describe('what an address chooses', () => {
  const catalogue = { services: [{ id: 'checkout' }, { id: 'search' }] } as unknown as Parameters<
    typeof selectionOf
  >[1];
  const index = {
    regions: [{ id: 'eu' }, { id: 'us' }],
    routeBetween: (from: number, to: number) => (from === 0 && to === 1 ? 7 : -1),
  } as unknown as Parameters<typeof selectionOf>[2];
  const of = (changes: Partial<MapAddress>) => selectionOf({ ...firstAddress, ...changes }, catalogue, index);

  it('is found by name', () => {
    expect(of({ serviceId: 'search', regionId: 'us', route: { from: 'eu', to: 'us' } })).toEqual({
      service: 1,
      target: 1,
      picked: 7,
    });
    expect(of({ route: null }).picked).toBeNull();
  });

  it('is nothing where there is nothing of that name', () => {
    const nothing = { service: null, target: null, picked: undefined };
    expect(of({})).toEqual(nothing);
    expect(of({ serviceId: 'gone', regionId: 'gone', route: { from: 'us', to: 'eu' } })).toEqual(nothing);
    expect(of({ route: { from: 'gone', to: 'us' } })).toEqual(nothing);
  });
});

describe('where the camera looks', () => {
  const camera: fc.Arbitrary<Camera> = fc.record({
    kind: fc.constantFrom(...projectionKinds),
    zoom: fc.double({ min: 1, max: MAX_ZOOM, noNaN: true }),
    centre: fc.record({
      latitude: fc.double({ min: -90, max: 90, noNaN: true }),
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    }),
  });

  it('comes back to a hair, and then exactly', () => {
    fc.assert(
      fc.property(camera, (one) => {
        const query = (of: Camera): string => `world=${of.kind}&look=${textOfLook(of)}`;
        const again = readCamera(query(one));
        expect(again.kind).toBe(one.kind);
        expect(again.zoom).toBeCloseTo(one.zoom, 3);
        expect(again.centre?.latitude).toBeCloseTo(one.centre?.latitude ?? 0, 3);
        expect(again.centre?.longitude).toBeCloseTo(one.centre?.longitude ?? 0, 3);
        expect(readCamera(query(again))).toEqual(again);
      }),
    );
  });

  it('is everything where it cannot be so', () => {
    const home = { kind: 'flat', zoom: 1, centre: null };
    for (const look of [
      '',
      '1,2',
      '91,0,2',
      '0,181,2',
      '0,0,0.5',
      '0,0,99',
      'a,b,c',
      '1,2,3,4',
      '1e1,2,3',
      'NaN,0,2',
    ])
      expect(readCamera(`look=${look}`)).toEqual(home);
    expect(textOfLook({ kind: 'flat', zoom: 1, centre: null })).toBeNull();
  });
});
