import type { HourSummary } from '../../../shared/domain/baseline.ts';
import { quantileOfSorted } from '../../../shared/math/robust.ts';
import type { Buckets } from './roll-up.ts';
import { USUAL } from './tiers.ts';

/** Of the minutes of an hour this share lies outside the usual range on either side. */
const OUTSIDE_SHARE = 0.1;
/** Digits of the greatest value that are kept: nobody reads a band closer, and it takes a third of the room. */
const KEPT_DIGITS = 4;
/** Most minutes of an hour. */
const MAX_MINUTES = USUAL.stepMs / 60_000;

/** Scratch columns: an hour at a time is laid out in them. */
const columns = {
  min: new Float64Array(MAX_MINUTES),
  mean: new Float64Array(MAX_MINUTES),
  max: new Float64Array(MAX_MINUTES),
};

/** Buckets of the tier USUAL from ascending ones of the tier MINUTES: one per hour that has any. */
export function usualHours(minutes: Buckets): Buckets {
  const { startMs } = minutes;
  const hours: { readonly startMs: number; readonly lagSeconds: number; readonly of: HourSummary }[] = [];
  for (let from = 0, to = 0; from < startMs.length; from = to) {
    const hourMs = Math.floor(startMs[from]! / USUAL.stepMs) * USUAL.stepMs;
    let lagSeconds = 0;
    for (; to < startMs.length && startMs[to]! < hourMs + USUAL.stepMs; to++)
      lagSeconds = Math.max(lagSeconds, minutes.lagSeconds[to]!);
    hours.push({ startMs: hourMs, lagSeconds, of: summarise(minutes, from, to) });
  }
  return {
    startMs: Float64Array.from(hours, (hour) => hour.startMs),
    min: Float64Array.from(hours, ({ of }) => of.low),
    max: Float64Array.from(hours, ({ of }) => of.high),
    sum: Float64Array.from(hours, ({ of }) => of.median * of.minutes),
    count: Float64Array.from(hours, ({ of }) => of.minutes),
    lagSeconds: Float64Array.from(hours, (hour) => hour.lagSeconds),
  };
}

/** The hour a bucket of the tier USUAL tells of. */
export function hourOfBucket({ min, max, sum, count }: Buckets, i: number): HourSummary {
  const minutes = count[i]!;
  // A product divided again may be off by the last bit.
  const median = Math.min(max[i]!, Math.max(min[i]!, sum[i]! / minutes));
  return { low: min[i]!, median, high: max[i]!, minutes };
}

function summarise({ min, max, sum, count }: Buckets, from: number, to: number): HourSummary {
  const minutes = to - from;
  for (let i = 0; i < minutes; i++) {
    columns.min[i] = min[from + i]!;
    columns.mean[i] = sum[from + i]! / count[from + i]!;
    columns.max[i] = max[from + i]!;
  }
  const quantile = (column: Float64Array, q: number): number =>
    quantileOfSorted(column.subarray(0, minutes).toSorted(), q);
  const low = quantile(columns.min, OUTSIDE_SHARE);
  const high = quantile(columns.max, 1 - OUTSIDE_SHARE);
  const rounded = rounderFor(Math.max(Math.abs(low), Math.abs(high)));
  return {
    low: rounded(low),
    median: rounded(quantile(columns.mean, 0.5)),
    high: rounded(high),
    minutes,
  };
}

/** Rounds to the decimal place at which the greatest value keeps KEPT_DIGITS. */
function rounderFor(greatest: number): (value: number) => number {
  if (greatest === 0) return (value) => value;
  const places = KEPT_DIGITS - 1 - Math.floor(Math.log10(greatest));
  const power = 10 ** Math.abs(places);
  // Adding 0 turns a negative zero into a plain one.
  return places >= 0
    ? (value) => Math.round(value * power) / power + 0
    : (value) => Math.round(value / power) * power + 0;
}
