import type { HealthState } from '../../shared/domain/health-state.ts';
import type { Palette } from '../ui/palette.ts';
import type { ClusterMarker } from './marker-views.ts';

/** Width of the ring that says how many of a cluster are in which state. */
const RING_PX = 4;
/** Radians between two parts of the ring, so that two quiet colours can be told apart. */
const PART_GAP = 0.14;

/** How the count of a cluster is written; set once for all of them. */
export function setCountType(context: CanvasRenderingContext2D, { sans }: Palette): void {
  context.font = `600 12px ${sans}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
}

/**
 * A disc with the count of its regions and a ring of their states, the worst beginning at the top. The type is that of
 * `setCountType`.
 */
export function drawCluster(
  context: CanvasRenderingContext2D,
  { x, y, radius, members, shares, isSeen }: ClusterMarker,
  palette: Palette,
): void {
  context.fillStyle = palette.raised;
  context.beginPath();
  context.arc(x, y, radius - RING_PX, 0, Math.PI * 2);
  context.fill();
  context.lineWidth = RING_PX;
  let from = -Math.PI / 2;
  const gap = shares.length > 1 ? PART_GAP : 0;
  for (const { state, count } of shares) {
    const to = from + (2 * Math.PI * count) / members.length;
    context.strokeStyle = markColor(state, palette);
    context.setLineDash(isDark(state) ? [2, 2] : []);
    context.beginPath();
    context.arc(x, y, radius - RING_PX / 2, from + gap / 2, to - gap / 2);
    context.stroke();
    from = to;
  }
  context.setLineDash([]);
  context.fillStyle = isSeen ? palette.text : palette.third;
  context.fillText(String(members.length), x, y + 0.5);
}

/** States that say nothing about now are broken lines, as their marks are hollow or hatched. */
function isDark(state: HealthState): boolean {
  return state === 'unreachable' || state === 'stale' || state === 'no_data';
}

function markColor(state: HealthState, palette: Palette): string {
  switch (state) {
    case 'ok':
      return palette.ok;
    case 'degraded':
    case 'conflict':
      return palette.deg;
    case 'down':
      return palette.down;
    case 'maintenance':
      return palette.maint;
    case 'no_data':
    case 'unreachable':
    case 'stale':
      return palette.grey;
  }
}
