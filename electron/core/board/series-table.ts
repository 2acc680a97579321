import { ageMs } from '../../../shared/domain/freshness.ts';
import { holdNext, NOTHING_HELD } from '../../../shared/domain/hysteresis.ts';
import type { SignalRule } from '../../../shared/domain/limits.ts';
import { judge } from '../../../shared/domain/signal.ts';
import {
  advanceSparkTable,
  copySpark,
  createSparkTable,
  growSparkTable,
  recordSpark,
  SPARK_BINS,
  type SparkTable,
  sparkBinOf,
} from '../../../shared/domain/spark.ts';
import { standing } from '../../../shared/domain/standing.ts';
import { GrowableColumn, nanColumn } from './growable.ts';

/** What became of a sample: left out, the one that is there already, or one more measurement. */
type Taken = 'dropped' | 'again' | 'new';

/** The latest value of every series, column-wise, with the tick at which each row last changed. */
export class SeriesTable {
  readonly value = nanColumn();
  readonly sampledAtMs = nanColumn();
  readonly receivedAtMs = nanColumn();
  /** Who vouches for the value, see domain/standing; the next sample makes it `reported`. */
  readonly standing = new GrowableColumn((length) => new Uint8Array(length));
  /** What is held of a judged row, see domain/hysteresis. */
  readonly held = new GrowableColumn((length) => new Int32Array(length));
  /** The older clock of the last measurement within the limits. */
  readonly goodAtMs = nanColumn();
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
    for (const column of [
      this.value,
      this.sampledAtMs,
      this.receivedAtMs,
      this.standing,
      this.held,
      this.goodAtMs,
      this.changedTick,
    ])
      column.ensure(this.length);
    if (this.length * SPARK_BINS > this.spark.values.length) growSparkTable(this.spark, this.length * 2);
    return row;
  }

  /**
   * Writes a newer sample. An older one than the row holds is dropped, so replays and reordered
   * messages cannot turn time back, unless the stamp it holds lies in our future: then the source's clock
   * was wrong, and waiting for it to come true would blind the row. The same sample again is as old as when it
   * first came: a frozen exporter whose clock runs ahead must not look young for ever.
   * @returns whether it was taken, and whether it is a measurement of its own
   */
  write(row: number, value: number, sampledAtMs: number, receivedAtMs: number, tick: number): Taken {
    const previous = this.sampledAtMs.array[row]!;
    if (sampledAtMs < previous && previous <= receivedAtMs) return 'dropped';
    const taken = sampledAtMs === previous && value === this.value.array[row] ? 'again' : 'new';
    this.value.array[row] = value;
    this.sampledAtMs.array[row] = sampledAtMs;
    const firstReceivedAtMs = sampledAtMs === previous ? this.receivedAtMs.array[row]! : receivedAtMs;
    this.receivedAtMs.array[row] = firstReceivedAtMs;
    this.standing.array[row] = standing.reported;
    this.changedTick.array[row] = tick;
    recordSpark(this.spark, row, value, Math.min(sampledAtMs, firstReceivedAtMs));
    return taken;
  }

  /** Whether the source itself vouches for the value at a moment, and it is young enough. */
  isFreshAt(row: number, nowMs: number, staleAfterMs: number): boolean {
    if (this.standing.array[row] !== standing.reported) return false;
    return ageMs(this.sampledAtMs.array[row]!, this.receivedAtMs.array[row]!, nowMs) <= staleAfterMs;
  }

  /**
   * Our own clock was set back: the times of reception move with it, so that ages stay what they are. Without this
   * everything received before would count as just received until the clock is back where it was.
   */
  moveReceivedAt(deltaMs: number, nowMs: number, tick: number): void {
    for (let row = 0; row < this.length; row++) {
      this.receivedAtMs.array[row]! += deltaMs;
      this.goodAtMs.array[row]! += deltaMs;
      this.changedTick.array[row] = tick;
    }
    // Bins that lie ahead now would hide those that are to come.
    this.spark.values.fill(Number.NaN);
    this.spark.endBin = sparkBinOf(nowMs);
  }

  /**
   * Counts the measurement that a judged row holds now.
   * @param isContinued the one before it was fresh until it came; after a silence nothing is held any more
   */
  judgeRow(row: number, { direction, limits, confirm }: SignalRule, isContinued: boolean): void {
    const raw = judge(this.value.array[row]!, direction, limits);
    const before = isContinued ? this.held.array[row]! : NOTHING_HELD;
    this.held.array[row] = holdNext(before, raw, confirm);
    if (raw === 'ok')
      this.goodAtMs.array[row] = Math.min(this.sampledAtMs.array[row]!, this.receivedAtMs.array[row]!);
  }

  /** The limits changed: what was held by others means nothing, the value counts as it is. */
  rejudgeRow(row: number, rule: SignalRule | null): void {
    this.held.array[row] = NOTHING_HELD;
    this.goodAtMs.array[row] = Number.NaN;
    if (rule !== null && Number.isFinite(this.value.array[row]!)) this.judgeRow(row, rule, false);
  }

  /** Takes over a row of another table, as it is. */
  copyRow(from: SeriesTable, fromRow: number, toRow: number, tick: number): void {
    for (const column of ['value', 'sampledAtMs', 'receivedAtMs', 'standing', 'held', 'goodAtMs'] as const)
      this[column].array[toRow] = from[column].array[fromRow]!;
    this.changedTick.array[toRow] = tick;
    copySpark(from.spark, fromRow, this.spark, toRow);
  }

  /** Moves the sparkline window to now, so that silence shows as a gap. */
  advance(nowMs: number): void {
    advanceSparkTable(this.spark, sparkBinOf(nowMs));
  }
}
