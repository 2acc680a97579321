/** One printed result of a benchmark. */
export interface BenchLine {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it was measured against in the same run, in words. */
  readonly limit?: string;
  /** Value ÷ limit; below 1 is better than the limit where smaller is better. */
  readonly ratio?: number;
}
