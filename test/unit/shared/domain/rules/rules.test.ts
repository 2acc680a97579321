import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Look, lookAt, type RuleReading } from '../../../../../shared/domain/rules/look.ts';
import { type Firing, type RecordedSeries, replay } from '../../../../../shared/domain/rules/replay.ts';
import type { RuleCondition } from '../../../../../shared/domain/rules/rule.ts';
import { advance, QUIET, type RuleRun } from '../../../../../shared/domain/rules/run.ts';
import { STORY_MS } from '../../../../builders/core.ts';

const above = (limit: number): RuleCondition => ({
  kind: 'threshold',
  signal: 'x',
  above: limit,
  below: null,
});
const reading = (value: number, overrides: Partial<RuleReading> = {}): RuleReading => ({
  value,
  atMs: STORY_MS,
  isFresh: true,
  answeringSinceMs: STORY_MS - 3_600_000,
  usual: null,
  ...overrides,
});
const look = (condition: RuleCondition, ...readings: readonly RuleReading[]): Look =>
  lookAt(condition, readings, STORY_MS - 3_600_000, STORY_MS + 60_000);

describe('a look at one place', () => {
  it('takes a limit for fine, what is beyond it for beyond, and what is not fresh for nothing', () => {
    expect(look(above(10), reading(10)).verdict).toBe('within');
    expect(look(above(10), reading(10.1))).toEqual({ verdict: 'beyond', value: 10.1, limit: 10 });
    expect(look(above(10), reading(99, { isFresh: false })).verdict).toBe('unknown');
    expect(look(above(10)).verdict).toBe('unknown');
    expect(look({ kind: 'threshold', signal: 'x', above: 10, below: 2 }, reading(1))).toMatchObject({
      limit: 2,
    });
  });

  it('names the worst of several sources, and believes one that is within only when no other is beyond', () => {
    expect(look(above(10), reading(1), reading(12), reading(20), reading(99, { isFresh: false }))).toEqual({
      verdict: 'beyond',
      value: 20,
      limit: 10,
    });
  });

  it('compares with what is usual in its direction, and says nothing where that is not known', () => {
    const usual = { low: 5, high: 9 };
    const deviation = (direction: 'above' | 'below' | 'either'): RuleCondition => ({
      kind: 'deviation',
      signal: 'x',
      direction,
    });
    expect(look(deviation('above'), reading(9.5, { usual }))).toMatchObject({ verdict: 'beyond', limit: 9 });
    expect(look(deviation('above'), reading(1, { usual })).verdict).toBe('within');
    expect(look(deviation('either'), reading(1, { usual }))).toMatchObject({ verdict: 'beyond', limit: 5 });
    expect(look(deviation('either'), reading(1)).verdict).toBe('unknown');
  });

  it('misses only what a source that answers, and has for long enough, does not report', () => {
    const absent: RuleCondition = { kind: 'absent', signal: 'x', afterMs: 60_000 };
    expect(look(absent, reading(1)).verdict).toBe('beyond');
    expect(look(absent, reading(1, { atMs: STORY_MS + 1 })).verdict).toBe('within');
    expect(look(absent, reading(1, { answeringSinceMs: null })).verdict).toBe('unknown');
    expect(look(absent, reading(1, { answeringSinceMs: STORY_MS + 1 })).verdict).toBe('unknown');
    expect(lookAt(absent, [reading(1)], STORY_MS + 1, STORY_MS + 60_000).verdict).toBe('unknown');
  });
});

const verdict = fc.constantFrom('beyond' as const, 'within' as const, 'unknown' as const);

describe('a run', () => {
  it('fires only after fresh data said so all the time of the wait, and ends only when fresh data says so', () => {
    fc.assert(
      fc.property(fc.array(verdict, { maxLength: 120 }), fc.nat({ max: 10 }), (verdicts, forSeconds) => {
        let run: RuleRun = QUIET;
        for (const [second, one] of verdicts.entries()) {
          const before = run;
          run = advance(
            run,
            forSeconds * 1_000,
            { verdict: one, value: second, limit: 0 },
            STORY_MS + second * 1_000,
          );
          const lately = verdicts.slice(Math.max(0, second - forSeconds), second + 1);
          const isHeld = lately.length > forSeconds && lately.every((each) => each === 'beyond');
          if (before.phase !== 'firing') expect(run.phase === 'firing').toBe(isHeld);
          else expect(run.phase).toBe(one === 'within' ? 'quiet' : 'firing');
          if (run.phase === 'firing') expect(run.isConfirmed).toBe(one === 'beyond');
          if (run.phase === 'pending') expect(one).toBe('beyond');
        }
      }),
    );
  });

  it('survives a clock that is set back', () => {
    const beyond: Look = { verdict: 'beyond', value: 1, limit: 0 };
    const pending = advance(QUIET, 60_000, beyond, STORY_MS);
    const back = advance(pending, 60_000, beyond, STORY_MS - 3_600_000);
    expect(advance(back, 60_000, beyond, STORY_MS - 3_600_000 + 60_000).phase).toBe('firing');
  });
});

