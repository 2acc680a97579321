import { MAX_COLUMN_INTEGER } from './integer-column.ts';

/**
 * A way to write doubles as whole numbers: value = whole / 10^digits / 10^shift, each division rounded
 * as IEEE does. The second division reproduces what a change of unit did at the edge
 * (84.12 ms became 84.12 / 1000 s, which is not always the double nearest to 0.08412).
 */
export interface DecimalScheme {
  readonly digits: number;
  readonly shift: number;
}

const MAX_DIGITS = 12;
const SCORED_VALUES = 24;
const powers = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);

const schemes: readonly DecimalScheme[] = [0, 3, 2].flatMap((shift) =>
  Array.from({ length: MAX_DIGITS + 1 - shift }, (_, digits) => ({ digits, shift })),
);

/** The whole number behind a value, or NaN when the scheme cannot give back exactly these bits. */
export function toWhole(value: number, { digits, shift }: DecimalScheme): number {
  // Adding 0 turns a negative zero into a plain one, which then does not give back −0.
  const whole = Math.round(value * (powers[digits + shift] ?? 1)) + 0;
  if (Math.abs(whole) > MAX_COLUMN_INTEGER) return Number.NaN;
  return Object.is(fromWhole(whole, { digits, shift }), value) ? whole : Number.NaN;
}

export function fromWhole(whole: number, { digits, shift }: DecimalScheme): number {
  return whole / (powers[digits] ?? 1) / (powers[shift] ?? 1);
}

/** `fromWhole` for a column, in place. */
export function fromWholes(column: Float64Array, { digits, shift }: DecimalScheme): void {
  const first = powers[digits] ?? 1;
  const second = powers[shift] ?? 1;
  if (second === 1 && first === 1) return;
  if (second === 1) for (let i = 0; i < column.length; i++) column[i]! /= first;
  else for (let i = 0; i < column.length; i++) column[i] = column[i]! / first / second;
}

function misses(values: Float64Array, scheme: DecimalScheme, stride: number, limit: number): number {
  let count = 0;
  for (let i = 0; i < values.length && count < limit; i += stride)
    if (Number.isNaN(toWhole(values[i] ?? 0, scheme))) count++;
  return count;
}

/** The scheme that fits most values: judged on a sample first, then on all of them where needed. */
export function bestScheme(values: Float64Array): DecimalScheme {
  const stride = Math.max(1, Math.floor(values.length / SCORED_VALUES));
  const scored = schemes
    .map((scheme) => ({ scheme, missed: misses(values, scheme, stride, values.length) }))
    .toSorted((a, b) => a.missed - b.missed);
  const leastMissed = scored[0]?.missed ?? 0;
  let best = scored[0]?.scheme ?? { digits: 0, shift: 0 };
  let bestMissed = Number.POSITIVE_INFINITY;
  for (const { scheme, missed } of scored) {
    if (missed > leastMissed || bestMissed === 0) break;
    const all = misses(values, scheme, 1, bestMissed);
    if (all < bestMissed) {
      best = scheme;
      bestMissed = all;
    }
  }
  return best;
}
