import type { AlertChanges } from '../domain/alert-changes.ts';
import type { Sections } from './sections.ts';

/** Changed rows of the series table, column-wise. Row numbers are positions in `catalogue.series`. */
export interface SeriesRows {
  readonly rows: Uint32Array;
  readonly value: Float64Array;
  readonly sampledAtMs: Float64Array;
  readonly receivedAtMs: Float64Array;
  /** Who vouches for the value, see domain/standing. */
  readonly standing: Uint8Array;
}

/** Changed rows of the cell table, column-wise. Row numbers are positions in `catalogue.cells`. */
export interface CellRows {
  readonly rows: Uint32Array;
  /** Wire code of the state, see domain/health-state. */
  readonly state: Uint8Array;
  /**
   * The last state that rested on a measurement. Equal to `state` while the cell is measured; otherwise what
   * was known before it could no longer be seen, and under planned work what is measured there. A CACHED picture
   * shows this one, dimmed and in the past tense.
   */
  readonly lastMeasuredState: Uint8Array;
  readonly sinceMs: Float64Array;
  /** The series row whose value stands in the cell, or -1. */
  readonly keySeries: Int32Array;
}

/** Recent history for sparklines, whole; full frames and steps through the past carry it. Layout as in domain/spark. */
export interface SparkBlock {
  readonly endBin: number;
  readonly values: Float32Array;
}

/**
 * What a client receives. A `full` frame stands alone; a `delta` applies to exactly the frame before it
 * (same epoch, seq one lower). The epoch changes when the catalogue does or the hub restarts.
 */
export interface Frame {
  readonly kind: 'full' | 'delta';
  readonly epoch: number;
  readonly seq: number;
  /** The hub's clock when the frame was made; clients read the time from it, not from their own clock. */
  readonly atMs: number;
  /** Batches received from sources since start, modulo 2^32: drives the heartbeat, no timer does. */
  readonly batches: number;
  readonly sections: Partial<Sections>;
  /**
   * What became of single alerts since the frame before. Absent when nothing did, and when `sections` carries all of
   * them: a storm changes some alerts ten times a second, and must not move the other ten thousand each time.
   */
  readonly alertChanges?: AlertChanges;
  readonly series: SeriesRows;
  readonly cells: CellRows;
  readonly spark: SparkBlock | null;
}

export const noCellRows: CellRows = {
  rows: new Uint32Array(0),
  state: new Uint8Array(0),
  lastMeasuredState: new Uint8Array(0),
  sinceMs: new Float64Array(0),
  keySeries: new Int32Array(0),
};
