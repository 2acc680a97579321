import { type HealthState, needsAttention } from '../../../shared/domain/health-state.ts';
import { drawFoldedMark, drawStateMark } from '../../ui/draw-state-mark.ts';
import type { Palette } from '../../ui/palette.ts';
import type { CellText } from './cell-text.ts';
import { type SparkBox, scaleTop, sparkY, traceSpark } from './spark-path.ts';

/** Everything one cell needs to be drawn. Coordinates in CSS pixels. */
export interface CellPaint {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** In an attention row: larger figures, more room. */
  readonly tall: boolean;
  /** Too narrow for a number beside its mark. */
  readonly narrow: boolean;
  readonly state: HealthState;
  /** Its trouble is told with that of a service it depends on: it steps back. */
  readonly folded: boolean;
  readonly text: CellText;
  /** Fifteen minutes of the key series, oldest first. */
  readonly spark: Float32Array;
  readonly limit: number | null;
  /** The picture is cached: everything steps back. */
  readonly past: boolean;
}

/** Marks and tiles of a cached picture keep this much of their colour. */
const PAST_ALPHA = 0.42;
/** The edge of a cell that folds under another one. */
const FOLDED_DASH = [2, 3];
const FAMILY = '"Inter Tabular", "Inter Variable", system-ui, sans-serif';
/** Units stand beside their number, not under one another. */
const UNIT_FAMILY = '"Inter Variable", system-ui, sans-serif';
const fonts = {
  tall: `13px ${FAMILY}`,
  tallStrong: `600 13px ${FAMILY}`,
  tallUnit: `13px ${UNIT_FAMILY}`,
  small: `12px ${FAMILY}`,
  smallUnit: `12px ${UNIT_FAMILY}`,
  smallStrong: `600 12px ${FAMILY}`,
} as const;

/** The faces a canvas has to wait for. */
export const matrixFonts = Object.values(fonts);

/** Measured texts kept per font; numbers of three digits repeat themselves. */
const MAX_WIDTHS = 4_096;
const widths = new Map<string, Map<string, number>>();

/** The width of a text in the font that is set: measuring costs more than drawing, asking for the font as much. */
function widthOf(ctx: CanvasRenderingContext2D, font: string, text: string): number {
  let known = widths.get(font);
  if (known === undefined || known.size >= MAX_WIDTHS) {
    known = new Map();
    widths.set(font, known);
  }
  const width = known.get(text) ?? ctx.measureText(text).width;
  known.set(text, width);
  return width;
}

/** Forgets measured widths: they were those of another face until the fonts had arrived. */
export function forgetWidths(): void {
  widths.clear();
}

/** Draws one cell onto cleared ground. */
export function paintCell(ctx: CanvasRenderingContext2D, cell: CellPaint, palette: Palette): void {
  const { state, text, past } = cell;
  const hot = needsAttention(state) && !cell.folded;
  ctx.globalAlpha = past ? PAST_ALPHA : 1;
  if (hot || cell.folded || state === 'maintenance') paintTile(ctx, cell, palette);
  if (state === 'unreachable' && past) ctx.globalAlpha = 1;
  const markSize = cell.tall || hot || cell.folded || state === 'maintenance' ? 10 : 9;
  const middle = cell.y + (cell.tall ? 13.4 : 9.6);
  paintMark(ctx, cell, palette, cell.x + (cell.tall || hot || cell.folded ? 5.6 : 5), middle, markSize);
  ctx.globalAlpha = 1;
  if (cell.narrow) return paintNarrow(ctx, cell, palette, hot);
  paintText(ctx, cell, palette, hot);
  if (text.claim === null || !cell.tall) paintSpark(ctx, cell, palette, hot);
}

/** Where there is no such service: an en dash, and nothing else. */
export function paintAbsent(
  ctx: CanvasRenderingContext2D,
  cell: Pick<CellPaint, 'x' | 'y' | 'tall'>,
  palette: Palette,
): void {
  ctx.fillStyle = palette.ghost;
  ctx.fillRect(cell.x + 6, Math.round(cell.y + (cell.tall ? 13 : 9)), 6.5, 1);
}

/** A folded corner: not as it was when somebody last looked. */
export function paintChanged(
  ctx: CanvasRenderingContext2D,
  { x, y, width }: Pick<CellPaint, 'x' | 'y' | 'width'>,
  palette: Palette,
): void {
  const right = x + width - 1.5;
  const top = y + 1;
  ctx.fillStyle = palette.text;
  ctx.beginPath();
  ctx.moveTo(right - 7, top);
  ctx.lineTo(right, top);
  ctx.lineTo(right, top + 7);
  ctx.closePath();
  ctx.fill();
}

function paintTile(ctx: CanvasRenderingContext2D, cell: CellPaint, palette: Palette): void {
  const x = cell.x + 0.5;
  const y = cell.y + 1.5;
  const width = cell.width - 2;
  const height = cell.height - (cell.tall ? 4 : 2.5);
  const outline = (fill: string | null, edge: string): void => {
    ctx.beginPath();
    ctx.roundRect(x, y, width, height, 4);
    if (fill !== null) {
      ctx.fillStyle = fill;
      ctx.fill();
    }
    ctx.strokeStyle = edge;
    ctx.lineWidth = 1;
    ctx.stroke();
  };
  if (cell.folded) {
    ctx.setLineDash(FOLDED_DASH);
    outline(null, palette.ghost);
    ctx.setLineDash([]);
    return;
  }
  switch (cell.state) {
    case 'down':
      return outline(palette.downTile, palette.downEdge);
    case 'degraded':
      return outline(palette.degTile, palette.degEdge);
    case 'maintenance':
      return outline(null, palette.maintEdge);
    case 'conflict':
      ctx.save();
      ctx.beginPath();
      ctx.roundRect(x, y, width, height, 4);
      ctx.clip();
      ctx.fillStyle = palette.degTile;
      ctx.fillRect(x, y, width / 2, height);
      ctx.fillStyle = palette.conflictTile;
      ctx.fillRect(x + width / 2, y, width / 2, height);
      ctx.restore();
      return outline(null, palette.conflictEdge);
    default:
      return;
  }
}

