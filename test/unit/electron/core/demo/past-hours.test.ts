import { describe, expect, it } from 'vitest';
import type { DemoPlace } from '../../../../../electron/core/demo/demo-series.ts';
import type { FleetMoment } from '../../../../../electron/core/demo/fleet.ts';
import { HourTable, hourBatches, momentsOfHour } from '../../../../../electron/core/demo/past-hours.ts';
import { HOUR_MS } from '../../../../../shared/domain/baseline.ts';
import { seriesOf } from '../journal/journal-harness.ts';

const NOW = Date.UTC(2026, 8, 22, 14, 13);
const HOUR = Date.UTC(2026, 8, 22, 14);
const WEEK_MS = 7 * 24 * HOUR_MS;

describe('the hours the demo makes up', () => {
  const untilMs = NOW - 3 * HOUR_MS;
  const always = [{ fromMs: 0, toMs: NOW }];
  const [first = [], ...weeks] = hourBatches(NOW, untilMs, always);

  it('begin with those that tell what is usual now and in the next hour', () => {
    expect(first).toEqual(
      [4, 3, 2, 1].flatMap((week) => [HOUR - week * WEEK_MS, HOUR - week * WEEK_MS + HOUR_MS]),
    );
  });

  it('are all whole hours of four weeks up to the samples, once, newest week first', () => {
    const all = weeks.flat();
    expect(all).toHaveLength(4 * 168 - 3);
    expect(new Set(all).size).toBe(all.length);
    expect(Math.max(...all) + HOUR_MS).toBeLessThanOrEqual(untilMs);
    expect(Math.max(...(weeks[0] ?? []))).toBe(Math.max(...all));
    for (const week of weeks) expect(week).toEqual(week.toSorted((a, b) => a - b));
  });

  it('leave out what was not recorded all through', () => {
    const gapMs = HOUR - 2 * WEEK_MS + 30 * 60_000;
    const spans = [
      { fromMs: 0, toMs: gapMs },
      { fromMs: gapMs + 1_000, toMs: NOW },
    ];
    expect(hourBatches(NOW, untilMs, spans)[0]).toEqual(first.filter((ms) => ms !== HOUR - 2 * WEEK_MS));
  });

  it('are gathered from moments, without the places that were silent', () => {
    const place = (factor: number): DemoPlace => ({
      cell: null,
      series: [seriesOf({ region: `r${factor}` }), seriesOf({ region: `s${factor}` })],
      read: ({ atMs }: FleetMoment) => (factor === 0 ? null : [atMs * factor, 1]),
    });
    const table = new HourTable([place(0), place(2)], [0, HOUR_MS]);
    expect(momentsOfHour(HOUR).every((ms) => ms >= HOUR && ms < HOUR + HOUR_MS)).toBe(true);
    for (const atMs of [1, 2, 6]) table.add(1, { atMs } as FleetMoment);
    const found = table.series();
    expect(found.map(({ series }) => series.region)).toEqual(['r2', 's2']);
    expect(table.series(1, 2)).toEqual(found);
    expect(table.series(0, 1)).toEqual([]);
    expect(found[0]).toMatchObject({
      startMs: Float64Array.of(HOUR_MS),
      min: Float64Array.of(2),
      max: Float64Array.of(12),
      sum: Float64Array.of(18),
      count: Float64Array.of(3),
    });
  });
});
