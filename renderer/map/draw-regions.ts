import { drawStateMark } from '../ui/draw-state-mark.ts';
import { CACHED_STRENGTH, dimPalette } from './dim-palette.ts';
import { drawCluster, setCountType } from './draw-clusters.ts';
import { drawHatchedCircle } from './hatch.ts';
import type { MapTheme } from './map-theme.ts';
import {
  BADGE_RADIUS_PX,
  badgeSpot,
  LABEL_LINE_PX,
  type MarkerView,
  type RegionMarker,
} from './marker-views.ts';
import { type Metric, regionColor } from './metric.ts';

export interface RegionsInput {
  /** In drawing order. */
  readonly markers: readonly MarkerView[];
  readonly metric: Metric;
  readonly theme: MapTheme;
  readonly isCached: boolean;
  /** The marker with the keyboard's or the pointer's attention. */
  readonly chosen: number | null;
  /** The region everything is seen from, by its index. */
  readonly target: number | null;
}

const BADGE_PX = 12;

/** Circles, then badges, then labels, so that no circle covers a word. */
export function drawRegions(context: CanvasRenderingContext2D, input: RegionsInput): void {
  setCountType(context, input.theme.palette);
  for (const marker of input.markers) {
    context.fillStyle = input.theme.palette.page;
    disc(context, marker.x, marker.y, marker.radius + 2);
    context.fill();
    if (marker.kind === 'region') drawCircle(context, marker, input);
    else drawCluster(context, marker, input.isCached ? dimPalette(input.theme.palette) : input.theme.palette);
    drawRing(context, marker, input);
  }
  for (const marker of input.markers) drawBadge(context, marker, input);
  for (const marker of input.markers) drawLabel(context, marker, input);
}

function drawCircle(
  context: CanvasRenderingContext2D,
  { region, x, y, radius }: RegionMarker,
  { theme, isCached, metric }: RegionsInput,
): void {
  const { palette } = theme;
  const color = regionColor(region, metric, theme);
  if (!region.isSeen) {
    drawHatchedCircle(context, x, y, radius, palette, true);
  } else if (isCached && region.state === 'ok') {
    drawHatchedCircle(context, x, y, radius, palette, false);
  } else if (color === null) {
    // Seen, but this is not measured there: a ring, so that no colour is claimed.
    context.strokeStyle = palette.grey;
    context.lineWidth = 1.5;
    disc(context, x, y, radius - 1);
    context.stroke();
  } else {
    context.globalAlpha = isCached ? CACHED_STRENGTH : 1;
    context.fillStyle = color;
    disc(context, x, y, radius);
    context.fill();
    context.globalAlpha = 1;
    // The neutral middle of the deviation scale is as grey as the land it stands on.
    if (metric !== 'deviation') return;
    context.strokeStyle = palette.grey;
    context.lineWidth = 1;
    context.stroke();
  }
}

/** Round the marker that is attended to, and a wider one round the place everything is seen from. */
function drawRing(
  context: CanvasRenderingContext2D,
  marker: MarkerView,
  { theme, chosen, target }: RegionsInput,
): void {
  const isTarget = marker.kind === 'region' && marker.region.index === target;
  if (!isTarget && chosen !== marker.id) return;
  context.strokeStyle = theme.palette.accent;
  context.lineWidth = 2;
  disc(context, marker.x, marker.y, marker.radius + 4);
  context.stroke();
  if (!isTarget) return;
  context.lineWidth = 1;
  disc(context, marker.x, marker.y, marker.radius + 8);
  context.stroke();
}

function drawBadge(
  context: CanvasRenderingContext2D,
  marker: MarkerView,
  { theme, isCached }: RegionsInput,
): void {
  // The hatched circle with its slash already says unseen.
  if (marker.state === 'ok' || !marker.isSeen) return;
  if (marker.kind === 'region' ? !marker.region.hasServices : !marker.isAbnormal) return;
  const spot = badgeSpot(marker.x, marker.y, marker.radius);
  context.fillStyle = theme.palette.page;
  disc(context, spot.x, spot.y, BADGE_RADIUS_PX);
  context.fill();
  drawStateMark(
    context,
    marker.state,
    spot.x - BADGE_PX / 2,
    spot.y - BADGE_PX / 2,
    BADGE_PX,
    isCached ? dimPalette(theme.palette) : theme.palette,
  );
}

function drawLabel(
  context: CanvasRenderingContext2D,
  { label, code, lines, isAbnormal, isSeen }: MarkerView,
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
    const quiet = row === 0 && isSeen ? palette.quiet : palette.third;
    context.fillStyle = isLoud ? palette.text : quiet;
    context.fillText(text, x, y);
  }
}

function disc(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y, Math.max(0.5, radius), 0, Math.PI * 2);
}
