import type { HealthState } from '../../shared/domain/health-state.ts';
import type { Palette } from './palette.ts';
import { readPalette } from './palette.ts';

/** The colour of a state's mark. Conflict has two; this is its grey half. */
export function markColour(state: HealthState, palette: Palette): string {
  switch (state) {
    case 'ok':
    case 'stale':
      return palette.ok;
    case 'degraded':
      return palette.deg;
    case 'down':
      return palette.down;
    case 'maintenance':
      return palette.maint;
    case 'no_data':
    case 'unreachable':
    case 'conflict':
      return palette.grey;
  }
}

/**
 * The outlines of what is told with another service's trouble, on the 12-unit box: the shape of its state, not filled.
 * Corners of the triangle; edge of the square and its radius.
 */
export const foldedTriangle = [
  [6, 1.9],
  [10.9, 10.2],
  [1.1, 10.2],
] as const;
export const FOLDED_SQUARE = { from: 1.6, edge: 8.8, radius: 1.2 } as const;
export const FOLDED_STROKE = 1.4;

/** Draws the outline of trouble that folds under another service; other states are drawn as ever. */
export function drawFoldedMark(
  ctx: CanvasRenderingContext2D,
  state: HealthState,
  x: number,
  y: number,
  size: number,
  palette: Palette = readPalette(),
): void {
  if (state !== 'down' && state !== 'degraded') return drawStateMark(ctx, state, x, y, size, palette);
  const unit = size / 12;
  ctx.strokeStyle = markColour(state, palette);
  ctx.lineWidth = FOLDED_STROKE * unit;
  ctx.lineJoin = 'round';
  ctx.beginPath();
  if (state === 'down') {
    const { from, edge, radius } = FOLDED_SQUARE;
    ctx.roundRect(x + from * unit, y + from * unit, edge * unit, edge * unit, radius * unit);
  } else {
    for (const [cornerX, cornerY] of foldedTriangle) ctx.lineTo(x + cornerX * unit, y + cornerY * unit);
    ctx.closePath();
  }
  ctx.stroke();
}

/**
 * Draws a state's shape into a canvas, on the same 12-unit box as `StateMark`.
 * @param x,y the upper left corner of the box in the context's units; `size` its edge
 * @param colour replaces the state's own colour (dense tables, hot tiles)
 */
export function drawStateMark(
  ctx: CanvasRenderingContext2D,
  state: HealthState,
  x: number,
  y: number,
  size: number,
  palette: Palette = readPalette(),
  colour: string = markColour(state, palette),
): void {
  const unit = size / 12;
  const px = (value: number): number => x + value * unit;
  const py = (value: number): number => y + value * unit;
  ctx.fillStyle = colour;
  ctx.strokeStyle = colour;
  ctx.lineJoin = 'round';
  ctx.lineCap = 'round';
  ctx.beginPath();
  switch (state) {
    case 'ok':
      ctx.arc(px(6), py(6), 2.6 * unit, 0, Math.PI * 2);
      ctx.fill();
      return;
    case 'degraded':
      ctx.moveTo(px(6), py(1.3));
      ctx.lineTo(px(11.2), py(10.5));
      ctx.lineTo(px(0.8), py(10.5));
      ctx.closePath();
      ctx.lineWidth = 1.2 * unit;
      ctx.fill();
      ctx.stroke();
      return;
    case 'down':
      ctx.roundRect(px(1), py(1), 10 * unit, 10 * unit, 1.4 * unit);
      ctx.fill();
      return;
    case 'no_data':
      ctx.arc(px(6), py(6), 4.1 * unit, 0, Math.PI * 2);
      ctx.lineWidth = 1.5 * unit;
      ctx.stroke();
      return;
    case 'unreachable':
      ctx.arc(px(6), py(6), 4.3 * unit, 0, Math.PI * 2);
      ctx.moveTo(px(2), py(10));
      ctx.lineTo(px(10), py(2));
      ctx.lineWidth = 1.4 * unit;
      ctx.stroke();
      return;
    case 'stale':
      ctx.globalAlpha *= 0.6;
      ctx.arc(px(8.6), py(6), 2.6 * unit, 0, Math.PI * 2);
      ctx.fill();
      ctx.beginPath();
      ctx.moveTo(px(0.9), py(6));
      ctx.lineTo(px(2.1), py(6));
      ctx.moveTo(px(3.7), py(6));
      ctx.lineTo(px(4.9), py(6));
      ctx.lineWidth = 1.6 * unit;
      ctx.stroke();
      ctx.globalAlpha /= 0.6;
      return;
    case 'maintenance':
      ctx.moveTo(px(6), py(1));
      ctx.lineTo(px(11), py(6));
      ctx.lineTo(px(6), py(11));
      ctx.lineTo(px(1), py(6));
      ctx.closePath();
      ctx.lineWidth = 1.5 * unit;
      ctx.stroke();
      return;
    case 'conflict':
      ctx.fillStyle = palette.deg;
      ctx.roundRect(px(1), py(1), 4.2 * unit, 10 * unit, [1.4 * unit, 0, 0, 1.4 * unit]);
      ctx.fill();
      ctx.fillStyle = colour;
      ctx.beginPath();
      ctx.roundRect(px(6.8), py(1), 4.2 * unit, 10 * unit, [0, 1.4 * unit, 1.4 * unit, 0]);
      ctx.fill();
      return;
  }
}
