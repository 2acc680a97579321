import { readMapTheme } from '../../map/map-theme.ts';

/** The colour of a latency in seconds in the theme on screen, for SVG marks. */
export function latencyScaleAt(seconds: number): string {
  return readMapTheme().latency(seconds * 1_000);
}
