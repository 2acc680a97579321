import { changedAlerts } from '../domain/alert-changes.ts';
import { emptyCatalogue } from '../domain/catalogue.ts';
import { codeOfHealthState } from '../domain/health-state.ts';
import { err, ok, type Result } from '../domain/result.ts';
import {
  createSparkTable,
  growSparkTable,
  recordSpark,
  SPARK_BINS,
  type SparkTable,
} from '../domain/spark.ts';
import type { CellRows, Frame, SeriesRows } from './frame.ts';
import type { Sections } from './sections.ts';

/** Latest value of every series, by row. NaN: never received. */
export interface SeriesTable {
  value: Float64Array;
  sampledAtMs: Float64Array;
  receivedAtMs: Float64Array;
  /** Who vouches for the value, see domain/standing. */
  standing: Uint8Array;
}

/** State of every cell, by row. */
export interface CellTable {
  state: Uint8Array;
  /** The last state that rested on a measurement; see CellRows. */
  lastMeasuredState: Uint8Array;
  sinceMs: Float64Array;
  keySeries: Int32Array;
}

/**
 * Everything a view can show at one moment: the fold of a full frame and the deltas after it.
 * Sections are immutable and replaced by reference; the tables are columns that are written in place,
 * so whoever draws from them looks at `revision`, not at identity.
 */
export interface Picture {
  readonly epoch: number;
  seq: number;
  atMs: number;
  batches: number;
  /** Grows with every applied frame. */
  revision: number;
  sections: Sections;
  readonly series: SeriesTable;
  readonly cells: CellTable;
  readonly spark: SparkTable;
}

export const emptySections: Sections = {
  moment: { mode: 'live' },
  catalogue: emptyCatalogue,
  sources: [],
  alerts: [],
  silences: [],
  storm: null,
  annotations: [],
  objectives: [],
  notices: [],
};

/** Why a delta cannot be applied; the remedy is always to ask for a full frame. */
export type FrameGap = { readonly kind: 'gap'; readonly message: string };

/** Folds one frame into a picture. A full frame starts a new picture; a delta changes `picture` in place. */
export function applyFrame(picture: Picture | null, frame: Frame): Result<Picture, FrameGap> {
  if (frame.kind === 'full') return fromFullFrame(frame, (picture?.revision ?? 0) + 1);
  if (picture === null) return gap('A delta arrived before any full frame.');
  if (picture.epoch !== frame.epoch) return gap(`The epoch changed from ${picture.epoch} to ${frame.epoch}.`);
  const expected = (picture.seq + 1) >>> 0;
  if (frame.seq !== expected) return gap(`Frame ${expected} is missing; ${frame.seq} arrived.`);
  const problem = rowProblem(frame, picture.series.value.length, picture.cells.state.length);
  if (problem !== null) return gap(problem);

  picture.seq = frame.seq;
  picture.atMs = frame.atMs;
  picture.batches = frame.batches;
  picture.revision += 1;
  picture.sections = sectionsAfter(picture.sections, frame);
  // A step through the past brings its own sparklines: time may have gone back, or on by more than a bin.
  if (frame.spark !== null) {
    if (frame.spark.values.length > picture.series.value.length * SPARK_BINS)
      return gap(sparkProblem(frame.spark.values.length, picture.series.value.length));
    picture.spark.endBin = frame.spark.endBin;
    picture.spark.values.fill(Number.NaN);
    picture.spark.values.set(frame.spark.values);
  }
  writeRows(picture, frame.series, frame.cells, frame.spark === null);
  return ok(picture);
}

/** The same object when the frame says nothing of sections: then nobody need look at them again. */
function sectionsAfter(sections: Sections, { sections: replaced, alertChanges }: Frame): Sections {
  const next = Object.keys(replaced).length === 0 ? sections : { ...sections, ...replaced };
  return alertChanges === undefined ? next : { ...next, alerts: changedAlerts(next.alerts, alertChanges) };
}

