import type { Palette } from '../ui/palette.ts';

const PITCH_PX = 4;
const LINE_PX = 1.6;

/** Strokes 45° lines through the box; clip first. */
export function strokeHatch(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
  scale = 1,
): void {
  context.beginPath();
  // Lines start on a common raster, so that neighbouring boxes continue one another.
  const pitch = PITCH_PX * Math.SQRT2 * scale;
  const first = Math.ceil((x + y) / pitch) * pitch;
  for (let sum = first; sum <= x + y + width + height; sum += pitch) {
    const startX = Math.max(x, sum - (y + height));
    const endX = Math.min(x + width, sum - y);
    context.moveTo(startX, sum - startX);
    context.lineTo(endX, sum - endX);
  }
  context.lineWidth = LINE_PX * scale;
  context.stroke();
}

/** An unseen place: a hatched circle with a ring, and with a slash when its source does not answer. */
export function drawHatchedCircle(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  palette: Palette,
  hasSlash: boolean,
  scale = 1,
): void {
  context.save();
  context.beginPath();
  context.arc(x, y, radius, 0, Math.PI * 2);
  context.fillStyle = palette.page;
  context.fill();
  context.save();
  context.clip();
  context.globalAlpha = 0.6;
  context.strokeStyle = palette.grey;
  strokeHatch(context, x - radius, y - radius, radius * 2, radius * 2, scale);
  context.restore();
  context.beginPath();
  context.arc(x, y, radius - 0.7 * scale, 0, Math.PI * 2);
  if (hasSlash) {
    const reach = radius * 0.94;
    context.moveTo(x - reach * Math.SQRT1_2, y + reach * Math.SQRT1_2);
    context.lineTo(x + reach * Math.SQRT1_2, y - reach * Math.SQRT1_2);
  }
  context.strokeStyle = palette.grey;
  context.lineWidth = 1.4 * scale;
  context.stroke();
  context.restore();
}
