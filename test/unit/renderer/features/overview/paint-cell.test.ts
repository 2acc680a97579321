import { describe, expect, it } from 'vitest';
import { type CellPaint, paintCell } from '../../../../../renderer/features/overview/paint-cell.ts';
import type { Palette } from '../../../../../renderer/ui/palette.ts';

/** Every colour is called by its name. */
const palette = new Proxy({}, { get: (_target, name) => String(name) }) as Palette;

const cell: CellPaint = {
  x: 0,
  y: 0,
  width: 71,
  height: 46,
  tall: true,
  narrow: false,
  state: 'down',
  folded: false,
  text: { number: '38.2', unit: '%', words: null, claim: null },
  spark: new Float32Array(30).fill(1),
  limit: 0.5,
  past: false,
};

/** The colours a cell is drawn with, and what is written in it. */
function drawn(paint: CellPaint): {
  readonly colours: readonly string[];
  readonly fonts: readonly string[];
  readonly texts: readonly string[];
} {
  const [colours, fonts, texts] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const ctx = new Proxy(
    {},
    {
      get: (_target, name) => {
        if (name === 'globalAlpha') return 1;
        if (name === 'measureText') return () => ({ width: 10 });
        return (text: unknown) => void (name === 'fillText' && texts.add(String(text)));
      },
      set: (_target, name, value) => {
        if (name === 'fillStyle' || name === 'strokeStyle') colours.add(String(value));
        if (name === 'font') fonts.add(String(value));
        return true;
      },
    },
  );
  paintCell(ctx as CanvasRenderingContext2D, paint, palette);
  return { colours: [...colours], fonts: [...fonts], texts: [...texts] };
}

describe('a cell that folds under another service', () => {
  it.each(['down', 'degraded'] as const)(
    'keeps the shape and number of %s, and nothing that is loud',
    (state) => {
      const own = drawn({ ...cell, state });
      const folded = drawn({ ...cell, state, folded: true });
      expect(own.colours).toContain(state === 'down' ? 'downTile' : 'degTile');
      expect(own.fonts.some((font) => font.startsWith('600'))).toBe(true);
      expect(folded.texts).toEqual(own.texts);
      expect(folded.colours).toContain(state === 'down' ? 'down' : 'deg');
      expect(folded.colours.filter((name) => /Tile|Edge/.test(name))).toEqual([]);
      expect(folded.fonts.some((font) => font.startsWith('600'))).toBe(false);
    },
  );
});
