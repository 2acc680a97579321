/*
 * The adaptive binary range coder, in the manner of LZMA, of the first chunk format: every yes/no decision has a
 * probability that follows the data. Only its reading half is left.
 */
const PROBABILITY_BITS = 12;
const EVEN = 1 << (PROBABILITY_BITS - 1);
const ONE = 1 << PROBABILITY_BITS;
/** How fast a probability follows: chunks are short, so faster than LZMA's 5. */
const ADAPT_SHIFT = 4;
const RENORMALISE_BELOW = 2 ** 24;
/** Most bits that were coded without a model in one step. */
export const MAX_DIRECT_BITS = 8;

/** Probabilities of decisions, all even at first. */
export function createProbabilities(count: number): Uint16Array {
  return new Uint16Array(count).fill(EVEN);
}

/** Damaged input gives wrong numbers, never an error: check it before. */
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
