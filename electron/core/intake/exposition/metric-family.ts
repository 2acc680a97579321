/** Types of both formats; `untyped` of the text format is `unknown`. */
export const metricTypes = [
  'unknown',
  'gauge',
  'counter',
  'stateset',
  'info',
  'histogram',
  'gaugehistogram',
  'summary',
] as const;
export type MetricType = (typeof metricTypes)[number];

const typeSet: ReadonlySet<string> = new Set(metricTypes);

export function isMetricType(word: string): word is MetricType {
  return typeSet.has(word);
}

/**
 * What the samples of a family may be called beside the family's own name.
 * Source: OpenMetrics 1.0, "Suffixes". The text format has no `_total` of its own: there the suffix belongs to the
 * name of the family.
 */
export const suffixesOfType: Readonly<Record<MetricType, readonly string[]>> = {
  unknown: [''],
  gauge: [''],
  stateset: [''],
  info: ['_info'],
  counter: ['_total', '_created'],
  summary: ['', '_count', '_sum', '_created'],
  histogram: ['_bucket', '_count', '_sum', '_created'],
  gaugehistogram: ['_bucket', '_gcount', '_gsum'],
};

/** No suffix ends in another one, so their order does not matter. */
const allSuffixes = ['_total', '_created', '_count', '_sum', '_bucket', '_gcount', '_gsum', '_info'] as const;

/** A sample's family: the declared one its name belongs to, else a family of its own name and unknown type. */
export interface FamilyOfSample {
  readonly family: string;
  /** `''`, or the suffix that was taken off the sample's name. */
  readonly suffix: string;
  readonly type: MetricType;
}

/** The families declared so far, and which of them a sample belongs to. */
export class FamilyTypes {
  readonly #types = new Map<string, MetricType>();
  /** Lines of one name follow each other: the last answer is mostly the next one too. */
  #lastName = '';
  #last: FamilyOfSample = { family: '', suffix: '', type: 'unknown' };

  get(family: string): MetricType | undefined {
    return this.#types.get(family);
  }

  set(family: string, type: MetricType): void {
    this.#types.set(family, type);
    this.#lastName = '';
  }

  clear(): void {
    this.#types.clear();
    this.#lastName = '';
  }

  of(sampleName: string): FamilyOfSample {
    if (sampleName !== this.#lastName) {
      this.#last = this.#find(sampleName);
      this.#lastName = sampleName;
    }
    return this.#last;
  }

  #find(name: string): FamilyOfSample {
    for (const suffix of allSuffixes) {
      if (!name.endsWith(suffix)) continue;
      const family = name.slice(0, -suffix.length);
      const type = this.#types.get(family);
      if (type !== undefined && suffixesOfType[type].includes(suffix)) return { family, suffix, type };
    }
    return { family: name, suffix: '', type: this.#types.get(name) ?? 'unknown' };
  }
}
