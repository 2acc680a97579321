import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arcPath, distanceToArc, spotAt } from '../../../../renderer/map/arc-path.ts';
import { createMapProjection, frameRound, relativeLongitude } from '../../../../renderer/map/projection.ts';

const inset = { top: 178, right: 110, bottom: 146, left: 92 };
const size = { width: 1172, height: 884, inset };
const oregon = { longitude: -121.3, latitude: 45.9 };
const sydney = { longitude: 151.2, latitude: -33.9 };
const tokyo = { longitude: 139.7, latitude: 35.7 };
const dublin = { longitude: -6.26, latitude: 53.35 };
const singapore = { longitude: 103.8, latitude: 1.35 };

describe('the Miller map', () => {
  it('keeps Oregon and Sydney inside and as far apart as the insets allow', () => {
    const { project } = createMapProjection(size, [oregon, sydney]);
    expect(project(oregon)[0]).toBeCloseTo(92, 0);
    expect(project(sydney)[0]).toBeCloseTo(1172 - 110, 0);
  });

  it('keeps every region inside the insets, on any screen', () => {
    const place = fc.record({
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
      latitude: fc.double({ min: -60, max: 70, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(place, { maxLength: 8 }), fc.integer({ min: 400, max: 4000 }), (places, width) => {
        const { project } = createMapProjection({ width, height: 700, inset }, places);
        for (const spot of places) {
          const [x, y] = project(spot);
          expect(x).toBeGreaterThanOrEqual(inset.left - 0.01);
          expect(x).toBeLessThanOrEqual(width - inset.right + 0.01);
          expect(y).toBeGreaterThanOrEqual(inset.top - 0.01);
          expect(y).toBeLessThanOrEqual(700 - inset.bottom + 0.01);
        }
      }),
    );
  });

  it('agrees with the projection that draws the geography', () => {
    const projection = createMapProjection(size, []);
    const [x, y] = projection.geo([tokyo.longitude, tokyo.latitude]) ?? [0, 0];
    expect(projection.project(tokyo)[0]).toBeCloseTo(x, 6);
    expect(projection.project(tokyo)[1]).toBeCloseTo(y, 6);
  });

  it('counts longitudes from 10° E', () => {
    expect(relativeLongitude(10)).toBe(0);
    expect(relativeLongitude(-175)).toBe(175);
    expect(relativeLongitude(-169)).toBe(-179);
    expect(relativeLongitude(191)).toBe(-179);
  });
});

describe('arcs', () => {
  const projection = createMapProjection(size, [oregon, sydney]);

  it('lead from place to place, bent to the right of travel in their middle', () => {
    const there = arcPath(projection, dublin, singapore, 4).pieces[0]?.points ?? [];
    expect(there[0]?.[0]).toBeCloseTo(projection.project(dublin)[0], 6);
    expect(there.at(-1)?.[1]).toBeCloseTo(projection.project(singapore)[1], 6);
    const [bent, straight] = [4, 0].map((bendPx) =>
      spotAt(arcPath(projection, dublin, singapore, bendPx), 0.5, size.width),
    );
    expect(Math.hypot((bent?.x ?? 0) - (straight?.x ?? 0), (bent?.y ?? 0) - (straight?.y ?? 0))).toBeCloseTo(
      4,
      1,
    );
  });

  it('bend the two ways apart, to different sides', () => {
    const middle = (path: ReturnType<typeof arcPath>) => spotAt(path, 0.5, size.width);
    const there = middle(arcPath(projection, dublin, singapore, 4));
    const back = middle(arcPath(projection, singapore, dublin, 4));
    expect(there).not.toBeNull();
    expect(Math.hypot((there?.x ?? 0) - (back?.x ?? 0), (there?.y ?? 0) - (back?.y ?? 0))).toBeGreaterThan(7);
  });

  it('cross the Pacific in two pieces without a line through the whole map', () => {
    const { pieces } = arcPath(projection, oregon, tokyo, 2);
    expect(pieces).toHaveLength(2);
    for (const { points: piece } of pieces)
      for (let i = 1; i < piece.length; i++)
        expect(Math.abs((piece[i]?.[0] ?? 0) - (piece[i - 1]?.[0] ?? 0))).toBeLessThan(80);
    const ends = pieces.flatMap(({ points: piece }) => [piece[0]?.[0] ?? 0, piece.at(-1)?.[0] ?? 0]);
    for (const place of [oregon, tokyo])
      expect(ends.some((x) => Math.abs(x - projection.project(place)[0]) < 0.01)).toBe(true);
  });

  it('know how far a pointer is from them', () => {
    const path = arcPath(projection, dublin, singapore, 0);
    const spot = spotAt(path, 0.4, size.width);
    expect(distanceToArc(path, spot?.x ?? 0, spot?.y ?? 0)).toBeLessThan(0.01);
    expect(
      distanceToArc(path, projection.project(dublin)[0] - 30, projection.project(dublin)[1]),
    ).toBeCloseTo(30, 0);
  });
});

describe('the frame round the regions', () => {
  const wall = { width: 1164, height: 518, inset: { top: 84, right: 124, bottom: 80, left: 124 } };
  const degreesWide = (places: readonly { longitude: number; latitude: number }[]): number => {
    const { worldWidth } = createMapProjection(wall, places, frameRound(places));
    return (wall.width / worldWidth) * 360;
  };

  it('comes nearer when all regions are in one part of the world, but not too near', () => {
    const europe = [dublin, { longitude: 18.1, latitude: 59.3 }];
    expect(degreesWide(europe)).toBeLessThan(degreesWide([oregon, sydney]) / 1.8);
    expect(degreesWide([dublin])).toBeGreaterThan(80);
    expect(degreesWide([])).toBeGreaterThan(270);
  });

  it('keeps every region inside the insets, wherever the regions are', () => {
    const place = fc.record({
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
      latitude: fc.double({ min: -72, max: 72, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 12 }), (places) => {
        const { project } = createMapProjection(wall, places, frameRound(places));
        for (const [x, y] of places.map(project)) {
          expect(x).toBeGreaterThan(123);
          expect(x).toBeLessThan(1164 - 123);
          expect(y).toBeGreaterThan(83);
          expect(y).toBeLessThan(518 - 79);
        }
      }),
    );
  });
});