function sparkProblem(values: number, seriesCount: number): string {
  return `Sparklines for ${values / SPARK_BINS} of ${seriesCount} series.`;
}

function fromFullFrame(frame: Frame, revision: number): Result<Picture, FrameGap> {
  const sections = { ...emptySections, ...frame.sections };
  const seriesCount = sections.catalogue.series.length;
  const cellCount = sections.catalogue.cells.length;
  const problem = rowProblem(frame, seriesCount, cellCount);
  if (problem !== null) return gap(problem);
  if (frame.spark !== null && frame.spark.values.length > seriesCount * SPARK_BINS)
    return gap(sparkProblem(frame.spark.values.length, seriesCount));
  const spark = createSparkTable(seriesCount, frame.spark?.endBin ?? 0);
  if (frame.spark !== null) spark.values.set(frame.spark.values);
  growSparkTable(spark, seriesCount);
  const picture: Picture = {
    epoch: frame.epoch,
    seq: frame.seq,
    atMs: frame.atMs,
    batches: frame.batches,
    revision,
    sections,
    series: {
      value: new Float64Array(seriesCount).fill(Number.NaN),
      sampledAtMs: new Float64Array(seriesCount).fill(Number.NaN),
      receivedAtMs: new Float64Array(seriesCount).fill(Number.NaN),
      standing: new Uint8Array(seriesCount),
    },
    cells: {
      state: new Uint8Array(cellCount).fill(codeOfHealthState('no_data')),
      lastMeasuredState: new Uint8Array(cellCount).fill(codeOfHealthState('no_data')),
      sinceMs: new Float64Array(cellCount).fill(Number.NaN),
      keySeries: new Int32Array(cellCount).fill(-1),
    },
    spark,
  };
  writeRows(picture, frame.series, frame.cells, frame.spark === null);
  return ok(picture);
}

function gap(message: string): Result<never, FrameGap> {
  return err({ kind: 'gap', message });
}

/** Says what is wrong with the row numbers and codes of a frame, or null. */
function rowProblem(frame: Frame, seriesCount: number, cellCount: number): string | null {
  for (const row of frame.series.rows) if (row >= seriesCount) return `Series row ${row} of ${seriesCount}.`;
  for (const row of frame.cells.rows) if (row >= cellCount) return `Cell row ${row} of ${cellCount}.`;
  for (const code of frame.cells.state) if (code > 7) return `Cell state code ${code}.`;
  for (const code of frame.cells.lastMeasuredState) if (code > 7) return `Cell state code ${code}.`;
  for (const row of frame.cells.keySeries)
    if (row >= seriesCount || row < -1) return `Key series ${row} of ${seriesCount}.`;
  return null;
}

function writeRows(picture: Picture, series: SeriesRows, cells: CellRows, recordSparks = true): void {
  for (let i = 0; i < series.rows.length; i++) {
    const row = series.rows[i]!;
    picture.series.value[row] = series.value[i]!;
    picture.series.sampledAtMs[row] = series.sampledAtMs[i]!;
    picture.series.receivedAtMs[row] = series.receivedAtMs[i]!;
    picture.series.standing[row] = series.standing[i]!;
    // A source whose clock runs ahead must not push everybody's window into the future.
    const atMs = Math.min(series.sampledAtMs[i]!, series.receivedAtMs[i]!);
    if (recordSparks) recordSpark(picture.spark, row, series.value[i]!, atMs);
  }
  for (let i = 0; i < cells.rows.length; i++) {
    const row = cells.rows[i]!;
    picture.cells.state[row] = cells.state[i]!;
    picture.cells.lastMeasuredState[row] = cells.lastMeasuredState[i]!;
    picture.cells.sinceMs[row] = cells.sinceMs[i]!;
    picture.cells.keySeries[row] = cells.keySeries[i]!;
  }
}
