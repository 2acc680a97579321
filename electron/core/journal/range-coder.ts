import { ByteWriter } from './byte-buffer.ts';

/*
 * An adaptive binary range coder in the manner of LZMA: every yes/no decision has a probability that
 * follows the data, so a column that hardly varies costs a few hundredths of a bit per sample and no
 * table has to be stored. That is what a general compressor cannot do for chunks of a kilobyte.
 */
const PROBABILITY_BITS = 12;
const EVEN = 1 << (PROBABILITY_BITS - 1);
const ONE = 1 << PROBABILITY_BITS;
/** How fast a probability follows: chunks are short, so faster than LZMA's 5. */
const ADAPT_SHIFT = 4;
const RENORMALISE_BELOW = 2 ** 24;
const TWO_32 = 2 ** 32;
const FLUSH_BYTES = 5;
/** Most bits that are coded without a model in one step. */
export const MAX_DIRECT_BITS = 8;

/** Probabilities of decisions, all even at first. */
export function createProbabilities(count: number): Uint16Array {
  return new Uint16Array(count).fill(EVEN);
}

export class RangeEncoder {
  #low = 0;
  #range = 0xffff_ffff;
  #cache = 0;
  #cacheSize = 1;
  readonly #out: ByteWriter = new ByteWriter();

  bit(probabilities: Uint16Array, index: number, bit: number): void {
    const probability = probabilities[index] ?? EVEN;
    const bound = (this.#range >>> PROBABILITY_BITS) * probability;
    if (bit === 0) {
      this.#range = bound;
      probabilities[index] = probability + ((ONE - probability) >> ADAPT_SHIFT);
    } else {
      this.#low += bound;
      this.#range -= bound;
      probabilities[index] = probability - (probability >> ADAPT_SHIFT);
    }
    this.#renormalise();
  }

  /** At most MAX_DIRECT_BITS bits that no model can predict. */
  direct(value: number, bits: number): void {
    this.#range >>>= bits;
    this.#low += value * this.#range;
    this.#renormalise();
  }

  finish(): Uint8Array {
    for (let i = 0; i < FLUSH_BYTES; i++) this.#shiftLow();
    const bytes = this.#out.finish();
    // The first byte is always 0, and the decoder reads zeros past the end.
    let end = bytes.length;
    while (end > 1 && bytes[end - 1] === 0) end--;
    return bytes.subarray(1, end);
  }

  #renormalise(): void {
    while (this.#range < RENORMALISE_BELOW) {
      this.#range = (this.#range << 8) >>> 0;
      this.#shiftLow();
    }
  }

  #shiftLow(): void {
    if (this.#low < 0xff00_0000 || this.#low >= TWO_32) {
      const carry = this.#low >= TWO_32 ? 1 : 0;
      let next = this.#cache;
      do {
        this.#out.byte((next + carry) & 0xff);
        next = 0xff;
      } while (--this.#cacheSize > 0);
      this.#cache = (this.#low >>> 24) & 0xff;
    }
    this.#cacheSize++;
    this.#low = (this.#low & 0xff_ffff) * 256;
  }
}

/** Reads what RangeEncoder wrote. Damaged input gives wrong numbers, never an error: check it before. */
export class RangeDecoder {
  readonly #bytes: Uint8Array;
  #offset: number;
  #code = 0;
  #range = 0xffff_ffff;

  constructor(bytes: Uint8Array, offset: number) {
    this.#bytes = bytes;
    this.#offset = offset;
    for (let i = 0; i < 4; i++) this.#code = this.#code * 256 + this.#next();
  }

  bit(probabilities: Uint16Array, index: number): number {
    const probability = probabilities[index] ?? EVEN;
    const bound = (this.#range >>> PROBABILITY_BITS) * probability;
    let bit = 0;
    if (this.#code < bound) {
      this.#range = bound;
      probabilities[index] = probability + ((ONE - probability) >> ADAPT_SHIFT);
    } else {
      bit = 1;
      this.#code -= bound;
      this.#range -= bound;
      probabilities[index] = probability - (probability >> ADAPT_SHIFT);
    }
    this.#renormalise();
    return bit;
  }

  direct(bits: number): number {
    this.#range >>>= bits;
    const value = Math.min(Math.floor(this.#code / this.#range), (1 << bits) - 1);
    this.#code -= value * this.#range;
    this.#renormalise();
    return value;
  }

  #renormalise(): void {
    while (this.#range < RENORMALISE_BELOW) {
      this.#range = (this.#range << 8) >>> 0;
      this.#code = ((this.#code << 8) | this.#next()) >>> 0;
    }
  }

  #next(): number {
    return this.#bytes[this.#offset++] ?? 0;
  }
}
