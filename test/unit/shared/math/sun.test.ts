import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centralAngle } from '../../../../shared/math/great-circle.ts';
import { dayNightLine, isDay, subsolarPoint, sunAltitude } from '../../../../shared/math/sun.ts';

const anyTime = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2049, 0, 1) });

describe('the sun', () => {
  it('stands over the tropics at the solstices and over the equator at the equinoxes', () => {
    expect(subsolarPoint(Date.UTC(2026, 5, 21, 8, 24)).latitude).toBeCloseTo(23.44, 1);
    expect(subsolarPoint(Date.UTC(2026, 11, 21, 20, 50)).latitude).toBeCloseTo(-23.44, 1);
    expect(subsolarPoint(Date.UTC(2026, 2, 20, 14, 46)).latitude).toBeCloseTo(0, 1);
  });

  it('is in the south of Greenwich at noon, but for the equation of time', () => {
    // 3 November: the sun is 16 min 26 s early, which is 4.1 degrees west.
    expect(subsolarPoint(Date.UTC(2026, 10, 3, 12)).longitude).toBeCloseTo(-4.11, 1);
    expect(subsolarPoint(Date.UTC(2026, 3, 15, 12)).longitude).toBeCloseTo(0, 0);
  });

  it('rises and sets on the line between day and night, which is closed', () => {
    fc.assert(
      fc.property(anyTime, (atMs) => {
        const line = dayNightLine(atMs, 36);
        const sun = subsolarPoint(atMs);
        for (const place of line) expect(sunAltitude(place, sun)).toBeCloseTo(-0.833, 6);
        expect(centralAngle(line[0]!, line.at(-1)!)).toBeLessThan(1e-9);
        for (const place of dayNightLine(atMs, 12, 2)) expect(isDay(place, atMs)).toBe(false);
      }),
    );
  });

  it('never sets in a polar summer', () => {
    for (let hour = 0; hour < 24; hour++)
      expect(isDay({ latitude: 78.2, longitude: 15.6 }, Date.UTC(2026, 5, 21, hour))).toBe(true);
  });
});
