import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HealthState, healthStates, severityOf } from '../../../../shared/domain/health-state.ts';
import { type RollUpRule, rollUp, rollUpSince } from '../../../../shared/domain/roll-up.ts';

describe('rollUp', () => {
  const of = (rule: RollUpRule, states: readonly HealthState[], weights?: readonly number[]) =>
    rollUp(states, rule, weights);
  it.each([
    ['any', ['ok', 'down', 'unreachable'], 'down'],
    ['any', ['ok', 'unreachable'], 'ok'],
    [{ quorum: 2 }, ['ok', 'ok', 'down'], 'degraded'],
    [{ quorum: 2 }, ['ok', 'down', 'down'], 'down'],
    [{ quorum: 2 }, ['ok', 'ok', 'degraded'], 'ok'],
    [{ quorum: 2 }, ['ok', 'degraded', 'down'], 'degraded'],
    [{ quorum: 3 }, ['degraded', 'unreachable', 'unreachable'], 'degraded'],
    [{ quorum: 3 }, ['down', 'unreachable', 'stale'], 'down'],
    [{ quorum: 2 }, ['ok', 'ok', 'conflict'], 'conflict'],
    [{ quorum: 2 }, ['unreachable', 'stale'], 'unreachable'],
  ] as const)('%j of %j is %s', (rule, states, expected) => {
    expect(of(rule, states)).toBe(expected);
  });

  it('weighs regions by their traffic', () => {
    const rule = { traffic: 0.3 };
    expect(of(rule, ['down', 'ok', 'ok'], [10, 60, 40])).toBe('degraded');
    expect(of(rule, ['down', 'ok', 'ok'], [50, 60, 40])).toBe('down');
    expect(of(rule, ['degraded', 'ok', 'ok'], [10, 60, 40])).toBe('ok');
    expect(of(rule, ['down', 'ok', 'unreachable'], [40, 60, 1_000]), 'of what is seen').toBe('down');
    expect(of(rule, ['down', 'ok', 'ok'], [Number.NaN, 60, 40]), 'nobody knows how much').toBe('down');
  });

  it('is never milder than by one step, and never ok while a part is down or none is ok', () => {
    const rule = fc.oneof(
      fc.record({ quorum: fc.integer({ min: 1, max: 6 }) }),
      fc.record({ traffic: fc.double({ min: 0.01, max: 1, noNaN: true }) }),
    );
    const part = fc.record({
      state: fc.constantFrom(...healthStates),
      weight: fc.oneof(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.constant(Number.NaN)),
    });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), rule, (parts, one) => {
        const states = parts.map(({ state }) => state);
        const whole = rollUp(
          states,
          one,
          parts.map(({ weight }) => weight),
        );
        const worst = rollUp(states);
        expect(severityOf(whole)).toBeLessThanOrEqual(severityOf(worst));
        if (whole === 'ok') {
          expect(states).toContain('ok');
          expect(states).not.toContain('down');
          expect(states).not.toContain('conflict');
        }
        if (worst === 'down') expect(['down', 'degraded', 'conflict']).toContain(whole);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('rollUpSince', () => {
  it('begins trouble with its first part, and health with the last one that recovered', () => {
    expect(rollUpSince('down', [300, 100, Number.NaN])).toBe(100);
    expect(rollUpSince('ok', [300, 100, Number.NaN])).toBe(300);
    expect(rollUpSince('ok', [Number.NaN])).toBeNull();
  });
});
