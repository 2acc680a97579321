import { type ArcPath, spotAt } from './arc-path.ts';
import type { Box } from './label-placement.ts';
import { lossDash } from './loss-scale.ts';
import type { MapTheme } from './map-theme.ts';
import { type Metric, routeColor } from './metric.ts';
import type { RouteView } from './network-model.ts';
import type { ArcBook, DrawnArc } from './route-geometry.ts';

export interface RoutesInput {
  readonly routes: readonly RouteView[];
  readonly arcs: ArcBook;
  readonly metric: Metric;
  readonly theme: MapTheme;
  /** A remembered picture: nothing in it is drawn as if it were measured. */
  readonly isCached: boolean;
  /** The route under the pointer or chosen in a list. */
  readonly chosen: number | null;
}

const UNSEEN_DASH: readonly number[] = [2, 5];
const WHOLE: readonly number[] = [];

/** The chosen route's glow below everything, then quiet routes, then the abnormal ones, the worst last. */
export function drawRoutes(context: CanvasRenderingContext2D, input: RoutesInput): void {
  const { theme, metric, isCached } = input;
  context.save();
  // Round caps and joins cost several times as much on curves, and cannot be told at this width.
  if (input.chosen !== null) strokeChosen(context, input.arcs, input.chosen, input);
  for (const route of input.routes.toSorted((a, b) => weight(a) - weight(b))) {
    const isFar = isDrawnFar(route);
    const drawn = input.arcs(route.index, isFar);
    if (drawn === null || !drawn.isOnStage) continue;
    const color = route.isSeen && !isCached ? routeColor(route, metric, theme) : null;
    if (color === null) strokeUnseen(context, drawn, theme);
    else if (isFar) strokeFar(context, drawn, color, lossDash(route.loss?.value ?? 0), theme);
    else strokeUsual(context, drawn, color, lossDash(route.loss?.value ?? 0));
  }
  context.restore();
}

export function isDrawnFar(route: RouteView): boolean {
  return route.isSeen && route.deviation?.isFar === true;
}

function weight(route: RouteView): number {
  if (!route.isSeen) return -1;
  return isDrawnFar(route) ? 1 + (route.deviation?.share ?? 0) : 0;
}

function strokeUnseen(context: CanvasRenderingContext2D, { path }: DrawnArc, theme: MapTheme): void {
  setDash(context, UNSEEN_DASH);
  context.globalAlpha = 0.5;
  context.strokeStyle = theme.palette.grey;
  context.lineWidth = 1.2;
  context.stroke(path);
}

function strokeUsual(
  context: CanvasRenderingContext2D,
  { path }: DrawnArc,
  color: string,
  dash: readonly number[],
): void {
  setDash(context, dash);
  context.globalAlpha = 0.8;
  context.strokeStyle = color;
  context.lineWidth = 1.2;
  context.stroke(path);
}

function strokeFar(
  context: CanvasRenderingContext2D,
  { path }: DrawnArc,
  color: string,
  dash: readonly number[],
  { palette }: MapTheme,
): void {
  setDash(context, WHOLE);
  context.globalAlpha = 1;
  context.strokeStyle = palette.page;
  context.lineWidth = 5;
  context.stroke(path);
  setDash(context, dash);
  context.strokeStyle = color;
  context.lineWidth = 2.4;
  context.stroke(path);
}

function strokeChosen(
  context: CanvasRenderingContext2D,
  arcs: ArcBook,
  route: number,
  { theme, routes }: RoutesInput,
): void {
  const view = routes.find(({ index }) => index === route);
  const drawn = arcs(route, view !== undefined && isDrawnFar(view));
  if (drawn === null) return;
  context.strokeStyle = theme.palette.accent;
  context.globalAlpha = 0.55;
  context.lineWidth = 8;
  context.stroke(drawn.path);
}

function setDash(context: CanvasRenderingContext2D, dash: readonly number[]): void {
  context.setLineDash([...dash]);
}

export interface Plate {
  readonly route: number;
  readonly text: string;
  readonly box: Box;
}

const PLATE_HEIGHT_PX = 20;

/** Where the plate of an abnormal route lies: beside the middle of its arc, inside the map, off the line. */
export function plateBox(arc: ArcPath, textWidth: number, width: number, height: number): Box | null {
  const spot = [0.5, 0.4, 0.6, 0.3, 0.7]
    .map((share) => spotAt(arc, share, width))
    .find((found) => found !== null && found.x > 0 && found.x < width && found.y > 0 && found.y < height);
  if (spot === undefined || spot === null) return null;
  const boxWidth = textWidth + 12;
  // Above a line that runs sideways, to the right of one that runs down.
  const steep = Math.abs(Math.sin(spot.angle));
  const x = spot.x + (steep > 0.5 ? 12 : -boxWidth / 2);
  const y = spot.y + (steep > 0.5 ? -PLATE_HEIGHT_PX / 2 : -PLATE_HEIGHT_PX - 10);
  return {
    x: Math.min(width - boxWidth - 4, Math.max(4, x)),
    y: Math.min(height - PLATE_HEIGHT_PX - 4, Math.max(4, y)),
    width: boxWidth,
    height: PLATE_HEIGHT_PX,
  };
}

export function drawPlates(
  context: CanvasRenderingContext2D,
  plates: readonly Plate[],
  theme: MapTheme,
): void {
  for (const { text, box } of plates) {
    context.globalAlpha = 0.88;
    context.fillStyle = theme.palette.page;
    context.beginPath();
    context.roundRect(box.x, box.y, box.width, box.height, 4);
    context.fill();
    context.globalAlpha = 1;
    context.fillStyle = theme.palette.text;
    context.font = `600 12px ${theme.palette.sans}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillText(text, box.x + box.width / 2, box.y + box.height / 2 + 0.5);
  }
}
