import type { MarkKind } from '../../shared/format/words.ts';
import { drawStateMark } from '../ui/draw-state-mark.ts';
import { readPalette } from '../ui/palette.ts';

/** Edge of the drawn icons in pixels: sharp on dense screens. */
const SIZE = 64;
const RADIUS = 14;
const MARK = 46;

/** A picture of a state's shape on Vigil's ground, as a PNG data address; null where nothing can be drawn. */
export function drawFace(mark: MarkKind): string | null {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE;
  canvas.height = SIZE;
  const ctx = canvas.getContext('2d');
  if (ctx === null) return null;
  const palette = readPalette();
  ctx.fillStyle = palette.page;
  ctx.beginPath();
  ctx.roundRect(0, 0, SIZE, SIZE, RADIUS);
  ctx.fill();
  const inset = (SIZE - MARK) / 2;
  if (mark === 'info') {
    ctx.fillStyle = palette.quiet;
    ctx.beginPath();
    ctx.roundRect(inset, SIZE / 2 - 5, MARK, 10, 5);
    ctx.fill();
  } else drawStateMark(ctx, mark, inset, inset, MARK, palette);
  return canvas.toDataURL('image/png');
}
