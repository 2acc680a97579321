import { type Palette, readPalette } from '../ui/palette.ts';
import { useTheme } from '../ui/theme.ts';
import { createDeviationScale, type DeviationScale } from './deviation-scale.ts';
import { createLatencyScale, type LatencyScale } from './latency-scale.ts';
import { createLossScale, type LossScale } from './loss-scale.ts';

/** What the map's canvases draw with: the page's tokens and the scales made of them. */
export interface MapTheme {
  readonly palette: Palette;
  readonly latency: LatencyScale;
  readonly deviation: DeviationScale;
  readonly loss: LossScale;
}

const themes = new WeakMap<Palette, MapTheme>();

/** The theme on screen; made once per palette, so it may be called at every draw. */
export function readMapTheme(): MapTheme {
  return themeOf(readPalette());
}

/** What the map draws with in another palette than that on screen: on paper. */
export function themeOf(palette: Palette): MapTheme {
  let theme = themes.get(palette);
  if (theme === undefined) {
    theme = {
      palette,
      latency: createLatencyScale(palette.latency),
      deviation: createDeviationScale(palette.deviation),
      loss: createLossScale(palette.latency),
    };
    themes.set(palette, theme);
  }
  return theme;
}

/** The theme on screen, re-rendering when a person switches it. The same object while it lasts. */
export function useMapTheme(): MapTheme {
  useTheme();
  return readMapTheme();
}
