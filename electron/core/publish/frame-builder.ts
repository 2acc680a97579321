import type { CellRows, Frame, SeriesRows } from '../../../shared/contract/frame.ts';
import type { Sections } from '../../../shared/contract/sections.ts';
import { SPARK_BINS } from '../../../shared/domain/spark.ts';
import type { Board } from '../board/board.ts';
import type { SectionStamps } from './section-stamps.ts';

/** Rows of a column that changed after a tick. */
function changedRows(changedTick: Uint32Array, length: number, sinceTick: number): Uint32Array {
  let count = 0;
  for (let row = 0; row < length; row++) if (changedTick[row]! > sinceTick) count++;
  const rows = new Uint32Array(count);
  let next = 0;
  for (let row = 0; row < length; row++) if (changedTick[row]! > sinceTick) rows[next++] = row;
  return rows;
}

function pickF64(column: Float64Array, rows: Uint32Array): Float64Array {
  const picked = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) picked[i] = column[rows[i]!]!;
  return picked;
}

function seriesRows(board: Board, rows: Uint32Array): SeriesRows {
  const { value, sampledAtMs, receivedAtMs, standing } = board.series;
  const standings = new Uint8Array(rows.length);
  for (let i = 0; i < rows.length; i++) standings[i] = standing.array[rows[i]!]!;
  return {
    rows,
    value: pickF64(value.array, rows),
    sampledAtMs: pickF64(sampledAtMs.array, rows),
    receivedAtMs: pickF64(receivedAtMs.array, rows),
    standing: standings,
  };
}

function cellRows(board: Board, rows: Uint32Array): CellRows {
  const { cells } = board;
  const state = new Uint8Array(rows.length);
  const lastMeasuredState = new Uint8Array(rows.length);
  const keySeries = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    state[i] = cells.state.array[rows[i]!]!;
    lastMeasuredState[i] = cells.lastMeasuredState.array[rows[i]!]!;
    keySeries[i] = cells.keySeries.array[rows[i]!]!;
  }
  return { rows, state, lastMeasuredState, sinceMs: pickF64(cells.sinceMs.array, rows), keySeries };
}

/** The sections that changed after a tick, and all of them from tick 0. */
function changedSections(
  sections: SectionStamps,
  sinceTick: number,
): Pick<Frame, 'sections' | 'alertChanges'> {
  const isNew = ({ changedTick }: { readonly changedTick: number }): boolean =>
    sinceTick === 0 || changedTick > sinceTick;
  const { current } = sections;
  const changed = Object.entries(current).filter(([, section]) => isNew(section));
  const whole = Object.fromEntries(changed.map(([name, { value }]) => [name, value])) as Partial<Sections>;
  const alertChanges =
    sinceTick === 0 || !isNew(current.alerts) ? null : sections.alertChangesSince(sinceTick);
  if (alertChanges === null) return { sections: whole };
  const { alerts: _, ...others } = whole;
  return { sections: others, alertChanges };
}

/**
 * Everything that changed after `sinceTick`, as one delta; from tick 0 it is a full frame with sparklines.
 * Sequence number and epoch are the publisher's.
 */
export function buildFrame(
  board: Board,
  sections: SectionStamps,
  sinceTick: number,
  stamp: { readonly epoch: number; readonly seq: number; readonly atMs: number },
): Frame {
  const full = sinceTick === 0;
  const seriesCount = board.series.length;
  return {
    ...stamp,
    kind: full ? 'full' : 'delta',
    batches: board.batches >>> 0,
    ...changedSections(sections, sinceTick),
    series: seriesRows(board, changedRows(board.series.changedTick.array, seriesCount, sinceTick)),
    cells: cellRows(board, changedRows(board.cells.changedTick.array, board.names.cells.length, sinceTick)),
    spark: full
      ? {
          endBin: board.series.spark.endBin,
          values: board.series.spark.values.slice(0, seriesCount * SPARK_BINS),
        }
      : null,
  };
}