const STALE_MS = 15_000;
const series = (points: readonly (readonly [second: number, value: number])[]): RecordedSeries => ({
  atMs: points.map(([second]) => STORY_MS + second * 1_000),
  value: points.map(([, value]) => value),
  staleAfterMs: STALE_MS,
  usualAt: () => ({ low: 0, high: 10 }),
});
const points = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.constantFrom(5, 15)), { maxLength: 60 })
  .map((list) => [...new Map(list)].toSorted(([a], [b]) => a - b));
const SPAN = { fromMs: STORY_MS, toMs: STORY_MS + 400_000 };

/** The same, looked at every millisecond it could matter: once a second, and a millisecond after. */
function live(condition: RuleCondition, forMs: number, all: readonly RecordedSeries[]): Firing[] {
  const firings: { fromMs: number; toMs: number | null }[] = [];
  let run: RuleRun = QUIET;
  for (let step = 0; step <= 800; step += 1) {
    const nowMs = SPAN.fromMs + Math.floor(step / 2) * 1_000 + (step % 2);
    if (nowMs > SPAN.toMs || all.every(({ atMs }) => (atMs[0] ?? Number.POSITIVE_INFINITY) > nowMs)) continue;
    const readings = all.flatMap(({ atMs, value, staleAfterMs, usualAt }) => {
      const index = Array.from(atMs).findLastIndex((at) => at <= nowMs);
      if (index === -1) return [];
      const isFresh = nowMs - atMs[index]! <= staleAfterMs;
      return [
        {
          value: value[index]!,
          atMs: atMs[index]!,
          isFresh,
          answeringSinceMs: SPAN.fromMs,
          usual: usualAt(nowMs),
        },
      ];
    });
    run = advance(run, forMs, lookAt(condition, readings, SPAN.fromMs, nowMs), nowMs);
    const last = firings.at(-1);
    const isOpen = last?.toMs === null;
    if (run.phase === 'firing' && !isOpen) firings.push({ fromMs: nowMs, toMs: null });
    if (run.phase !== 'firing' && isOpen) last.toMs = nowMs;
  }
  return firings;
}

describe('a replay over history', () => {
  const condition = fc.constantFrom<RuleCondition>(
    above(10),
    { kind: 'deviation', signal: 'x', direction: 'above' },
    { kind: 'absent', signal: 'x', afterMs: 30_000 },
  );

  it('fires exactly when the same rule, looked at all the time, would have', () => {
    let fired = 0;
    fc.assert(
      fc.property(condition, fc.nat({ max: 40 }), points, points, (one, forSeconds, first, second) => {
        const all = [series(first), series(second)];
        const forMs = one.kind === 'absent' ? 0 : forSeconds * 1_000;
        const found = replay({ condition: one, forMs }, all, [SPAN]);
        fired += found.length;
        expect(found).toEqual(live(one, forMs, all));
      }),
      { numRuns: 300 },
    );
    expect(fired).toBeGreaterThan(100);
  });

  it('takes nothing for absent while nothing was recorded', () => {
    const absent: RuleCondition = { kind: 'absent', signal: 'x', afterMs: 60_000 };
    const measured = series([
      [0, 1],
      [10, 1],
      [390, 1],
    ]);
    expect(replay({ condition: absent, forMs: 0 }, [measured], [SPAN])).toEqual([
      { fromMs: STORY_MS + 70_000, toMs: STORY_MS + 390_000 },
    ]);
    const spans = [
      { fromMs: STORY_MS, toMs: STORY_MS + 30_000 },
      { fromMs: STORY_MS + 380_000, toMs: STORY_MS + 400_000 },
    ];
    expect(replay({ condition: absent, forMs: 0 }, [measured], spans)).toEqual([]);
  });
});
