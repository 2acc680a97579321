/** How a wall is laid out on one screen. Lengths are wall units: pixels of a screen 1080 high. */
export interface WallLayout {
  /** CSS pixels per unit. */
  readonly scale: number;
  /** The screen in units. */
  readonly width: number;
  readonly height: number;
  /** Side by side, or one above the other on tall screens. */
  readonly isStacked: boolean;
}

/** The shorter side of the screen the pictures were drawn for: 44 units are readable from 6 m there. */
const REFERENCE_PX = 1080;
export const WALL_MARGIN = 64;
/** Below this width in units map and list stand one above the other. */
const STACK_BELOW = 1200;

/**
 * The layout for a screen. The scale follows the shorter side: a screen on its end has the same pixels,
 * so its letters need the same size.
 */
export function wallLayout(widthPx: number, heightPx: number): WallLayout {
  const scale = Math.max(0.05, Math.min(widthPx, heightPx) / REFERENCE_PX);
  const width = widthPx / scale;
  const height = heightPx / scale;
  return { scale, width, height, isStacked: width < STACK_BELOW };
}

const VERDICT_SIZE = 112;
const SMALLEST_ONE_LINE = 80;
const TWO_LINE_SIZE = 92;

/**
 * Type size of the verdict: one line as long as it stays a headline, else two lines.
 * @param textWidth its width at 112 units, in units
 */
export function verdictSize(textWidth: number, available: number): number {
  if (textWidth <= available) return VERDICT_SIZE;
  const oneLine = (VERDICT_SIZE * available) / textWidth;
  if (oneLine >= SMALLEST_ONE_LINE) return Math.floor(oneLine);
  // Two lines hold a little less than twice the width: words do not break.
  const twoLines = (VERDICT_SIZE * available * 1.75) / textWidth;
  return Math.max(56, Math.floor(Math.min(TWO_LINE_SIZE, twoLines)));
}
