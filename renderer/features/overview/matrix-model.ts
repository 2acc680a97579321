import type { Catalogue, Region } from '../../../shared/domain/catalogue.ts';
import { type HealthState, needsAttention } from '../../../shared/domain/health-state.ts';
import { compareRegions } from '../../../shared/domain/known-region-order.ts';
import { compareServices, type ServiceSummary } from '../../../shared/format/estate-summary.ts';
import type { ColumnGrouping, Density } from './estate-view.ts';
import type { RowSection } from './row-sections.ts';

/** Geometry of the matrix in CSS pixels (tokens, section 7). */
export const NAME_WIDTH = 152;
export const MIN_CELL_WIDTH = 71;
export const MAX_CELL_WIDTH = 160;
/** Narrowest cell when only marks are drawn. */
export const MIN_MARK_WIDTH = 26;
/** From this many regions on, all of them stay in sight as marks rather than some of them as numbers. */
export const MARKS_FROM_REGIONS = 20;
export const HEADER_HEIGHT = 44;
/** The names of providers stand over the codes. */
export const GROUP_TITLE_HEIGHT = 18;
/** Codes stand upright over columns of marks. */
export const UPRIGHT_HEADER_HEIGHT = 96;
export const GROUP_GAP = 10;
export const ATTENTION_HEIGHT = 46;
export const HEALTHY_HEIGHT = 27;
/** Every row where marks are all there is room for. */
export const DENSE_HEIGHT = 20;
const MIN_DENSE_WIDTH = 20;
/** Numbers stand closer where somebody asks for it. */
const MIN_COMPACT_WIDTH = 64;
/** Over the rows of a group. */
export const HEADING_HEIGHT = 30;
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

/** Over the rows of a group: what they have in common. */
export interface MatrixHeading {
  readonly key: string;
  readonly title: string;
  readonly y: number;
  readonly count: number;
  /** How many of them need attention. */
  readonly attention: number;
}

/** The line that stands for healthy rows, and above them while they are shown. */
export interface MatrixFold {
  /** The key of its section. */
  readonly key: string;
  readonly y: number;
  readonly count: number;
  /** No row of its section stands above it. */
  readonly isAll: boolean;
  readonly open: boolean;
}

export interface MatrixLayout {
  readonly rows: readonly MatrixRow[];
  /** None where every row is shown anyway. */
  readonly folds: readonly MatrixFold[];
  /** None where rows are not grouped. */
  readonly headings: readonly MatrixHeading[];
  readonly columns: readonly MatrixColumn[];
  readonly groups: readonly ColumnGroup[];
  readonly cellWidth: number;
  /** Cells show a mark, and a number only where it is abnormal. */
  readonly marksOnly: boolean;
  readonly headerHeight: number;
  /** The groups of columns are named, not only ruled. */
  readonly namesGroups: boolean;
  readonly width: number;
  readonly height: number;
  /** Region of the worst cell, whose header is stressed; -1 for none. */
  readonly worstRegion: number;
}

/** What is laid out: which rows and regions, and how close. */
export interface LayoutRequest {
  readonly sections: readonly RowSection[];
  /** By position in the catalogue; null shows all. */
  readonly regions: readonly boolean[] | null;
  readonly columns: ColumnGrouping;
  readonly density: Density;
  /** Keys of the sections whose healthy rows are asked for. */
  readonly unfolded: ReadonlySet<string>;
}

/**
 * Which rows and columns stand where, in the room there is for names and cells. Pure; values are not part of it.
 * @param availableHeight room below a head of HEADER_HEIGHT
 */
export function layOut(
  catalogue: Catalogue,
  request: LayoutRequest,
  availableWidth: number,
  availableHeight: number,
): MatrixLayout {
  const { sections, density } = request;
  const byProvider = request.columns === 'provider';
  const groupOf = (region: Region): string =>
    byProvider ? (region.provider ?? 'no provider') : region.group;
  const regions = catalogue.regions
    .map((region, index) => ({ region, index, group: groupOf(region) }))
    .filter(({ index }) => request.regions?.[index] !== false)
    .toSorted(
      (a, b) => (byProvider ? a.group.localeCompare(b.group) : 0) || compareRegions(a.region, b.region),
    );
  const groupCount = new Set(regions.map(({ group }) => group)).size;
  const room = availableWidth - NAME_WIDTH - GROUP_GAP * Math.max(0, groupCount - 1);
  const fitting = Math.floor(room / Math.max(1, regions.length));
  const minWidth = density === 'compact' ? MIN_COMPACT_WIDTH : MIN_CELL_WIDTH;
  const marksOnly = density === 'dense' || (regions.length >= MARKS_FROM_REGIONS && fitting < minWidth);
  const minMarkWidth = density === 'auto' ? MIN_MARK_WIDTH : MIN_DENSE_WIDTH;
  const cellWidth = marksOnly
    ? Math.min(density === 'dense' ? MIN_MARK_WIDTH : MAX_CELL_WIDTH, Math.max(minMarkWidth, fitting))
    : Math.min(MAX_CELL_WIDTH, Math.max(minWidth, fitting));
  const { columns, groups, width } = placeColumns(regions, cellWidth);
  const rowRoom =
    availableHeight -
    (marksOnly ? UPRIGHT_HEADER_HEIGHT - HEADER_HEIGHT : 0) -
    (byProvider ? GROUP_TITLE_HEIGHT : 0);
  const first = sections.flatMap(({ rows }) => rows).toSorted(compareServices)[0];
  const worstPlace =
    first !== undefined && needsAttention(first.state) ? catalogue.cells[first.worstCell] : undefined;
  return {
    ...placeRows(request, rowRoom),
    columns,
    groups,
    cellWidth,
    marksOnly,
    headerHeight: (marksOnly ? UPRIGHT_HEADER_HEIGHT : HEADER_HEIGHT) + (byProvider ? GROUP_TITLE_HEIGHT : 0),
    namesGroups: byProvider,
    width,
    worstRegion: worstPlace?.[1] ?? -1,
  };
}

