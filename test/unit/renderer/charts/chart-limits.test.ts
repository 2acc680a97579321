import { describe, expect, it } from 'vitest';
import { chartLimits, sharedLimits } from '../../../../renderer/charts/chart-limits.ts';
import { emptyCatalogue, limitsAt } from '../../../../shared/domain/catalogue.ts';

const words = (limits: ReturnType<typeof chartLimits>): readonly string[] =>
  limits.map(({ name, value }) => `${name} ${value}`);

describe('the limits of a chart', () => {
  const catalogue = {
    ...emptyCatalogue,
    limits: { latency_p95: { degraded: 0.8, down: 5 }, request_rate: { degraded: 1 } },
    limitExceptions: [
      { service: 'ledger', region: null, signal: 'latency_p95', degraded: 0.6 },
      { service: 'ledger', region: 'eu-west-1', signal: 'latency_p95', degraded: 1.2, down: 3 },
      { service: 'search', region: null, signal: 'latency_p95' },
    ],
  };
  const at = (service: string, region: string, signal = 'latency_p95'): readonly string[] =>
    words(chartLimits(limitsAt(catalogue, service, region, signal)));

  it('are those that judge this service in this region', () => {
    expect(at('checkout', 'eu-west-1')).toEqual(['limit 0.8', 'down limit 5']);
    expect(at('ledger', 'us-east-1')).toEqual(['limit 0.6']);
    expect(at('ledger', 'eu-west-1')).toEqual(['limit 1.2', 'down limit 3']);
  });

  it('are none where they were taken away, and where nothing judges by them', () => {
    expect(at('search', 'eu-west-1')).toEqual([]);
    expect(at('checkout', 'eu-west-1', 'request_rate')).toEqual([]);
  });

  it('of several regions are those of all, or those of the chosen one by its name', () => {
    const general = chartLimits({ degraded: 0.8, down: 5 });
    const own = chartLimits({ degraded: 1.2 });
    expect(words(sharedLimits([general, general], 1, 'b'))).toEqual(['limit 0.8', 'down limit 5']);
    expect(words(sharedLimits([general, own], 1, 'b'))).toEqual(['b limit 1.2']);
    expect(sharedLimits([general, own], -1, 'c')).toEqual([]);
  });
});
