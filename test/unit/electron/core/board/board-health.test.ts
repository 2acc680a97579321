import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Board } from '../../../../../electron/core/board/board.ts';
import { healthView } from '../../../../../electron/core/publish/json-views.ts';
import { judge, signalDefinition } from '../../../../../shared/domain/signal.ts';
import { STORY_MS, sample, sourceStatus, testConfig } from '../../../../builders/core.ts';

const noAlerts = () => 'ok' as const;
const SECOND_MS = 1_000;
const clock = (second: number): string => new Date(STORY_MS + second * SECOND_MS).toISOString();

/** A board with one cell, told a value every five seconds; answers its state after each. */
function told(overrides: Record<string, unknown>, values: readonly number[], signal = 'error_ratio') {
  const board = new Board(testConfig(overrides), false, STORY_MS);
  board.setSource(sourceStatus('a'));
  return values.map((value, index) => {
    const atMs = STORY_MS + index * 5 * SECOND_MS;
    board.apply('a', [sample('checkout', 'eu', signal, value, atMs)], atMs);
    board.evaluate(atMs, noAlerts, true);
    return board.cells.stateOf(0);
  });
}

describe('hysteresis on the board', () => {
  it('opens at the second and closes at the second unless told otherwise', () => {
    expect(told({}, [0, 0.5, 0, 0.5, 0.5, 0, 0.5, 0, 0])).toEqual([
      'ok',
      'ok',
      'ok',
      'ok',
      'down',
      'down',
      'down',
      'down',
      'ok',
    ]);
  });

  it('takes the counts of the service, or of the signal, or of the place', () => {
    const general = { error_ratio: { openAfter: 3 } };
    expect(told({ limits: general }, [0, 0.5, 0.5, 0.5])).toEqual(['ok', 'ok', 'ok', 'down']);
    const services = [{ id: 'checkout', limits: { error_ratio: { openAfter: 1 } } }];
    expect(told({ limits: general, services }, [0, 0.5])).toEqual(['ok', 'down']);
    const places = [{ id: 'checkout', regions: { eu: { limits: { error_ratio: { degraded: 0.6 } } } } }];
    expect(told({ limits: general, services: places }, [0, 0.5, 0.5, 0.5])).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(told({ regions: [{ id: 'eu', limits: { error_ratio: { degraded: 0.6 } } }] }, [0.5])).toEqual([
      'ok',
    ]);
  });

  it('waits for nothing where people declare the state', () => {
    expect(told({}, [0, 3, 0], 'reported_status')).toEqual(['ok', 'down', 'ok']);
  });

  it('counts measurements, not how often one is told or looked at', () => {
    const board = new Board(testConfig(), false, STORY_MS);
    board.setSource(sourceStatus('a'));
    const tell = (value: number, sampledAtMs: number, atMs: number): string => {
      board.apply('a', [sample('s', 'r', 'error_ratio', value, sampledAtMs)], atMs);
      board.evaluate(atMs, noAlerts, true);
      board.evaluate(atMs + 1, noAlerts, true);
      return board.cells.stateOf(0);
    };
    tell(0, STORY_MS, STORY_MS);
    const bad = STORY_MS + 5 * SECOND_MS;
    expect([0, 1, 2, 3].map((again) => tell(0.5, bad, bad + again * 100))).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(tell(0.5, bad + SECOND_MS, bad + SECOND_MS)).toBe('down');
  });

  it('keeps nothing green longer than the last good measurement is fresh', () => {
    const board = new Board(testConfig({ limits: { error_ratio: { openAfter: 9 } } }), false, STORY_MS);
    board.setSource(sourceStatus('a'));
    board.apply('a', [sample('s', 'r', 'error_ratio', 0)], STORY_MS);
    const states = [5, 10, 15, 16].map((second) => {
      const atMs = STORY_MS + second * SECOND_MS;
      board.apply('a', [sample('s', 'r', 'error_ratio', 0.5, atMs)], atMs);
      board.evaluate(atMs, noAlerts, true);
      return board.cells.stateOf(0);
    });
    expect(states).toEqual(['ok', 'ok', 'ok', 'down']);
  });

  it('holds nothing any more after a silence', () => {
    const board = new Board(testConfig(), false, STORY_MS);
    board.setSource(sourceStatus('a'));
    const tell = (value: number, second: number): string => {
      const atMs = STORY_MS + second * SECOND_MS;
      board.apply('a', [sample('s', 'r', 'error_ratio', value, atMs)], atMs);
      board.evaluate(atMs, noAlerts, true);
      return board.cells.stateOf(0);
    };
    expect([tell(0.5, 0), tell(0, 60), tell(0.5, 120), tell(0, 121)]).toEqual(['down', 'ok', 'down', 'down']);
  });

  it('never delays that something cannot be seen', () => {
    const board = new Board(
      testConfig({ limits: { error_ratio: { openAfter: 9, closeAfter: 9 } } }),
      false,
      STORY_MS,
    );
    board.setSource(sourceStatus('a'));
    const here = sample('s', 'r', 'error_ratio', 0);
    board.apply('a', [here], STORY_MS);
    board.evaluate(STORY_MS, noAlerts, true);
    board.evaluate(STORY_MS + 15_001, noAlerts, true);
    expect(board.cells.stateOf(0)).toBe('stale');
    board.setSource(sourceStatus('a', { state: 'unreachable' }));
    board.evaluate(STORY_MS + 15_002, noAlerts, true);
    expect(board.cells.stateOf(0)).toBe('unreachable');
    board.setSource(sourceStatus('a'));
    board.markAbsent('a', [here.key]);
    board.evaluate(STORY_MS + 15_003, noAlerts, true);
    expect(board.cells.stateOf(0)).toBe('no_data');
  });
});

