const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Distances between labels that people read without counting. */
const timeSteps: readonly number[] = [
  MINUTE_MS,
  2 * MINUTE_MS,
  5 * MINUTE_MS,
  10 * MINUTE_MS,
  15 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  3 * HOUR_MS,
  4 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  DAY_MS,
  2 * DAY_MS,
  7 * DAY_MS,
];

/** Round moments (of UTC) inside a range, at most `maxTicks`. */
export function timeTicks(fromMs: number, toMs: number, maxTicks: number): readonly number[] {
  const span = toMs - fromMs;
  if (!(span > 0) || maxTicks < 1) return [];
  const step =
    timeSteps.find((one) => span / one <= maxTicks) ?? Math.ceil(span / maxTicks / DAY_MS) * DAY_MS;
  const ticks: number[] = [];
  for (let at = Math.ceil(fromMs / step) * step; at <= toMs; at += step) ticks.push(at);
  return ticks;
}

/** Round numbers from 0 to at least `max`, about `count` of them; the last one is the top of the axis. */
export function linearTicks(max: number, count = 3): readonly number[] {
  if (!(max > 0) || !Number.isFinite(max)) return [0, 1];
  const rough = max / count;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * magnitude >= rough) ?? 10) * magnitude;
  const steps = Math.ceil(max / step - 1e-9);
  return Array.from({ length: steps + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** A domain for a logarithmic axis: the extent with a little room, never touching zero. */
export function logDomain(extent: readonly [number, number], room = 1.35): readonly [number, number] {
  const high = Math.max(extent[1], Number.MIN_VALUE) * room;
  // Four decades show everything a person compares; a stray near-zero must not flatten the rest.
  const low = Math.max(extent[0] > 0 ? extent[0] / room : high / 100, high / 10_000);
  return [low, high];
}

/** 1, 3, 10, 30 … inside a domain; thins to whole decades when that is too many. */
export function logTicks(domain: readonly [number, number], maxTicks = 5): readonly number[] {
  const ticksWith = (factors: readonly number[]): number[] => {
    const ticks: number[] = [];
    for (let decade = Math.floor(Math.log10(domain[0])); decade <= Math.ceil(Math.log10(domain[1])); decade++)
      for (const factor of factors) {
        const tick = Number((factor * 10 ** decade).toPrecision(12));
        if (tick >= domain[0] && tick <= domain[1]) ticks.push(tick);
      }
    return ticks;
  };
  for (const factors of [[1, 2, 5], [1, 3], [1]]) {
    const ticks = ticksWith(factors);
    if (ticks.length <= maxTicks) return ticks;
  }
  return ticksWith([1]).slice(-maxTicks);
}

/**
 * Moves labels apart that would overlap, keeping their order and staying inside [low, high] when possible.
 * @returns positions parallel to the input
 */
export function spreadLabels(
  positions: readonly number[],
  minGap: number,
  low: number,
  high: number,
): readonly number[] {
  const order = positions.map((_, index) => index).toSorted((a, b) => positions[a]! - positions[b]!);
  const placed = positions.slice();
  let floor = low;
  for (const index of order) {
    placed[index] = Math.max(placed[index]!, floor);
    floor = placed[index]! + minGap;
  }
  let ceiling = high;
  for (const index of order.toReversed()) {
    placed[index] = Math.min(placed[index]!, ceiling);
    ceiling = placed[index]! - minGap;
  }
  return placed;
}
