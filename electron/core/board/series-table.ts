import {
  advanceSparkTable,
  createSparkTable,
  growSparkTable,
  recordSpark,
  SPARK_BINS,
  type SparkTable,
  sparkBinOf,
} from '../../../shared/domain/spark.ts';
import { GrowableColumn, nanColumn } from './growable.ts';

/** The latest value of every series, column-wise, with the tick at which each row last changed. */
export class SeriesTable {
  readonly value = nanColumn();
  readonly sampledAtMs = nanColumn();
  readonly receivedAtMs = nanColumn();
  /** 1 while the source answers without this series; the next sample clears it. */
  readonly absent = new GrowableColumn((length) => new Uint8Array(length));
  /** Publish tick of the last change; a client's delta is every row newer than its own tick. */
  readonly changedTick = new GrowableColumn((length) => new Uint32Array(length));
  readonly spark: SparkTable;
  length = 0;

  constructor(nowMs: number) {
    this.spark = createSparkTable(64, sparkBinOf(nowMs));
  }

  /** Adds an empty row and returns its number. */
  add(): number {
    const row = this.length++;
    for (const column of [this.value, this.sampledAtMs, this.receivedAtMs, this.absent, this.changedTick])
      column.ensure(this.length);
    if (this.length * SPARK_BINS > this.spark.values.length) growSparkTable(this.spark, this.length * 2);
    return row;
  }

  /**
   * Writes a newer sample. An older one than the row holds is dropped, so replays and reordered
   * messages cannot turn time back, unless the stamp it holds lies in our future: then the source's clock
   * was wrong, and waiting for it to come true would blind the row. Returns whether it was taken.
   */
  write(row: number, value: number, sampledAtMs: number, receivedAtMs: number, tick: number): boolean {
    const previous = this.sampledAtMs.array[row]!;
    if (sampledAtMs < previous && previous <= receivedAtMs) return false;
    this.value.array[row] = value;
    this.sampledAtMs.array[row] = sampledAtMs;
    this.receivedAtMs.array[row] = receivedAtMs;
    this.absent.array[row] = 0;
    this.changedTick.array[row] = tick;
    recordSpark(this.spark, row, value, Math.min(sampledAtMs, receivedAtMs));
    return true;
  }

  /** Moves the sparkline window to now, so that silence shows as a gap. */
  advance(nowMs: number): void {
    advanceSparkTable(this.spark, sparkBinOf(nowMs));
  }
}
