import { describe, expect, it } from 'vitest';
import { MAX_STRIP_ROWS, stripRows } from '../../../../renderer/features/service/strip-model.ts';
import type { HealthState } from '../../../../shared/domain/health-state.ts';

const range = { fromMs: 1_000, toMs: 2_000 };
const interval = (region: string, fromMs: number, toMs: number, state: HealthState) => ({
  region,
  fromMs,
  toMs,
  state,
});

describe('stripRows', () => {
  it('gives regions with events rows of their own, worst first, and folds the rest', () => {
    const rows = stripRows(
      {
        gaps: [],
        intervals: [
          interval('calm-1', 0, 2_000, 'ok'),
          interval('calm-2', 0, 2_000, 'ok'),
          interval('slow', 0, 1_500, 'degraded'),
          interval('slow', 1_500, 2_000, 'ok'),
          interval('broken', 0, 1_800, 'ok'),
          interval('broken', 1_800, 2_000, 'down'),
        ],
      },
      range,
    );
    expect(rows.map((row) => row.label)).toEqual(['broken', 'slow', '2 others']);
    expect(rows.map((row) => row.state)).toEqual(['down', 'ok', 'ok']);
    expect(rows[2]!.intervals).toEqual([{ fromMs: 1_000, toMs: 2_000, state: 'ok' }]);
  });

  it('cuts intervals to the range and leaves unrecorded time empty', () => {
    const [row] = stripRows(
      { gaps: [], intervals: [interval('a', 0, 1_200, 'ok'), interval('a', 1_600, 9_000, 'down')] },
      range,
    );
    expect(row!.intervals).toEqual([
      { fromMs: 1_000, toMs: 1_200, state: 'ok' },
      { fromMs: 1_600, toMs: 2_000, state: 'down' },
    ]);
  });

  it('ignores what lies outside the range', () => {
    expect(stripRows({ gaps: [], intervals: [interval('a', 0, 1_000, 'down')] }, range)).toEqual([]);
  });

  it('shows the worst of the folded at every moment when too many regions had events', () => {
    const intervals = Array.from({ length: MAX_STRIP_ROWS + 3 }, (_, index) => [
      interval(`r${index}`, 1_000, 1_500, index === MAX_STRIP_ROWS + 2 ? 'degraded' : 'down'),
      interval(`r${index}`, 1_500, 2_000, index < MAX_STRIP_ROWS ? 'down' : 'ok'),
    ]).flat();
    const rows = stripRows({ gaps: [], intervals }, range);
    expect(rows).toHaveLength(MAX_STRIP_ROWS + 1);
    expect(rows.at(-1)!.label).toBe('3 others');
    expect(rows.at(-1)!.intervals).toEqual([
      { fromMs: 1_000, toMs: 1_500, state: 'down' },
      { fromMs: 1_500, toMs: 2_000, state: 'ok' },
    ]);
  });
});
