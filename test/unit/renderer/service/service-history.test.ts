import { describe, expect, it } from 'vitest';
import { chartModel } from '../../../../renderer/charts/chart-model.ts';
import {
  chartSummary,
  gapsWithin,
  mergeGaps,
  pageTimes,
  seriesOf,
} from '../../../../renderer/features/service/service-history.ts';

const nowMs = Date.UTC(2026, 8, 22, 14, 13, 36);

const HOUR_MS = 3_600_000;

describe('the times of a page', () => {
  const window = { fromMs: nowMs - HOUR_MS + 4_000, toMs: nowMs + 4_000 };

  it('move in steps while live, so that the log is asked seldom', () => {
    const first = pageTimes({ mode: 'live' }, nowMs, window);
    expect(first.axis).toEqual(window);
    expect(first.asked).toEqual(first.shown);
    expect(pageTimes({ mode: 'live' }, nowMs + 1_000, window).asked).toEqual(first.asked);
    expect(nowMs - first.shown.toMs).toBeLessThan(5_000);
  });

  it('end at the moment of a cached picture', () => {
    const { axis, shown, asked } = pageTimes({ mode: 'cached', asOfMs: 7_200_001 }, nowMs, window);
    expect(shown).toEqual({ fromMs: 7_200_001 - HOUR_MS, toMs: 7_200_001 });
    expect([axis, asked]).toEqual([shown, shown]);
  });

  it('keep the window in the past: what is beyond the moment stays empty, and moving inside asks nothing', () => {
    const at = (atMs: number) =>
      pageTimes({ mode: 'past', atMs, knowledge: 'then', gap: null }, atMs, window);
    const first = at(nowMs - 600_000);
    expect(first.shown).toEqual({ fromMs: window.fromMs, toMs: nowMs - 600_000 });
    expect(first.axis).toEqual(window);
    expect(at(nowMs - 300_000).asked).toEqual(first.asked);
  });
});

const series = (sourceId: string, atMs: number[], value: number[]) => ({
  signal: 'latency_p95',
  region: 'eu-west-1',
  sourceId,
  unit: 'seconds' as const,
  atMs,
  value,
  filledLater: [],
});

it('draws the source that knows most, never an average', () => {
  const all = [series('thin', [1], [9]), series('dense', [1, 2, 3], [1, 2, 3])];
  expect(seriesOf(all, 'latency_p95', 'eu-west-1')?.sourceId).toBe('dense');
  expect(seriesOf(all, 'latency_p95', 'elsewhere')).toBeNull();
});

it('says what a chart shows, its holes included', () => {
  const at = Array.from({ length: 361 }, (_, index) => nowMs - 3_600_000 + index * 10_000);
  const kept = at.filter((one) => one < nowMs - 2_400_000 || one > nowMs - 2_100_000);
  const model = chartModel(
    [{ id: 'p95', atMs: kept, value: kept.map((one) => (one === nowMs ? 2.71 : 0.2)) }],
    {
      fromMs: nowMs - 3_600_000,
      toMs: nowMs,
    },
  );
  const words = chartSummary('Latency', model, ['p95'], 'seconds', 'UTC').replaceAll('\u00a0', ' ');
  expect(words).toBe('Latency: p95 2.71 s at 14:13, highest 2.71 s at 14:13; no values from 13:33 to 13:38.');
});

it('merges holes that touch', () => {
  const range = { fromMs: 0, toMs: 100 };
  expect(
    mergeGaps(
      [
        { fromMs: 40, toMs: 60 },
        { fromMs: -5, toMs: 10 },
        { fromMs: 55, toMs: 300 },
        { fromMs: 200, toMs: 300 },
      ],
      range,
    ),
  ).toEqual([
    { fromMs: 0, toMs: 10 },
    { fromMs: 40, toMs: 100 },
  ]);
});

it('keeps the reason of a hole that is known for a part of it', () => {
  const range = { fromMs: 0, toMs: 100 };
  const merged = mergeGaps(
    [
      { fromMs: 20, toMs: 45 },
      { fromMs: 30, toMs: 40, reason: 'the machine was asleep' },
      { fromMs: 60, toMs: 70 },
    ],
    range,
  );
  expect(merged).toEqual([
    { fromMs: 20, toMs: 45, reason: 'the machine was asleep' },
    { fromMs: 60, toMs: 70 },
  ]);
  const model = chartModel([{ id: 'a', atMs: [], value: [] }], range);
  expect(chartSummary('Traffic', model, ['rate'], 'none', 'UTC', merged)).toBe(
    'Traffic: rate has no values; not recorded from 00:00 to 00:00, the machine was asleep; no values from 00:00 to 00:00.',
  );
});

it('knows of gaps only as far as they had happened', () => {
  const gaps = [
    { fromMs: 10, toMs: 20, reason: 'closed' as const },
    { fromMs: 40, toMs: 90, reason: 'asleep' as const },
    { fromMs: 70, toMs: 80, reason: 'crashed' as const },
  ];
  expect(gapsWithin(gaps, { fromMs: 15, toMs: 60 })).toEqual([
    { fromMs: 15, toMs: 20, reason: 'closed' },
    { fromMs: 40, toMs: 60, reason: 'asleep' },
  ]);
});
