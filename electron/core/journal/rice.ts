import type { BitWriter } from './bit-buffer.ts';
import { bitLength } from './predictor.ts';

/*
 * Golomb-Rice coding of whole numbers below 2^54: the quotient by a power of two as that many zeros and a one, then the
 * rest in as many bits as the power says. Windows of 32 bits are read at once, which is what makes it quick.
 */

/** Quotients from here on are written out: this many zeros, then the length of the number and its bits. */
const ESCAPE_ZEROS = 20;
const ESCAPE_MASK = (1 << ESCAPE_ZEROS) - 1;
const LENGTH_BITS = 6;
/** Largest parameter of a row of numbers. */
export const MAX_SHIFT = 31;
/** Up to here numbers that are not escaped fit in 31 bits. */
const SMALL_SHIFT = 26;
const TWO_32 = 2 ** 32;

/** Small numbers for small misses of either sign. */
export function zigzag(miss: number): number {
  return miss < 0 ? -miss * 2 - 1 : miss * 2;
}

/** Bits that the numbers take. */
function sizeOf(numbers: readonly number[], shift: number): number {
  const scale = 2 ** shift;
  let bits = 0;
  for (const number of numbers) {
    const quotient = Math.floor(number / scale);
    bits += quotient < ESCAPE_ZEROS ? quotient + 1 + shift : ESCAPE_ZEROS + LENGTH_BITS + bitLength(number);
  }
  return bits;
}

/** The parameter that takes the fewest bits, looked for around the mean. */
export function bestShift(numbers: readonly number[]): { readonly shift: number; readonly bits: number } {
  const mean = numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length);
  const middle = Math.min(MAX_SHIFT, Math.max(0, bitLength(Math.floor(mean * Math.LN2))));
  let best = { shift: middle, bits: Number.POSITIVE_INFINITY };
  for (let shift = Math.max(0, middle - 2); shift <= Math.min(MAX_SHIFT, middle + 1); shift++) {
    const bits = sizeOf(numbers, shift);
    if (bits < best.bits) best = { shift, bits };
  }
  return best;
}

/** Appends a number that is not negative. */
export function writeNumber(out: BitWriter, number: number, shift: number): void {
  const quotient = Math.floor(number / 2 ** shift);
  if (quotient < ESCAPE_ZEROS) {
    out.write(2 ** quotient, quotient + 1);
    out.write(number % 2 ** shift, shift);
    return;
  }
  const length = bitLength(number);
  out.write(0, ESCAPE_ZEROS);
  out.write(length, LENGTH_BITS);
  out.write(number % TWO_32, Math.min(length, 32));
  out.write(Math.floor(number / TWO_32), Math.max(0, length - 32));
}

/** Reads numbers of a row of bits. Wrong input gives wrong numbers, never an error: check it before. */
export class NumberReader {
  readonly #words: Int32Array;
  #at = 0;

  constructor(words: Int32Array) {
    this.#words = words;
  }

  /** `count` zigzagged numbers, told as misses, into the start of a column. */
  misses(into: Float64Array, count: number, shift: number): void {
    const words = this.#words;
    const mask = shift === 0 ? 0 : 0xffff_ffff >>> (32 - shift);
    // Whatever the quotient, such numbers fit in 31 bits: the loop below is all small integers then.
    const isSmall = shift <= SMALL_SHIFT;
    const scale = 2 ** shift;
    let at = this.#at;
    for (let i = 0; i < count; i++) {
      const index = at >>> 5;
      const window = (words[index]! >>> (at & 31)) | ((words[index + 1]! << 1) << (31 - (at & 31)));
      if ((window & ESCAPE_MASK) === 0) {
        this.#at = at;
        into[i] = missOf(this.#escaped());
        at = this.#at;
        continue;
      }
      const quotient = 31 - Math.clz32(window & -window);
      let low = (window >>> quotient) >>> 1;
      at += quotient + 1;
      if (quotient + 1 + shift > 32)
        low = (words[at >>> 5]! >>> (at & 31)) | ((words[(at >>> 5) + 1]! << 1) << (31 - (at & 31)));
      at += shift;
      if (isSmall) {
        const number = (quotient << shift) | (low & mask);
        into[i] = (number >>> 1) ^ -(number & 1);
      } else into[i] = missOf(quotient * scale + ((low & mask) >>> 0));
    }
    this.#at = at;
  }

  /** One number that is not negative. */
  number(shift: number): number {
    if ((this.#window() & ESCAPE_MASK) === 0) return this.#escaped();
    const window = this.#window();
    const quotient = 31 - Math.clz32(window & -window);
    this.#at += quotient + 1;
    return quotient * 2 ** shift + this.#bits(shift);
  }

  #escaped(): number {
    this.#at += ESCAPE_ZEROS;
    const length = this.#bits(LENGTH_BITS);
    const low = this.#bits(Math.min(length, 32));
    return low + this.#bits(Math.max(0, length - 32)) * TWO_32;
  }

  #bits(count: number): number {
    const value = count === 0 ? 0 : (this.#window() & (0xffff_ffff >>> (32 - count))) >>> 0;
    this.#at += count;
    return value;
  }

  #window(): number {
    const index = this.#at >>> 5;
    const shift = this.#at & 31;
    return ((this.#words[index] ?? 0) >>> shift) | (((this.#words[index + 1] ?? 0) << 1) << (31 - shift));
  }
}

/** The miss behind a zigzagged number. */
export function missOf(number: number): number {
  return number % 2 === 1 ? -(number + 1) / 2 : number / 2;
}
