/** How the next number is guessed; only the miss is stored. The position is the stored code. */
export const predictors = ['middle', 'previous', 'trend', 'average', 'line'] as const;
type Predictor = (typeof predictors)[number];

export interface Guess {
  readonly predictor: Predictor;
  readonly middle: number;
  readonly step: number;
}

const AVERAGE_WEIGHT = 0.25;
const TWO_31 = 2 ** 31;

/** Calls `visit` with the guess for each position; it answers with the number that is there. */
export function walk(
  count: number,
  { predictor, middle, step }: Guess,
  visit: (index: number, guess: number) => number,
): void {
  // Numbers instead of names inside the loop: it runs for every sample.
  const [lastWeight, trendWeight, lineWeight] = [
    predictor === 'previous' || predictor === 'trend' ? 1 : 0,
    predictor === 'trend' ? 1 : 0,
    predictor === 'line' ? step : 0,
  ];
  const isAverage = predictor === 'average';
  const fixed = predictor === 'middle' ? middle : 0;
  let last = 0;
  let before = 0;
  let average = middle;
  for (let i = 0; i < count; i++) {
    const trend = i > 1 ? trendWeight * (last - before) : 0;
    const guess = isAverage
      ? Math.round(average)
      : fixed + lastWeight * last + trend + (lineWeight === 0 ? 0 : Math.round(i * lineWeight));
    const value = visit(i, guess);
    before = last;
    last = value;
    average += (value - average) * AVERAGE_WEIGHT;
  }
}

/** Turns misses into the numbers they stand for, in place. The same as `walk`, quickly. */
export function fromMisses(numbers: Float64Array, count: number, { predictor, middle, step }: Guess): void {
  switch (predictor) {
    case 'middle':
      for (let i = 0; i < count; i++) numbers[i]! += middle;
      return;
    case 'previous':
      for (let i = 1, last = numbers[0]!; i < count; i++) {
        last += numbers[i]!;
        numbers[i] = last;
      }
      return;
    case 'trend': {
      let last = numbers[0]!;
      let before = last;
      for (let i = 1; i < count; i++) {
        const value = numbers[i]! + last + (i > 1 ? last - before : 0);
        before = last;
        last = value;
        numbers[i] = value;
      }
      return;
    }
    case 'average': {
      let average = middle;
      for (let i = 0; i < count; i++) {
        const value = numbers[i]! + Math.round(average);
        average += (value - average) * AVERAGE_WEIGHT;
        numbers[i] = value;
      }
      return;
    }
    default:
      for (let i = 0; i < count; i++) numbers[i]! += Math.round(i * step);
  }
}

export function bitLength(magnitude: number): number {
  return magnitude < TWO_31 ? 32 - Math.clz32(magnitude) : 63 - Math.clz32(Math.floor(magnitude / TWO_31));
}

export function greatestCommonDivisor(values: Float64Array, first: number): number {
  let divisor = 0;
  for (const value of values) {
    let a = Math.abs(value - first);
    while (a !== 0) [a, divisor] = [divisor % a, a];
    if (divisor === 1) break;
  }
  return divisor === 0 ? 1 : divisor;
}

/** The guess whose misses take the fewest bits. */
export function bestGuess(values: Float64Array): Guess {
  let sum = 0;
  for (const value of values) sum += value;
  const middle = Math.round(sum / values.length);
  const step = values.length > 1 ? (values.at(-1) ?? 0) / (values.length - 1) : 0;
  let best: Guess = { predictor: 'previous', middle, step };
  let bestCost = Number.POSITIVE_INFINITY;
  for (const predictor of predictors) {
    let cost = 0;
    walk(values.length, { predictor, middle, step }, (i, guess) => {
      const value = values[i] ?? 0;
      cost += bitLength(Math.abs(value - guess));
      return value;
    });
    if (cost < bestCost) {
      bestCost = cost;
      best = { predictor, middle, step };
    }
  }
  return best;
}
