import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HealthState, healthStates } from '../../../../shared/domain/health-state.ts';
import {
  computeObjectiveStatus,
  type Objective,
  objectiveStatus,
} from '../../../../shared/domain/objective-ledger.ts';
import { ServiceHistory } from '../../../../shared/domain/service-history.ts';
import type { RecordedSpan, StateTransition } from '../../../../shared/domain/state-log.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 2, 31, 12);
const W = 10 * HOUR;
const S = NOW - W;
const objective: Objective = { id: 'o', service: 'api', targetPpm: 900_000, windowMs: W };
const always: readonly RecordedSpan[] = [{ fromMs: S - DAY, toMs: NOW }];

function at(offsetMs: number, state: HealthState, region = 'a', service = 'api'): StateTransition {
  return { service, region, state, atMs: S + offsetMs };
}

interface Row {
  readonly name: string;
  readonly log: readonly StateTransition[];
  readonly spans?: readonly RecordedSpan[];
  readonly expected: readonly [good: number, bad: number, unobserved: number];
  readonly standing: string;
}

/** Worked by hand. The window is 10 h (36,000,000 ms), the budget 10 % of it: 3,600,000 ms. */
const rows: readonly Row[] = [
  { name: 'nothing known', log: [], expected: [0, 0, W], standing: 'unknown' },
  {
    name: 'good, but watched for a minute only: nobody can say that it is kept',
    log: [at(W - 60_000, 'ok')],
    expected: [60_000, 0, W - 60_000],
    standing: 'unknown',
  },
  {
    name: 'watched for a small part, in which the budget went: missed is certain',
    log: [at(W - 4 * HOUR, 'down')],
    expected: [0, 4 * HOUR, W - 4 * HOUR],
    standing: 'missed',
  },
  { name: 'good since before the window', log: [at(-DAY, 'ok')], expected: [W, 0, 0], standing: 'met' },
  {
    name: 'down for 1,234,567 ms, to the millisecond',
    log: [at(-1, 'ok'), at(1_000_001, 'down'), at(2_234_568, 'ok')],
    expected: [W - 1_234_567, 1_234_567, 0],
    standing: 'met',
  },
  {
    name: 'down already when the window begins',
    log: [at(-5 * HOUR, 'down'), at(1_000, 'ok')],
    expected: [W - 1_000, 1_000, 0],
    standing: 'met',
  },
  {
    name: 'degraded is good',
    log: [at(-1, 'degraded')],
    expected: [W, 0, 0],
    standing: 'met',
  },
  {
    name: 'planned work breaks no promise and keeps none, whatever is measured under it',
    log: [
      at(-1, 'ok'),
      { ...at(HOUR, 'maintenance'), underneath: 'down' },
      { ...at(2 * HOUR, 'maintenance'), underneath: 'ok' },
      at(3 * HOUR, 'ok'),
    ],
    expected: [W - 2 * HOUR, 0, 2 * HOUR],
    standing: 'met',
  },
  {
    name: 'what cannot be seen is neither',
    log: [
      at(-1, 'ok'),
      at(HOUR, 'unreachable'),
      at(2 * HOUR, 'stale'),
      at(3 * HOUR, 'no_data'),
      at(4 * HOUR, 'conflict'),
      at(5 * HOUR, 'ok'),
    ],
    expected: [6 * HOUR, 0, 4 * HOUR],
    standing: 'met',
  },
  {
    name: 'one of two regions down is half bad',
    log: [at(-1, 'ok'), at(-1, 'ok', 'b'), at(0, 'down'), at(HOUR, 'ok')],
    expected: [W - HOUR / 2, HOUR / 2, 0],
    standing: 'met',
  },
  {
    name: 'a third of an odd outage: bad is cut up, good down',
    log: [at(-1, 'ok'), at(-1, 'ok', 'b'), at(-1, 'ok', 'c'), at(0, 'down'), at(1_000, 'ok')],
    expected: [W - 334, 334, 0],
    standing: 'met',
  },
  {
    name: 'down during a gap of the log is not charged',
    log: [at(-1, 'ok'), at(HOUR, 'down'), at(4 * HOUR, 'ok')],
    spans: [
      { fromMs: S - HOUR, toMs: S + 2 * HOUR },
      { fromMs: S + 3.5 * HOUR, toMs: NOW },
    ],
    expected: [7 * HOUR, 1.5 * HOUR, 1.5 * HOUR],
    standing: 'missed',
  },
  {
    name: 'spans that overlap count once',
    log: [at(-1, 'ok'), at(HOUR, 'down'), at(2 * HOUR, 'ok')],
    spans: [...always, { fromMs: S, toMs: S + 3 * HOUR }, { fromMs: S + HOUR, toMs: NOW }],
    expected: [9 * HOUR, HOUR, 0],
    standing: 'at_risk',
  },
  {
    name: 'a region nobody ever saw does not dilute',
    log: [at(-1, 'ok'), at(-1, 'no_data', 'b'), at(0, 'down'), at(HOUR + 1, 'ok')],
    expected: [W - HOUR - 1, HOUR + 1, 0],
    standing: 'missed',
  },
  {
    name: 'two thirds spent is at risk',
    log: [at(-1, 'ok'), at(0, 'down'), at(2_400_000, 'ok')],
    expected: [W - 2_400_000, 2_400_000, 0],
    standing: 'at_risk',
  },
  {
    name: 'just under two thirds is met',
    log: [at(-1, 'ok'), at(0, 'down'), at(2_399_999, 'ok')],
    expected: [W - 2_399_999, 2_399_999, 0],
    standing: 'met',
  },
  {
    name: 'a fast burn in the last hour is at risk',
    log: [at(-1, 'ok'), at(W - 600_000, 'down'), at(W - 420_000, 'ok')],
    expected: [W - 180_000, 180_000, 0],
    standing: 'at_risk',
  },
  {
    name: 'a state entered and left at once counts nothing',
    log: [at(-1, 'ok'), at(HOUR, 'down'), at(HOUR, 'ok')],
    expected: [W, 0, 0],
    standing: 'met',
  },
  {
    name: 'other services do not matter',
    log: [at(-1, 'ok'), at(0, 'down', 'a', 'web')],
    expected: [W, 0, 0],
    standing: 'met',
  },
];

