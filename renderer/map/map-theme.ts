import { type Palette, readPalette } from '../ui/palette.ts';
import { useTheme } from '../ui/theme.ts';
import { createLatencyScale, type LatencyScale } from './latency-scale.ts';

/** What the map's canvases draw with: the page's tokens and the latency scale made of them. */
export interface MapTheme {
  readonly palette: Palette;
  readonly latency: LatencyScale;
}

const themes = new WeakMap<Palette, MapTheme>();

/** The theme on screen; made once per palette, so it may be called at every draw. */
export function readMapTheme(): MapTheme {
  const palette = readPalette();
  let theme = themes.get(palette);
  if (theme === undefined) {
    theme = { palette, latency: createLatencyScale(palette.latency) };
    themes.set(palette, theme);
  }
  return theme;
}

/** The theme on screen, re-rendering when a person switches it. The same object while it lasts. */
export function useMapTheme(): MapTheme {
  useTheme();
  return readMapTheme();
}
