import { describe, expect, it } from 'vitest';
import { barHeight } from '../../../../renderer/app/heartbeat-model.ts';
import {
  binHeight,
  edgeOf,
  runsOf,
  summaryOf,
  ticksOf,
  timeRanges,
  windowOf,
} from '../../../../renderer/app/time-bar-model.ts';

const nowMs = Date.UTC(2026, 8, 22, 14, 13, 36);

describe('the time bar', () => {
  it.each(timeRanges)('ends $text at the next edge of a bin and moves a bin at a time', (range) => {
    const { fromMs, toMs } = windowOf(range, nowMs);
    const binMs = range.ms / 180;
    expect(toMs - fromMs).toBe(range.ms);
    expect(toMs).toBeGreaterThanOrEqual(nowMs);
    expect(toMs - nowMs).toBeLessThan(binMs);
    expect(windowOf(range, toMs)).toEqual({ fromMs, toMs });
  });

  it('labels round moments', () => {
    const { fromMs, toMs } = windowOf(timeRanges[1], nowMs);
    expect(ticksOf(fromMs, toMs, 'UTC').map(({ text }) => text)).toEqual([
      '09:00',
      '10:00',
      '11:00',
      '12:00',
      '13:00',
      '14:00',
    ]);
    const week = windowOf(timeRanges[3], nowMs);
    expect(ticksOf(week.fromMs, week.toMs, 'UTC')[0]?.text).toBe('16 Sep');
  });

  it('says itself in words, gaps included', () => {
    const hour = 3_600_000;
    const runs = runsOf(['ok', 'ok', null, 'degraded', 'down', 'down'], nowMs - 6 * hour, nowMs);
    expect(runs.map(({ state }) => state)).toEqual(['ok', null, 'degraded', 'down']);
    expect(summaryOf(runs, 'the last 6 hours', 'UTC')).toBe(
      'In the last 6 hours: not recorded 10:13 to 11:13, degraded 11:13 to 12:13, down 12:13 to 14:13.',
    );
    expect(summaryOf(runsOf(['ok'], 0, 1), 'the last hour', 'UTC')).toBe(
      'Nothing worse than ok in the last hour.',
    );
  });

  it('keeps labels of ticks at the ends inside', () => {
    expect([0, 3, 50, 96, 99.7].map(edgeOf)).toEqual(['start', 'start', undefined, 'end', 'end']);
  });

  it('tells the worst state by height', () => {
    expect([binHeight('ok'), binHeight('degraded'), binHeight('down')]).toEqual([3, 11, 19]);
  });
});

describe('the heartbeat', () => {
  it('is a dot for nothing and never taller than its room', () => {
    expect(barHeight(0, 14)).toBe(1);
    expect(barHeight(Number.NaN, 14)).toBe(1);
    expect(barHeight(1, 14)).toBeGreaterThan(4);
    expect(barHeight(1e9, 14)).toBe(14);
  });
});
