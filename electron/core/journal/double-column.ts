import type { ByteReader, ByteWriter } from './byte-buffer.ts';
import { bestScheme, type DecimalScheme, fromWholes, toWhole } from './decimal.ts';
import { decodeIntegers, encodeIntegers } from './integer-column.ts';

/*
 * Layout: u8 mode · 'decimal': u8 digits, u8 shift, varint exceptions, (varint distance, f64 value)…, column of whole
 * numbers · 'bits': columns of the high and the low words.
 */
const MODE_DECIMAL = 0;
const MODE_BITS = 1;
/** Above this share of values that are no decimals, their bits are stored instead. */
const MAX_EXCEPTION_SHARE = 0.125;
const TWO_32 = 2 ** 32;

/** Doubles as whole numbers; an exception repeats its neighbour and is stored apart. */
export interface Decimals {
  readonly scheme: DecimalScheme;
  readonly wholes: Float64Array;
  readonly exceptions: readonly number[];
}

/** Null: bits are smaller. */
export function toDecimals(value: Float64Array): Decimals | null {
  const scheme = bestScheme(value);
  const wholes = value.map((number) => toWhole(number, scheme));
  const exceptions: number[] = [];
  let last = wholes.find((whole) => !Number.isNaN(whole)) ?? 0;
  for (let i = 0; i < wholes.length; i++) {
    const whole = wholes[i] ?? Number.NaN;
    if (Number.isNaN(whole)) {
      exceptions.push(i);
      wholes[i] = last;
    } else last = whole;
  }
  return exceptions.length > value.length * MAX_EXCEPTION_SHARE ? null : { scheme, wholes, exceptions };
}

/**
 * Writes finite doubles without loss (−0 stays −0), at least one of them.
 * @param decimals what `toDecimals` made of them
 */
export function encodeDoubles(
  value: Float64Array,
  head: ByteWriter,
  decimals: Decimals | null = toDecimals(value),
): void {
  if (decimals === null) {
    const words = new Uint32Array(value.slice().buffer);
    const half = (which: 0 | 1) => Float64Array.from(value, (_, i) => words[i * 2 + which] ?? 0);
    head.byte(MODE_BITS);
    encodeIntegers(half(1), head);
    encodeIntegers(half(0), head);
    return;
  }
  head.byte(MODE_DECIMAL);
  head.byte(decimals.scheme.digits);
  head.byte(decimals.scheme.shift);
  head.varint(decimals.exceptions.length);
  let last = 0;
  for (const index of decimals.exceptions) {
    head.varint(index - last);
    head.double(value[index] ?? 0);
    last = index;
  }
  encodeIntegers(decimals.wholes, head);
}

/**
 * Fills the start of a column of `count` values, as far as there is room. Throws RangeError when the bytes are
 * impossible.
 */
export function decodeDoubles(head: ByteReader, value: Float64Array, count: number = value.length): void {
  const mode = head.byte();
  if (mode === MODE_BITS) {
    const low = new Float64Array(value.length);
    decodeIntegers(head, count, value, value.length);
    decodeIntegers(head, count, low, value.length);
    joinWords(value, low);
    return;
  }
  if (mode !== MODE_DECIMAL) throw new RangeError(`it names the unknown mode ${mode}`);
  const scheme: DecimalScheme = { digits: head.byte(), shift: head.byte() };
  const exceptions = readExceptions(head, count);
  decodeIntegers(head, count, value, value.length);
  fromWholes(value, scheme);
  for (const [at, exception] of exceptions) if (at < value.length) value[at] = exception;
}

/** Values that no decimal scheme gives back, by their position. */
export function readExceptions(head: ByteReader, count: number): readonly (readonly [number, number])[] {
  const exceptionCount = head.varint();
  if (exceptionCount > count) throw new RangeError('it has more exceptions than values');
  const exceptions: (readonly [number, number])[] = [];
  let index = 0;
  for (let i = 0; i < exceptionCount; i++) {
    index += head.varint();
    const value = head.double();
    if (index < count) exceptions.push([index, value]);
  }
  return exceptions;
}

const scratchDouble = new Float64Array(1);
const scratchWords = new Uint32Array(scratchDouble.buffer);

/** Doubles from the two 32-bit words of each, in place of the high ones; Vigil runs on little-endian machines only. */
export function joinWords(high: Float64Array, low: Float64Array): void {
  for (let i = 0; i < high.length; i++) {
    scratchWords[1] = (high[i] ?? 0) % TWO_32;
    scratchWords[0] = (low[i] ?? 0) % TWO_32;
    high[i] = scratchDouble[0] ?? 0;
  }
}
