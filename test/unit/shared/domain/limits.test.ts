import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexLimits, type LimitRule, signalRuleOf } from '../../../../shared/domain/limits.ts';

const rule = (service: string | null, region: string | null, own: Partial<LimitRule>): LimitRule => ({
  service,
  region,
  signal: 'error_ratio',
  ...own,
});
const ruleAt = (rules: readonly LimitRule[], service = 'checkout', region = 'eu') =>
  signalRuleOf(indexLimits(rules), service, region, 'error_ratio');

describe('limits', () => {
  const general = rule(null, null, { degraded: 0.1, down: 0.2 });
  const ofRegion = rule(null, 'eu', { degraded: 0.3 });
  const ofService = rule('checkout', null, { degraded: 0.4, openAfter: 3 });
  const ofBoth = rule('checkout', 'eu', { down: 0.5, closeAfter: 9 });

  it('are built in where nothing is configured', () => {
    expect(ruleAt([])).toEqual({
      direction: 'high_is_bad',
      limits: { degraded: 0.02, down: 0.1 },
      confirm: { bad: 2, good: 2 },
    });
    expect(signalRuleOf(new Map(), 'cdn', 'eu', 'reported_status').confirm).toEqual({ bad: 1, good: 1 });
    expect(signalRuleOf(new Map(), 'cdn', 'eu', 'queue_depth').limits).toBeUndefined();
  });

  it.each([
    ['the service in the region', [general, ofRegion, ofService, ofBoth], { down: 0.5 }],
    ['the service', [general, ofRegion, ofService], { degraded: 0.4 }],
    ['the region', [general, ofRegion], { degraded: 0.3 }],
    ['the general ones', [general], { degraded: 0.1, down: 0.2 }],
    ['nobody: a rule that says nothing takes them away', [general, rule('checkout', null, {})], {}],
  ] as const)('come from the most specific: %s', (_name, rules, limits) => {
    expect(ruleAt(rules).limits).toEqual({ degraded: undefined, down: undefined, ...limits });
  });

  it('and counts are decided each for itself, without touching a limit', () => {
    const counted = rule('checkout', 'eu', { closeAfter: 9 });
    expect(ruleAt([general, ofService, counted])).toMatchObject({
      limits: { degraded: 0.4 },
      confirm: { bad: 3, good: 9 },
    });
  });

  it('of one place never reach another', () => {
    const name = fc.constantFrom('checkout', 'ledger', 'search');
    const place = fc.constantFrom('eu', 'us', 'ap');
    const elsewhere = fc.record({ service: fc.option(name), region: fc.option(place) });
    fc.assert(
      fc.property(fc.array(elsewhere, { maxLength: 8 }), name, place, (places, service, region) => {
        const others = places.filter(
          (at) => (at.service ?? service) !== service || (at.region ?? region) !== region,
        );
        const rules = others.map((at) => rule(at.service, at.region, { degraded: 0.9, openAfter: 7 }));
        expect(ruleAt(rules, service, region)).toEqual(ruleAt([], service, region));
      }),
    );
  });
});
