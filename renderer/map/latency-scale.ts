import { type Lab, labToRgb, mixLab, parseHex, rgbToLab, toHex } from './lab-color.ts';

/** Where the six latency tokens `--lat-1` to `--lat-6` sit. */
export const latencyStopsMs = [10, 30, 80, 150, 250, 400] as const;

/** The dark theme's stops; used when the page has not loaded its tokens. */
export const defaultLatencyColors = [
  '#283A54',
  '#375881',
  '#497CAB',
  '#66A3CD',
  '#9ECEE6',
  '#EBFAFE',
] as const;

/** Colours kept ready between the two ends: finer than an eye can tell. */
const STEPS = 256;

/** The colour of a latency in milliseconds. Values outside the stops take the end colours. */
export type LatencyScale = (latencyMs: number) => string;

/**
 * Builds the scale: Lab between stops, on the logarithm of milliseconds, clamped at both ends.
 * @param colors six `#rrggbb` stops, fastest first; a stop that cannot be read falls back to the default
 */
export function createLatencyScale(colors: readonly string[] = defaultLatencyColors): LatencyScale {
  const labs = latencyStopsMs.map((_, index) =>
    labOf(colors[index], defaultLatencyColors[index] ?? '#497CAB'),
  );
  const table = Array.from({ length: STEPS }, (_, step) => colorAt(step / (STEPS - 1), labs));
  return (latencyMs) => table[Math.round(latencyPosition(latencyMs) * (STEPS - 1))] ?? '';
}

/** Where a latency sits between the first and the last stop on the logarithmic axis, 0 to 1. */
export function latencyPosition(latencyMs: number): number {
  const first = Math.log(latencyStopsMs[0]);
  const span = Math.log(latencyStopsMs[5]) - first;
  if (!(latencyMs > 0)) return 0;
  return Math.min(1, Math.max(0, (Math.log(latencyMs) - first) / span));
}

function labOf(color: string | undefined, fallback: string): Lab {
  return rgbToLab(parseHex(color ?? '') ?? parseHex(fallback) ?? [73, 124, 171]);
}

function colorAt(position: number, labs: readonly Lab[]): string {
  const stops = latencyStopsMs.map(latencyPosition);
  let index = 0;
  while (index < stops.length - 2 && position > (stops[index + 1] ?? 1)) index++;
  const from = stops[index] ?? 0;
  const to = stops[index + 1] ?? 1;
  const a = labs[index];
  const b = labs[index + 1];
  if (a === undefined || b === undefined) return defaultLatencyColors[0];
  return toHex(labToRgb(mixLab(a, b, (position - from) / (to - from))));
}
