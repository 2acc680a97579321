import { describe, expect, it } from 'vitest';
import { type Lab, rgbToLab } from '../../../../renderer/map/lab-color.ts';
import { drawFoldedMark, drawStateMark } from '../../../../renderer/ui/draw-state-mark.ts';
import type { Palette } from '../../../../renderer/ui/palette.ts';
import { type Theme, themes } from '../../../../renderer/ui/theme.ts';
import { type HealthState, healthStates } from '../../../../shared/domain/health-state.ts';
import { tokensOf } from './tokens.ts';

type Rgb = readonly [number, number, number];
type Matrix = readonly [Rgb, Rgb, Rgb];

/** Machado, Oliveira and Fernandes 2009, severity 1, on linear light. */
const visions: Readonly<Record<string, Matrix>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
  'grey-scale': [
    [0.2126, 0.7152, 0.0722],
    [0.2126, 0.7152, 0.0722],
    [0.2126, 0.7152, 0.0722],
  ],
};
const visionNames = Object.keys(visions);

function seenAs(vision: string, rgb: Rgb): Rgb {
  const light = rgb.map((channel) => {
    const value = channel / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const seen = (visions[vision] ?? []).map((row) => {
    const value = Math.min(
      1,
      Math.max(
        0,
        row.reduce((sum, part, index) => sum + part * light[index]!, 0),
      ),
    );
    return 255 * (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055);
  });
  return [seen[0]!, seen[1]!, seen[2]!];
}

/** CIE76: about 2 is just seen side by side, 10 at a glance. */
function distance(a: Lab, b: Lab): number {
  return Math.hypot(a.l - b.l, a.a - b.a, a.b - b.b);
}

const labOf = (vision: string, rgb: Rgb): Lab => rgbToLab(seenAs(vision, rgb));

const stateTokens: Readonly<Record<HealthState, string>> = {
  ok: 'ok',
  degraded: 'deg',
  down: 'down',
  no_data: 'grey',
  unreachable: 'grey',
  stale: 'ok',
  maintenance: 'maint',
  conflict: 'grey',
};

/** What a mark is drawn of, without its colours. */
function shapeOf(state: HealthState, folded = false): string {
  const calls: string[] = [];
  const ctx = new Proxy(
    { globalAlpha: 1 },
    {
      get: (_target, name) =>
        name === 'globalAlpha'
          ? 1
          : (...args: readonly unknown[]) => void calls.push(`${String(name)} ${args.join()}`),
      set: () => true,
    },
  );
  const brush = ctx as unknown as CanvasRenderingContext2D;
  if (folded) drawFoldedMark(brush, state, 0, 0, 12, {} as Palette);
  else drawStateMark(brush, state, 0, 0, 12, {} as Palette, 'black');
  return calls.join(';');
}

const GLANCE = 10;

describe('states in every kind of sight', () => {
  it('each has a shape of its own', () => {
    expect(new Set(healthStates.map((state) => shapeOf(state))).size).toBe(healthStates.length);
  });

  it('trouble that folds is an outline that no other state has; other states stay what they are', () => {
    const shapes = new Set(healthStates.map((state) => shapeOf(state)));
    const folded = (['down', 'degraded'] as const).map((state) => shapeOf(state, true));
    for (const shape of folded) {
      expect(shapes).not.toContain(shape);
      expect(shape).not.toContain('fill');
    }
    expect(new Set(folded).size).toBe(2);
    expect(shapeOf('conflict', true)).toBe(shapeOf('conflict'));
  });

  it.each(themes)(
    'the %s theme tells ok, degraded and down apart by colour alone, but for grey-scale',
    (theme) => {
      const token = tokensOf(theme);
      for (const vision of visionNames.filter((name) => name !== 'grey-scale'))
        for (const [a, b] of [
          ['ok', 'deg'],
          ['ok', 'down'],
          ['deg', 'down'],
        ] as const)
          expect(
            distance(labOf(vision, token(a)), labOf(vision, token(b))),
            `${a} and ${b} in ${vision}`,
          ).toBeGreaterThan(GLANCE);
    },
  );

  it.each(themes)(
    'the %s theme lets no state be taken for ok: another shape, and never its colour',
    (theme) => {
      const token = tokensOf(theme);
      for (const state of healthStates.filter((one) => one !== 'ok')) {
        expect(shapeOf(state)).not.toBe(shapeOf('ok'));
        if (state === 'stale') continue;
        for (const vision of visionNames.filter((name) => name !== 'grey-scale'))
          expect(
            distance(labOf(vision, token(stateTokens[state])), labOf(vision, token('ok'))),
            `${state} and ok in ${vision}`,
          ).toBeGreaterThan(GLANCE / 2);
      }
    },
  );

  it.each(themes)('marks of the %s theme stand out from its ground', (theme) => {
    const token = tokensOf(theme);
    for (const vision of visionNames)
      for (const state of healthStates)
        expect(
          Math.abs(labOf(vision, token(stateTokens[state])).l - labOf(vision, token('page')).l),
          `${state} in ${vision}`,
        ).toBeGreaterThan(30);
  });
});

/** Lightness of the stops of a scale, as a person sees them. */
function lightness(theme: Theme, vision: string, scale: string): readonly number[] {
  const token = tokensOf(theme);
  return [1, 2, 3, 4, 5, 6].map((stop) => labOf(vision, token(`${scale}-${stop}`)).l);
}

describe('the scales in every kind of sight', () => {
  const all = themes.flatMap((theme) => visionNames.map((vision) => [theme, vision] as const));

  it.each(all)('latency of the %s theme goes one way in lightness, %s', (theme, vision) => {
    const values = lightness(theme, vision, 'lat');
    const way = theme === 'light' ? -1 : 1;
    for (const [index, value] of values.entries())
      if (index > 0) expect(way * (value - values[index - 1]!)).toBeGreaterThan(4);
  });

  it.each(all.filter(([, vision]) => vision !== 'grey-scale'))(
    'faster and slower than usual differ at a glance in the %s theme, %s',
    (theme, vision) => {
      const token = tokensOf(theme);
      const at = (stop: number): Lab => labOf(vision, token(`dev-${stop}`));
      for (const [faster, slower] of [
        [1, 5],
        [1, 6],
        [2, 4],
        [2, 5],
      ] as const)
        expect(distance(at(faster), at(slower))).toBeGreaterThan(GLANCE);
      for (const stop of [1, 2, 4, 5, 6]) expect(distance(at(stop), at(3))).toBeGreaterThan(GLANCE);
    },
  );
});
