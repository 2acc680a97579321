import { formatValue } from '../../shared/format/value.ts';
import { strokeHatch } from './hatch.ts';
import { parseHex, rgbToLab } from './lab-color.ts';
import type { MapTheme } from './map-theme.ts';
import type { MatrixCell, MatrixLayout } from './matrix-layout.ts';
import { type Metric, routeColor, routeValue } from './metric.ts';
import type { NetworkIndex } from './network-index.ts';
import type { NetworkModel, RouteView } from './network-model.ts';

export interface MatrixInput {
  readonly layout: MatrixLayout;
  readonly index: NetworkIndex;
  readonly model: NetworkModel;
  readonly theme: MapTheme;
  readonly metric: Metric;
  readonly chosen: MatrixCell | null;
  /** A region pointed at elsewhere: its row and column are named louder. */
  readonly region: number | null;
  readonly isCached: boolean;
  /** Writes the value into each cell; for cells wide enough. */
  readonly hasNumbers: boolean;
}

const CACHED_ALPHA = 0.42;
/** Rows and columns narrower than this have no room for a name each: only the chosen ones are named. */
const LABEL_ROW_PX = 10;
/** What stands on the diagonal. */
const DASH_PX = 6;

/** Draws the region × region matrix with its labels. */
export function drawMatrix(context: CanvasRenderingContext2D, input: MatrixInput): void {
  const { layout, model } = input;
  const x = (position: number): number => layout.left + position * (layout.cellWidth + layout.gap);
  const y = (position: number): number => layout.top + position * (layout.cellHeight + layout.gap);
  const positions = new Map(layout.regions.map((region, position) => [region, position]));
  drawLabels(context, input);
  for (const position of positions.values()) drawDash(context, x(position), y(position), input);
  for (const route of model.routes) {
    const [row, column] = [positions.get(route.from), positions.get(route.to)];
    if (row !== undefined && column !== undefined) drawCell(context, x(column), y(row), route, input);
  }
  if (input.chosen === null) return;
  context.strokeStyle = input.theme.palette.accent;
  context.lineWidth = 2;
  context.beginPath();
  context.roundRect(
    layout.left + input.chosen.column * (layout.cellWidth + layout.gap) - 1,
    layout.top + input.chosen.row * (layout.cellHeight + layout.gap) - 1,
    layout.cellWidth + 2,
    layout.cellHeight + 2,
    3,
  );
  context.stroke();
}

function drawCell(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  route: RouteView,
  { layout, theme, isCached, hasNumbers, metric }: MatrixInput,
): void {
  const { cellWidth, cellHeight } = layout;
  const { palette } = theme;
  // Not measured at all: nothing stands there, which is something else than a silent source.
  if (route.measured === null && route.loss === null) return;
  if (!route.isSeen) {
    context.save();
    context.beginPath();
    context.rect(x, y, cellWidth + layout.gap, cellHeight + layout.gap);
    context.clip();
    context.globalAlpha = 0.6;
    context.strokeStyle = palette.grey;
    strokeHatch(context, x, y, cellWidth + layout.gap, cellHeight + layout.gap);
    context.restore();
    return;
  }
  const color = routeColor(route, metric, theme);
  const value = routeValue(route, metric);
  if (color === null || value === null) return;
  context.globalAlpha = isCached ? CACHED_ALPHA : 1;
  context.fillStyle = color;
  if (cellWidth < LABEL_ROW_PX) context.fillRect(x, y, cellWidth, cellHeight);
  else {
    context.beginPath();
    context.roundRect(x, y, cellWidth, cellHeight, 2);
    context.fill();
  }
  context.globalAlpha = 1;
  const isFar = route.deviation?.isFar === true;
  if (!isFar && !hasNumbers) return;
  const ink = inkOn(color, isCached, theme);
  if (hasNumbers) {
    const text = cellText(value, metric);
    context.fillStyle = ink;
    context.font = `${isFar ? 600 : 400} 12px ${palette.sans}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillText(text, x + cellWidth / 2 + (isFar ? 5 : 0), y + cellHeight / 2 + 0.5);
  }
  if (isFar)
    drawTriangle(context, hasNumbers ? x + 9 : x + cellWidth / 2, y + cellHeight / 2, cellWidth, ink);
}

/** The unit stands in the caption above: milliseconds, or per cent. */
function cellText(value: number, metric: Metric): string {
  if (metric === 'deviation') return `${value < 0 ? '−' : '+'}${Math.abs(Math.round(value * 100))}`;
  const { number, unit } = formatValue(value, metric === 'loss' ? 'ratio' : 'seconds');
  return unit === 'ms' || unit === '%' ? number : `${number} ${unit}`;
}

function drawTriangle(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  cell: number,
  color: string,
): void {
  const half = Math.min(4.5, cell / 4);
  context.fillStyle = color;
  context.beginPath();
  context.moveTo(x, y - half);
  context.lineTo(x + half, y + half * 0.8);
  context.lineTo(x - half, y + half * 0.8);
  context.closePath();
  context.fill();
}

function drawDash(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  { layout, theme }: MatrixInput,
): void {
  const { cellWidth, cellHeight } = layout;
  const width = Math.min(DASH_PX, cellWidth - 1);
  context.fillStyle = theme.palette.ghost;
  context.fillRect(x + (cellWidth - width) / 2, y + cellHeight / 2 - 0.5, width, 1);
}

function drawLabels(
  context: CanvasRenderingContext2D,
  { layout, index, theme, chosen, region: pointed }: MatrixInput,
): void {
  const { palette } = theme;
  context.textBaseline = 'middle';
  for (const [position, region] of layout.regions.entries()) {
    const text = index.regions[region]?.shortCode ?? '';
    const style = (isChosen: boolean): void => {
      context.fillStyle = isChosen ? palette.text : palette.third;
      context.font = `${isChosen ? 600 : 400} 12px ${palette.sans}`;
    };
    const [isRow, isColumn] = [chosen?.row === position, chosen?.column === position].map(
      (isChosen) => isChosen || region === pointed,
    );
    style(isRow === true);
    context.textAlign = 'right';
    const y = layout.top + position * (layout.cellHeight + layout.gap) + layout.cellHeight / 2;
    if (isRow || layout.cellHeight >= LABEL_ROW_PX) context.fillText(text, layout.left - 6, y + 0.5);
    if (!isColumn && layout.cellWidth < LABEL_ROW_PX) continue;
    style(isColumn === true);
    context.save();
    const x = layout.left + position * (layout.cellWidth + layout.gap) + layout.cellWidth / 2;
    context.translate(x, layout.top - 6);
    // Wide cells have room for a level label; narrow ones turn it.
    if (layout.cellWidth >= 64) {
      context.textAlign = 'center';
      context.fillText(text, 0, -6);
    } else {
      context.rotate(-Math.PI / 2);
      context.textAlign = 'left';
      context.fillText(text, 0, 0.5);
    }
    context.restore();
  }
}

const DARK_INK = '#0b0f14';
const LIGHT_INK = '#f4f8fb';

/** Text that reads on a latency colour; on a dimmed one the page shows through. */
function inkOn(color: string, isCached: boolean, { palette }: MapTheme): string {
  if (isCached) return palette.quiet;
  const channels = parseHex(color);
  return channels !== null && rgbToLab(channels).l > 52 ? DARK_INK : LIGHT_INK;
}