describe('an objective worked by hand', () => {
  it.each(rows)('$name', ({ log, spans = always, expected: [good, bad, unobserved], standing }) => {
    const status = computeObjectiveStatus(objective, log, spans, NOW);
    expect([status.goodMs, status.badMs, status.unobservedMs]).toEqual([good, bad, unobserved]);
    expect(status.standing).toBe(standing);
    expect(status.coverage).toBeCloseTo((good + bad) / W, 12);
    expect([status.budgetMs, status.budgetLeftMs]).toEqual([3_600_000, 3_600_000 - bad]);
    if (good + bad === 0) expect(status.availability).toBeNull();
  });

  it('never shows a missed target as met: 99.8999999 % is not 99.9 %', () => {
    const days30 = { ...objective, targetPpm: 999_000, windowMs: 30 * DAY };
    const start = NOW - 30 * DAY;
    const log: StateTransition[] = [
      { service: 'api', region: 'a', state: 'down', atMs: start - 1 },
      { service: 'api', region: 'a', state: 'ok', atMs: start + 2_592_001 },
    ];
    const status = computeObjectiveStatus(days30, log, [{ fromMs: start, toMs: NOW }], NOW);
    expect(status.availability).toBeLessThan(0.999);
    expect(status).toMatchObject({ budgetMs: 2_592_000, budgetLeftMs: -1, standing: 'missed' });
  });
});

