/** A longer line is skipped: no exporter writes one, and it would have to be kept until it ends. */
export const MAX_LINE_BYTES = 65_536;

const FIRST_BYTES = 1_024;

/** The beginning of a line whose end has not come yet. Bounded: of a line that grows too long nothing is kept. */
export class UnfinishedLine {
  #kept = new Uint8Array(FIRST_BYTES);
  #length = 0;
  #isTooLong = false;

  /** There is a line that has begun and not ended. */
  get hasBegun(): boolean {
    return this.#length > 0 || this.#isTooLong;
  }

  /** It is longer than MAX_LINE_BYTES, and lost. */
  get isTooLong(): boolean {
    return this.#isTooLong;
  }

  /** What is kept of it; valid until the next call. */
  get bytes(): Uint8Array {
    return this.#kept.subarray(0, this.#length);
  }

  append(piece: Uint8Array): void {
    const needed = this.#length + piece.length;
    // The newline may come on top.
    if (this.#isTooLong || needed > MAX_LINE_BYTES + 1) {
      this.#isTooLong = true;
      this.#length = 0;
      return;
    }
    if (needed > this.#kept.length) {
      const larger = new Uint8Array(Math.max(needed, 2 * this.#kept.length));
      larger.set(this.bytes);
      this.#kept = larger;
    }
    this.#kept.set(piece, this.#length);
    this.#length = needed;
  }

  clear(): void {
    this.#length = 0;
    this.#isTooLong = false;
  }
}
