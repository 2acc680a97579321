import type { HistoryQuery } from './journal.ts';

/** Samples of one series an answer holds at most; beyond it the oldest are left out. */
export const MAX_HISTORY_SAMPLES = 2_000_000;

interface Column {
  readonly atMs: Float64Array;
  readonly value: Float64Array;
}

/**
 * Gathers pieces of one series: only stamps in the range, in order of time, one value per stamp (the one
 * written last). With `maxPointsPerSeries` each bin of the range keeps its least and greatest value,
 * so peaks survive and memory stays small however long the range is.
 */
export function collectSeries(query: Pick<HistoryQuery, 'fromMs' | 'toMs' | 'maxPointsPerSeries'>): {
  add(atMs: Float64Array, value: Float64Array): void;
  finish(): Column;
} {
  const parts: Column[] = [];
  let count = 0;
  return {
    add(atMs, value) {
      const stamps: number[] = [];
      const values: number[] = [];
      for (let i = 0; i < atMs.length; i++) {
        const stamp = atMs[i] ?? 0;
        if (stamp < query.fromMs || stamp > query.toMs) continue;
        stamps.push(stamp);
        values.push(value[i] ?? 0);
      }
      if (stamps.length === 0) return;
      const piece = sortByTime({ atMs: Float64Array.from(stamps), value: Float64Array.from(values) });
      parts.push(piece);
      count += piece.atMs.length;
      const limit = query.maxPointsPerSeries;
      if (limit !== undefined && count > limit * THIN_WHEN_TIMES) {
        const thinned = thin(join(parts, count), query, limit);
        parts.splice(0, parts.length, thinned);
        count = thinned.atMs.length;
      }
      while (count > MAX_HISTORY_SAMPLES && parts.length > 1) count -= parts.shift()?.atMs.length ?? 0;
    },
    finish() {
      const all = sortByTime(join(parts, count));
      const limit = query.maxPointsPerSeries;
      return limit === undefined || all.atMs.length <= limit ? all : thin(all, query, limit);
    },
  };
}

/** Thinning is repeated while pieces come in; this keeps it rare. */
const THIN_WHEN_TIMES = 8;

function join(parts: readonly Column[], count: number): Column {
  const atMs = new Float64Array(count);
  const value = new Float64Array(count);
  let offset = 0;
  for (const part of parts) {
    atMs.set(part.atMs, offset);
    value.set(part.value, offset);
    offset += part.atMs.length;
  }
  return { atMs, value };
}

/** Sorted by stamp without changing the order of equal ones, of which the last stays. */
function sortByTime(column: Column): Column {
  const { atMs, value } = column;
  let ascending = true;
  for (let i = 1; i < atMs.length && ascending; i++) ascending = (atMs[i - 1] ?? 0) < (atMs[i] ?? 0);
  if (ascending) return column;
  const order = Array.from(atMs, (_, i) => i).toSorted((a, b) => (atMs[a] ?? 0) - (atMs[b] ?? 0) || a - b);
  const kept = order.filter((index, i) => atMs[index] !== atMs[order[i + 1] ?? -1]);
  return {
    atMs: Float64Array.from(kept, (index) => atMs[index] ?? 0),
    value: Float64Array.from(kept, (index) => value[index] ?? 0),
  };
}

/** At most `limit` points: of each bin the least and the greatest value, in order of time. */
function thin(
  column: Column,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  limit: number,
): Column {
  const { atMs, value } = sortByTime(column);
  const bins = Math.max(1, Math.floor(limit / 2));
  const binMs = Math.max(1, (toMs - fromMs) / bins);
  const kept: number[] = [];
  let bin = -1;
  let least = -1;
  let greatest = -1;
  const close = (): void => {
    if (least < 0) return;
    kept.push(Math.min(least, greatest));
    if (least !== greatest && limit > 1) kept.push(Math.max(least, greatest));
  };
  for (let i = 0; i < atMs.length; i++) {
    const of = Math.min(bins - 1, Math.floor(((atMs[i] ?? 0) - fromMs) / binMs));
    if (of !== bin) {
      close();
      bin = of;
      least = i;
      greatest = i;
    } else {
      if ((value[i] ?? 0) < (value[least] ?? 0)) least = i;
      if ((value[i] ?? 0) > (value[greatest] ?? 0)) greatest = i;
    }
  }
  close();
  return {
    atMs: Float64Array.from(kept, (index) => atMs[index] ?? 0),
    value: Float64Array.from(kept, (index) => value[index] ?? 0),
  };
}
