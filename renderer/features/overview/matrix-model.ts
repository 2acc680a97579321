import type { Catalogue, Region } from '../../../shared/domain/catalogue.ts';
import { type HealthState, needsAttention } from '../../../shared/domain/health-state.ts';
import { compareRegions } from '../../../shared/domain/known-region-order.ts';
import type { EstateSummary, ServiceSummary } from '../../../shared/format/estate-summary.ts';

/** Geometry of the matrix in CSS pixels (tokens, section 7). */
export const NAME_WIDTH = 152;
export const MIN_CELL_WIDTH = 71;
export const MAX_CELL_WIDTH = 160;
/** Narrowest cell when only marks are drawn. */
export const MIN_MARK_WIDTH = 26;
/** From this many regions on, all of them stay in sight as marks rather than some of them as numbers. */
export const MARKS_FROM_REGIONS = 20;
export const HEADER_HEIGHT = 44;
/** Codes stand upright over columns of marks. */
export const UPRIGHT_HEADER_HEIGHT = 96;
export const GROUP_GAP = 10;
export const ATTENTION_HEIGHT = 46;
export const HEALTHY_HEIGHT = 27;
/** Between the rows that need attention and the others. */
export const ROW_GAP = 10;
/** Estates larger than this fold the healthy rows that do not fit into one line that counts them. */
const FOLD_FROM_SERVICES = 60;
/** Fewer than this are not worth a line of their own. */
const MIN_FOLDED = 5;
export const FOLD_HEIGHT = 36;
/** Ids longer than this do not fit over a column of the smallest width. */
const MAX_CODE_LENGTH = 11;
const MAX_UPRIGHT_LENGTH = 14;

export interface MatrixColumn {
  readonly region: number;
  readonly code: string;
  readonly city: string;
  readonly x: number;
}

/** Columns of one part of the world; a rule runs under each group. */
export interface ColumnGroup {
  readonly name: string;
  readonly x: number;
  readonly width: number;
}

export interface MatrixRow {
  readonly service: number;
  readonly state: HealthState;
  readonly sinceMs: number;
  readonly attention: boolean;
  /** The service under which all of its trouble folds; null for none. */
  readonly foldedUnder: number | null;
  /** As high as an attention row, with its larger figures. */
  readonly tall: boolean;
  readonly y: number;
  readonly height: number;
}

/** The line that stands for healthy rows, and above them while they are shown. */
export interface MatrixFold {
  readonly y: number;
  readonly count: number;
  readonly open: boolean;
}

export interface MatrixLayout {
  readonly rows: readonly MatrixRow[];
  /** Null where every row is shown anyway. */
  readonly fold: MatrixFold | null;
  readonly columns: readonly MatrixColumn[];
  readonly groups: readonly ColumnGroup[];
  readonly cellWidth: number;
  /** Cells show a mark, and a number only where it is abnormal. */
  readonly marksOnly: boolean;
  readonly headerHeight: number;
  readonly width: number;
  readonly height: number;
  /** Region of the worst cell, whose header is stressed; -1 for none. */
  readonly worstRegion: number;
}

/**
 * Which rows and columns stand where, in the room there is for names and cells. Pure; values are not part of it.
 * @param availableHeight room below a head of HEADER_HEIGHT
 * @param unfolded the healthy rows of a large estate are asked for
 */
export function layOut(
  catalogue: Catalogue,
  ordered: readonly ServiceSummary[],
  availableWidth: number,
  availableHeight: number,
  unfolded = false,
): MatrixLayout {
  const regions = catalogue.regions
    .map((region, index) => ({ region, index }))
    .toSorted((a, b) => compareRegions(a.region, b.region));
  const groupCount = new Set(regions.map(({ region }) => region.group)).size;
  const room = availableWidth - NAME_WIDTH - GROUP_GAP * Math.max(0, groupCount - 1);
  const fitting = Math.floor(room / Math.max(1, regions.length));
  const marksOnly = regions.length >= MARKS_FROM_REGIONS && fitting < MIN_CELL_WIDTH;
  const cellWidth = Math.min(MAX_CELL_WIDTH, Math.max(marksOnly ? MIN_MARK_WIDTH : MIN_CELL_WIDTH, fitting));
  const { columns, groups, width } = placeColumns(regions, cellWidth);
  const rowRoom = availableHeight - (marksOnly ? UPRIGHT_HEADER_HEIGHT - HEADER_HEIGHT : 0);
  const { rows, fold, height } = placeRows(ordered, rowRoom, unfolded);
  const [first] = ordered;
  const worstPlace =
    first !== undefined && needsAttention(first.state) ? catalogue.cells[first.worstCell] : undefined;
  return {
    rows,
    fold,
    columns,
    groups,
    cellWidth,
    marksOnly,
    headerHeight: marksOnly ? UPRIGHT_HEADER_HEIGHT : HEADER_HEIGHT,
    width,
    height,
    worstRegion: worstPlace?.[1] ?? -1,
  };
}

