import type { ByteReader } from './byte-buffer.ts';
import { type DecimalScheme, fromWhole } from './decimal.ts';
import { joinWords, readExceptions } from './double-column.ts';
import { type Guess, predictors, walk } from './predictor.ts';
import { createProbabilities, MAX_DIRECT_BITS, RangeDecoder } from './range-decoder.ts';

/*
 * The first format, which is read and no longer written: parameters of all columns first, then the misses of all of
 * them as one range-coded row. It knows no time of arrival.
 */
const LENGTH_BITS = 6;
/** Leading bits after the first one that had a model. */
const MODELLED_BITS = 2;

/** Contexts of one column; they learn while it is read. */
class Model {
  readonly zero: Uint16Array = createProbabilities(4);
  readonly sign: Uint16Array = createProbabilities(3);
  readonly length: Uint16Array = createProbabilities(1 << LENGTH_BITS);
  readonly mantissa: Uint16Array = createProbabilities(64 << MODELLED_BITS);
  zeros = 0;
  lastSign = 2;
}

interface ColumnHead extends Guess {
  readonly first: number;
  readonly divisor: number;
}

function readHead(head: ByteReader): ColumnHead {
  const first = head.signed();
  const divisor = head.varint();
  const predictor = predictors[head.byte()];
  if (predictor === undefined) throw new RangeError('it names an unknown predictor');
  const middle = predictor === 'middle' || predictor === 'average' ? head.signed() : 0;
  const step = predictor === 'line' ? head.double() : 0;
  return { first, divisor, predictor, middle, step };
}

function readMiss(coder: RangeDecoder, model: Model): number {
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

function readColumn(head: ColumnHead, coder: RangeDecoder, column: Float64Array): void {
  const model = new Model();
  walk(column.length, head, (i, predicted) => {
    const reduced = predicted + readMiss(coder, model);
    column[i] = head.first + reduced * head.divisor;
    return reduced;
  });
}

function openBody(head: ByteReader): RangeDecoder {
  const length = head.varint();
  if (head.offset + length !== head.bytes.length) throw new RangeError('its length does not add up');
  return new RangeDecoder(head.bytes, head.offset);
}

/** Fills the columns from what follows mode and count. Throws RangeError when the bytes are impossible. */
export function readFormat1(
  head: ByteReader,
  mode: 'decimal' | 'bits',
  atMs: Float64Array,
  value: Float64Array,
): void {
  const stampHead = readHead(head);
  if (mode === 'bits') {
    const [highHead, lowHead] = [readHead(head), readHead(head)];
    const coder = openBody(head);
    const low = new Float64Array(value.length);
    readColumn(stampHead, coder, atMs);
    readColumn(highHead, coder, value);
    readColumn(lowHead, coder, low);
    joinWords(value, low);
    return;
  }
  const scheme: DecimalScheme = { digits: head.byte(), shift: head.byte() };
  const exceptions = readExceptions(head, value.length);
  const wholeHead = readHead(head);
  const coder = openBody(head);
  readColumn(stampHead, coder, atMs);
  readColumn(wholeHead, coder, value);
  for (let i = 0; i < value.length; i++) value[i] = fromWhole(value[i] ?? 0, scheme);
  for (const [at, exception] of exceptions) value[at] = exception;
}
