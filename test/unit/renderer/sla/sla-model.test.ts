import { describe, expect, it } from 'vitest';
import { budgetLine } from '../../../../renderer/charts/budget-model.ts';
import {
  availabilityNumber,
  budgetWords,
  coverageWords,
  dayBars,
  dayWords,
  slaHeading,
  spentShare,
  targetNumber,
  worstFirst,
} from '../../../../renderer/features/sla/sla-model.ts';
import type { ObjectiveStatus } from '../../../../shared/domain/objective.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const nowMs = Date.UTC(2026, 8, 22, 12);

function objective(change: Partial<ObjectiveStatus> = {}): ObjectiveStatus {
  const badMs = change.badMs ?? 31.6 * MINUTE_MS;
  const budgetMs = change.budgetMs ?? 43.2 * MINUTE_MS;
  return {
    id: 'checkout-availability',
    service: 'checkout',
    target: 0.999,
    windowMs: 30 * DAY_MS,
    fromMs: nowMs - 30 * DAY_MS,
    toMs: nowMs,
    availability: 0.99898,
    goodMs: 30 * DAY_MS - badMs,
    badMs,
    unobservedMs: 0,
    coverage: 1,
    budgetMs,
    budgetLeftMs: budgetMs - badMs,
    standing: 'at_risk',
    days: [],
    outages: [],
    ...change,
  };
}

describe('words', () => {
  it('counts promises by standing', () => {
    const standings = ['met', 'met', 'at_risk', 'missed', 'unknown'] as const;
    expect(slaHeading(standings.map((standing) => objective({ standing })))).toBe(
      '2 of 5 promises are kept, 1 is at risk, 1 is missed, 1 is observed too little',
    );
    expect(slaHeading([])).toBe('No promise is configured');
    expect(slaHeading([objective({ standing: 'unknown' })])).toBe('1 promise, too little observed to judge');
  });

  it('cuts and never rounds up', () => {
    expect(availabilityNumber(objective({ availability: 0.9999999 }))).toBe('99.999');
    expect(availabilityNumber(objective({ availability: 0.999999, target: 0.99999 }))).toBe('99.9999');
    expect(availabilityNumber(objective({ availability: null }))).toBeNull();
    expect(targetNumber(0.999)).toBe('99.90');
    expect(targetNumber(0.99995)).toBe('99.995');
  });

  it('says what is left of what', () => {
    expect(budgetWords(objective())).toBe('11.6 of 43.2\u00a0min left');
    expect(budgetWords(objective({ badMs: 50 * MINUTE_MS }))).toBe('6.8\u00a0min over budget');
    expect(budgetWords(objective({ budgetMs: 400 * MINUTE_MS }))).toBe(
      '6\u00a0h 8\u00a0min of 6\u00a0h 40\u00a0min left',
    );
    expect(budgetWords(objective({ availability: null }))).toBe('nothing observed yet');
  });

  it('states how much was seen', () => {
    expect(coverageWords(objective({ coverage: 0.62 }))).toBe('observed 62 % of the window');
    expect(coverageWords(objective({ coverage: 0.99986 }))).toBe('observed 99.98 % of the window');
    expect(coverageWords(objective({ coverage: 0.001 }))).toBe('observed less than 1 % of the window');
    expect(coverageWords(objective({ coverage: 0 }))).toBe('nothing was observed in the window');
  });
});

describe('worstFirst', () => {
  it('orders by standing, then by what is left', () => {
    const order = worstFirst([
      objective({ service: 'met', standing: 'met' }),
      objective({ service: 'tight', badMs: 43 * MINUTE_MS }),
      objective({ service: 'missed', standing: 'missed', badMs: 60 * MINUTE_MS }),
      objective({ service: 'wide', badMs: 10 * MINUTE_MS }),
    ]);
    expect(order.map(({ service }) => service)).toEqual(['missed', 'tight', 'wide', 'met']);
  });
});

describe('dayBars', () => {
  const day = (badMs: number | null, observedMs = DAY_MS, dayStartMs = nowMs - 2 * DAY_MS) => ({
    dayStartMs,
    badMs,
    observedMs,
  });
  it('never draws an unseen day as good', () => {
    const bars = dayBars(objective({ days: [day(null, 0), day(0, 0), day(0)] }), nowMs);
    expect(bars.map(({ kind }) => kind)).toEqual(['none', 'none', 'no_loss']);
    expect(bars.map(dayWords)).toEqual(['not observed', 'not observed', 'no loss']);
  });
  it('hatches what was not seen of a day', () => {
    const [bar] = dayBars(objective({ days: [day(3 * MINUTE_MS, DAY_MS / 4)] }), nowMs);
    expect(bar).toMatchObject({ kind: 'small', unseenShare: 0.75 });
  });
  it('judges today by the time that has passed', () => {
    const start = nowMs - DAY_MS / 2;
    const [bar] = dayBars(objective({ days: [day(0, DAY_MS / 2, start)] }), nowMs);
    expect(bar!.unseenShare).toBe(0);
  });
  it('bites by minutes and keeps a loss of seconds visible', () => {
    const bars = dayBars(objective({ days: [day(1_000), day(6 * MINUTE_MS), day(99 * MINUTE_MS)] }), nowMs);
    expect(bars[0]!.lostShare).toBeGreaterThan(0.05);
    expect(bars[1]).toMatchObject({ kind: 'large', lostShare: 0.5 });
    expect(bars[2]!.lostShare).toBe(1);
  });
});

describe('budgetLine', () => {
  it('steps down by days and ends at exactly what is left', () => {
    const start = Date.UTC(2026, 8, 1);
    const days = Array.from({ length: 22 }, (_, i) => ({
      dayStartMs: start + i * DAY_MS,
      badMs: i === 3 ? 10 * MINUTE_MS : i === 21 ? 5 * MINUTE_MS : 0,
      observedMs: DAY_MS,
    }));
    const line = budgetLine(objective({ fromMs: start, days, badMs: 15 * MINUTE_MS }));
    expect(line).toEqual([
      { atMs: start, leftMs: 43.2 * MINUTE_MS },
      { atMs: start + 4 * DAY_MS, leftMs: 43.2 * MINUTE_MS - 10 * MINUTE_MS },
      { atMs: nowMs, leftMs: 43.2 * MINUTE_MS - 15 * MINUTE_MS },
    ]);
  });
  it('gives a day cut by the window only what the total leaves for it', () => {
    const fromMs = Date.UTC(2026, 8, 1, 12);
    const days = [{ dayStartMs: Date.UTC(2026, 8, 1), badMs: 9 * MINUTE_MS, observedMs: DAY_MS }];
    const line = budgetLine(objective({ fromMs, days, badMs: 4 * MINUTE_MS }));
    expect(line[1]).toEqual({ atMs: Date.UTC(2026, 8, 2), leftMs: 39.2 * MINUTE_MS });
  });
  it('is nothing when nothing was observed', () => {
    expect(budgetLine(objective({ availability: null }))).toEqual([]);
  });
});

it('fills the bar by what is spent', () => {
  expect(spentShare(objective({ badMs: 21.6 * MINUTE_MS }))).toBeCloseTo(0.5);
  expect(spentShare(objective({ badMs: 99 * MINUTE_MS }))).toBe(1);
  expect(spentShare(objective({ budgetMs: 0, badMs: 1 }))).toBe(1);
});
