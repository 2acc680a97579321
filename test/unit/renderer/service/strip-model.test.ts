import { describe, expect, it } from 'vitest';
import {
  incidentStart,
  MAX_STRIP_ROWS,
  stripRows,
} from '../../../../renderer/features/service/strip-model.ts';
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

  it('gives a blink of blindness no row of its own', () => {
    const rows = stripRows(
      {
        gaps: [],
        intervals: [
          interval('calm', 0, 2_000, 'ok'),
          interval('blink', 0, 1_500, 'ok'),
          interval('blink', 1_500, 1_503, 'unreachable'),
          interval('blink', 1_503, 2_000, 'ok'),
          interval('blind', 0, 1_500, 'ok'),
          interval('blind', 1_500, 1_700, 'unreachable'),
          interval('blind', 1_700, 2_000, 'ok'),
        ],
      },
      range,
    );
    expect(rows.map((row) => row.label)).toEqual(['blind', '2 others']);
    // It stays in sight in the folded row.
    expect(rows[1]!.intervals.some(({ state }) => state === 'unreachable')).toBe(true);
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

describe('incidentStart', () => {
  const minute = 60_000;
  const hour = { fromMs: 0, toMs: 60 * minute };
  const startOf = (...intervals: [number, number, HealthState][]): number | null =>
    incidentStart(
      {
        gaps: [],
        intervals: intervals.map(([from, to, state]) => interval('a', from * minute, to * minute, state)),
      },
      'a',
      hour,
    );

  it('stands where the unbroken trouble began, also when it became worse later', () => {
    expect(startOf([0, 40, 'ok'], [40, 50, 'degraded'], [50, 60, 'down'])).toBe(40 * minute);
  });

  it('forgets trouble that was over before the present one', () => {
    expect(startOf([10, 20, 'down'], [20, 50, 'ok'], [50, 60, 'down'])).toBe(50 * minute);
  });

  it('goes on while nobody could see, and over a restart', () => {
    expect(startOf([0, 30, 'ok'], [30, 40, 'down'], [40, 50, 'unreachable'], [50, 60, 'down'])).toBe(
      30 * minute,
    );
    expect(startOf([30, 40, 'down'], [40.5, 60, 'down'])).toBe(30 * minute);
    expect(startOf([30, 40, 'down'], [40, 60, 'unreachable'])).toBe(30 * minute);
  });

  it('does not lead through a long time that was not recorded', () => {
    expect(startOf([10, 20, 'down'], [45, 60, 'down'])).toBe(45 * minute);
  });

  it('is not drawn without trouble now, or when that is older than the range', () => {
    expect(startOf([0, 50, 'down'], [50, 60, 'ok'])).toBeNull();
    expect(startOf([0, 30, 'down'])).toBeNull();
    expect(startOf([-5, 60, 'down'])).toBeNull();
    expect(startOf()).toBeNull();
  });
});
