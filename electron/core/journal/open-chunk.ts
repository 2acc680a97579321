import type { ChunkSamples } from './chunk-codec.ts';

const FIRST_CAPACITY = 16;

/**
 * The samples of one series that are not sealed yet, in order of time; those of one stamp in the order in which they
 * came. They are also in the tail table.
 */
export class OpenChunk {
  #atMs = new Float64Array(FIRST_CAPACITY);
  #value = new Float64Array(FIRST_CAPACITY);
  #lagSeconds = new Uint32Array(FIRST_CAPACITY);
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

  /** False when it holds this value of this moment already, as polling a slow source brings. */
  add(atMs: number, value: number, lagSeconds: number): boolean {
    let position = this.#count;
    if (position > 0 && this.#atMs[position - 1]! >= atMs) {
      position = this.#after(atMs);
      for (let i = position - 1; i >= 0 && this.#atMs[i] === atMs; i--)
        if (Object.is(this.#value[i], value)) return false;
    }
    if (this.#count === this.#atMs.length) this.#grow();
    if (position < this.#count)
      for (const column of [this.#atMs, this.#value, this.#lagSeconds])
        column.copyWithin(position + 1, position, this.#count);
    this.#atMs[position] = atMs;
    this.#value[position] = value;
    this.#lagSeconds[position] = lagSeconds;
    this.#count++;
    return true;
  }

  /**
   * Adds the samples `from` … `to` of columns one after the other; returns how many it did not hold already. What
   * history brings lies before what is there, and is moved in at once where it ascends.
   */
  addAll(samples: ChunkSamples, from: number, to: number): number {
    const { atMs, value, lagSeconds } = samples;
    let added = 0;
    for (let i = from; i < to; ) {
      const end = this.#insertRun(samples, i, to);
      added += end - i;
      if (end === i) {
        if (this.add(atMs[i]!, value[i]!, lagSeconds[i]!)) added++;
        i++;
      } else i = end;
    }
    return added;
  }

  /** Inserts those from `from` on that lie between two moments it holds; returns their end, or `from` when it is no run. */
  #insertRun({ atMs, value, lagSeconds }: ChunkSamples, from: number, to: number): number {
    const first = atMs[from]!;
    const position = this.#after(first);
    if (position > 0 && this.#atMs[position - 1] === first) return from;
    const limitMs = position < this.#count ? this.#atMs[position]! : Number.POSITIVE_INFINITY;
    let end = from + 1;
    while (end < to && atMs[end]! > atMs[end - 1]! && atMs[end]! < limitMs) end++;
    const length = end - from;
    if (length === 1) return from;
    while (this.#count + length > this.#atMs.length) this.#grow();
    for (const column of [this.#atMs, this.#value, this.#lagSeconds])
      column.copyWithin(position + length, position, this.#count);
    this.#atMs.set(atMs.subarray(from, end), position);
    this.#value.set(value.subarray(from, end), position);
    this.#lagSeconds.set(lagSeconds.subarray(from, end), position);
    this.#count += length;
    return end;
  }

  /** Views of the columns; valid until the next sample. */
  columns(): ChunkSamples {
    return {
      atMs: this.#atMs.subarray(0, this.#count),
      value: this.#value.subarray(0, this.#count),
      lagSeconds: this.#lagSeconds.subarray(0, this.#count),
    };
  }

  /** Where a sample of this moment belongs: behind those that are not later. */
  #after(atMs: number): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#atMs[middle]! <= atMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #grow(): void {
    const before = this.columns();
    const capacity = this.#atMs.length * 2;
    this.#atMs = new Float64Array(capacity);
    this.#value = new Float64Array(capacity);
    this.#lagSeconds = new Uint32Array(capacity);
    this.#atMs.set(before.atMs);
    this.#value.set(before.value);
    this.#lagSeconds.set(before.lagSeconds);
  }
}