function paintMark(
  ctx: CanvasRenderingContext2D,
  cell: CellPaint,
  palette: Palette,
  x: number,
  middle: number,
  size: number,
): void {
  const { state } = cell;
  if (state === 'ok') {
    ctx.fillStyle = palette.okCell;
    ctx.beginPath();
    ctx.arc(cell.x + (cell.tall ? 10 : 9.5), middle, 2, 0, Math.PI * 2);
    ctx.fill();
    return;
  }
  if (cell.folded) return drawFoldedMark(ctx, state, x, middle - size / 2, size, palette);
  const colour = state === 'down' ? palette.downTileMark : undefined;
  drawStateMark(ctx, state, x, middle - size / 2, size, palette, colour);
}

/** Under the mark of an abnormal cell its number without unit; the tooltip and the spoken words have it all. */
function paintNarrow(ctx: CanvasRenderingContext2D, cell: CellPaint, palette: Palette, hot: boolean): void {
  if (!hot || !cell.tall || cell.text.words !== null) return;
  ctx.font = fonts.small;
  ctx.fillStyle = textColour(cell, palette, hot);
  ctx.fillText(cell.text.number, cell.x + 4, cell.y + 36, cell.width - 8);
}

function paintText(ctx: CanvasRenderingContext2D, cell: CellPaint, palette: Palette, hot: boolean): void {
  const { state, text, tall } = cell;
  const baseline = cell.y + (tall ? 18 : 14);
  const colour = textColour(cell, palette, hot);
  if (text.words !== null) {
    ctx.font = tall ? fonts.tall : fonts.small;
    ctx.fillStyle = state === 'maintenance' ? palette.maintInk : palette.third;
    ctx.fillText(text.words, cell.x + 20, baseline, cell.width - 22);
    return;
  }
  const strong = hot && !cell.past;
  const font = tall ? (strong ? fonts.tallStrong : fonts.tall) : strong ? fonts.smallStrong : fonts.small;
  ctx.font = font;
  // Units line up because the number ends in one place; only a number too long for its room pushes on.
  // A hot tile stands alone: its number begins beside its mark.
  const left = cell.x + (state === 'ok' ? (tall ? 19 : 17) : 20);
  const numberWidth = widthOf(ctx, font, text.number);
  const right = left + (hot ? numberWidth : Math.max(tall ? 24 : 22, numberWidth));
  ctx.fillStyle = colour;
  ctx.fillText(text.number, right - numberWidth, baseline);
  if (text.unit !== '') {
    // Letters are the same in both faces: only a sign of percent or a weight is worth a change of font.
    if (hot || text.unit === '%') ctx.font = tall ? fonts.tallUnit : fonts.smallUnit;
    if (hot && !cell.past) ctx.globalAlpha = 0.75;
    else ctx.fillStyle = palette.third;
    ctx.fillText(text.unit, right + 2.6, baseline);
    ctx.globalAlpha = 1;
  }
  if (text.claim !== null && tall) {
    ctx.font = fonts.small;
    ctx.fillStyle = palette.quiet;
    ctx.fillText(text.claim, cell.x + 6, cell.y + 37, cell.width - 10);
  }
}

function textColour(cell: CellPaint, palette: Palette, hot: boolean): string {
  if (cell.state === 'unreachable') return palette.third;
  if (!hot) return palette.quiet;
  if (cell.past) return palette.quiet;
  return cell.state === 'down' ? palette.downTileText : palette.text;
}

function paintSpark(ctx: CanvasRenderingContext2D, cell: CellPaint, palette: Palette, hot: boolean): void {
  const { tall, spark, state } = cell;
  const height = tall ? 14 : 8;
  const box: SparkBox = {
    x: cell.x + 6,
    y: cell.y + cell.height - (tall ? 6 : 2) - height,
    width: cell.width - 13,
    height,
  };
  const top = scaleTop(spark, needsAttention(state), hot ? cell.limit : null);
  if (!(top > 0)) return;
  const colour = cell.folded ? palette.spark : sparkColour(state, palette);
  ctx.globalAlpha = cell.past ? PAST_ALPHA : state === 'unreachable' ? 0.7 : 1;
  ctx.strokeStyle = colour;
  ctx.lineWidth = hot ? 1.5 : 1.1;
  ctx.beginPath();
  if (traceSpark(ctx, spark, top, box)) ctx.stroke();
  if (hot && cell.limit !== null) {
    const y = Math.round(sparkY(cell.limit, top, box)) + 0.5;
    ctx.globalAlpha *= 0.7;
    ctx.lineWidth = 1;
    ctx.lineCap = 'butt';
    ctx.setLineDash([2, 2]);
    ctx.beginPath();
    ctx.moveTo(box.x, y);
    ctx.lineTo(box.x + box.width, y);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.lineCap = 'round';
  }
  ctx.globalAlpha = 1;
}

function sparkColour(state: HealthState, palette: Palette): string {
  switch (state) {
    case 'down':
      return palette.downTileSpark;
    case 'degraded':
    case 'conflict':
      return palette.deg;
    case 'maintenance':
      return palette.maint;
    default:
      return palette.spark;
  }
}
