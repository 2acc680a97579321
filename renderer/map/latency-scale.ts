import { createColorRamp } from './color-ramp.ts';

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

/** The colour of a latency in milliseconds. Values outside the stops take the end colours. */
export type LatencyScale = (latencyMs: number) => string;

/**
 * Builds the scale: Lab between stops, on the logarithm of milliseconds, clamped at both ends.
 * @param colors six `#rrggbb` stops, fastest first; a stop that cannot be read falls back to the default
 */
export function createLatencyScale(colors: readonly string[] = defaultLatencyColors): LatencyScale {
  const ramp = createColorRamp(latencyStopsMs.map(latencyPosition), colors, defaultLatencyColors);
  return (latencyMs) => ramp(latencyPosition(latencyMs));
}

/** Where a latency sits between the first and the last stop on the logarithmic axis, 0 to 1. */
export function latencyPosition(latencyMs: number): number {
  return logPosition(latencyMs, latencyStopsMs[0], latencyStopsMs[5]);
}

/** Where a value sits between two others on the logarithmic axis, 0 to 1. */
export function logPosition(value: number, first: number, last: number): number {
  if (!(value > 0)) return 0;
  const start = Math.log(first);
  return Math.min(1, Math.max(0, (Math.log(value) - start) / (Math.log(last) - start)));
}
