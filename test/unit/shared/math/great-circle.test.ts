import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  centralAngle,
  type GeoPoint,
  greatCircleKm,
  greatCirclePoints,
} from '../../../../shared/math/great-circle.ts';

const dublin: GeoPoint = { longitude: -6.26, latitude: 53.35 };
const singapore: GeoPoint = { longitude: 103.82, latitude: 1.35 };
const place = fc.record({
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
});

describe('great circles', () => {
  it('knows a distance that can be looked up', () => {
    expect(greatCircleKm(dublin, singapore)).toBeCloseTo(11_190, -2);
  });

  it('measures the same both ways and never more than half a turn', () => {
    fc.assert(
      fc.property(place, place, (a, b) => {
        const angle = centralAngle(a, b);
        expect(angle).toBeCloseTo(centralAngle(b, a), 9);
        expect(angle).toBeGreaterThanOrEqual(0);
        expect(angle).toBeLessThanOrEqual(Math.PI + 1e-9);
      }),
    );
  });

  it('goes from end to end in equal steps', () => {
    fc.assert(
      fc.property(place, place, (a, b) => {
        const points = greatCirclePoints(a, b, 9);
        expect(points).toHaveLength(9);
        const [first, last] = [points[0] ?? a, points[8] ?? b];
        expect(centralAngle(first, a)).toBeLessThan(1e-6);
        expect(centralAngle(last, b)).toBeLessThan(1e-6);
        const step = centralAngle(a, b) / 8;
        for (let i = 1; i < points.length; i++)
          expect(centralAngle(points[i - 1] ?? a, points[i] ?? b)).toBeCloseTo(step, 6);
      }),
    );
  });

  it('has a path between antipodes and between a place and itself', () => {
    const far = greatCirclePoints({ longitude: 0, latitude: 0 }, { longitude: 180, latitude: 0 }, 3);
    expect(far.every(({ longitude, latitude }) => Number.isFinite(longitude + latitude))).toBe(true);
    expect(Math.abs(far[1]?.latitude ?? 0)).toBeCloseTo(90, 3);
    const near = greatCirclePoints(dublin, dublin, 3);
    expect(near[1]?.latitude).toBeCloseTo(dublin.latitude, 9);
  });
});
