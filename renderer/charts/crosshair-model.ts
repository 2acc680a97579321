import { medianStepMs } from '../../shared/math/downsample.ts';
import type { ChartModel, ChartRow } from './chart-model.ts';

/** The times at which any of several charts has a row, ascending, each once: where a crosshair can stand. */
export function crosshairTimes(models: readonly ChartModel[]): readonly number[] {
  const times = new Set<number>();
  for (const { rows } of models)
    for (const { atMs, values } of rows) if (values.some((value) => value !== null)) times.add(atMs);
  return Array.from(times).toSorted((a, b) => a - b);
}

/** Where an ascending list would take up a value. */
function positionIn(times: readonly number[], atMs: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The time of the list that is next to a moment; null for an empty list. */
export function nearestTime(times: readonly number[], atMs: number): number | null {
  const after = positionIn(times, atMs);
  const [left, right] = [times[after - 1], times[after]];
  if (left === undefined || right === undefined) return left ?? right ?? null;
  return atMs - left <= right - atMs ? left : right;
}

/** The time that many places further on (or back), staying inside the list. */
export function steppedTime(times: readonly number[], atMs: number, by: number): number | null {
  if (times.length === 0) return null;
  const at = positionIn(times, atMs);
  // Between two times the next one in the direction of the step is one step away.
  const isOn = times[at] === atMs;
  const index = by > 0 && !isOn ? at + by - 1 : at + by;
  return times[Math.min(times.length - 1, Math.max(0, index))] ?? null;
}

/** Lines of one chart end within so many rows of each other: their sources are not asked at the same second. */
const END_ROWS = 3;

/**
 * What the lines of a chart are at a moment, parallel to its series: the values of the row next to it, and nothing
 * where the chart shows a gap. Never a value from beyond a gap; at the end of a line its last one.
 */
export function valuesAt(model: ChartModel, atMs: number): readonly (number | null)[] {
  const nothing = model.last.map(() => null);
  const row = nearestRow(model.rows, atMs);
  if (row === null) return nothing;
  if (row.atMs !== atMs && model.gaps.some(({ fromMs, toMs }) => atMs > fromMs && atMs < toMs))
    return nothing;
  const endMs = END_ROWS * medianStepMs(model.rows.map((one) => one.atMs));
  return row.values.map((value, index) => {
    const last = model.last[index];
    if (value !== null || last === null || last === undefined) return value;
    return atMs > last.atMs && atMs - last.atMs <= endMs ? last.value : null;
  });
}

function nearestRow(rows: readonly ChartRow[], atMs: number): ChartRow | null {
  const times = rows.map((row) => row.atMs);
  const nearest = nearestTime(times, atMs);
  return nearest === null ? null : (rows[positionIn(times, nearest)] ?? null);
}
