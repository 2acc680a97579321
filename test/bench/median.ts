/** The middle of several runs; benchmarks on a shared machine need it. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** A quantile by nearest rank. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

/** Median milliseconds of `body` over several runs, after warm-up. */
export function timeMs(runs: number, body: () => void): number {
  for (let i = 0; i < 3; i++) body();
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const startMs = performance.now();
    body();
    times.push(performance.now() - startMs);
  }
  return median(times);
}
