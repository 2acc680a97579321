import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Journal } from '../../../../../electron/core/journal/journal.ts';
import { createObjectiveLedger } from '../../../../../electron/core/objectives/ledger.ts';
import { computeObjectiveStatus } from '../../../../../shared/domain/objective-ledger.ts';
import { targetPpmOfPercent } from '../../../../../shared/math/budget.ts';
import { type Bench, bench, T0, transition } from '../journal/journal-harness.ts';

let b: Bench;
beforeEach(() => {
  b = bench();
});
afterEach(() => b.clean());

const config = { service: 'checkout', target: 99.9, window: 3_600_000 };
const objective = {
  id: 'checkout-99.9',
  service: 'checkout',
  targetPpm: targetPpmOfPercent(99.9),
  windowMs: 3_600_000,
};

async function plain(journal: Journal, nowMs: number): Promise<unknown> {
  const transitions = await journal.transitions({ service: null, fromMs: 0, toMs: nowMs });
  return computeObjectiveStatus(objective, transitions, await journal.recordingSpans(0, nowMs), nowMs);
}

describe('the objective ledger', () => {
  it('gives at every moment what the whole log gives, while it grows', async () => {
    const journal = await b.open();
    const ledger = createObjectiveLedger({ journal, objectives: [config] });
    const states = [
      'ok',
      'down',
      'degraded',
      'unreachable',
      'ok',
      'conflict',
      'down',
      'maintenance',
    ] as const;
    let step = 0;
    for (let minute = 0; minute <= 60; minute++) {
      const startMs = T0 + minute * 60_000;
      const asleep = minute > 20 && minute < 30;
      if (!asleep) for (let s = 0; s < 60; s += 10) journal.markRecording(startMs + s * 1_000);
      if (!asleep && minute % 3 === 0)
        journal.appendTransitions([
          transition(startMs + 7, states[step++ % 8] ?? 'ok', minute % 2 ? 'a' : 'b'),
        ]);
      if (minute % 4 !== 0) continue;
      const nowMs = startMs + 55_000;
      expect(await ledger.compute(nowMs)).toEqual([await plain(journal, nowMs)]);
    }
  });

  it('reads the far past once and afterwards only the tail', async () => {
    const journal = await b.open();
    const asked: number[] = [];
    const watched: Pick<Journal, 'transitions' | 'recordingSpans'> = {
      transitions: (query) => {
        asked.push(query.toMs - query.fromMs);
        return journal.transitions(query);
      },
      recordingSpans: (fromMs, toMs) => journal.recordingSpans(fromMs, toMs),
    };
    const ledger = createObjectiveLedger({ journal: watched, objectives: [config] });
    for (let i = 0; i < 100; i++) {
      const nowMs = T0 + i * 10_000;
      journal.markRecording(nowMs);
      await ledger.compute(nowMs);
    }
    expect(asked.filter((rangeMs) => rangeMs > 86_400_000)).toHaveLength(1);
    expect(Math.max(...asked.slice(1))).toBeLessThanOrEqual(430_000);
  });

  it('answers for a service nobody has seen: unknown', async () => {
    const journal = await b.open();
    const ledger = createObjectiveLedger({ journal, objectives: [{ ...config, id: 'x' }] });
    expect(await ledger.compute(T0)).toMatchObject([
      { id: 'x', standing: 'unknown', availability: null, coverage: 0 },
    ]);
    expect(await createObjectiveLedger({ journal, objectives: [] }).compute(T0)).toEqual([]);
  });
});
