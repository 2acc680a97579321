import { finiteNumber } from './number-text.ts';

/** The upper bound a bucket's `le` label names; null when it is no number. Only `+Inf` is infinite. */
export function bucketBound(label: string | undefined): number | null {
  if (label === undefined) return null;
  return label === '+Inf' ? Number.POSITIVE_INFINITY : finiteNumber(label);
}

/** Follows the buckets of one histogram line by line, and says what cannot be true of them. */
export class HistogramShape {
  #lastBound = -Infinity;
  #lastCount = 0;
  #buckets = 0;
  hasNegativeBound = false;
  count: number | null = null;
  sum: number | null = null;

  get hasBuckets(): boolean {
    return this.#buckets > 0;
  }

  /** @returns what is wrong with this bucket, or null */
  bucket(bound: number, count: number): string | null {
    const isFirst = this.#buckets === 0;
    const isOrdered = isFirst || bound > this.#lastBound;
    const isCumulative = isFirst || count >= this.#lastCount;
    this.#buckets += 1;
    this.#lastBound = bound;
    this.#lastCount = count;
    if (bound < 0) this.hasNegativeBound = true;
    if (!isOrdered) return 'the buckets of a histogram must be in ascending order, each once';
    return isCumulative ? null : 'a bucket holds less than the one below it, but buckets are cumulative';
  }

  /** @returns what is wrong with the histogram as a whole, or null */
  verdict(): string | null {
    if (this.#buckets === 0) return 'a histogram has no buckets';
    if (this.#lastBound !== Number.POSITIVE_INFINITY) return 'a histogram has no bucket le="+Inf"';
    if (this.count !== null && this.count !== this.#lastCount) {
      return `a histogram counts ${this.count}, but its bucket le="+Inf" holds ${this.#lastCount}`;
    }
    return null;
  }
}

/** The labels that tell one metric of a family from another, as one text. */
export function groupKey(labels: ReadonlyMap<string, string>, without: string): string {
  const parts: string[] = [];
  let isSorted = true;
  for (const [name, value] of labels) {
    if (name === without) continue;
    const part = `${name}\u0000${value}`;
    // Exporters write labels in one order; only a second order has to be told from a second metric.
    if (parts.length > 0 && part < parts[parts.length - 1]!) isSorted = false;
    parts.push(part);
  }
  return (isSorted ? parts : parts.toSorted()).join('\u0001');
}
