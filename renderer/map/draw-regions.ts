import { drawStateMark } from '../ui/draw-state-mark.ts';
import { CACHED_STRENGTH, dimPalette } from './dim-palette.ts';
import { drawHatchedCircle } from './hatch.ts';
import type { MapTheme } from './map-theme.ts';
import { BADGE_RADIUS_PX, badgeSpot, LABEL_LINE_PX, type MarkerView } from './marker-views.ts';

export interface RegionsInput {
  /** In drawing order. */
  readonly markers: readonly MarkerView[];
  readonly theme: MapTheme;
  readonly isCached: boolean;
  /** Region index with the keyboard's or the pointer's attention. */
  readonly chosen: number | null;
}

const BADGE_PX = 12;

/** Circles, then badges, then labels, so that no circle covers a word. */
export function drawRegions(context: CanvasRenderingContext2D, input: RegionsInput): void {
  for (const marker of input.markers) drawCircle(context, marker, input);
  for (const marker of input.markers) drawBadge(context, marker, input);
  for (const marker of input.markers) drawLabel(context, marker, input);
}

function drawCircle(
  context: CanvasRenderingContext2D,
  { region, x, y, radius }: MarkerView,
  { theme, isCached, chosen }: RegionsInput,
): void {
  const { palette } = theme;
  context.fillStyle = palette.page;
  disc(context, x, y, radius + 2);
  context.fill();
  if (!region.isSeen) {
    drawHatchedCircle(context, x, y, radius, palette, true);
  } else if (isCached && region.state === 'ok') {
    drawHatchedCircle(context, x, y, radius, palette, false);
  } else if (region.latencySeconds === null) {
    // Seen, but this percentile is not measured there: a ring, so that no colour is claimed.
    context.strokeStyle = palette.grey;
    context.lineWidth = 1.5;
    disc(context, x, y, radius - 1);
    context.stroke();
  } else {
    context.globalAlpha = isCached ? CACHED_STRENGTH : 1;
    context.fillStyle = theme.latency(region.latencySeconds * 1_000);
    disc(context, x, y, radius);
    context.fill();
    context.globalAlpha = 1;
  }
  if (chosen !== region.index) return;
  context.strokeStyle = palette.accent;
  context.lineWidth = 2;
  disc(context, x, y, radius + 4);
  context.stroke();
}

function drawBadge(
  context: CanvasRenderingContext2D,
  { region, x, y, radius }: MarkerView,
  { theme, isCached }: RegionsInput,
): void {
  // The hatched circle with its slash already says unseen.
  if (region.state === 'ok' || !region.isSeen || !region.hasServices) return;
  const spot = badgeSpot(x, y, radius);
  context.fillStyle = theme.palette.page;
  disc(context, spot.x, spot.y, BADGE_RADIUS_PX);
  context.fill();
  drawStateMark(
    context,
    region.state,
    spot.x - BADGE_PX / 2,
    spot.y - BADGE_PX / 2,
    BADGE_PX,
    isCached ? dimPalette(theme.palette) : theme.palette,
  );
}

function drawLabel(
  context: CanvasRenderingContext2D,
  { label, code, lines, isAbnormal, region }: MarkerView,
  { theme, isCached }: RegionsInput,
): void {
  if (label === null) return;
  const { palette } = theme;
  const { box, side } = label;
  const isLoud = isAbnormal && !isCached;
  context.font = `${isAbnormal ? 600 : 400} 12px ${palette.sans}`;
  context.textAlign = side === 'left' ? 'right' : side === 'right' ? 'left' : 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.strokeStyle = palette.page;
  context.lineWidth = 6;
  const x = side === 'left' ? box.x + box.width : side === 'right' ? box.x : box.x + box.width / 2;
  for (const [row, text] of [code, ...lines].entries()) {
    const y = box.y + LABEL_LINE_PX * (row + 0.5);
    context.strokeText(text, x, y);
    const quiet = row === 0 && region.isSeen ? palette.quiet : palette.third;
    context.fillStyle = isLoud ? palette.text : quiet;
    context.fillText(text, x, y);
  }
}

function disc(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y, Math.max(0.5, radius), 0, Math.PI * 2);
}
