import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { units } from '../../../../shared/domain/signal.ts';
import { formatPercentCut } from '../../../../shared/format/percent.ts';
import { formatLimit, formatQuantity, formatRange, formatValue } from '../../../../shared/format/value.ts';

const said = (value: number, unit: (typeof units)[number]): string =>
  formatQuantity(value, unit).replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ');

describe('formatValue', () => {
  it.each([
    [0.084, 'seconds', '84 ms'],
    [0.0042, 'seconds', '4.2 ms'],
    [0.9996, 'seconds', '1.00 s'],
    [0.912, 'seconds', '912 ms'],
    [1.84, 'seconds', '1.84 s'],
    [24.4, 'seconds', '24.4 s'],
    [1800, 'seconds', '30.0 min'],
    [0, 'seconds', '0 ms'],
    [0.0042, 'ratio', '0.42 %'],
    [0.382, 'ratio', '38.2 %'],
    [0.0461, 'ratio', '4.61 %'],
    [0.99997, 'ratio', '99.9 %'],
    [0.9999999999999999, 'ratio', '99.9 %'],
    [1, 'ratio', '100 %'],
    [0, 'ratio', '0 %'],
    [0.00004, 'ratio', '<0.01 %'],
    [12_400, 'per_second', '12.4 k/s'],
    [840, 'per_second', '840 /s'],
    [999_600, 'per_second', '1.00 M/s'],
    [1_240, 'count', '1 240'],
    [1_240_000, 'count', '1.24 M'],
    [5_300_000_000, 'bytes', '5.30 GB'],
    [-0.012, 'seconds', '\u221212 ms'],
    [21.44, 'celsius', '21.4 °C'],
    [Number.NaN, 'seconds', '–'],
    [Number.POSITIVE_INFINITY, 'ratio', '–'],
  ] as const)('says %d %s as %s', (value, unit, text) => {
    expect(said(value, unit)).toBe(text);
  });

  it('drops the zeros of a limit', () => {
    expect(formatLimit(0.02, 'ratio')).toBe('2\u00a0%');
    expect(formatLimit(1.5, 'seconds')).toBe('1.5\u00a0s');
    expect(formatLimit(0.8, 'seconds')).toBe('800\u00a0ms');
  });

  it('never shows NaN, an exponent or more than three significant digits beside a point', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.double({ min: -1e12, max: 1e12 }), fc.double(), fc.double({ min: 0, max: 1.2 })),
        fc.constantFrom(...units.filter((unit) => unit !== 'status_level')),
        (value, unit) => {
          const { number } = formatValue(value, unit);
          expect(number).toMatch(/^(–|<0\.0?01|\u2212?>?[\d\u202f]+(\.\d+)?)$/);
          // Only whole numbers may be longer: 18 613 % says something that 18 600 % does not.
          if (number.includes('.'))
            expect(number.replace(/^[\u2212<0.]+/, '').replace(/\D/g, '').length).toBeLessThanOrEqual(3);
        },
      ),
    );
  });

  it('says a reported level as its word, the worse one between two, and never as a number', () => {
    expect([0, 1, 2, 3].map((level) => formatQuantity(level, 'status_level'))).toEqual([
      'operational',
      'degraded',
      'partial outage',
      'major outage',
    ]);
    expect(formatQuantity(0.1, 'status_level')).toBe('degraded');
    expect(formatLimit(2.5, 'status_level')).toBe('major outage');
    fc.assert(
      fc.property(fc.double(), (level) => {
        expect(formatQuantity(level, 'status_level')).not.toMatch(/\d/);
      }),
    );
  });

  it('never shows 100 % for less than the whole', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (ratio) => {
        expect(Number.parseFloat(formatValue(ratio, 'ratio').number)).not.toBe(100);
      }),
    );
  });
});

describe('formatPercentCut', () => {
  it.each([
    [0.99997, 2, '99.99'],
    [0.999161, 3, '99.916'],
    [0.999, 2, '99.90'],
    [0.29, 0, '29'],
    [1, 3, '100.000'],
    [0.9995, 2, '99.95'],
  ])('cuts %d after %d decimals to %s', (ratio, digits, text) => {
    expect(formatPercentCut(ratio, digits)).toBe(text);
  });

  it('is never above the ratio and never a full step below it', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 4 }),
        (ratio, digits) => {
          const shown = Number(formatPercentCut(ratio, digits));
          expect(shown).toBeLessThanOrEqual(ratio * 100 + 1e-9);
          expect(ratio * 100 - shown).toBeLessThan(10 ** -digits + 1e-9);
        },
      ),
    );
  });
});

describe('formatRange', () => {
  it.each<[number, number, (typeof units)[number], string]>([
    [0.18, 0.24, 'seconds', '180 to 240 ms'],
    [0.912, 1.2, 'seconds', '912 ms to 1.20 s'],
    [0.00199, 0.00203, 'ratio', '0.19 to 0.20 %'],
    [0.00201, 0.00203, 'ratio', '0.20 %'],
    [0.5, 0.5, 'seconds', '500 ms'],
  ])('says %f to %f %s as %s', (low, high, unit, words) => {
    expect(formatRange(low, high, unit).replaceAll('\u00a0', ' ')).toBe(words);
  });
});
