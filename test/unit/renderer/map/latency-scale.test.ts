import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labToRgb, parseHex, rgbToLab, toHex } from '../../../../renderer/map/lab-color.ts';
import {
  createLatencyScale,
  defaultLatencyColors,
  latencyPosition,
  latencyStopsMs,
} from '../../../../renderer/map/latency-scale.ts';

const scale = createLatencyScale();
const lightness = (hex: string): number => rgbToLab(parseHex(hex) ?? [0, 0, 0]).l;

describe('the latency scale', () => {
  it('shows the tokens at their stops', () => {
    for (const [index, ms] of latencyStopsMs.entries()) {
      const wanted = parseHex(defaultLatencyColors[index] ?? '') ?? [0, 0, 0];
      const found = parseHex(scale(ms)) ?? [255, 255, 255];
      for (const channel of [0, 1, 2] as const)
        expect(Math.abs(found[channel] - wanted[channel])).toBeLessThanOrEqual(2);
    }
  });

  it('is clamped at both ends, whatever comes', () => {
    expect(scale(0.001)).toBe(scale(10));
    expect(scale(1e9)).toBe(scale(400));
    for (const odd of [0, -5, Number.NaN, Number.NEGATIVE_INFINITY]) expect(scale(odd)).toBe(scale(10));
    expect(scale(Number.POSITIVE_INFINITY)).toBe(scale(400));
  });

  it('only ever grows brighter with latency in the dark theme', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 2000, noNaN: true }),
        fc.double({ min: 1, max: 5, noNaN: true }),
        (ms, factor) => {
          expect(lightness(scale(ms * factor))).toBeGreaterThanOrEqual(lightness(scale(ms)) - 0.5);
        },
      ),
    );
  });

  it('mixes on the logarithm: the middle between 10 and 400 is 63', () => {
    expect(latencyPosition(Math.sqrt(10 * 400))).toBeCloseTo(0.5, 9);
  });

  it('falls back to the default for a token that cannot be read', () => {
    expect(createLatencyScale(['', 'red'])(10)).toBe(scale(10));
  });

  it('goes to Lab and back without loss', () => {
    fc.assert(
      fc.property(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)), (rgb) => {
        expect(toHex(labToRgb(rgbToLab(rgb)))).toBe(toHex(rgb));
      }),
    );
  });
});