describe('days', () => {
  it('are 90 UTC days, unobserved ones null, and not moved by daylight saving', () => {
    const dayOfChange = Date.UTC(2026, 2, 29);
    const log: StateTransition[] = [
      { service: 'api', region: 'a', state: 'ok', atMs: dayOfChange - HOUR },
      { service: 'api', region: 'a', state: 'down', atMs: dayOfChange + 23 * HOUR },
      { service: 'api', region: 'a', state: 'ok', atMs: dayOfChange + 25 * HOUR },
    ];
    const { days } = computeObjectiveStatus(objective, log, [{ fromMs: dayOfChange - HOUR, toMs: NOW }], NOW);
    expect(days).toHaveLength(90);
    expect(days.at(-1)?.dayStartMs).toBe(Date.UTC(2026, 2, 31));
    expect(days.slice(-5).map(({ badMs, observedMs }) => [badMs, observedMs])).toEqual([
      [null, 0],
      [0, HOUR],
      [HOUR, DAY],
      [HOUR, DAY],
      [0, 12 * HOUR],
    ]);
  });
});

describe('outages', () => {
  it('merge over regions, newest first, the open one without end', () => {
    const log = [
      at(-1, 'ok'),
      at(-1, 'ok', 'b'),
      at(1_000, 'down'),
      at(2_000, 'down', 'b'),
      at(3_000, 'ok'),
      at(4_000, 'ok', 'b'),
      at(HOUR, 'down', 'b'),
    ];
    const { outages } = computeObjectiveStatus(objective, log, always, NOW);
    expect(outages).toEqual([
      { fromMs: S + HOUR, toMs: null, badMs: (9 * HOUR) / 2, regions: ['b'] },
      { fromMs: S + 1_000, toMs: S + 4_000, badMs: 2_000, regions: ['a', 'b'] },
    ]);
  });

  it('are not open when Vigil stopped looking', () => {
    const spans = [{ fromMs: S - HOUR, toMs: S + 2 * HOUR }];
    const { outages } = computeObjectiveStatus(objective, [at(HOUR, 'down')], spans, NOW);
    expect(outages).toMatchObject([{ fromMs: S + HOUR, toMs: S + 2 * HOUR }]);
  });

  it('list the newest twenty', () => {
    const log = Array.from({ length: 60 }, (_, i) => at(i * 1_000, i % 2 === 0 ? 'down' : 'ok'));
    const { outages } = computeObjectiveStatus(objective, log, always, NOW);
    expect(outages).toHaveLength(20);
    expect(outages[0]?.fromMs).toBe(S + 58_000);
  });
});

const arbitraryLog = fc
  .array(
    fc.record({
      service: fc.constant('api'),
      region: fc.constantFrom('a', 'b', 'c'),
      state: fc.constantFrom(...healthStates),
      atMs: fc.integer({ min: S - HOUR, max: NOW + HOUR }),
    }),
    { maxLength: 25 },
  )
  .map((log) => log.toSorted((one, other) => one.atMs - other.atMs));
const arbitrarySpans = fc.array(
  fc
    .tuple(fc.integer({ min: S - HOUR, max: NOW }), fc.integer({ min: 0, max: 3 * HOUR }))
    .map(([fromMs, length]) => ({
      fromMs,
      toMs: fromMs + length,
    })),
  { maxLength: 6 },
);

describe('for any log', () => {
  it('good, bad and unobserved make up the window', () => {
    fc.assert(
      fc.property(arbitraryLog, arbitrarySpans, (log, spans) => {
        const status = computeObjectiveStatus(objective, log, spans, NOW);
        expect(status.goodMs + status.badMs + status.unobservedMs).toBe(W);
        for (const part of [status.goodMs, status.badMs, status.unobservedMs]) {
          expect(part).toBeGreaterThanOrEqual(0);
          expect(Number.isInteger(part)).toBe(true);
        }
      }),
    );
  });

  it('folding in two steps, with a detour that is rewound, equals one step', () => {
    fc.assert(
      fc.property(arbitraryLog, arbitrarySpans, fc.integer({ min: S, max: NOW }), (log, spans, middleMs) => {
        const history = new ServiceHistory(NOW - 90 * DAY);
        history.extend(log, spans, middleMs);
        const mark = history.mark();
        history.extend(log, spans, NOW);
        history.rewind(mark);
        history.extend(
          log.filter(({ atMs }) => atMs >= middleMs),
          spans,
          NOW,
        );
        expect(objectiveStatus(history, objective, NOW)).toEqual(
          computeObjectiveStatus(objective, log, spans, NOW),
        );
      }),
    );
  });
});