describe('a green cell', () => {
  it('has, for every judged signal, a fresh finite sample within its limit from a source that answers', () => {
    const signals = ['error_ratio', 'latency_p95', 'availability', 'request_rate'] as const;
    const limits = {
      error_ratio: { degraded: 0.5 },
      latency_p95: { degraded: 0.5, down: 0.8 },
      availability: { degraded: 0.5 },
    };
    const step = fc.oneof(
      {
        weight: 8,
        arbitrary: fc.record({
          kind: fc.constant('sample' as const),
          source: fc.constantFrom('a', 'b'),
          signal: fc.constantFrom(...signals),
          value: fc.double({ min: 0, max: 1, noNaN: true }),
          lagMs: fc.integer({ min: -2_000, max: 6_000 }),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant('source' as const),
          source: fc.constantFrom('a', 'b'),
          state: fc.constantFrom('live' as const, 'live' as const, 'unreachable' as const),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant('limits' as const),
          openAfter: fc.integer({ min: 1, max: 5 }),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant('clock' as const),
          backMs: fc.integer({ min: 0, max: 8_000 }),
        }),
      },
    );
    const timed = fc.record({ what: step, afterMs: fc.integer({ min: 0, max: 4_000 }) });
    const config = (openAfter: number) =>
      testConfig({
        limits: Object.fromEntries(
          Object.entries(limits).map(([signal, own]) => [signal, { ...own, openAfter, closeAfter: 2 }]),
        ),
      });
    let greens = 0;
    fc.assert(
      fc.property(fc.array(timed, { minLength: 5, maxLength: 60 }), (steps) => {
        const board = new Board(config(3), false, STORY_MS);
        const live = new Map([
          ['a', true],
          ['b', true],
        ]);
        for (const id of live.keys()) board.setSource(sourceStatus(id, { staleAfterMs: 5_000 }));
        let nowMs = STORY_MS;
        /** Everything that was ever told. What our clock stamped moves when it is set back. */
        const told: {
          source: string;
          signal: string;
          value: number;
          sampledAtMs: number;
          receivedAtMs: number;
        }[] = [];
        for (const { what, afterMs } of steps) {
          nowMs += afterMs;
          if (what.kind === 'sample') {
            const sampledAtMs = nowMs - what.lagMs;
            board.apply(what.source, [sample('s', 'r', what.signal, what.value, sampledAtMs)], nowMs);
            told.push({ ...what, sampledAtMs, receivedAtMs: nowMs });
          } else if (what.kind === 'source') {
            live.set(what.source, what.state === 'live');
            board.setSource(sourceStatus(what.source, { staleAfterMs: 5_000, state: what.state }));
          } else if (what.kind === 'limits') board.reconfigure(config(what.openAfter), () => true, nowMs);
          else {
            board.moveClock(-what.backMs, nowMs - what.backMs);
            nowMs -= what.backMs;
            for (const one of told) one.receivedAtMs -= what.backMs;
          }
          board.evaluate(nowMs, noAlerts, true);
          const cell = board.names.findCell('s', 'r');
          if (cell === null || board.cells.stateOf(cell) !== 'ok') continue;
          const measured = new Set(
            told.map(({ signal }) => signal).filter((signal) => signal !== 'request_rate'),
          );
          if (measured.size > 0) greens += 1;
          for (const signal of measured)
            expect(
              told.some(
                (one) =>
                  one.signal === signal &&
                  live.get(one.source) === true &&
                  nowMs - Math.min(one.sampledAtMs, one.receivedAtMs) <= 5_000 &&
                  Number.isFinite(one.value) &&
                  judge(
                    one.value,
                    signalDefinition(signal).direction,
                    limits[signal as keyof typeof limits],
                  ) === 'ok',
              ),
              signal,
            ).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
    expect(greens, 'the property is about something').toBeGreaterThan(100);
  });
});

describe('planned work on the board', () => {
  const maintenance = [
    {
      services: ['checkout'],
      regions: ['eu'],
      from: clock(10),
      to: clock(30),
      who: 'Content',
      why: 'a new database',
    },
  ];

  it('begins and ends by itself, tells what is measured under it, and charges no alarm', () => {
    const board = new Board(testConfig({ maintenance }), false, STORY_MS);
    board.setSource(sourceStatus('a'));
    const transitions = Array.from({ length: 40 }, (_, second) => {
      const atMs = STORY_MS + second * SECOND_MS;
      const value = second < 15 || second >= 35 ? 0 : 0.5;
      board.apply('a', [sample('checkout', 'eu', 'error_ratio', value, atMs)], atMs);
      return board.evaluate(atMs, noAlerts, true);
    }).flat();
    expect(
      transitions.map(({ state, underneath, atMs }) => [(atMs - STORY_MS) / SECOND_MS, state, underneath]),
    ).toEqual([
      [0, 'ok', undefined],
      [10, 'maintenance', 'ok'],
      [16, 'maintenance', 'down'],
      [30, 'down', undefined],
      [36, 'ok', undefined],
    ]);
  });

  it('says who, why and until when, and what is measured', () => {
    const board = new Board(testConfig({ maintenance }), false, STORY_MS);
    board.setSource(sourceStatus('a'));
    const atMs = STORY_MS + 10 * SECOND_MS;
    board.apply(
      'a',
      [sample('checkout', 'eu', 'error_ratio', 0.5, atMs), sample('checkout', 'us', 'error_ratio', 0, atMs)],
      atMs,
    );
    board.evaluate(atMs, noAlerts, true);
    expect(healthView(board, atMs).services).toMatchObject([
      {
        id: 'checkout',
        state: 'maintenance',
        regions: [
          {
            id: 'eu',
            state: 'maintenance',
            lastMeasuredState: 'down',
            maintenance: { who: 'Content', why: 'a new database', toMs: STORY_MS + 30 * SECOND_MS },
          },
          { id: 'us', state: 'ok' },
        ],
      },
    ]);
  });

  it('covers what nobody measures as well, and is no proof that it is well', () => {
    const board = new Board(testConfig({ maintenance }), false, STORY_MS);
    board.setSource(sourceStatus('a'));
    board.apply('a', [sample('checkout', 'eu', 'error_ratio', 0)], STORY_MS);
    board.setSource(sourceStatus('a', { state: 'unreachable' }));
    const [begun] = board.evaluate(STORY_MS + 10 * SECOND_MS, noAlerts, true);
    expect(begun).toMatchObject({ state: 'maintenance', underneath: 'unreachable' });
  });
});

describe('the picture of services', () => {
  function estate(overrides: Record<string, unknown>) {
    const board = new Board(testConfig(overrides), false, STORY_MS);
    for (const id of ['a', 'b']) board.setSource(sourceStatus(id));
    const put = (source: string, service: string, region: string, signal: string, value: number) =>
      board.apply(source, [sample(service, region, signal, value)], STORY_MS);
    return {
      board,
      put,
      view: () => (board.evaluate(STORY_MS, noAlerts, true), healthView(board, STORY_MS).services),
    };
  }

  it('folds trouble under the service it depends on, and still tells it', () => {
    const { put, view } = estate({ services: [{ id: 'ledger' }, { id: 'checkout', dependsOn: ['ledger'] }] });
    put('a', 'ledger', 'eu', 'error_ratio', 0.5);
    put('a', 'checkout', 'eu', 'error_ratio', 0.05);
    expect(view()).toMatchObject([
      { id: 'ledger', state: 'down', dependsOn: [], regions: [{ foldedUnder: null }] },
      { id: 'checkout', state: 'degraded', dependsOn: ['ledger'], regions: [{ foldedUnder: 'ledger' }] },
    ]);
  });

  it('weighs regions by the traffic they had before they failed', () => {
    const { board, put, view } = estate({ services: [{ id: 's', rollUp: { traffic: 40 } }] });
    put('a', 's', 'eu', 'error_ratio', 0.5);
    put('a', 's', 'us', 'error_ratio', 0);
    for (const [region, rate] of [
      ['eu', 100],
      ['us', 80],
    ] as const) {
      const key = sample('s', region, 'request_rate', rate).key;
      board.backfill('a', [{ key, value: rate, sampledAtMs: STORY_MS - 120_000 }], STORY_MS);
    }
    put('a', 's', 'eu', 'request_rate', 0);
    put('a', 's', 'us', 'request_rate', 80);
    expect(view()).toMatchObject([{ state: 'down', rollUp: { traffic: 0.4 } }]);
  });

  it('tells every claim of a dispute, with its source', () => {
    const { put, view } = estate({});
    put('a', 's', 'eu', 'availability', 1);
    put('b', 's', 'eu', 'availability', 0);
    expect(view()[0]!.regions[0]).toMatchObject({
      state: 'conflict',
      disputes: [
        {
          signal: 'availability',
          claims: [
            { verdict: 'down', reading: { sourceId: 'b', value: 0, sampledAtMs: STORY_MS } },
            { verdict: 'ok', reading: { sourceId: 'a', value: 1, receivedAtMs: STORY_MS } },
          ],
        },
      ],
    });
  });
});
