import { assertNever } from '../assert-never.ts';
import type { RuleCondition } from './rule.ts';

/** What one source measures of a place, as a rule sees it. */
export interface RuleReading {
  readonly value: number;
  /** The older of both clocks: when it was surely true. */
  readonly atMs: number;
  /** Young enough to say how it is now. */
  readonly isFresh: boolean;
  /** Since when its source has answered without a break; null while it does not, which is told by itself. */
  readonly answeringSinceMs: number | null;
  /** Between what it usually stays in this hour; null while that is not known. */
  readonly usual: { readonly low: number; readonly high: number } | null;
}

/** What a rule sees of one place at a moment. */
export interface Look {
  /** `unknown`: nothing fresh says. Then nothing begins to fire, and nothing is over either. */
  readonly verdict: 'beyond' | 'within' | 'unknown';
  /** What decided, where a measurement did. */
  readonly value: number | null;
  /** The limit that is crossed; null where none is. */
  readonly limit: number | null;
}

const UNKNOWN: Look = { verdict: 'unknown', value: null, limit: null };
const WITHIN: Look = { verdict: 'within', value: null, limit: null };

/**
 * Judges one place. Where several sources measure it, one that is beyond the limit is enough: that they disagree is
 * told by itself. Only what is fresh counts.
 * @param listeningSinceMs since when anything could have been heard at all
 */
export function lookAt(
  condition: RuleCondition,
  readings: readonly RuleReading[],
  listeningSinceMs: number,
  nowMs: number,
): Look {
  switch (condition.kind) {
    case 'threshold':
      return lookAtLimits(readings, () => ({ low: condition.below, high: condition.above }));
    case 'own':
      return lookAtLimits(readings, () => ({ low: null, high: condition.above }));
    case 'deviation': {
      const { direction } = condition;
      const known = readings.filter(({ usual }) => usual !== null);
      return lookAtLimits(known, ({ usual }) => ({
        low: direction === 'above' || usual === null ? null : usual.low,
        high: direction === 'below' || usual === null ? null : usual.high,
      }));
    }
    case 'absent':
      return lookForAbsence(condition.afterMs, readings, listeningSinceMs, nowMs);
    default:
      return assertNever(condition);
  }
}

interface Limits {
  readonly low: number | null;
  readonly high: number | null;
}

function lookAtLimits(readings: readonly RuleReading[], limitsOf: (reading: RuleReading) => Limits): Look {
  let worst: { readonly look: Look; readonly excess: number } | null = null;
  let hasFresh = false;
  for (const reading of readings) {
    if (!reading.isFresh) continue;
    hasFresh = true;
    const { low, high } = limitsOf(reading);
    const { value } = reading;
    const limit = high !== null && value > high ? high : low !== null && value < low ? low : null;
    if (limit === null) continue;
    const excess = Math.abs(value - limit);
    if (worst === null || excess > worst.excess)
      worst = { look: { verdict: 'beyond', value, limit }, excess };
  }
  return worst?.look ?? (hasFresh ? WITHIN : UNKNOWN);
}

function lookForAbsence(
  afterMs: number,
  readings: readonly RuleReading[],
  listeningSinceMs: number,
  nowMs: number,
): Look {
  let isUnknown = nowMs - listeningSinceMs < afterMs;
  for (const { atMs, answeringSinceMs } of readings) {
    if (nowMs - atMs < afterMs) return WITHIN;
    // While its source does not answer, or has only just come back, nobody knows what it would have said.
    if (answeringSinceMs === null || nowMs - answeringSinceMs < afterMs) isUnknown = true;
  }
  return isUnknown ? UNKNOWN : { verdict: 'beyond', value: null, limit: null };
}
