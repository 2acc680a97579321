import { dayNightLine } from '../../shared/math/sun.ts';
import type { MapTheme } from './map-theme.ts';
import type { MapProjection } from './projection.ts';

/** The line between day and night on screen. */
export interface DayNight {
  readonly line: Path2D;
  /** Short strokes from the line into the night. */
  readonly ticks: Path2D;
}

const POINTS = 180;
/** A tick at every so many points. */
const TICK_EVERY = 6;
const TICK_PX = 5;
/** Degrees into the night that say which way a tick points. */
const INTO_NIGHT = 1.5;

/** Lays the line out for one minute and one projection. A shade over half the world would drown what is wrong in it. */
export function layoutDayNight(projection: MapProjection, atMs: number): DayNight {
  const edge = dayNightLine(atMs, POINTS);
  const line = new Path2D();
  for (const { points } of projection.lines(edge))
    for (const [index, [x, y]] of points.entries()) {
      if (index === 0) line.moveTo(x, y);
      else line.lineTo(x, y);
    }
  const ticks = new Path2D();
  for (const [index, inside] of dayNightLine(atMs, POINTS, INTO_NIGHT).entries()) {
    const place = edge[index];
    if (index % TICK_EVERY !== 0 || place === undefined || !projection.shows(place)) continue;
    const [x, y] = projection.project(place);
    const [nx, ny] = projection.project(inside);
    const away = Math.hypot(nx - x, ny - y);
    // Where the two lie on different sides of the seam there is no direction.
    if (away === 0 || away > projection.scale / 4) continue;
    ticks.moveTo(x, y);
    ticks.lineTo(x + ((nx - x) / away) * TICK_PX, y + ((ny - y) / away) * TICK_PX);
  }
  return { line, ticks };
}

export function drawDayNight(
  context: CanvasRenderingContext2D,
  { line, ticks }: DayNight,
  { palette }: MapTheme,
): void {
  context.save();
  context.strokeStyle = palette.faint;
  context.globalAlpha = 0.7;
  context.lineWidth = 1;
  context.stroke(line);
  context.stroke(ticks);
  context.restore();
}
