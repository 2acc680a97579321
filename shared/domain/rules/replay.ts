import type { TimeRange } from '../timeline.ts';
import { lookAt, type RuleReading } from './look.ts';
import type { Rule } from './rule.ts';
import { advance, QUIET, type RuleRun } from './run.ts';

/** What one source measured of a place, oldest first; columns of equal length. */
export interface RecordedSeries {
  readonly atMs: ArrayLike<number>;
  readonly value: ArrayLike<number>;
  /** A value says how it is for at most so long. */
  readonly staleAfterMs: number;
  /** What was usual at a moment; null where that is not known. */
  readonly usualAt: (atMs: number) => RuleReading['usual'];
}

/** One time a rule would have fired; null as its end: it still would. */
export interface Firing {
  readonly fromMs: number;
  readonly toMs: number | null;
}

/**
 * When a rule would have fired in one place, by the same code that judges it live, looked at whenever something could
 * change: with every sample, when one becomes stale, when a wait is over.
 * @param spans when anything was recorded, ascending and apart; outside nobody knows
 */
export function replay(
  rule: Pick<Rule, 'condition' | 'forMs'>,
  series: readonly RecordedSeries[],
  spans: readonly TimeRange[],
): readonly Firing[] {
  const firings: Firing[] = [];
  for (const span of spans) {
    const { firedAtMs, found } = replaySpan(rule, series, span);
    firings.push(...found);
    if (firedAtMs === null) continue;
    const isLast = span === spans.at(-1);
    firings.push({ fromMs: firedAtMs, toMs: isLast ? null : span.toMs });
  }
  return firings;
}

function replaySpan(
  { condition, forMs }: Pick<Rule, 'condition' | 'forMs'>,
  series: readonly RecordedSeries[],
  span: TimeRange,
): { readonly firedAtMs: number | null; readonly found: readonly Firing[] } {
  const next = series.map(({ atMs }) => firstFrom(atMs, span.fromMs));
  const found: Firing[] = [];
  let run: RuleRun = QUIET;
  let firedAtMs: number | null = null;
  let nowMs = span.fromMs;

  const look = (): void => {
    // What was never measured until then did not exist yet.
    if (!next.some((index) => index > 0)) return;
    const readings = series.flatMap(({ atMs, value, staleAfterMs, usualAt }, index) => {
      const last = (next[index] ?? 0) - 1;
      const at = atMs[last];
      if (at === undefined || at < span.fromMs) return [];
      const isFresh = nowMs - at <= staleAfterMs;
      return [
        { value: value[last] ?? 0, atMs: at, isFresh, answeringSinceMs: span.fromMs, usual: usualAt(nowMs) },
      ];
    });
    run = advance(run, forMs, lookAt(condition, readings, span.fromMs, nowMs), nowMs);
    if (run.phase === 'firing') firedAtMs ??= nowMs;
    else if (firedAtMs !== null) {
      found.push({ fromMs: firedAtMs, toMs: nowMs });
      firedAtMs = null;
    }
  };

  for (;;) {
    for (const [index, { atMs }] of series.entries())
      while ((atMs[next[index] ?? 0] ?? Number.POSITIVE_INFINITY) <= nowMs)
        next[index] = (next[index] ?? 0) + 1;
    look();
    const dueMs = nextLook(nowMs);
    if (dueMs > span.toMs) return { firedAtMs, found };
    nowMs = dueMs;
  }

  /** When something could next change. */
  function nextLook(afterMs: number): number {
    let dueMs = Number.POSITIVE_INFINITY;
    const consider = (atMs: number): void => {
      if (atMs > afterMs && atMs < dueMs) dueMs = atMs;
    };
    for (const [index, { atMs, staleAfterMs }] of series.entries()) {
      consider(atMs[next[index] ?? 0] ?? Number.POSITIVE_INFINITY);
      const last = atMs[(next[index] ?? 0) - 1];
      if (last === undefined) continue;
      consider(last + staleAfterMs + 1);
      if (condition.kind === 'absent') consider(last + condition.afterMs);
    }
    if (condition.kind === 'absent') consider(span.fromMs + condition.afterMs);
    if (run.phase === 'pending') consider(run.sinceMs + forMs);
    return dueMs;
  }
}

/** The first sample at or after a moment. */
function firstFrom(atMs: ArrayLike<number>, fromMs: number): number {
  let [low, high] = [0, atMs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((atMs[middle] ?? 0) < fromMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