function placeColumns(
  regions: readonly { readonly region: Region; readonly index: number; readonly group: string }[],
  cellWidth: number,
): Pick<MatrixLayout, 'columns' | 'groups' | 'width'> {
  const columns: MatrixColumn[] = [];
  const groups: ColumnGroup[] = [];
  let x = 0;
  for (const { region, index, group: name } of regions) {
    const group = groups.at(-1);
    if (group === undefined || group.name !== name) {
      if (group !== undefined) x += GROUP_GAP;
      groups.push({ name, x, width: cellWidth });
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

/** Trouble of its own: what folds under another service is told with that one. */
function standsOut({ state, foldedUnder }: Pick<ServiceSummary, 'state' | 'foldedUnder'>): boolean {
  return needsAttention(state) && foldedUnder === null;
}

function placeRows(
  { sections, density, unfolded }: LayoutRequest,
  availableHeight: number,
): Pick<MatrixLayout, 'rows' | 'folds' | 'headings' | 'height'> {
  const count = sections.reduce((sum, section) => sum + section.rows.length, 0);
  const isGrouped = sections.some(({ title }) => title !== null);
  // Where every row can have the room of an attention row, every row gets it.
  const roomy =
    count * ATTENTION_HEIGHT + ROW_GAP + sections.length * (isGrouped ? HEADING_HEIGHT : 0) <=
    availableHeight;
  const quietHeight = density === 'dense' ? DENSE_HEIGHT : HEALTHY_HEIGHT;
  const rows: MatrixRow[] = [];
  const folds: MatrixFold[] = [];
  const headings: MatrixHeading[] = [];
  let y = 0;
  for (const { key, title, rows: ordered } of sections) {
    if (title !== null) {
      const attention = ordered.filter(standsOut).length;
      headings.push({ key, title, y, count: ordered.length, attention });
      y += HEADING_HEIGHT;
    }
    // Under headings every healthy row is one too many; alone, only those that would stand below the screen.
    const foldsFrom = count <= FOLD_FROM_SERVICES ? -1 : foldStart(ordered, isGrouped ? 0 : availableHeight);
    for (const [index, { service, state, sinceMs, foldedUnder }] of ordered.entries()) {
      if (index === foldsFrom) {
        const open = unfolded.has(key);
        folds.push({ key, y, count: ordered.length - index, isAll: index === 0, open });
        y += FOLD_HEIGHT;
        if (!open) break;
      }
      const attention = standsOut({ state, foldedUnder });
      if (!attention && index > 0 && index !== foldsFrom && rows.at(-1)?.attention === true) y += ROW_GAP;
      const tall = density === 'auto' && (attention || roomy);
      const height = tall ? ATTENTION_HEIGHT : quietHeight;
      rows.push({ service, state, sinceMs, attention, foldedUnder, tall, y, height });
      y += height;
    }
  }
  return { rows, folds, headings, height: y };
}

/**
 * The first row that folds: in a large estate, healthy rows that would stand below the screen.
 * What is not entirely healthy never folds. -1 when nothing does.
 */
function foldStart(ordered: readonly ServiceSummary[], availableHeight: number): number {
  const attention = ordered.filter(standsOut).length;
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

/** What distinguishes the rows of two layouts: when this stays, nothing in the DOM has to move. */
export function sectionsKey(sections: readonly RowSection[]): string {
  return sections
    .map(
      ({ key, rows }) =>
        `${key}:${rows.map(({ service, state, sinceMs, worstCell, foldedUnder }) => `${service}${state}${sinceMs}:${worstCell}:${foldedUnder}`).join(',')}`,
    )
    .join(';');
}

/** The cells of each service, by position in the catalogue. */
export function cellsOfServices(catalogue: Catalogue): readonly (readonly number[])[] {
  const cells: number[][] = catalogue.services.map(() => []);
  catalogue.cells.forEach(([service], cell) => cells[service]?.push(cell));
  return cells;
}
