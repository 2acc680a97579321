import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HealthState, healthStates } from '../../../../shared/domain/health-state.ts';
import { incidentStarts, nextStart } from '../../../../shared/domain/incident.ts';
import type { StateTransition } from '../../../../shared/domain/state-log.ts';

const at = (atMs: number, state: HealthState, region = 'a', service = 'api'): StateTransition => ({
  service,
  region,
  state,
  atMs,
});

describe('incidentStarts', () => {
  it('is where a service turns bad, not where it gets worse or where another region follows', () => {
    const log = [
      at(0, 'ok'),
      at(0, 'ok', 'b'),
      at(10, 'degraded'),
      at(20, 'down'),
      at(25, 'down', 'b'),
      at(30, 'ok'),
      at(40, 'ok', 'b'),
      at(50, 'conflict'),
      at(50, 'down', 'x', 'other'),
    ];
    expect(incidentStarts(log)).toEqual([10, 50]);
  });

  it('makes one of a trouble that was out of sight in the middle', () => {
    const log = [
      at(0, 'ok'),
      at(10, 'down'),
      at(20, 'unreachable'),
      at(30, 'no_data'),
      at(40, 'down'),
      at(50, 'ok'),
    ];
    expect(incidentStarts(log)).toEqual([10]);
  });

  it('never names a moment at which nothing changed, and each only once', () => {
    const transition = fc.record({
      service: fc.constantFrom('api', 'web'),
      region: fc.constantFrom('a', 'b'),
      state: fc.constantFrom(...healthStates),
      atMs: fc.integer({ min: 0, max: 1_000 }),
    });
    fc.assert(
      fc.property(fc.array(transition), (unsorted) => {
        const log = unsorted.toSorted((a, b) => a.atMs - b.atMs);
        const starts = incidentStarts(log);
        expect(starts).toEqual([...new Set(starts)].toSorted((a, b) => a - b));
        for (const start of starts)
          expect(log.some(({ atMs, state }) => atMs === start && state !== 'ok')).toBe(true);
      }),
    );
  });
});

describe('nextStart', () => {
  it('goes on when asked again', () => {
    const starts = [10_000, 20_000];
    expect(nextStart(starts, 0, 'later')).toBe(10_000);
    expect(nextStart(starts, 10_000, 'later')).toBe(20_000);
    expect(nextStart(starts, 20_000, 'later')).toBeNull();
    expect(nextStart(starts, 20_000, 'earlier')).toBe(10_000);
    expect(nextStart(starts, 10_000, 'earlier')).toBeNull();
  });
});
