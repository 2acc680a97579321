import type { ChunkSamples } from './chunk-codec.ts';
import { arrivalMs, lagSecondsOf } from './lag.ts';
import { SampleBuffer } from './sample-buffer.ts';

const PAGE_SAMPLES = 1 << 18;

/** Columns of one series within a page. */
export interface ArenaSamples {
  readonly atMs: Float64Array;
  readonly value: Float64Array;
  readonly receivedAtMs: Float64Array;
}

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
    const receivedAtMs = arrivalMs(atMs[index]!, lagSeconds[index]!);
    if (atMs[index]! < this.beforeMs) return;
    if (atMs[index] === this.beforeMs && receivedAtMs < page.receivedAtMs[place]!) return;
    this.#hasBefore = true;
    page.atMs[place] = atMs[index]!;
    page.value[place] = value[index]!;
    page.receivedAtMs[place] = receivedAtMs;
  }

  /** Adds the samples from position `start` to before `end` of an ascending piece. */
  add({ atMs, value, lagSeconds }: ChunkSamples, start: number, end: number): void {
    if (end <= start) return;
    this.#reserve(end - start);
    const page = this.#page;
    let at = this.#end;
    if (at > this.#start && atMs[start]! <= page.atMs[at - 1]!) this.#isAscending = false;
    if (end - start === 1) {
      page.atMs[at] = atMs[start]!;
      page.value[at] = value[start]!;
    } else {
      page.atMs.set(atMs.subarray(start, end), at);
      page.value.set(value.subarray(start, end), at);
    }
    for (let i = start; i < end; i++) page.receivedAtMs[at++] = arrivalMs(atMs[i]!, lagSeconds[i]!);
    this.#end = at;
  }

  /** The series that was begun last: in order of time, one sample per stamp, the one received last. */
  finish(): ArenaSamples {
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
    next.receivedAtMs.set(part.receivedAtMs);
    this.#page = next;
    this.#start = 1;
    this.#end = count;
  }

  #sort(): void {
    const { atMs, value, receivedAtMs } = partOf(this.#page, this.#start, this.#end);
    const lagSeconds = Uint32Array.from(atMs, (ms, i) => lagSecondsOf(ms, receivedAtMs[i]!));
    this.#sorter.clear();
    this.#sorter.add({ atMs, value, lagSeconds });
    const sorted = this.#sorter.columns();
    this.#end = this.#start;
    this.#isAscending = true;
    this.add(sorted, 0, sorted.atMs.length);
  }
}

function createPage(capacity: number): ArenaSamples {
  return {
    atMs: new Float64Array(capacity),
    value: new Float64Array(capacity),
    receivedAtMs: new Float64Array(capacity),
  };
}

function partOf({ atMs, value, receivedAtMs }: ArenaSamples, start: number, end: number): ArenaSamples {
  return {
    atMs: atMs.subarray(start, end),
    value: value.subarray(start, end),
    receivedAtMs: receivedAtMs.subarray(start, end),
  };
}
