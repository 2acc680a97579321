import { type Lab, labToRgb, mixLab, parseHex, rgbToLab, toHex } from './lab-color.ts';

/** Colours kept ready between the two ends: finer than an eye can tell. */
const STEPS = 256;

/** The colour at a position of 0 to 1; what lies outside takes the end colours. */
export type ColorRamp = (position: number) => string;

/**
 * A scale from colours at rising positions, mixed in Lab between them.
 * @param colors `#rrggbb`; one that cannot be read falls back to that of `fallback`
 */
export function createColorRamp(
  positions: readonly number[],
  colors: readonly string[],
  fallback: readonly string[],
): ColorRamp {
  const labs = positions.map((_, index) => labOf(colors[index], fallback[index] ?? '#808080'));
  const table = Array.from({ length: STEPS }, (_, step) => colorAt(step / (STEPS - 1), positions, labs));
  return (position) => table[Math.round(Math.min(1, Math.max(0, position)) * (STEPS - 1))] ?? '';
}

function labOf(color: string | undefined, fallback: string): Lab {
  return rgbToLab(parseHex(color ?? '') ?? parseHex(fallback) ?? [128, 128, 128]);
}

function colorAt(position: number, positions: readonly number[], labs: readonly Lab[]): string {
  let index = 0;
  while (index < positions.length - 2 && position > (positions[index + 1] ?? 1)) index++;
  const from = positions[index] ?? 0;
  const to = positions[index + 1] ?? 1;
  const [a, b] = [labs[index], labs[index + 1]];
  if (a === undefined || b === undefined) return '#808080';
  return toHex(labToRgb(mixLab(a, b, (position - from) / (to - from))));
}
