import type { Baseline } from '../../shared/domain/baseline.ts';
import { SPARK_BIN_MS } from '../../shared/domain/spark.ts';

/** What a series usually is in the hour that is shown, as it was learned. In the series' own unit. */
export interface Usual {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** How a value stands against its usual. */
export interface Deviation {
  /** 0.81 means 81 % above usual; negative is faster. */
  readonly share: number;
  readonly isFar: boolean;
  /** Start of the half minute since which it has been far; null when it is not, or began before what is remembered. */
  readonly sinceMs: number | null;
}

/** Far from normal: more than this share above usual … */
export const FAR_SHARE = 0.2;
/** … and at least this much in absolute terms: 2 ms on a 5 ms route is nobody's incident. */
export const FAR_SECONDS = 0.005;
/** The usual range is never narrower than this share of the usual value to either side. */
const MIN_RANGE_SHARE = 0.04;

/** A learned baseline as the map compares with it; null where none is known, or not yet. */
export function usualOf(baseline: Baseline | null): Usual | null {
  if (baseline?.kind !== 'known') return null;
  const { median, low, high } = baseline;
  const least = MIN_RANGE_SHARE * Math.abs(median);
  return {
    value: median,
    low: Math.min(low, Math.max(0, median - least)),
    high: Math.max(high, median + least),
  };
}

/**
 * Judges a value in seconds; only slower is far from normal. Pure.
 * @param recent the bins of its sparkline, oldest first; read only for what is far
 */
export function deviationOf(
  seconds: number,
  usual: Usual | null,
  recent: () => Float32Array,
  endBin: number,
): Deviation | null {
  if (usual === null || !(usual.value > 0)) return null;
  const isFar = isFarFrom(seconds, usual);
  return {
    share: seconds / usual.value - 1,
    isFar,
    sinceMs: isFar ? farSince(usual, recent(), endBin) : null,
  };
}

function isFarFrom(seconds: number, usual: Usual): boolean {
  return (
    seconds > usual.value * (1 + FAR_SHARE) && seconds - usual.value >= FAR_SECONDS && seconds > usual.high
  );
}

/**
 * Walks back from now while the bins are far; gaps are passed over but never counted as the start. Null: it began before
 * the first bin.
 */
function farSince(usual: Usual, bins: Float32Array, endBin: number): number | null {
  let first = endBin;
  for (let i = bins.length - 1; i >= 0; i--) {
    const value = bins[i] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    if (!isFarFrom(value, usual)) break;
    first = endBin - (bins.length - 1 - i);
  }
  return first === endBin - (bins.length - 1) ? null : first * SPARK_BIN_MS;
}
