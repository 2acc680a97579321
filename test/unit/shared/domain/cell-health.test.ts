import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CellInput, evaluateCell, NO_DATA_AFTER_MS } from '../../../../shared/domain/cell-health.ts';
import { judge, signalDefinition } from '../../../../shared/domain/signal.ts';

function input(overrides: Partial<CellInput> = {}): CellInput {
  return {
    row: 0,
    signal: 'error_ratio',
    value: 0.001,
    ageMs: 1_000,
    staleAfterMs: 15_000,
    sourceState: 'live',
    limits: { degraded: 0.02, down: 0.1 },
    held: null,
    goodAgeMs: Number.NaN,
    ...overrides,
  };
}

const latency = (overrides: Partial<CellInput> = {}): CellInput =>
  input({ row: 1, signal: 'latency_p95', value: 0.2, limits: { degraded: 0.8, down: 5 }, ...overrides });

describe('evaluateCell', () => {
  it.each([
    ['within limits', [input(), latency()], 'ok', 'ok'],
    ['beyond the warning limit', [input({ value: 0.05 })], 'ok', 'degraded'],
    ['exactly on the limit is still fine', [input({ value: 0.02 })], 'ok', 'ok'],
    ['beyond the failing limit', [input({ value: 0.382 }), latency()], 'ok', 'down'],
    ['a warning alert fires', [input()], 'degraded', 'degraded'],
    ['a critical alert fires without any series', [], 'down', 'down'],
    ['nothing was ever measured', [], 'ok', 'no_data'],
    ['a value too old', [input({ ageMs: 16_000 })], 'ok', 'stale'],
    ['a value older than anybody trusts', [input({ ageMs: NO_DATA_AFTER_MS + 1 })], 'ok', 'no_data'],
    ['its source does not answer', [input({ sourceState: 'unreachable' })], 'ok', 'unreachable'],
    ['its source has not answered yet', [input({ sourceState: 'connecting' })], 'ok', 'unreachable'],
    [
      'one judged signal went silent, the other is fine',
      [input({ ageMs: 60_000 }), latency()],
      'ok',
      'stale',
    ],
    [
      'one judged signal went silent, the other is bad',
      [input({ ageMs: 60_000 }), latency({ value: 1 })],
      'ok',
      'degraded',
    ],
    [
      'another source still measures the silent signal',
      [input({ sourceState: 'unreachable' }), input({ row: 2 })],
      'ok',
      'ok',
    ],
    ['two live sources contradict each other', [input(), input({ row: 2, value: 0.5 })], 'ok', 'conflict'],
    [
      'sources quarrel about one signal while another is down for all of them',
      [latency(), latency({ value: 9 }), input({ value: 0.5 }), input({ row: 2, value: 0.6 })],
      'ok',
      'down',
    ],
    [
      'sources quarrel while a critical alert fires',
      [input(), input({ row: 2, value: 0.5 })],
      'down',
      'down',
    ],
    [
      'one source knows only history, the other fell silent a moment ago',
      [input({ value: Number.NaN, ageMs: Number.NaN }), input({ row: 2, ageMs: 20_000 })],
      'ok',
      'stale',
    ],
    [
      'a dead source cannot contradict',
      [input(), input({ row: 2, value: 0.5, sourceState: 'unreachable' })],
      'ok',
      'ok',
    ],
    [
      'only signals without limits, fresh',
      [input({ signal: 'request_rate', limits: undefined })],
      'ok',
      'ok',
    ],
    [
      'traffic alone cannot vouch for a silent error share',
      [input({ ageMs: 60_000 }), input({ row: 3, signal: 'request_rate', limits: undefined })],
      'ok',
      'stale',
    ],
  ] as const)('%s', (_name, inputs, alertVerdict, expected) => {
    expect(evaluateCell(inputs, alertVerdict).state).toBe(expected);
  });

  it('shows the signal furthest past its limit, else the p95', () => {
    expect(evaluateCell([input(), latency()], 'ok').keySeries).toBe(1);
    expect(evaluateCell([input({ value: 0.382 }), latency({ value: 1 })], 'ok').keySeries).toBe(0);
    expect(evaluateCell([input({ value: 0.021 }), latency({ value: 4 })], 'ok').keySeries).toBe(1);
    expect(
      evaluateCell([input({ value: 0.382, sourceState: 'unreachable' }), latency()], 'ok').keySeries,
    ).toBe(1);
    expect(evaluateCell([], 'ok').keySeries).toBe(-1);
  });

  it('holds what hysteresis holds, while that is measured at all', () => {
    const odd = { value: 0.5, held: 'ok', goodAgeMs: 6_000 } as const;
    expect(evaluateCell([input(odd)], 'ok').state, 'one odd value').toBe('ok');
    expect(evaluateCell([input({ ...odd, goodAgeMs: 15_001 })], 'ok').state, 'nothing good is fresh').toBe(
      'down',
    );
    expect(evaluateCell([input({ ...odd, ageMs: 15_001 })], 'ok').state, 'never delays stale').toBe('stale');
    expect(evaluateCell([input({ ...odd, sourceState: 'unreachable' })], 'ok').state).toBe('unreachable');
    expect(evaluateCell([input({ held: 'down' })], 'ok').state, 'one good value after trouble').toBe('down');
    expect(evaluateCell([input({ held: 'down', ageMs: 15_001 })], 'ok').state).toBe('stale');
    expect(evaluateCell([input(odd), input({ row: 2, value: 0.5, held: 'down' })], 'ok').state).toBe(
      'conflict',
    );
  });

  it('is ok only when a fresh finite value within its limit, of a source that answers, stands behind every judged signal', () => {
    const verdict = fc.constantFrom(null, 'ok' as const, 'degraded' as const, 'down' as const);
    const age = fc.oneof(fc.double({ min: 0, max: 1e5, noNaN: true }), fc.constant(Number.NaN));
    const anyInput = fc.record({
      row: fc.nat({ max: 5 }),
      signal: fc.constantFrom('error_ratio', 'latency_p95', 'availability', 'request_rate'),
      value: fc.oneof(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom(Number.NaN, Infinity, -Infinity),
      ),
      ageMs: age,
      staleAfterMs: fc.constant(15_000),
      sourceState: fc.constantFrom('live' as const, 'connecting' as const, 'unreachable' as const),
      limits: fc.constantFrom(undefined, { degraded: 0.5 }),
      held: verdict,
      goodAgeMs: age,
    });
    const isFreshHere = (one: CellInput): boolean =>
      one.sourceState === 'live' && one.ageMs <= 15_000 && Number.isFinite(one.value);
    // The value itself is within its limit, or an earlier one was that is fresh still.
    const isGood = (one: CellInput): boolean =>
      isFreshHere(one) &&
      (one.goodAgeMs <= 15_000 ||
        judge(one.value, signalDefinition(one.signal).direction, one.limits) === 'ok');
    fc.assert(
      fc.property(fc.array(anyInput, { maxLength: 6 }), (inputs) => {
        if (evaluateCell(inputs, 'ok').state !== 'ok') return;
        expect(inputs.some(isGood)).toBe(true);
        for (const { signal, limits } of inputs)
          if (limits !== undefined && signal !== 'request_rate')
            expect(inputs.some((other) => other.signal === signal && isGood(other))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
