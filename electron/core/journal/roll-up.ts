import type { ChunkSamples } from './chunk-codec.ts';

/** Samples of a series rolled up: columns of equal length, one entry per step that has samples, ascending. */
export interface Buckets {
  /** Where each begins, aligned to its step since 1970. */
  readonly startMs: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly sum: Float64Array;
  readonly count: Float64Array;
  /** The longest time from a measurement to its arrival. */
  readonly lagSeconds: Float64Array;
}

const NAMES = ['startMs', 'min', 'max', 'sum', 'count', 'lagSeconds'] as const;

export const NO_BUCKETS: Buckets = emptyBuckets(0);

function emptyBuckets(length: number): Buckets {
  return {
    startMs: new Float64Array(length),
    min: new Float64Array(length),
    max: new Float64Array(length),
    sum: new Float64Array(length),
    count: new Float64Array(length),
    lagSeconds: new Float64Array(length),
  };
}

/** Rolls ascending samples up. */
export function rollUp({ atMs, value, lagSeconds }: ChunkSamples, stepMs: number): Buckets {
  return gather(atMs.length, stepMs, (i) => ({
    startMs: atMs[i]!,
    min: value[i]!,
    max: value[i]!,
    sum: value[i]!,
    count: 1,
    lagSeconds: lagSeconds[i]!,
  }));
}

/** Rolls ascending buckets up into longer ones. */
export function coarsen(buckets: Buckets, stepMs: number): Buckets {
  return gather(buckets.startMs.length, stepMs, (i) => ({
    startMs: buckets.startMs[i]!,
    min: buckets.min[i]!,
    max: buckets.max[i]!,
    sum: buckets.sum[i]!,
    count: buckets.count[i]!,
    lagSeconds: buckets.lagSeconds[i]!,
  }));
}

type Entry = { readonly [Name in keyof Buckets]: number };

function gather(length: number, stepMs: number, entryAt: (i: number) => Entry): Buckets {
  const room = emptyBuckets(length);
  let last = -1;
  for (let i = 0; i < length; i++) {
    const entry = entryAt(i);
    const startMs = Math.floor(entry.startMs / stepMs) * stepMs;
    if (last < 0 || room.startMs[last] !== startMs) {
      last++;
      for (const name of NAMES) room[name][last] = entry[name];
      room.startMs[last] = startMs;
      continue;
    }
    room.min[last] = Math.min(room.min[last]!, entry.min);
    room.max[last] = Math.max(room.max[last]!, entry.max);
    room.sum[last]! += entry.sum;
    room.count[last]! += entry.count;
    room.lagSeconds[last] = Math.max(room.lagSeconds[last]!, entry.lagSeconds);
  }
  return slice(room, 0, last + 1);
}

function slice(buckets: Buckets, from: number, to: number): Buckets {
  const part = emptyBuckets(to - from);
  for (const name of NAMES) part[name].set(buckets[name].subarray(from, to));
  return part;
}

/** Those that begin in [fromMs, toMs). */
export function within(buckets: Buckets, fromMs: number, toMs: number): Buckets {
  const { startMs } = buckets;
  let from = 0;
  while (from < startMs.length && startMs[from]! < fromMs) from++;
  let to = from;
  while (to < startMs.length && startMs[to]! < toMs) to++;
  return slice(buckets, from, to);
}

/** All of several, which do not overlap, one after the other. */
export function joined(parts: readonly Buckets[]): Buckets {
  const whole = emptyBuckets(parts.reduce((sum, { startMs }) => sum + startMs.length, 0));
  let at = 0;
  for (const part of parts) {
    for (const name of NAMES) whole[name].set(part[name], at);
    at += part.startMs.length;
  }
  return whole;
}

/** `base` with everything that begins in [fromMs, toMs) replaced by `fresh`, which lies in there. */
export function replaced(base: Buckets, fresh: Buckets, fromMs: number, toMs: number): Buckets {
  return joined([
    within(base, Number.NEGATIVE_INFINITY, fromMs),
    fresh,
    within(base, toMs, Number.POSITIVE_INFINITY),
  ]);
}

/**
 * `base` with what `more` adds to it: for samples that came after those they belong to were thrown away, so that sums
 * and counts can no longer be told anew. Peaks widen; sums and counts stay.
 */
export function widened(base: Buckets, more: Buckets): Buckets {
  const known = new Map(Array.from(base.startMs, (ms, i) => [ms, i]));
  const next = joined([base]);
  const fresh: Buckets[] = [];
  for (let i = 0; i < more.startMs.length; i++) {
    const at = known.get(more.startMs[i]!);
    if (at === undefined) {
      fresh.push(slice(more, i, i + 1));
      continue;
    }
    next.min[at] = Math.min(next.min[at]!, more.min[i]!);
    next.max[at] = Math.max(next.max[at]!, more.max[i]!);
    next.lagSeconds[at] = Math.max(next.lagSeconds[at]!, more.lagSeconds[i]!);
  }
  return sorted(joined([next, ...fresh]));
}

function sorted(buckets: Buckets): Buckets {
  const order = Array.from(buckets.startMs, (_, i) => i).toSorted(
    (a, b) => buckets.startMs[a]! - buckets.startMs[b]!,
  );
  const next = emptyBuckets(order.length);
  for (const name of NAMES) order.forEach((from, to) => (next[name][to] = buckets[name][from]!));
  return next;
}
