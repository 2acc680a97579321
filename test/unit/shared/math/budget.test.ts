import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availabilityOf, budgetMsOf, meanMs, targetPpmOfPercent } from '../../../../shared/math/budget.ts';

const DAY_MS = 86_400_000;

describe('budgets', () => {
  it.each([
    [99.9, 30, 2_592_000],
    [99.9, 28, 2_419_200],
    [99.99, 365, 3_153_600],
    [99.95, 30, 1_296_000],
    [99.5, 7, 3_024_000],
    [99.999, 30, 25_920],
  ])('%f %% of %i days allow %i ms', (percent, days, budgetMs) => {
    expect(budgetMsOf(targetPpmOfPercent(percent), days * DAY_MS)).toBe(budgetMs);
  });

  it('are cut, never rounded up', () => {
    expect(budgetMsOf(999_000, 1_999)).toBe(1);
    expect(targetPpmOfPercent(99.99999)).toBe(1_000_000);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999_999 }),
        fc.integer({ min: 1, max: 400 * DAY_MS }),
        (ppm, windowMs) => {
          const budgetMs = BigInt(budgetMsOf(ppm, windowMs));
          const exact = BigInt(1_000_000 - ppm) * BigInt(windowMs);
          expect(budgetMs * 1_000_000n <= exact && exact < (budgetMs + 1n) * 1_000_000n).toBe(true);
        },
      ),
    );
  });

  it('read every target with up to four digits exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), (ppm) => {
        expect(targetPpmOfPercent(Number((ppm / 10_000).toFixed(4)))).toBe(ppm);
      }),
    );
  });
});

describe('availability', () => {
  it('is never better than it was', () => {
    expect(availabilityOf(0, 0)).toBeNull();
    expect(availabilityOf(99_999_999_999, 1)).toBe(0.999_999_999);
    expect(availabilityOf(10, 0)).toBe(1);
    expect(availabilityOf(0, 10)).toBe(0);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e13 }), fc.integer({ min: 1, max: 1e10 }), (goodMs, badMs) => {
        const availability = availabilityOf(goodMs, badMs) ?? Number.NaN;
        const billionths = BigInt(Math.round(availability * 1e9));
        expect(billionths * BigInt(goodMs + badMs) <= BigInt(goodMs) * 1_000_000_000n).toBe(true);
        expect(availability).toBeLessThan(1);
      }),
    );
  });
});

describe('means', () => {
  it('are cut towards failure', () => {
    expect([meanMs(10, 3, 'bad'), meanMs(10, 3, 'good'), meanMs(0, 0, 'bad')]).toEqual([4, 3, 0]);
  });
});
