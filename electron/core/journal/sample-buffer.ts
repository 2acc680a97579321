import type { ChunkSamples } from './chunk-codec.ts';

const FIRST_CAPACITY = 4_096;

/** Gathers pieces of one series; meant to be reused for the next. */
export class SampleBuffer {
  #atMs = new Float64Array(FIRST_CAPACITY);
  #value = new Float64Array(FIRST_CAPACITY);
  #lagSeconds = new Uint32Array(FIRST_CAPACITY);
  #count = 0;
  #isAscending = true;

  get count(): number {
    return this.#count;
  }

  clear(): void {
    this.#count = 0;
    this.#isAscending = true;
  }

  /** Adds the samples from position `start` to before `end`; the columns are copied. */
  add({ atMs, value, lagSeconds }: ChunkSamples, start = 0, end: number = atMs.length): void {
    if (end <= start) return;
    this.#reserve(end - start);
    const at = this.#count;
    const stamps = atMs.subarray(start, end);
    this.#atMs.set(stamps, at);
    this.#value.set(value.subarray(start, end), at);
    this.#lagSeconds.set(lagSeconds.subarray(start, end), at);
    this.#count += end - start;
    let last = at === 0 ? Number.NEGATIVE_INFINITY : this.#atMs[at - 1]!;
    for (const stamp of stamps) {
      if (stamp <= last) this.#isAscending = false;
      last = stamp;
    }
  }

  /** In order of time, one per stamp: the one received last. Views; valid until the next call. */
  columns(): ChunkSamples {
    if (!this.#isAscending) this.#sort();
    return {
      atMs: this.#atMs.subarray(0, this.#count),
      value: this.#value.subarray(0, this.#count),
      lagSeconds: this.#lagSeconds.subarray(0, this.#count),
    };
  }

  #reserve(more: number): void {
    if (this.#count + more <= this.#atMs.length) return;
    const capacity = Math.max(this.#count + more, this.#atMs.length * 2);
    const before = {
      atMs: this.#atMs.subarray(0, this.#count),
      value: this.#value.subarray(0, this.#count),
      lagSeconds: this.#lagSeconds.subarray(0, this.#count),
    };
    this.#atMs = new Float64Array(capacity);
    this.#value = new Float64Array(capacity);
    this.#lagSeconds = new Uint32Array(capacity);
    this.#atMs.set(before.atMs);
    this.#value.set(before.value);
    this.#lagSeconds.set(before.lagSeconds);
  }

  #sort(): void {
    const [atMs, value, lagSeconds] = [this.#atMs, this.#value, this.#lagSeconds];
    const order = Uint32Array.from({ length: this.#count }, (_, i) => i).toSorted(
      (a, b) => atMs[a]! - atMs[b]! || lagSeconds[a]! - lagSeconds[b]! || a - b,
    );
    const kept = order.filter((index, i) => i + 1 === order.length || atMs[index] !== atMs[order[i + 1]!]);
    this.#atMs = Float64Array.from(kept, (index) => atMs[index]!);
    this.#value = Float64Array.from(kept, (index) => value[index]!);
    this.#lagSeconds = Uint32Array.from(kept, (index) => lagSeconds[index]!);
    this.#count = kept.length;
    this.#isAscending = true;
  }
}

/** The first position, from `start` on, of an ascending column that holds at least this. */
export function firstAtLeast(atMs: Float64Array, ms: number, start = 0): number {
  let low = start;
  let high = atMs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (atMs[middle]! < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether every stamp is later than the one before it. */
export function isAscending(atMs: Float64Array): boolean {
  for (let i = 1; i < atMs.length; i++) if (atMs[i]! <= atMs[i - 1]!) return false;
  return true;
}

/** When each sample reached us, epoch milliseconds. */
export function receivedAtOf({ atMs, lagSeconds }: ChunkSamples): Float64Array {
  const receivedAtMs = new Float64Array(atMs.length);
  for (let i = 0; i < atMs.length; i++) receivedAtMs[i] = atMs[i]! + lagSeconds[i]! * 1_000;
  return receivedAtMs;
}
