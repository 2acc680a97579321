/** Rows of a chart, as many as one is ever given. */
export const ROWS = 300;
/** The log moves on by one step of the page's axis with every update, so that every chart changes every time. */
export const STEP_MS = 5_000;
export const EVERY_MS = 1_000;
/** Lines of the six charts: percentiles, failing, traffic, saturation, availability, regions. */
export const LINES = [3, 1, 1, 1, 1, 6] as const;
export const HEIGHTS = [244, 182, 156, 156, 156, 208] as const;

/** Lines that wander, the same in every run. */
export function valueAt(line: number, atMs: number): number {
  const step = atMs / STEP_MS;
  return 0.08 * (line + 1) * (1 + 0.12 * Math.sin(step / 7 + line) + 0.04 * Math.sin(step * 1.7));
}
