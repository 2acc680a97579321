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

const UNSEEN_DASH = [2, 5];
const WHOLE: number[] = [];
/** A line of one device pixel is drawn without outlining it first: hundreds of them at an eighth of the cost. */
export const QUIET_LINE_PX = 1;

/** The chosen route's glow below everything, then quiet routes, then the abnormal ones, the worst last. */
export function drawRoutes(context: CanvasRenderingContext2D, input: RoutesInput): void {
  const { theme, metric, isCached } = input;
  context.save();
  // Round caps and joins cost several times as much on curves, and cannot be told at this width.
  if (input.chosen !== null) strokeChosen(context, input.arcs, input.chosen, input);
  const [unseen, usual, far]: [DrawnArc[], Stroke[], Stroke[]] = [[], [], []];
  for (const route of input.routes) {
    const isFar = isDrawnFar(route);
    const drawn = input.arcs(route.index, isFar);
    if (drawn === null || !drawn.isOnStage) continue;
    const color = route.isSeen && !isCached ? routeColor(route, metric, theme) : null;
    if (color === null) unseen.push(drawn);
    else (isFar ? far : usual).push({ route, drawn, color });
  }
  strokeUnseen(context, unseen, theme);
  strokeUsual(context, usual);
  for (const stroke of far.toSorted((a, b) => share(a) - share(b))) strokeFar(context, stroke, theme);
  context.restore();
}

/** A way that is seen, and the colour of what is measured on it. */
interface Stroke {
  readonly route: RouteView;
  readonly drawn: DrawnArc;
  readonly color: string;
}

export function isDrawnFar(route: RouteView): boolean {
  return route.isSeen && route.deviation?.isFar === true;
}

function share({ route }: Stroke): number {
  return route.deviation?.share ?? 0;
}

function strokeUnseen(
  context: CanvasRenderingContext2D,
  arcs: readonly DrawnArc[],
  { palette }: MapTheme,
): void {
  if (arcs.length === 0) return;
  context.setLineDash(UNSEEN_DASH);
  context.globalAlpha = 0.5;
  context.strokeStyle = palette.grey;
  context.lineWidth = QUIET_LINE_PX;
  for (const { path } of arcs) context.stroke(path);
}

function strokeUsual(context: CanvasRenderingContext2D, strokes: readonly Stroke[]): void {
  context.globalAlpha = 0.9;
  context.lineWidth = QUIET_LINE_PX;
  context.setLineDash(WHOLE);
  const lossy: Stroke[] = [];
  for (const stroke of strokes) {
    if (dashOf(stroke).length > 0) lossy.push(stroke);
    else {
      context.strokeStyle = stroke.color;
      context.stroke(stroke.drawn.path);
    }
  }
  for (const stroke of lossy) {
    context.setLineDash(dashOf(stroke));
    context.strokeStyle = stroke.color;
    context.stroke(stroke.drawn.path);
  }
}

function strokeFar(context: CanvasRenderingContext2D, stroke: Stroke, { palette }: MapTheme): void {
  const { path } = stroke.drawn;
  context.setLineDash(WHOLE);
  context.globalAlpha = 1;
  context.strokeStyle = palette.page;
  context.lineWidth = 5;
  context.stroke(path);
  context.setLineDash(dashOf(stroke));
  context.strokeStyle = stroke.color;
  context.lineWidth = 2.4;
  context.stroke(path);
}

function dashOf({ route }: Stroke): number[] {
  return lossDash(route.loss?.value ?? 0);
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
