import type { Look } from './look.ts';

/** How one rule stands in one place. Plain data, replaced and never changed. */
export type RuleRun =
  | { readonly phase: 'quiet' }
  | {
      readonly phase: 'pending' | 'firing';
      /** Since when its condition has held. */
      readonly sinceMs: number;
      /** What decided when this phase began, and the limit it crossed. */
      readonly value: number | null;
      readonly limit: number | null;
      /** When fresh data last said that it holds. */
      readonly seenAtMs: number;
      /** False while nothing fresh says so, nor that it is over: it may be. */
      readonly isConfirmed: boolean;
    };

export const QUIET: RuleRun = { phase: 'quiet' };

/**
 * The run after one more look. What is beyond is pending until it has been for `forMs`, and fires from then on. Data that
 * is not fresh starts nothing and ends nothing: what was pending begins anew, what fires goes on unconfirmed.
 */
export function advance(run: RuleRun, forMs: number, look: Look, nowMs: number): RuleRun {
  if (look.verdict === 'within') return QUIET;
  if (look.verdict === 'unknown') {
    if (run.phase !== 'firing') return QUIET;
    return run.isConfirmed ? { ...run, isConfirmed: false } : run;
  }
  const { value, limit } = look;
  // A since that lies ahead was stamped by a clock that has been set back.
  const sinceMs = run.phase === 'quiet' ? nowMs : Math.min(run.sinceMs, nowMs);
  if (run.phase === 'firing') {
    // What fired before a restart knows no numbers.
    const numbers = run.value === null ? { value, limit } : {};
    return { ...run, ...numbers, sinceMs, seenAtMs: nowMs, isConfirmed: true };
  }
  if (nowMs - sinceMs >= forMs)
    return { phase: 'firing', sinceMs, value, limit, seenAtMs: nowMs, isConfirmed: true };
  if (run.phase === 'pending') return { ...run, sinceMs, seenAtMs: nowMs };
  return { phase: 'pending', sinceMs, value, limit, seenAtMs: nowMs, isConfirmed: true };
}
