import type { Palette } from '../ui/palette.ts';
import { parseHex, toHex } from './lab-color.ts';

/** A remembered picture keeps its marks at this strength. */
export const CACHED_STRENGTH = 0.42;

const dimmed = new WeakMap<Palette, Palette>();

/**
 * The palette of a remembered picture: state colours mixed into the page. Mixed, not made transparent:
 * shapes are filled and stroked, and where the two overlap transparency would show a seam.
 */
export function dimPalette(palette: Palette): Palette {
  let dim = dimmed.get(palette);
  if (dim === undefined) {
    const mix = (color: string): string => mixOver(color, palette.page, CACHED_STRENGTH);
    dim = {
      ...palette,
      ok: mix(palette.ok),
      deg: mix(palette.deg),
      down: mix(palette.down),
      grey: mix(palette.grey),
      maint: mix(palette.maint),
    };
    dimmed.set(palette, dim);
  }
  return dim;
}

/** `color` laid over `ground` at a strength of 0 to 1; a colour that cannot be read stays as it is. */
export function mixOver(color: string, ground: string, strength: number): string {
  const [a, b] = [parseHex(color), parseHex(ground)];
  if (a === null || b === null) return color;
  const channel = (index: 0 | 1 | 2): number => b[index] + (a[index] - b[index]) * strength;
  return toHex([channel(0), channel(1), channel(2)]);
}
