import { describe, expect, it } from 'vitest';
import { retentionOf } from '../../../../../electron/core/config/retention.ts';
import { testConfig } from '../../../../builders/core.ts';

describe('retentionOf', () => {
  it.each([
    [{}, [30, 90, 400]],
    [{ maxAge: '60d' }, [30, 60, 60]],
    [{ maxAge: '7d' }, [7, 7, 7]],
    [{ minutes: '10d' }, [10, 10, 400]],
    [{ raw: '120d' }, [120, 120, 400]],
    [{ raw: '2d', minutes: '5d', maxAge: '9d' }, [2, 5, 9]],
  ])('%j keeps raw samples, minutes and all else for %j days', (retention, days) => {
    const { rawMs, minutesMs, maxAgeMs } = retentionOf(testConfig({ retention }));
    expect([rawMs, minutesMs, maxAgeMs].map((ms) => ms / 86_400_000)).toEqual(days);
  });

  it('counts megabytes', () => {
    expect(retentionOf(testConfig({ retention: { maxMegabytes: 16 } })).maxBytes).toBe(16_777_216);
  });
});
