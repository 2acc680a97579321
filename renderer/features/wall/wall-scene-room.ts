import type { WallScene } from '../../../shared/domain/catalogue.ts';
import { WALL_MARGIN, type WallLayout } from './wall-scale.ts';

/** How much of each part fits into the middle of the wall. */
export interface SceneRoom {
  readonly alerts: number;
  /** Columns the alerts stand in. */
  readonly alertColumns: number;
  /** The same when a line about the others must fit as well. */
  readonly alertsWithRest: number;
  readonly rows: number;
  readonly columns: number;
  /** The map leaves last, when not even a small one has room. */
  readonly hasMap: boolean;
}

const ALERT_UNITS = 144;
const REST_UNITS = 72;
const ALERT_COLUMN_UNITS = 900;
const CACHED_HEADING_UNITS = 70;
const MATRIX_ROW_UNITS = 72;
/** Column headings and the line about the other services. */
const MATRIX_FRAME_UNITS = 142;
const NAME_COLUMN_UNITS = 330;
const ELSEWHERE_UNITS = 400;
const COLUMN_UNITS = 255;
const MIN_MAP_UNITS = 300;

/** Counts what fits; lengths in wall units. Pure. */
export function sceneRoom(
  scene: WallScene,
  { isStacked }: WallLayout,
  width: number,
  height: number,
  isCached: boolean,
): SceneRoom {
  const hasMap = height > (isStacked ? MIN_MAP_UNITS + ALERT_UNITS : MIN_MAP_UNITS);
  const alertColumns = scene === 'alerts' ? Math.max(1, Math.floor(width / ALERT_COLUMN_UNITS)) : 1;
  const listHeight = scene === 'map' && isStacked && hasMap ? height * 0.5 : height;
  const forAlerts = listHeight - (isCached ? CACHED_HEADING_UNITS : 0);
  return {
    alertColumns,
    alerts: alertColumns * Math.max(1, Math.floor(forAlerts / ALERT_UNITS)),
    alertsWithRest: alertColumns * Math.max(1, Math.floor((forAlerts - REST_UNITS) / ALERT_UNITS)),
    rows: Math.max(1, Math.floor((height - MATRIX_FRAME_UNITS) / MATRIX_ROW_UNITS)),
    columns: Math.max(
      1,
      Math.floor((width - 2 * WALL_MARGIN - NAME_COLUMN_UNITS - ELSEWHERE_UNITS) / COLUMN_UNITS),
    ),
    hasMap,
  };
}
