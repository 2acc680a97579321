import type { ByteReader, ByteWriter } from './byte-buffer.ts';
import { createProbabilities, MAX_DIRECT_BITS, type RangeDecoder, type RangeEncoder } from './range-coder.ts';

/** Largest magnitude a column takes: two differences of such numbers are still exact doubles. */
export const MAX_COLUMN_INTEGER = 2 ** 49;

/** How the next number is guessed; only the miss is stored. The position is the stored code. */
const predictors = ['middle', 'previous', 'trend', 'average', 'line'] as const;
type Predictor = (typeof predictors)[number];

interface Guess {
  readonly predictor: Predictor;
  readonly middle: number;
  readonly step: number;
}

const AVERAGE_WEIGHT = 0.25;
const LENGTH_BITS = 6;
/** Leading bits after the first one that are worth a model. */
const MODELLED_BITS = 2;

/** Calls `visit` with the guess for each position; it answers with the number that is there. */
function walk(
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

function bitLength(magnitude: number): number {
  return magnitude < TWO_31 ? 32 - Math.clz32(magnitude) : 63 - Math.clz32(Math.floor(magnitude / TWO_31));
}
const TWO_31 = 2 ** 31;

function greatestCommonDivisor(values: Float64Array, first: number): number {
  let divisor = 0;
  for (const value of values) {
    let a = Math.abs(value - first);
    while (a !== 0) [a, divisor] = [divisor % a, a];
    if (divisor === 1) break;
  }
  return divisor === 0 ? 1 : divisor;
}

function bestGuess(values: Float64Array): Guess {
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

/** Contexts of one column; they learn while it is coded. */
class Model {
  readonly zero: Uint16Array = createProbabilities(4);
  readonly sign: Uint16Array = createProbabilities(3);
  readonly length: Uint16Array = createProbabilities(1 << LENGTH_BITS);
  readonly mantissa: Uint16Array = createProbabilities(64 << MODELLED_BITS);
  zeros = 0;
  lastSign = 2;
}

function encodeMiss(coder: RangeEncoder, model: Model, miss: number): void {
  const isZero = miss === 0 ? 1 : 0;
  coder.bit(model.zero, model.zeros, isZero);
  model.zeros = ((model.zeros << 1) | isZero) & 3;
  if (isZero === 1) return;
  const sign = miss < 0 ? 1 : 0;
  coder.bit(model.sign, model.lastSign, sign);
  model.lastSign = sign;
  const magnitude = Math.abs(miss);
  const length = bitLength(magnitude);
  let node = 1;
  for (let i = LENGTH_BITS - 1; i >= 0; i--) {
    const bit = (length >> i) & 1;
    coder.bit(model.length, node, bit);
    node = (node << 1) | bit;
  }
  let left = length - 1;
  let rest = magnitude - 2 ** left;
  let context = 1;
  for (let i = 0; i < MODELLED_BITS && left > 0; i++) {
    left--;
    const bit = rest >= 2 ** left ? 1 : 0;
    rest -= bit * 2 ** left;
    coder.bit(model.mantissa, (length << MODELLED_BITS) | context, bit);
    context = (context << 1) | bit;
  }
  while (left > 0) {
    const bits = Math.min(left, MAX_DIRECT_BITS);
    left -= bits;
    const piece = Math.floor(rest / 2 ** left);
    rest -= piece * 2 ** left;
    coder.direct(piece, bits);
  }
}

function decodeMiss(coder: RangeDecoder, model: Model): number {
  const isZero = coder.bit(model.zero, model.zeros);
  model.zeros = ((model.zeros << 1) | isZero) & 3;
  if (isZero === 1) return 0;
  const sign = coder.bit(model.sign, model.lastSign);
  model.lastSign = sign;
  let node = 1;
  for (let i = 0; i < LENGTH_BITS; i++) node = (node << 1) | coder.bit(model.length, node);
  const length = Math.max(1, node - (1 << LENGTH_BITS));
  let left = length - 1;
  let magnitude = 1;
  let context = 1;
  for (let i = 0; i < MODELLED_BITS && left > 0; i++) {
    left--;
    const bit = coder.bit(model.mantissa, (length << MODELLED_BITS) | context);
    magnitude = magnitude * 2 + bit;
    context = (context << 1) | bit;
  }
  while (left > 0) {
    const bits = Math.min(left, MAX_DIRECT_BITS);
    left -= bits;
    magnitude = magnitude * 2 ** bits + coder.direct(bits);
  }
  return sign === 1 ? -magnitude : magnitude;
}

/**
 * Writes whole numbers of at most MAX_COLUMN_INTEGER in magnitude (at least one of them):
 * parameters into `head`, the misses into `coder`.
 */
export function encodeIntegers(values: Float64Array, head: ByteWriter, coder: RangeEncoder): void {
  const first = values[0] ?? 0;
  const divisor = greatestCommonDivisor(values, first);
  const reduced = values.map((value) => (value - first) / divisor);
  const guess = bestGuess(reduced);
  head.signed(first);
  head.varint(divisor);
  head.byte(predictors.indexOf(guess.predictor));
  if (guess.predictor === 'middle' || guess.predictor === 'average') head.signed(guess.middle);
  if (guess.predictor === 'line') head.double(guess.step);
  const model = new Model();
  walk(reduced.length, guess, (i, predicted) => {
    const value = reduced[i] ?? 0;
    encodeMiss(coder, model, value - predicted);
    return value;
  });
}

/** Parameters of a column; read them for all columns before the first one is decoded. */
export interface IntegerColumnHead extends Guess {
  readonly first: number;
  readonly divisor: number;
}

/** Throws RangeError when the parameters are impossible. */
export function readIntegersHead(head: ByteReader): IntegerColumnHead {
  const first = head.signed();
  const divisor = head.varint();
  const predictor = predictors[head.byte()];
  if (predictor === undefined) throw new RangeError('it names an unknown predictor');
  const middle = predictor === 'middle' || predictor === 'average' ? head.signed() : 0;
  const step = predictor === 'line' ? head.double() : 0;
  return { first, divisor, predictor, middle, step };
}

export function decodeIntegers(head: IntegerColumnHead, count: number, coder: RangeDecoder): Float64Array {
  const values = new Float64Array(count);
  const model = new Model();
  walk(count, head, (i, predicted) => {
    const reduced = predicted + decodeMiss(coder, model);
    values[i] = head.first + reduced * head.divisor;
    return reduced;
  });
  return values;
}
