import type { JournalColumns } from './journal.ts';
import { lagSecondsOf } from './lag.ts';
import type { SampleColumns } from './protocol.ts';

/** Samples that wait for the worker at most: a minute at 10,000 a second. The oldest go first. */
export const MAX_QUEUED_SAMPLES = 600_000;
/** Samples of one message at most: bounds a transaction after a long wait. */
export const MAX_BATCH_SAMPLES = 200_000;
const BLOCK_SAMPLES = 8_192;

interface Block {
  readonly columns: SampleColumns;
  length: number;
}

/** Samples on their way to the worker, in blocks whose buffers can be transferred. */
export class SampleQueue {
  #blocks: Block[] = [];
  #count = 0;
  /** Samples that were dropped because the queue was full, since start. */
  dropped = 0;
  /** When the youngest dropped sample arrived, in whole seconds rounded up; null before the first. */
  droppedUntilMs: number | null = null;

  get count(): number {
    return this.#count;
  }

  /** Stamps are kept in whole milliseconds, the time until arrival in whole seconds. */
  push(handle: number, atMs: number, value: number, receivedAtMs: number): void {
    let block = this.#blocks.at(-1);
    if (block === undefined || block.length === block.columns.handle.length) block = this.#addBlock();
    const stamp = Math.round(atMs);
    block.columns.handle[block.length] = handle;
    block.columns.atMs[block.length] = stamp;
    block.columns.value[block.length] = value;
    block.columns.lagSeconds[block.length] = lagSecondsOf(stamp, receivedAtMs);
    block.length++;
    this.#count++;
  }

  pushColumns({ handle, atMs, value, receivedAtMs }: JournalColumns): void {
    for (let i = 0; i < handle.length; i++)
      this.push(handle[i] ?? 0, atMs[i] ?? 0, value[i] ?? 0, receivedAtMs[i] ?? Number.NaN);
  }

  /** The oldest samples, at most one batch of them; the queue no longer owns their buffers. */
  take(): SampleColumns[] {
    const taken: SampleColumns[] = [];
    let count = 0;
    while (count < MAX_BATCH_SAMPLES) {
      const block = this.#blocks.shift();
      if (block === undefined) break;
      const { handle, atMs, value, lagSeconds } = block.columns;
      taken.push({
        handle: handle.subarray(0, block.length),
        atMs: atMs.subarray(0, block.length),
        value: value.subarray(0, block.length),
        lagSeconds: lagSeconds.subarray(0, block.length),
      });
      count += block.length;
    }
    this.#count -= count;
    return taken;
  }

  /** Puts a refused batch back to the front. */
  giveBack(samples: readonly SampleColumns[]): void {
    this.#blocks.unshift(...samples.map((columns) => ({ columns, length: columns.handle.length })));
    this.#count += samples.reduce((sum, columns) => sum + columns.handle.length, 0);
    this.#dropOldest();
  }

  #addBlock(): Block {
    this.#dropOldest();
    const block = {
      columns: {
        handle: new Uint32Array(BLOCK_SAMPLES),
        atMs: new Float64Array(BLOCK_SAMPLES),
        value: new Float64Array(BLOCK_SAMPLES),
        lagSeconds: new Uint32Array(BLOCK_SAMPLES),
      },
      length: 0,
    };
    this.#blocks.push(block);
    return block;
  }

  #dropOldest(): void {
    while (this.#count + BLOCK_SAMPLES > MAX_QUEUED_SAMPLES) {
      const block = this.#blocks.shift();
      if (block === undefined) return;
      this.#count -= block.length;
      this.dropped += block.length;
      const last = block.length - 1;
      if (last >= 0)
        this.droppedUntilMs = block.columns.atMs[last]! + block.columns.lagSeconds[last]! * 1_000;
    }
  }
}
