import { describe, expect, it } from 'vitest';
import { createSeriesKeys } from '../../../../../../electron/core/intake/policy/series-keys.ts';
import { signalScale } from '../../../../../../electron/core/intake/policy/signal-scale.ts';
import { createVectorDecoder } from '../../../../../../electron/core/intake/prometheus/decode-vector.ts';
import {
  createLabelCache,
  type VectorMapping,
} from '../../../../../../electron/core/intake/prometheus/label-cache.ts';
import {
  EXPECTED_FOR_MS,
  reviewSeries,
  seriesName,
} from '../../../../../../electron/core/intake/prometheus/series-review.ts';
import { scanText } from './decoding.ts';

const scale = signalScale('availability');
if (!scale.ok) throw new Error(scale.error);
const mapping: VectorMapping = {
  kind: 'cell',
  scale: scale.value,
  firstLabel: 'service',
  secondLabel: 'region',
  defaultSecond: 'eu',
  quantile: null,
};

/** A query that is answered with these services, at these times. */
function answered(limit?: number) {
  const keys = createSeriesKeys(limit);
  const cache = createLabelCache(mapping, keys, limit);
  return async (nowMs: number, values: Readonly<Record<string, string>>) => {
    keys.trim();
    const result = Object.entries(values).map(([service, value]) => ({
      metric: { service },
      value: [1, value],
    }));
    const body = JSON.stringify({ status: 'success', data: { resultType: 'vector', result } });
    const decoded = scanText('result', createVectorDecoder(mapping, cache), body);
    if (!decoded.ok) throw new Error(decoded.error);
    const { absent, missing } = await reviewSeries(cache, decoded.value, nowMs);
    return { absent: absent.map(seriesName), missing: missing.map(seriesName) };
  };
}

describe('reviewSeries', () => {
  it('names what is absent once, and what is missing for a quarter of an hour', async () => {
    const answer = answered();
    expect(await answer(1_000, { a: '1', b: '1' })).toStrictEqual({ absent: [], missing: [] });
    expect(await answer(2_000, { a: '1' })).toStrictEqual({ absent: ['b / eu'], missing: ['b / eu'] });
    expect(await answer(3_000, { a: '1' })).toStrictEqual({ absent: [], missing: ['b / eu'] });
    expect(await answer(1_000 + EXPECTED_FOR_MS + 1, { a: '1' })).toStrictEqual({ absent: [], missing: [] });
  });

  it('takes back what comes again', async () => {
    const answer = answered();
    await answer(1_000, { a: '1' });
    await answer(2_000, {});
    expect(await answer(3_000, { a: '1' })).toStrictEqual({ absent: [], missing: [] });
    expect(await answer(4_000, {})).toStrictEqual({ absent: ['a / eu'], missing: ['a / eu'] });
  });

  it('counts a series whose value is refused as absent', async () => {
    const answer = answered();
    await answer(1_000, { a: '1' });
    expect((await answer(2_000, { a: 'NaN' })).absent).toStrictEqual(['a / eu']);
  });

  it('does not lose what it expects when the caches start over', async () => {
    const many = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`s${index}`, '1']));
    const answer = answered(5);
    await answer(1_000, many);
    expect(await answer(2_000, many)).toStrictEqual({ absent: [], missing: [] });
    const { s0: _, ...others } = many;
    expect(await answer(3_000, others)).toStrictEqual({ absent: ['s0 / eu'], missing: ['s0 / eu'] });
    expect(await answer(4_000, others)).toStrictEqual({ absent: [], missing: ['s0 / eu'] });
  });
});
