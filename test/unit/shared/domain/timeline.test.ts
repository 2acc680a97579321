import { describe, expect, it } from 'vitest';
import type { HealthState } from '../../../../shared/domain/health-state.ts';
import type { StateTransition } from '../../../../shared/domain/state-log.ts';
import {
  gapsOf,
  timelineCounts,
  timelineOf,
  transitionsToIntervals,
} from '../../../../shared/domain/timeline.ts';

const at = (atMs: number, state: HealthState, region = 'a', service = 'api'): StateTransition => ({
  service,
  region,
  state,
  atMs,
});
const range = { fromMs: 1_000_000, toMs: 1_100_000 };
const spans = [
  { fromMs: 900_000, toMs: 1_040_000 },
  { fromMs: 1_080_000, toMs: 1_100_000 },
];

describe('transitionsToIntervals', () => {
  it('cuts at the range and at gaps, and joins equal neighbours', () => {
    const log = [at(950_000, 'ok'), at(1_010_000, 'ok'), at(1_020_000, 'down'), at(1_090_000, 'ok')];
    expect(transitionsToIntervals(log, spans, range)).toEqual({
      intervals: [
        { region: 'a', state: 'ok', fromMs: 1_000_000, toMs: 1_020_000 },
        { region: 'a', state: 'down', fromMs: 1_020_000, toMs: 1_040_000 },
        { region: 'a', state: 'down', fromMs: 1_080_000, toMs: 1_090_000 },
        { region: 'a', state: 'ok', fromMs: 1_090_000, toMs: 1_100_000 },
      ],
      gaps: [{ fromMs: 1_040_000, toMs: 1_080_000, reason: 'crashed' }],
    });
  });

  it('knows nothing where nothing was recorded', () => {
    expect(transitionsToIntervals([at(0, 'ok')], [], range)).toEqual({
      intervals: [],
      gaps: [{ ...range, reason: 'before' }],
    });
  });

  it('does not call the second since the last mark a gap', () => {
    const { gaps, intervals } = transitionsToIntervals(
      [at(0, 'ok')],
      [{ fromMs: 0, toMs: 1_099_000 }],
      range,
    );
    expect(gaps).toEqual([]);
    expect(intervals).toMatchObject([{ toMs: 1_100_000 }]);
  });
});

describe('the gaps of the log', () => {
  it('have the reason of the span before them', () => {
    const log = [
      { fromMs: 900_000, toMs: 1_010_000, ended: 'closed' },
      { fromMs: 1_020_000, toMs: 1_030_000 },
      { fromMs: 1_040_000, toMs: 1_050_000, ended: 'asleep' },
    ] as const;
    expect(gapsOf(log, range).map(({ reason }) => reason)).toEqual(['closed', 'crashed', 'asleep']);
    expect(gapsOf(log.slice(1), range)[0]).toEqual({ fromMs: 1_000_000, toMs: 1_020_000, reason: 'before' });
  });
});

describe('timelineCounts', () => {
  it('counts changes of state, not what a start of Vigil does', () => {
    const log = [
      at(950_000, 'ok'),
      at(1_005_000, 'down'),
      at(1_006_000, 'ok'),
      at(1_020_000, 'no_data'),
      at(1_021_000, 'ok'),
      at(1_100_000, 'degraded'),
    ];
    expect(timelineCounts(log, [], range, 10).changes).toEqual([2, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  });

  it('counts the most alerts that fired at once in each bin', () => {
    const episodes = [
      { fromMs: 900_000, toMs: 1_015_000 },
      { fromMs: 1_012_000, toMs: 1_013_000 },
      { fromMs: 1_013_000, toMs: 1_014_000 },
      { fromMs: 1_060_000, toMs: null },
      { fromMs: 1_200_000, toMs: null },
    ];
    expect(timelineCounts([], episodes, range, 10).alerts).toEqual([1, 2, 0, 0, 0, 0, 1, 1, 1, 1]);
  });
});

describe('timelineOf', () => {
  it('shows the worst state of each bin and null for gaps', () => {
    const log = [
      at(0, 'ok'),
      at(0, 'ok', 'b'),
      at(1_015_000, 'down', 'b'),
      at(1_015_500, 'degraded', 'b'),
      at(1_030_000, 'ok', 'b'),
    ];
    expect(timelineOf(log, spans, range, 10)).toEqual([
      'ok',
      'down',
      'degraded',
      'ok',
      null,
      null,
      null,
      null,
      'ok',
      'ok',
    ]);
  });

  it('lets a cell without data hide nothing', () => {
    const full = [{ fromMs: 0, toMs: 2_000_000 }];
    expect(timelineOf([at(0, 'no_data'), at(0, 'ok', 'b')], full, range, 1)).toEqual(['ok']);
    expect(timelineOf([at(0, 'no_data')], full, range, 1)).toEqual(['no_data']);
    expect(timelineOf([], full, range, 2)).toEqual(['no_data', 'no_data']);
  });

  it('answers an empty range with nulls', () => {
    expect(timelineOf([], spans, { fromMs: 5, toMs: 5 }, 2)).toEqual([null, null]);
  });
});
