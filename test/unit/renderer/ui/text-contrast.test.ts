import { describe, expect, it } from 'vitest';
import type { Theme } from '../../../../renderer/ui/theme.ts';
import { tokensOf } from './tokens.ts';

type Rgb = readonly [number, number, number];

/** Relative luminance as WCAG 2 defines it. */
function luminance(rgb: Rgb): number {
  const [r = 0, g = 0, b = 0] = rgb.map((channel) => {
    const value = channel / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: Rgb, b: Rgb): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

const grounds = ['page', 'panel', 'raised'];
const inks = ['text', 'quiet', 'ok-ink', 'deg-ink', 'down-ink', 'maint-ink', 'past-ink'];
const pairs = [
  ['down-tile-text', 'down-tile'],
  ['past-text', 'past'],
  ['cached-text', 'cached'],
  ['down-solid-text', 'down'],
  ['deg-solid-text', 'deg'],
] as const;

describe.each([
  ['dark', 4.5],
  ['light', 4.5],
  ['contrast', 7],
] as const)('text of the %s theme', (theme: Theme, least) => {
  const token = tokensOf(theme);

  it(`is ${least}:1 or better on every ground`, () => {
    for (const ground of grounds)
      for (const ink of theme === 'contrast' ? [...inks, 'third'] : inks)
        expect(contrast(token(ink), token(ground)), `${ink} on ${ground}`).toBeGreaterThanOrEqual(least);
  });

  it.each(pairs)(`is ${least}:1 or better: %s on %s`, (ink, ground) => {
    expect(contrast(token(ink), token(ground))).toBeGreaterThanOrEqual(least);
  });
});

describe('borders of the high contrast theme', () => {
  it.each(['line', 'ghost', 'faint', 'accent', 'ok', 'deg', 'down', 'grey', 'maint', 'coast'])(
    '%s is 3:1 or better on the page',
    (name) => {
      const token = tokensOf('contrast');
      expect(contrast(token(name), token('page'))).toBeGreaterThanOrEqual(3);
    },
  );
});
