import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '../../../../../../electron/core/intake/policy/retry-after.ts';

const nowMs = Date.UTC(2026, 10, 22, 12);

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    [' 120 ', 120_000],
    ['999999999', 3_600_000],
    ['Sun, 22 Nov 2026 12:01:00 GMT', 60_000],
    ['Sun, 22 Nov 2026 11:00:00 GMT', 0],
    ['Sun, 22 Nov 2099 11:00:00 GMT', 3_600_000],
    ['soon', undefined],
    ['', undefined],
    ['-5', undefined],
    ['1.5', undefined],
    ['2027', 2_027_000],
    ['May 5', undefined],
    [null, undefined],
  ])('%j', (header, waitMs) => {
    expect(retryAfterMs(header, nowMs)).toBe(waitMs);
  });

  it('never asks for more than an hour or less than nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.date().map(String), fc.nat().map(String)), (header) => {
        const waitMs = retryAfterMs(header, nowMs) ?? 0;
        expect(waitMs).toBeGreaterThanOrEqual(0);
        expect(waitMs).toBeLessThanOrEqual(3_600_000);
      }),
    );
  });
});
