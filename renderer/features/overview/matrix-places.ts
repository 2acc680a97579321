import { type KeyPress, shortcutFor } from '../../shortcuts/match-shortcut.ts';
import { type MatrixLayout, NAME_WIDTH } from './matrix-model.ts';

/** Rows a page key moves. */
const PAGE_ROWS = 10;

/** Where a cell stands in the layout of now. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** A cell by what it is: rows change places while somebody reads, what they read does not. */
export interface Focus {
  readonly service: number;
  readonly region: number;
}

/** Where the focused cell stands now; the first one when nothing was focused or its row has left. */
export function placeOf(layout: MatrixLayout | null, focus: Focus | null): Place {
  if (layout === null || focus === null) return { row: 0, column: 0 };
  const row = layout.rows.findIndex(({ service }) => service === focus.service);
  const column = layout.columns.findIndex(({ region }) => region === focus.region);
  return { row: Math.max(0, row), column: Math.max(0, column) };
}

/** Where a key leads from a cell, or null for keys that do not move. */
export function keyTarget(press: KeyPress, at: Place, layout: MatrixLayout | null): Place | null {
  const last = { row: (layout?.rows.length ?? 1) - 1, column: (layout?.columns.length ?? 1) - 1 };
  switch (shortcutFor('matrix', press)) {
    case 'up':
      return { ...at, row: at.row - 1 };
    case 'down':
      return { ...at, row: at.row + 1 };
    case 'left':
      return { ...at, column: at.column - 1 };
    case 'right':
      return { ...at, column: at.column + 1 };
    case 'pageUp':
      return { ...at, row: at.row - PAGE_ROWS };
    case 'pageDown':
      return { ...at, row: at.row + PAGE_ROWS };
    case 'first':
      return { row: 0, column: 0 };
    case 'last':
      return last;
    case 'rowStart':
      return { ...at, column: 0 };
    case 'rowEnd':
      return { ...at, column: last.column };
    default:
      return null;
  }
}

/** Scrolls just far enough that a cell is not under the names or the head. */
export function reveal(host: HTMLElement | null, layout: MatrixLayout, at: Place): void {
  const row = layout.rows[at.row];
  const column = layout.columns[at.column];
  if (host === null || row === undefined || column === undefined) return;
  const room = { width: host.clientWidth - NAME_WIDTH, height: host.clientHeight - layout.headerHeight };
  if (row.y < host.scrollTop) host.scrollTop = row.y - 2;
  else if (row.y + row.height > host.scrollTop + room.height)
    host.scrollTop = row.y + row.height - room.height + 2;
  if (column.x < host.scrollLeft) host.scrollLeft = column.x - 4;
  else if (column.x + layout.cellWidth > host.scrollLeft + room.width)
    host.scrollLeft = column.x + layout.cellWidth - room.width + 4;
}
