import type { Interval } from './intervals.ts';

/** A place to go back to: what was appended after it can be taken away again. */
export interface IntervalMark {
  readonly length: number;
  readonly lastToMs: number;
}

/** Intervals appended in order of time, with running sums: the length inside any range costs two binary searches. */
export class IntervalIndex {
  #fromMs: number[] = [];
  #toMs: number[] = [];
  /** Length of all intervals before the one at this position. */
  #before: number[] = [];

  get count(): number {
    return this.#fromMs.length;
  }

  /** Appends [fromMs, toMs), which must not begin before the last one ends; what touches it is joined. */
  append(fromMs: number, toMs: number): void {
    if (toMs <= fromMs) return;
    const last = this.#fromMs.length - 1;
    const lastToMs = this.#toMs[last] ?? Number.NEGATIVE_INFINITY;
    if (fromMs < lastToMs)
      throw new RangeError(`An interval from ${fromMs} begins inside the one before it.`);
    if (fromMs === lastToMs) {
      this.#toMs[last] = toMs;
      return;
    }
    this.#before.push(last < 0 ? 0 : (this.#before[last] ?? 0) + lastToMs - (this.#fromMs[last] ?? 0));
    this.#fromMs.push(fromMs);
    this.#toMs.push(toMs);
  }

  /** Milliseconds of [fromMs, toMs) that lie in intervals. */
  totalMs(fromMs: number, toMs: number): number {
    return toMs <= fromMs ? 0 : this.#upTo(toMs) - this.#upTo(fromMs);
  }

  /** The parts of the intervals that lie in [fromMs, toMs). */
  within(fromMs: number, toMs: number): Interval[] {
    const found: Interval[] = [];
    for (let i = Math.max(0, this.#lastStartingBy(fromMs)); i < this.#fromMs.length; i++) {
      const start = Math.max(fromMs, this.#fromMs[i] ?? 0);
      const end = Math.min(toMs, this.#toMs[i] ?? 0);
      if ((this.#fromMs[i] ?? 0) >= toMs) break;
      if (end > start) found.push({ fromMs: start, toMs: end });
    }
    return found;
  }

  mark(): IntervalMark {
    return { length: this.#fromMs.length, lastToMs: this.#toMs.at(-1) ?? 0 };
  }

  /** Takes away what was appended since the mark. */
  rewind({ length, lastToMs }: IntervalMark): void {
    this.#fromMs.length = length;
    this.#toMs.length = length;
    this.#before.length = length;
    if (length > 0) this.#toMs[length - 1] = lastToMs;
  }

  /** Forgets intervals that end by `ms`. Marks taken before are void. */
  dropBefore(ms: number): void {
    const first = this.#toMs.findIndex((toMs) => toMs > ms);
    const drop = first < 0 ? this.#toMs.length : first;
    if (drop === 0) return;
    this.#fromMs = this.#fromMs.slice(drop);
    this.#toMs = this.#toMs.slice(drop);
    this.#before = this.#before.slice(drop);
  }

  #upTo(ms: number): number {
    const i = this.#lastStartingBy(ms);
    if (i < 0) return this.#before[0] ?? 0;
    return (this.#before[i] ?? 0) + Math.min(ms, this.#toMs[i] ?? 0) - (this.#fromMs[i] ?? 0);
  }

  #lastStartingBy(ms: number): number {
    let low = 0;
    let high = this.#fromMs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#fromMs[middle] ?? 0) <= ms) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
