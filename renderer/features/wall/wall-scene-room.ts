import type { WallScene } from '../../../shared/domain/catalogue.ts';
import { type Measure, titleType } from './text-measure.ts';
import type { WallAlerts } from './wall-alerts.ts';
import { WALL_MARGIN, type WallLayout } from './wall-scale.ts';

/** How much of each part fits into the middle of the wall. Lengths in wall units. */
export interface SceneRoom {
  readonly alerts: number;
  /** The same when a line about the others must fit as well. */
  readonly alertsWithRest: number;
  /** Columns the alerts stand in, and the width of one. */
  readonly alertColumns: number;
  readonly alertWidth: number;
  /** Height that alerts and their heading may fill. */
  readonly alertHeight: number;
  readonly rows: number;
  readonly columns: number;
  /** The map's width beside the list, or its height above it; 0 when not even a small one has room. */
  readonly map: number;
}

export const ALERT_UNITS = 144;
export const REST_UNITS = 72;
const TITLE_LINE_UNITS = 56;
/** Mark and the gap after it. */
const ALERT_INDENT_UNITS = 68;
const ALERT_GAP_UNITS = 64;
/** Least width of a column of alerts where they stand alone, and where they stand beside the map. */
const ALERT_COLUMN_UNITS = 860;
const SIDE_COLUMN_UNITS = 620;
const CACHED_HEADING_UNITS = 70;
const MATRIX_ROW_UNITS = 72;
/** Column headings and the line about the other services. */
const MATRIX_FRAME_UNITS = 142;
const NAME_COLUMN_UNITS = 330;
const ELSEWHERE_UNITS = 400;
const COLUMN_UNITS = 255;
const MIN_MAP_UNITS = 300;
/** The map's share of the width beside the list. */
const MAP_SHARE = 1164 / 1920;
/** Space between map and list. */
const SIDE_GAP_UNITS = 32;
/** The inhabited world is about this much wider than high; a wider map would be ocean at both ends. */
const WORLD_ASPECT = 2.3;

/** Counts what fits. Pure. */
export function sceneRoom(
  scene: WallScene,
  { isStacked }: WallLayout,
  width: number,
  height: number,
  isCached: boolean,
): SceneRoom {
  const hasMap = scene === 'map' && height > (isStacked ? MIN_MAP_UNITS + ALERT_UNITS : MIN_MAP_UNITS);
  const map = !hasMap
    ? 0
    : isStacked
      ? Math.min(height / 2, width / (WORLD_ASPECT * 0.8))
      : Math.min(width * MAP_SHARE, height * WORLD_ASPECT);
  const isBeside = hasMap && !isStacked;
  const listWidth = isBeside ? width - map - SIDE_GAP_UNITS - WALL_MARGIN : width - 2 * WALL_MARGIN;
  const least = isBeside ? SIDE_COLUMN_UNITS : ALERT_COLUMN_UNITS;
  const alertColumns = Math.max(1, Math.floor((listWidth + ALERT_GAP_UNITS) / (least + ALERT_GAP_UNITS)));
  const alertHeight = (hasMap && isStacked ? height - map : height) - (isCached ? CACHED_HEADING_UNITS : 0);
  return {
    alertColumns,
    alertWidth: (listWidth + ALERT_GAP_UNITS) / alertColumns - ALERT_GAP_UNITS,
    alertHeight,
    alerts: alertColumns * Math.max(1, Math.floor(alertHeight / ALERT_UNITS)),
    alertsWithRest: alertColumns * Math.max(1, Math.floor((alertHeight - REST_UNITS) / ALERT_UNITS)),
    rows: Math.max(1, Math.floor((height - MATRIX_FRAME_UNITS) / MATRIX_ROW_UNITS)),
    columns: Math.max(
      1,
      Math.floor((width - 2 * WALL_MARGIN - NAME_COLUMN_UNITS - ELSEWHERE_UNITS) / COLUMN_UNITS),
    ),
    map,
  };
}

/** Rows of the grid that `count` alerts stand in. */
export function rowsOf(count: number, { alertColumns }: SceneRoom): number {
  return Math.max(1, Math.ceil(count / Math.min(alertColumns, Math.max(1, count))));
}

/** Rows whose titles may take two lines: height that is left goes to long titles, the worst alert's first. Pure. */
export function tallRows(alerts: WallAlerts, room: SceneRoom, measure: Measure): ReadonlySet<number> {
  const rows = rowsOf(alerts.shown.length, room);
  const rest = alerts.rest === null ? 0 : REST_UNITS;
  let spare = room.alertHeight - rest - rows * ALERT_UNITS;
  const tall = new Set<number>();
  const titleRoom = room.alertWidth - ALERT_INDENT_UNITS;
  for (const [position, { title }] of alerts.shown.entries()) {
    const row = position % rows;
    if (tall.has(row) || measure(title, titleType) <= titleRoom) continue;
    if (spare < TITLE_LINE_UNITS) break;
    spare -= TITLE_LINE_UNITS;
    tall.add(row);
  }
  return tall;
}
