const WORD_BITS = 32;

/** Appends bits, the lowest first, to a growing row of 32-bit words. Vigil runs on little-endian machines only. */
export class BitWriter {
  #words = new Int32Array(256);
  #bits = 0;

  /** The lowest `bits` (0 to 32) of a whole number below 2^32. */
  write(value: number, bits: number): void {
    const index = this.#bits >>> 5;
    const shift = this.#bits & 31;
    if (index + 2 > this.#words.length) {
      const grown = new Int32Array(this.#words.length * 2);
      grown.set(this.#words);
      this.#words = grown;
    }
    if (bits === 0) return;
    const word = bits === WORD_BITS ? value | 0 : value & ((1 << bits) - 1);
    this.#words[index]! |= word << shift;
    if (shift + bits > WORD_BITS) this.#words[index + 1] = word >>> (WORD_BITS - shift);
    this.#bits += bits;
  }

  /** What was written, in whole bytes. */
  finish(): Uint8Array {
    return new Uint8Array(this.#words.buffer, 0, Math.ceil(this.#bits / 8));
  }
}

/**
 * The bytes of a BitWriter as words that can be read one past their end.
 * @param room reused while it is large enough
 */
export function wordsOf(bytes: Uint8Array, room: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const needed = (bytes.length >>> 2) + 3;
  const words = needed <= room.length ? room : new Int32Array(needed * 2);
  words.fill(0, bytes.length >>> 2, needed);
  new Uint8Array(words.buffer).set(bytes);
  return words;
}
