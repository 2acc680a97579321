import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Rectangle } from 'electron/main';
import { z } from 'zod';

const coordinate = z.number().int().min(-100_000).max(100_000);
const size = z.number().int().min(1).max(100_000);
const boundsSchema = z.object({
  x: coordinate,
  y: coordinate,
  width: size,
  height: size,
  maximized: z.boolean(),
});
/** Where the window was, in device-independent pixels. */
export type WindowBounds = z.infer<typeof boundsSchema>;

/** Smallest useful window; the layout folds below it. */
export const MIN_WINDOW = { width: 480, height: 360 } as const;
const DEFAULT_WINDOW = { width: 1_440, height: 900 } as const;
/** At least this much of the window must lie on a display, or nobody could grab it. */
const MIN_VISIBLE_PX = 64;

/** A place and size for the new window; position is left to the system when nothing usable is remembered. */
export interface Placement {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
}

/** Fits remembered bounds to the displays there are now: a wall display may have been unplugged. Pure. */
export function placeWindow(remembered: WindowBounds | null, workAreas: readonly Rectangle[]): Placement {
  const home = workAreas[0];
  const largest = {
    width: Math.max(MIN_WINDOW.width, ...workAreas.map((area) => area.width)),
    height: Math.max(MIN_WINDOW.height, ...workAreas.map((area) => area.height)),
  };
  if (remembered === null)
    return {
      width: Math.min(DEFAULT_WINDOW.width, home?.width ?? DEFAULT_WINDOW.width),
      height: Math.min(DEFAULT_WINDOW.height, home?.height ?? DEFAULT_WINDOW.height),
      maximized: false,
    };
  const width = Math.min(Math.max(remembered.width, MIN_WINDOW.width), largest.width);
  const height = Math.min(Math.max(remembered.height, MIN_WINDOW.height), largest.height);
  const { x, y, maximized } = remembered;
  const reachable = workAreas.some(
    (area) =>
      Math.min(x + width, area.x + area.width) - Math.max(x, area.x) >= MIN_VISIBLE_PX &&
      y >= area.y &&
      y <= area.y + area.height - MIN_VISIBLE_PX,
  );
  return reachable ? { x, y, width, height, maximized } : { width, height, maximized };
}

/** Reads remembered bounds; null when there are none or they are damaged. */
export function readBounds(path: string): WindowBounds | null {
  try {
    return boundsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

/** Remembers bounds, whole or not at all. Losing them is harmless, so failures are silent. */
export function writeBounds(path: string, bounds: WindowBounds): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, JSON.stringify(bounds));
    renameSync(`${path}.new`, path);
  } catch {
    // The next start opens at the default place.
  }
}
