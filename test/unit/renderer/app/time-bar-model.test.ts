import { describe, expect, it } from 'vitest';
import { barHeight } from '../../../../renderer/app/heartbeat-model.ts';
import {
  binAt,
  binHeight,
  countHeight,
  edgeOf,
  headWords,
  MAX_TIME_MARKS,
  momentAt,
  momentFacts,
  percentOf,
  roomyTicks,
  runsOf,
  summaryOf,
  type Timeline,
  ticksOf,
  timeMarks,
  timeRanges,
} from '../../../../renderer/app/time-bar-model.ts';
import { initialPlayback, windowOf } from '../../../../renderer/state/playback.ts';
import { annotation } from '../../../builders/annotations.ts';

const HOUR_MS = 3_600_000;
const nowMs = Date.UTC(2026, 8, 22, 14, 13, 36);
const at = (presentMs: number) => ({ presentMs, restMs: presentMs });
const timeline: Timeline = {
  fromMs: nowMs - 6 * HOUR_MS,
  toMs: nowMs,
  worst: ['ok', 'ok', null, 'degraded', 'down', 'down'],
  changes: [0, 0, 0, 2, 1, 0],
  alerts: [0, 0, 0, 1, 3, 0],
  gaps: [{ fromMs: nowMs - 4 * HOUR_MS, toMs: nowMs - 3 * HOUR_MS, reason: 'asleep' }],
  oldestMs: null,
};

describe('the time bar', () => {
  it.each(timeRanges)('ends $text at the next edge of a bin and moves a bin at a time', (range) => {
    const state = { ...initialPlayback, rangeMs: range.ms };
    const { fromMs, toMs } = windowOf(state, at(nowMs));
    const binMs = range.ms / 180;
    expect(toMs - fromMs).toBe(range.ms);
    expect(toMs).toBeGreaterThanOrEqual(nowMs);
    expect(toMs - nowMs).toBeLessThan(binMs);
    expect(windowOf(state, at(toMs))).toEqual({ fromMs, toMs });
  });

  it('labels round moments', () => {
    const { fromMs, toMs } = windowOf({ rangeMs: timeRanges[1].ms, windowToMs: null }, at(nowMs));
    expect(ticksOf(fromMs, toMs, nowMs, 'UTC').map(({ text }) => text)).toEqual([
      '09:00',
      '10:00',
      '11:00',
      '12:00',
      '13:00',
      '14:00',
    ]);
    const week = windowOf({ rangeMs: timeRanges[3].ms, windowToMs: null }, at(nowMs));
    expect(ticksOf(week.fromMs, week.toMs, nowMs, 'UTC')[0]?.text).toBe('16 Sep');
    const night = { fromMs: nowMs - 16 * HOUR_MS, toMs: nowMs - 10 * HOUR_MS };
    expect(ticksOf(night.fromMs, night.toMs, nowMs, 'UTC').map(({ text }) => text)).toEqual([
      '21 Sep 23:00',
      '22 Sep',
      '01:00',
      '02:00',
      '03:00',
      '04:00',
    ]);
  });

  it('leaves out labels a narrow strip has no room for, the same ones a minute later', () => {
    const texts = (laterMs: number, width: number) => {
      const fromMs = nowMs + laterMs - 6 * HOUR_MS;
      const ticks = ticksOf(fromMs, nowMs + laterMs, nowMs, 'UTC');
      return roomyTicks(ticks, 6 * HOUR_MS, width).map(({ text }) => text);
    };
    expect(texts(0, 800)).toHaveLength(6);
    expect(texts(0, 298)).toEqual(['10:00', '12:00', '14:00']);
    expect(texts(50 * 60_000, 298)).toEqual(['10:00', '12:00', '14:00']);
    expect(texts(0, 120)).toEqual(['09:00', '12:00']);
  });

  it('says itself in words, gaps with their reason', () => {
    expect(summaryOf(timeline, 'the last 6 hours', nowMs, 'UTC')).toBe(
      'In the last 6 hours: not recorded 10:13 to 11:13, the machine was asleep; degraded 11:13 to 12:13; down 12:13 to 14:13.',
    );
    const calm = { ...timeline, worst: ['ok' as const], gaps: [] };
    expect(summaryOf(calm, 'the last hour', nowMs, 'UTC')).toBe('Nothing worse than ok in the last hour.');
  });

  it('joins neighbours of one state', () => {
    expect(runsOf(timeline.worst, timeline.fromMs, nowMs).map(({ state }) => state)).toEqual([
      'ok',
      null,
      'degraded',
      'down',
    ]);
  });

  it('says what a moment holds', () => {
    const factsAt = (hours: number): string => momentFacts(timeline, nowMs - hours * HOUR_MS, nowMs, 'UTC');
    expect(factsAt(5.5)).toBe('ok');
    expect(factsAt(3.5)).toBe('not recorded 10:13 to 11:13, the machine was asleep');
    expect(factsAt(1.5)).toBe('down, 3 alerts, 1 change of state');
    expect(factsAt(7)).toBe('not recorded');
    expect(binAt(timeline, nowMs)).toBeNull();
    expect(headWords(null, timeline, nowMs, 'UTC')).toBe('Live, 14:13:36');
    expect(headWords(nowMs - 1.5 * HOUR_MS, timeline, nowMs, 'UTC')).toBe(
      '12:43:36, down, 3 alerts, 1 change of state',
    );
  });

  it('keeps every place inside the strip and every moment inside the window', () => {
    const window = { fromMs: nowMs - HOUR_MS, toMs: nowMs };
    expect([-1, 0, 0.5, 1, 2].map((share) => nowMs - momentAt(window, share))).toEqual([
      HOUR_MS,
      HOUR_MS,
      HOUR_MS / 2,
      0,
      0,
    ]);
    expect([-2, 0, 0.5, 1, 2].map((hours) => percentOf(window, window.fromMs + hours * HOUR_MS))).toEqual([
      0, 0, 50, 100, 100,
    ]);
  });

  it('marks each event once, the newest of many, and one that goes on from before at the edge', () => {
    const window = { fromMs: nowMs - HOUR_MS, toMs: nowMs };
    const deploy = annotation({ id: 'a', atMs: nowMs - 1_000, title: 'as told first' });
    const told = { ...deploy, title: 'as told later' };
    const goesOn = annotation({ id: 'b', kind: 'incident', atMs: window.fromMs - 60_000, endMs: nowMs });
    const over = annotation({ id: 'c', atMs: window.fromMs - 60_000 });
    expect(timeMarks([told], [deploy, goesOn, over], window)).toEqual([
      { annotation: goesOn, atMs: window.fromMs },
      { annotation: told, atMs: told.atMs },
    ]);
    const many = Array.from({ length: 100 }, (_, index) =>
      annotation({ id: `d${index}`, atMs: window.fromMs + index * 1_000 }),
    );
    const marks = timeMarks(many, [], window);
    expect(marks).toHaveLength(MAX_TIME_MARKS);
    expect(marks.at(-1)?.annotation.id).toBe('d99');
  });

  it('shows one and fits a thousand', () => {
    expect(countHeight(0, 5)).toBe(0);
    expect(countHeight(1, 5)).toBe(2);
    expect(countHeight(1_000, 5)).toBe(5);
  });

  it('keeps labels of ticks at the ends inside', () => {
    expect([0, 20, 400, 790, 800].map((x) => edgeOf(x, 800))).toEqual([
      'start',
      'start',
      undefined,
      'end',
      'end',
    ]);
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
