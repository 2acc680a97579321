import { isMeasured } from '../../../shared/domain/health-state.ts';
import { CellTable } from '../board/cell-table.ts';
import type { Transition } from '../journal/journal.ts';

/**
 * Brings a fresh row of a cell table to where the log had it at a moment, by the same writing as live: each state held
 * until the next one came.
 */
export function replayCell(
  cells: CellTable,
  row: number,
  transitions: readonly Transition[],
  atMs: number,
): Transition | null {
  let last: Transition | null = null;
  for (const transition of transitions) {
    if (transition.atMs > atMs) break;
    if (last !== null && isMeasured(last.underneath ?? last.state))
      cells.write(row, writtenOf(last), transition.atMs, 0);
    cells.write(row, writtenOf(transition), transition.atMs, 0);
    last = transition;
  }
  return last;
}

function writtenOf({ state, underneath = state }: Transition) {
  return { state, underneath, keySeries: -1 };
}
