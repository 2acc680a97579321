import {
  codeOfHealthState,
  type HealthState,
  healthStateFromCode,
  isMeasured,
} from '../../../shared/domain/health-state.ts';
import { GrowableColumn, nanColumn } from './growable.ts';

/** A cell that was blind for no longer than this and is found as it was keeps its old since. */
export const SAME_STATE_MAX_BLIND_MS = 15 * 60_000;

const noData = codeOfHealthState('no_data');

/** A verdict on a cell. */
interface WrittenCell {
  readonly state: HealthState;
  readonly underneath: HealthState;
  readonly keySeries: number;
}

/** State of every cell, column-wise, with the tick at which each row last changed. */
export class CellTable {
  readonly state = new GrowableColumn((length) => new Uint8Array(length).fill(noData));
  readonly lastMeasuredState = new GrowableColumn((length) => new Uint8Array(length).fill(noData));
  readonly sinceMs = nanColumn();
  readonly keySeries = new GrowableColumn((length) => new Int32Array(length).fill(-1));
  readonly changedTick = new GrowableColumn((length) => new Uint32Array(length));
  /** What is measured under planned work; the state itself where none goes on. */
  private readonly underneath = new GrowableColumn((length) => new Uint8Array(length).fill(noData));
  /** Since when the last measured state held, and until when it was seen. */
  private readonly measuredSinceMs = nanColumn();
  private readonly measuredUntilMs = nanColumn();
  private length = 0;

  ensure(length: number): void {
    if (length <= this.length) return;
    this.length = length;
    for (const column of [this.state, this.lastMeasuredState, this.sinceMs, this.keySeries, this.changedTick])
      column.ensure(length);
    this.underneath.ensure(length);
    this.measuredSinceMs.ensure(length);
    this.measuredUntilMs.ensure(length);
  }

  stateOf(row: number): HealthState {
    return healthStateFromCode(this.state.array[row]!);
  }

  lastMeasuredStateOf(row: number): HealthState {
    return healthStateFromCode(this.lastMeasuredState.array[row]!);
  }

  /** Puts back what a snapshot knew; the cell itself counts as not yet seen. */
  restore(row: number, lastMeasured: HealthState, sinceMs: number, untilMs: number): void {
    this.lastMeasuredState.array[row] = codeOfHealthState(lastMeasured);
    // A state that was not current any more has no since to go on with.
    if (!isMeasured(lastMeasured) || Number.isNaN(sinceMs)) return;
    this.measuredSinceMs.array[row] = sinceMs;
    this.measuredUntilMs.array[row] = untilMs;
  }

  /** Takes over a row of another table; the key series is found again by the next evaluation. */
  copyRow(from: CellTable, fromRow: number, toRow: number, tick: number): void {
    for (const column of [
      'state',
      'underneath',
      'lastMeasuredState',
      'sinceMs',
      'measuredSinceMs',
      'measuredUntilMs',
    ] as const)
      this[column].array[toRow] = from[column].array[fromRow]!;
    this.changedTick.array[toRow] = tick;
  }

  /** Our own clock was set back: since and last seen keep their distance from now. */
  moveClock(deltaMs: number): void {
    for (let row = 0; row < this.length; row++) {
      this.sinceMs.array[row]! += deltaMs;
      this.measuredSinceMs.array[row]! += deltaMs;
      this.measuredUntilMs.array[row]! += deltaMs;
    }
  }

  /**
   * Writes a verdict.
   * @returns whether the state changed, or what is measured under it
   */
  write(row: number, { state, underneath, keySeries }: WrittenCell, nowMs: number, tick: number): boolean {
    const code = codeOfHealthState(state);
    const underneathCode = codeOfHealthState(underneath);
    const first = Number.isNaN(this.sinceMs.array[row]!);
    const entered = first || this.state.array[row] !== code;
    const changed = entered || this.underneath.array[row] !== underneathCode;
    if (entered) {
      this.sinceMs.array[row] = this.sinceOf(row, code, nowMs);
      this.state.array[row] = code;
    }
    this.underneath.array[row] = underneathCode;
    if (changed || this.keySeries.array[row] !== keySeries) {
      this.keySeries.array[row] = keySeries;
      this.changedTick.array[row] = tick;
    }
    if (isMeasured(underneath)) {
      const sinceMs =
        state === underneath ? this.sinceMs.array[row]! : this.sinceOf(row, underneathCode, nowMs);
      this.lastMeasuredState.array[row] = underneathCode;
      this.measuredSinceMs.array[row] = sinceMs;
      this.measuredUntilMs.array[row] = nowMs;
    }
    return changed;
  }

  private sinceOf(row: number, code: number, nowMs: number): number {
    const blindMs = nowMs - this.measuredUntilMs.array[row]!;
    const asBefore = this.lastMeasuredState.array[row] === code && blindMs <= SAME_STATE_MAX_BLIND_MS;
    return asBefore ? this.measuredSinceMs.array[row]! : nowMs;
  }
}
