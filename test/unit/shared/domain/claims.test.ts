import { describe, expect, it } from 'vitest';
import { type Claim, disputesOf } from '../../../../shared/domain/claims.ts';
import { makeReading } from '../../../../shared/domain/reading.ts';
import type { Verdict } from '../../../../shared/domain/signal.ts';

const NOW_MS = 1_000_000;
const claim = (sourceId: string, verdict: Verdict, signal = 'availability', ageMs = 1_000): Claim => ({
  verdict,
  reading: makeReading(
    { value: 1, unit: 'ratio', signal, sourceId, sampledAtMs: NOW_MS - ageMs, receivedAtMs: NOW_MS },
    NOW_MS,
    15_000,
  ),
});

describe('disputes', () => {
  it('name every fresh claim about what is disputed, the worst first', () => {
    const disputes = disputesOf([
      claim('b', 'ok'),
      claim('a', 'ok'),
      claim('probes', 'down'),
      claim('a', 'ok', 'latency_p95'),
      claim('b', 'degraded', 'latency_p95'),
    ]);
    expect(
      disputes.map(({ signal, claims }) => [signal, claims.map(({ reading }) => reading.sourceId)]),
    ).toEqual([['availability', ['probes', 'a', 'b']]]);
  });

  it('are not made of what is old', () => {
    expect(disputesOf([claim('a', 'ok'), claim('b', 'down', 'availability', 16_000)])).toEqual([]);
  });
});
