const FIRST_CAPACITY = 16;

/** The samples of one series that are not sealed yet, in arrival order. They are also in the tail table. */
export class OpenChunk {
  #atMs = new Float64Array(FIRST_CAPACITY);
  #value = new Float64Array(FIRST_CAPACITY);
  #count = 0;
  /** When the first of them was committed; the chunk is sealed some minutes later at the latest. */
  readonly openedAtMs: number;
  /** The tail batch of the first of them. */
  readonly firstTail: number;

  constructor(openedAtMs: number, firstTail: number) {
    this.openedAtMs = openedAtMs;
    this.firstTail = firstTail;
  }

  get count(): number {
    return this.#count;
  }

  /** False when it only repeats the last sample, as polling a slow source does. */
  append(atMs: number, value: number): boolean {
    const last = this.#count - 1;
    if (last >= 0 && this.#atMs[last] === atMs && Object.is(this.#value[last], value)) return false;
    if (this.#count === this.#atMs.length) {
      const capacity = this.#count * 2;
      const stamps = new Float64Array(capacity);
      stamps.set(this.#atMs);
      const values = new Float64Array(capacity);
      values.set(this.#value);
      this.#atMs = stamps;
      this.#value = values;
    }
    this.#atMs[this.#count] = atMs;
    this.#value[this.#count] = value;
    this.#count++;
    return true;
  }

  /** Views of the columns; valid until the next append. */
  columns(): { readonly atMs: Float64Array; readonly value: Float64Array } {
    return { atMs: this.#atMs.subarray(0, this.#count), value: this.#value.subarray(0, this.#count) };
  }
}
