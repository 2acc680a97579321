import type { ChunkSamples } from './chunk-codec.ts';
import { SampleBuffer } from './sample-buffer.ts';

const PAGE_SAMPLES = 1 << 18;

/**
 * Room for the samples of thousands of series, one after the other, in a few large pages: arrays of their own would keep
 * the machine busier than reading them. What `finish` gave out stays valid as long as somebody holds it.
 */
export class SampleArena {
  #page = createPage(PAGE_SAMPLES);
  /** Where the series begins; the place before it is kept for the sample before the range. */
  #start = 1;
  #end = 1;
  #hasBefore = false;
  #isAscending = true;
  readonly #sorter = new SampleBuffer();

  /** Begins the next series. */
  begin(): void {
    this.#start = this.#end + 1;
    this.#end = this.#start;
    this.#hasBefore = false;
    this.#isAscending = true;
    this.#reserve(0);
  }

  /** The last sample before the range that was taken. */
  get beforeMs(): number {
    return this.#hasBefore ? this.#page.atMs[this.#start - 1]! : Number.NEGATIVE_INFINITY;
  }

  /** Takes one sample of a piece as the last before the range, unless one was that is later or arrived later. */
  before({ atMs, value, lagSeconds }: ChunkSamples, index: number): void {
    const page = this.#page;
    const place = this.#start - 1;
    if (atMs[index]! < this.beforeMs) return;
    if (atMs[index] === this.beforeMs && lagSeconds[index]! < page.lagSeconds[place]!) return;
    this.#hasBefore = true;
    page.atMs[place] = atMs[index]!;
    page.value[place] = value[index]!;
    page.lagSeconds[place] = lagSeconds[index]!;
  }

  /** Adds the samples from position `start` to before `end` of an ascending piece. */
  add({ atMs, value, lagSeconds }: ChunkSamples, start: number, end: number): void {
    if (end <= start) return;
    this.#reserve(end - start);
    const page = this.#page;
    const at = this.#end;
    if (at > this.#start && atMs[start]! <= page.atMs[at - 1]!) this.#isAscending = false;
    if (end - start === 1) {
      page.atMs[at] = atMs[start]!;
      page.value[at] = value[start]!;
      page.lagSeconds[at] = lagSeconds[start]!;
    } else {
      page.atMs.set(atMs.subarray(start, end), at);
      page.value.set(value.subarray(start, end), at);
      page.lagSeconds.set(lagSeconds.subarray(start, end), at);
    }
    this.#end = at + end - start;
  }

  /** The series that was begun last: in order of time, one sample per stamp, the one received last. */
  finish(): ChunkSamples {
    if (!this.#isAscending) this.#sort();
    const start = this.#hasBefore ? this.#start - 1 : this.#start;
    return partOf(this.#page, start, this.#end);
  }

  #reserve(more: number): void {
    if (this.#end + more <= this.#page.atMs.length) return;
    const first = this.#start - 1;
    const count = this.#end - first;
    const part = partOf(this.#page, first, this.#end);
    const next = createPage(Math.max(PAGE_SAMPLES, (count + more) * 2));
    next.atMs.set(part.atMs);
    next.value.set(part.value);
    next.lagSeconds.set(part.lagSeconds);
    this.#page = next;
    this.#start = 1;
    this.#end = count;
  }

  #sort(): void {
    this.#sorter.clear();
    this.#sorter.add(partOf(this.#page, this.#start, this.#end));
    const sorted = this.#sorter.columns();
    this.#end = this.#start;
    this.#isAscending = true;
    this.add(sorted, 0, sorted.atMs.length);
  }
}

function createPage(capacity: number): ChunkSamples {
  return {
    atMs: new Float64Array(capacity),
    value: new Float64Array(capacity),
    lagSeconds: new Uint32Array(capacity),
  };
}

function partOf({ atMs, value, lagSeconds }: ChunkSamples, start: number, end: number): ChunkSamples {
  return {
    atMs: atMs.subarray(start, end),
    value: value.subarray(start, end),
    lagSeconds: lagSeconds.subarray(start, end),
  };
}
