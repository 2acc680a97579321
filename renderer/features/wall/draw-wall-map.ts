import { type ArcPath, traceArc } from '../../map/arc-path.ts';
import { dimPalette } from '../../map/dim-palette.ts';
import { drawHatchedCircle } from '../../map/hatch.ts';
import type { MapTheme } from '../../map/map-theme.ts';
import { drawStateMark } from '../../ui/draw-state-mark.ts';
import type { WallMark } from './wall-map-marks.ts';

export interface WallMapDrawing {
  readonly marks: readonly WallMark[];
  readonly arcs: readonly ArcPath[];
  readonly scale: number;
  readonly isCached: boolean;
  readonly theme: MapTheme;
}

export function drawWallMap(context: CanvasRenderingContext2D, drawing: WallMapDrawing): void {
  drawArcs(context, drawing);
  for (const mark of drawing.marks) drawMark(context, mark, drawing);
  for (const mark of drawing.marks) drawName(context, mark, drawing);
}

function drawArcs(context: CanvasRenderingContext2D, { arcs, scale, isCached, theme }: WallMapDrawing): void {
  context.save();
  context.strokeStyle = isCached ? theme.palette.grey : (theme.palette.latency[2] ?? theme.palette.grey);
  context.globalAlpha = isCached ? 0.5 : 0.7;
  context.lineWidth = 2 * scale;
  if (isCached) context.setLineDash([4 * scale, 8 * scale]);
  context.beginPath();
  for (const arc of arcs) traceArc(context, arc);
  context.stroke();
  context.restore();
}

function drawMark(
  context: CanvasRenderingContext2D,
  { x, y, size, state }: WallMark,
  { scale, isCached, theme }: WallMapDrawing,
): void {
  const { palette } = theme;
  const isSmall = state === 'ok' || state === 'no_data';
  context.save();
  context.fillStyle = palette.page;
  context.beginPath();
  if (isSmall) context.arc(x, y, size / 2 + 4 * scale, 0, Math.PI * 2);
  else
    context.roundRect(
      x - size / 2 - 4 * scale,
      y - size / 2 - 4 * scale,
      size + 8 * scale,
      size + 8 * scale,
      12 * scale,
    );
  context.fill();
  if ((isCached && state === 'ok') || state === 'unreachable' || state === 'stale') {
    const radius = state === 'ok' ? size / 2 : size / 2.6;
    drawHatchedCircle(context, x, y, radius, palette, state === 'unreachable', scale * 1.6);
  } else if (state === 'ok') {
    context.fillStyle = palette.ok;
    context.beginPath();
    context.arc(x, y, size / 2, 0, Math.PI * 2);
    context.fill();
  } else {
    drawStateMark(context, state, x - size / 2, y - size / 2, size, isCached ? dimPalette(palette) : palette);
  }
  context.restore();
}

function drawName(
  context: CanvasRenderingContext2D,
  { label, name, fontSize, size, state }: WallMark,
  { isCached, theme, scale }: WallMapDrawing,
): void {
  if (label === null) return;
  const { palette } = theme;
  const isWorst = size > 50 * scale;
  context.save();
  context.font = `${isWorst ? 600 : 400} ${fontSize}px ${palette.sans}`;
  context.letterSpacing = `${-0.02 * fontSize}px`;
  context.textBaseline = 'middle';
  context.textAlign = label.side === 'left' ? 'right' : label.side === 'right' ? 'left' : 'center';
  const { box } = label;
  const x =
    label.side === 'left' ? box.x + box.width : label.side === 'right' ? box.x : box.x + box.width / 2;
  const y = box.y + box.height / 2;
  context.lineJoin = 'round';
  context.strokeStyle = palette.page;
  context.lineWidth = 12 * scale;
  context.strokeText(name, x, y);
  const isQuiet = isCached || state === 'unreachable' || state === 'stale';
  context.fillStyle = isQuiet ? palette.quiet : palette.text;
  context.fillText(name, x, y);
  context.restore();
}
