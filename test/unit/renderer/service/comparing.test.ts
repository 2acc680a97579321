import { describe, expect, it } from 'vitest';
import { regionLines } from '../../../../renderer/features/service/regions-model.ts';
import { WEEK_MS, weekBefore, weekBeforeModel } from '../../../../renderer/features/service/week-before.ts';
import type { CommandReply } from '../../../../shared/contract/commands.ts';

type Series = CommandReply<'history'>['series'][number];
const NOW = 1_790_000_000_000;
const shown = { fromMs: NOW - 600_000, toMs: NOW };
const series = (parts: Partial<Series>): Series => ({
  signal: 'latency_p95',
  region: 'eu-west-1',
  sourceId: 'a',
  unit: 'seconds',
  atMs: [],
  value: [],
  filledLater: [],
  ...parts,
});

describe('the same time last week', () => {
  it('is moved to where it is compared, gaps and all', () => {
    const { fromMs, toMs } = weekBefore(shown);
    const steps = Array.from({ length: 61 }, (_, index) => fromMs + index * 10_000);
    const atMs = steps.filter((at) => at < fromMs + 200_000 || at > fromMs + 400_000);
    const model = weekBeforeModel(
      [series({ atMs, value: atMs.map(() => 1) })],
      'latency_p95',
      'eu-west-1',
      shown,
    );
    expect(toMs - fromMs).toBe(600_000);
    expect(model?.last).toEqual([{ atMs: NOW, value: 1 }]);
    expect(model?.gaps).toEqual([{ fromMs: fromMs + 190_000 + WEEK_MS, toMs: fromMs + 410_000 + WEEK_MS }]);
  });

  it('is nothing where the log holds nothing of it', () => {
    expect(weekBeforeModel([], 'latency_p95', 'eu-west-1', shown)).toBeNull();
    const other = series({ region: 'eu-west-2', atMs: [NOW - WEEK_MS], value: [1] });
    expect(weekBeforeModel([other], 'latency_p95', 'eu-west-1', shown)).toBeNull();
    const elsewhere = series({ atMs: [NOW], value: [1] });
    expect(weekBeforeModel([elsewhere], 'latency_p95', 'eu-west-1', shown)).toBeNull();
  });
});

describe('regions side by side', () => {
  const history = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((region, index) =>
    series({ region, atMs: [NOW - 1, NOW], value: [9, index] }),
  );

  it('draws the chosen one and the five slowest of the others, and says how many it leaves out', () => {
    const found = regionLines(history, 'latency_p95', 'b', (id) => id.toUpperCase());
    expect(found.regions).toEqual(['b', 'h', 'g', 'f', 'e', 'd']);
    expect(found.lines.map(({ label }) => label)).toEqual(['B', 'H', 'G', 'F', 'E', 'D']);
    expect(found.hiddenCount).toBe(2);
    expect(new Set(found.lines.map(({ color, dash }) => `${color} ${dash}`)).size).toBe(6);
  });

  it('has no line for what has no value', () => {
    const empty = series({ region: 'empty', atMs: [NOW], value: [Number.NaN] });
    expect(regionLines([...history.slice(0, 2), empty], 'latency_p95', 'z', (id) => id).regions).toEqual([
      'b',
      'a',
    ]);
  });
});