function placeColumns(
  regions: readonly { readonly region: Region; readonly index: number }[],
  cellWidth: number,
): Pick<MatrixLayout, 'columns' | 'groups' | 'width'> {
  const columns: MatrixColumn[] = [];
  const groups: ColumnGroup[] = [];
  let x = 0;
  for (const { region, index } of regions) {
    const group = groups.at(-1);
    if (group === undefined || group.name !== region.group) {
      if (group !== undefined) x += GROUP_GAP;
      groups.push({ name: region.group, x, width: cellWidth });
    } else groups[groups.length - 1] = { ...group, width: group.width + cellWidth };
    const room =
      cellWidth < MIN_CELL_WIDTH
        ? MAX_UPRIGHT_LENGTH
        : Math.floor((MAX_CODE_LENGTH * cellWidth) / MIN_CELL_WIDTH);
    const fits = region.id.length <= room;
    columns.push({ region: index, code: fits ? region.id : region.shortCode, city: region.city, x });
    x += cellWidth;
  }
  return { columns, groups, width: x };
}

function placeRows(
  ordered: readonly ServiceSummary[],
  availableHeight: number,
  unfolded: boolean,
): Pick<MatrixLayout, 'rows' | 'fold' | 'height'> {
  // Where every row can have the room of an attention row, every row gets it.
  const roomy = ordered.length * ATTENTION_HEIGHT + ROW_GAP <= availableHeight;
  const rows: MatrixRow[] = [];
  const foldsFrom = foldStart(ordered, availableHeight);
  let fold: MatrixFold | null = null;
  let y = 0;
  for (const [index, { service, state, sinceMs, foldedUnder }] of ordered.entries()) {
    if (index === foldsFrom) {
      fold = { y, count: ordered.length - index, open: unfolded };
      y += FOLD_HEIGHT;
      if (!unfolded) break;
    }
    const attention = needsAttention(state) && foldedUnder === null;
    if (!attention && rows.at(-1)?.attention === true) y += ROW_GAP;
    const tall = attention || roomy;
    const height = tall ? ATTENTION_HEIGHT : HEALTHY_HEIGHT;
    rows.push({ service, state, sinceMs, attention, foldedUnder, tall, y, height });
    y += height;
  }
  return { rows, fold, height: y };
}

/**
 * The first row that folds: in a large estate, healthy rows that would stand below the screen.
 * What is not entirely healthy never folds. -1 when nothing does.
 */
function foldStart(ordered: readonly ServiceSummary[], availableHeight: number): number {
  if (ordered.length <= FOLD_FROM_SERVICES) return -1;
  const attention = ordered.filter(
    ({ state, foldedUnder }) => needsAttention(state) && foldedUnder === null,
  ).length;
  const healthyFrom = ordered.findLastIndex((service) => !isHealthy(service)) + 1;
  const room = availableHeight - attention * ATTENTION_HEIGHT - ROW_GAP - FOLD_HEIGHT;
  const fitting = attention + Math.floor(room / HEALTHY_HEIGHT);
  const first = Math.max(healthyFrom, fitting);
  return ordered.length - first < MIN_FOLDED ? -1 : first;
}

/** Ok everywhere it can be seen: a region that nobody can see is told once, not in every row. */
function isHealthy({ state, worstState }: ServiceSummary): boolean {
  return state === 'ok' && (worstState === 'ok' || worstState === 'unreachable');
}

/** The row at a height, or -1: rows are sorted by y. */
export function rowAt(layout: MatrixLayout, y: number): number {
  let low = 0;
  let high = layout.rows.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const row = layout.rows[middle];
    if (row === undefined) return -1;
    if (y < row.y) high = middle - 1;
    else if (y >= row.y + row.height) low = middle + 1;
    else return middle;
  }
  return -1;
}

/** The first row that ends below a height: where drawing starts. */
export function firstRowBelow(layout: MatrixLayout, y: number): number {
  let low = 0;
  let high = layout.rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = layout.rows[middle];
    if (row !== undefined && row.y + row.height <= y) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The column at a width, or -1 between groups and outside. */
export function columnAt(layout: MatrixLayout, x: number): number {
  return layout.columns.findIndex((column) => x >= column.x && x < column.x + layout.cellWidth);
}

/** Where each cell of a catalogue is: `grid[service * regions + region]` is its row, or -1. */
export function cellGrid(catalogue: Catalogue): Int32Array {
  const grid = new Int32Array(catalogue.services.length * catalogue.regions.length).fill(-1);
  catalogue.cells.forEach(([service, region], row) => {
    grid[service * catalogue.regions.length + region] = row;
  });
  return grid;
}

/** What distinguishes two layouts: when this stays, nothing in the DOM has to move. */
export function layoutKey(summary: EstateSummary, ordered: readonly ServiceSummary[]): string {
  const rows = ordered.map(
    ({ service, state, sinceMs, worstCell, foldedUnder }) =>
      `${service}${state}${sinceMs}:${worstCell}:${foldedUnder}`,
  );
  return `${summary.blindRegions.length};${rows.join(',')}`;
}
