import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import { isCanonicalSignal, signalDefinition, type Unit } from '../../../../shared/domain/signal.ts';

/** How values of one signal are brought to its unit, and which of them can be true at all. */
export interface SignalScale {
  readonly signal: string;
  readonly unit: Unit;
  /** Divided, not multiplied: 84 / 1000 is exactly 0.084. */
  readonly divisor: number;
  readonly min: number;
  readonly max: number;
}

interface SentUnit {
  readonly unit: Unit;
  readonly divisor: number;
}

const sentUnits: ReadonlyMap<string, SentUnit> = new Map<string, SentUnit>([
  ['s', { unit: 'seconds', divisor: 1 }],
  ['ms', { unit: 'seconds', divisor: 1e3 }],
  ['us', { unit: 'seconds', divisor: 1e6 }],
  ['seconds', { unit: 'seconds', divisor: 1 }],
  ['ratio', { unit: 'ratio', divisor: 1 }],
  ['percent', { unit: 'ratio', divisor: 100 }],
  ['per_second', { unit: 'per_second', divisor: 1 }],
  ['per_minute', { unit: 'per_second', divisor: 60 }],
  ['count', { unit: 'count', divisor: 1 }],
  ['bytes', { unit: 'bytes', divisor: 1 }],
  ['celsius', { unit: 'celsius', divisor: 1 }],
  ['none', { unit: 'none', divisor: 1 }],
]);

/** Shares of a whole: 99.5 here is a percentage in the wrong unit and would read as a green. */
const shares: ReadonlySet<string> = new Set(['availability', 'error_ratio', 'packet_loss', 'link_loss']);

/** Rates extrapolate, so a true share may come out a little above 1; it counts as 1. */
const SHARE_SLACK = 0.1;

/** Units that cannot be negative. */
const neverNegative: ReadonlySet<Unit> = new Set<Unit>(['seconds', 'ratio', 'per_second', 'bytes']);

/**
 * The scale of a signal.
 * @param sentUnit the unit values arrive in; the signal's own unit when absent
 * @param customUnit unit of a signal that is not canonical; otherwise the base of `sentUnit`
 * @returns an error sentence when the units do not measure the same thing
 */
export function signalScale(
  signal: string,
  sentUnit?: string,
  customUnit?: Unit,
): Result<SignalScale, string> {
  const sent = sentUnit === undefined ? undefined : sentUnits.get(sentUnit);
  if (sentUnit !== undefined && sent === undefined) {
    return err(`the unit "${sentUnit}" is not known; expected one of ${[...sentUnits.keys()].join(', ')}`);
  }
  const { unit } = signalDefinition(signal, customUnit ?? sent?.unit ?? 'none');
  if (sent !== undefined && sent.unit !== unit) {
    return err(`${signal} is measured in ${unit}, which ${sentUnit} cannot be converted to`);
  }
  const isShare = shares.has(signal);
  const canonicalFloor = isCanonicalSignal(signal) && neverNegative.has(unit) ? 0 : -Infinity;
  return ok({
    signal,
    unit,
    divisor: sent?.divisor ?? 1,
    min: isShare ? 0 : canonicalFloor,
    max: isShare ? 1 + SHARE_SLACK : Infinity,
  });
}

/** The value in the signal's unit; NaN when it is not finite or cannot be true. */
export function scaledValue(scale: SignalScale, raw: number): number {
  const value = raw / scale.divisor;
  if (!(value >= scale.min && value <= scale.max) || !Number.isFinite(value)) return Number.NaN;
  return scale.max !== Infinity && value > 1 ? 1 : value;
}

/** Says why `scaledValue` refused a value. */
export function refusalWords(scale: SignalScale, raw: number): string {
  if (Number.isNaN(raw)) return `${scale.signal} is NaN, which is not a value`;
  if (!Number.isFinite(raw)) return `${scale.signal} is infinite, which is not a value`;
  if (raw < 0) return `${scale.signal} cannot be negative, got ${raw}`;
  return `${scale.signal} must lie between 0 and 1, got ${raw / scale.divisor}; if it is sent in percent, say unit: percent`;
}
