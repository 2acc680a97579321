import type { CommentLine } from './comment-line.ts';
import { bucketBound, groupKey, HistogramShape } from './histogram-shape.ts';
import { FamilyTypes, type MetricType, suffixesOfType } from './metric-family.ts';
import { finiteNumber } from './number-text.ts';
import type { PageIssue } from './page.ts';
import type { PageAudit } from './page-audit.ts';
import type { SampleLine } from './sample-line.ts';

/** Combined length of an exemplar's label names and values, in code points (OpenMetrics 1.0, "Exemplars"). */
const MAX_EXEMPLAR_CHARS = 128;

interface Family {
  readonly name: string;
  readonly said: Set<CommentLine['kind']>;
  unit: string;
  hasSamples: boolean;
}

/** The metric whose lines are being read; they must stand together. */
interface Group {
  readonly key: string;
  atMs: number | null;
  shape: HistogramShape;
}

/** Checks a page against OpenMetrics 1.0, as far as one line alone cannot. */
export function createOpenMetricsAudit(report: (issue: PageIssue) => void): PageAudit {
  return new OpenMetricsAudit(report);
}

class OpenMetricsAudit implements PageAudit {
  readonly #report: (issue: PageIssue) => void;
  readonly #types = new FamilyTypes();
  readonly #families = new Map<string, Family>();
  /** Which family a sample of this name would belong to. */
  readonly #reserved = new Map<string, string>();
  #line = 0;
  #family: Family | null = null;
  #group: Group | null = null;
  #closedGroups = new Set<string>();

  constructor(report: (issue: PageIssue) => void) {
    this.#report = report;
  }

  comment(comment: CommentLine, line: number): void {
    this.#line = line;
    if (comment.kind === 'eof' || comment.kind === 'other') return;
    const family = this.#enter(comment.name);
    if (family.said.has(comment.kind))
      this.#error(`a second ${comment.kind.toUpperCase()} for ${family.name}`);
    if (family.hasSamples) this.#error(`what is said of ${family.name} comes after its samples`);
    family.said.add(comment.kind);
    if (comment.kind === 'type') {
      this.#types.set(family.name, comment.type);
      for (const suffix of suffixesOfType[comment.type]) this.#reserve(family.name + suffix, family.name);
    }
    if (comment.kind === 'unit') family.unit = comment.unit;
    if (family.unit === '') return;
    const type = this.#types.get(family.name);
    if (!family.name.endsWith(`_${family.unit}`)) {
      this.#error(`the unit ${family.unit} is not the end of the name ${family.name}`);
    } else if (type === 'info' || type === 'stateset') this.#error(`${family.name} cannot have a unit`);
  }

  sample(sample: SampleLine, line: number): void {
    this.#line = line;
    const { family: name, suffix, type } = this.#types.of(sample.name);
    const family = this.#enter(name);
    if (!family.hasSamples && this.#types.get(name) === undefined) this.#reserve(name, name);
    family.hasSamples = true;
    if (!suffixesOfType[type].includes(suffix)) {
      const names = suffixesOfType[type].map((one) => name + one).join(', ');
      this.#error(`samples of the ${type} ${name} are called ${names}`);
    }
    this.#value(sample, name, suffix, type);
    this.#exemplar(sample, suffix, type);
    this.#order(sample, name, type);
    if (type === 'histogram' || type === 'gaugehistogram') this.#histogram(sample, suffix);
  }

  end(): void {
    this.#leaveGroup();
  }

  #error(sentence: string): void {
    this.#report({ line: this.#line, sentence, severity: 'error' });
  }

  /** Families must not be interleaved: one that was left is over. */
  #enter(name: string): Family {
    if (this.#family?.name === name) return this.#family;
    this.#leaveGroup();
    this.#closedGroups = new Set();
    const known = this.#families.get(name);
    if (known !== undefined) this.#error(`the lines of ${name} do not stand together`);
    this.#family = known ?? { name, said: new Set(), unit: '', hasSamples: false };
    this.#families.set(name, this.#family);
    return this.#family;
  }

  #reserve(sampleName: string, family: string): void {
    const owner = this.#reserved.get(sampleName);
    if (owner === undefined) this.#reserved.set(sampleName, family);
    else if (owner !== family) this.#error(`${sampleName} could belong to ${owner} and to ${family}`);
  }

  #value({ name, labels, value }: SampleLine, family: string, suffix: string, type: MetricType): void {
    const isCount = suffix !== '' && suffix !== '_info';
    // Of what is counted only the sum of a gauge histogram may fall below zero.
    const mayBeNegative = suffix === '_gsum';
    if (isCount && type !== 'unknown') {
      if (Number.isNaN(value)) this.#error(`${name} cannot be NaN`);
      if (value < 0 && !mayBeNegative) this.#error(`${name} cannot be negative`);
    }
    if (type === 'info' && value !== 1) this.#error(`${name} must be 1`);
    if (type === 'stateset') {
      if (!labels.has(family)) this.#error(`${name} lacks the label "${family}" that names its state`);
      if (value !== 0 && value !== 1) this.#error(`${name} must be 0 or 1`);
    }
    if (type === 'summary' && suffix === '') {
      const quantile = finiteNumber(labels.get('quantile') ?? '');
      if (quantile === null || quantile < 0 || quantile > 1) {
        this.#error(`${name} needs a label "quantile" from 0 to 1`);
      }
      if (value < 0) this.#error(`${name} cannot be negative`);
    }
  }

  #exemplar({ name, exemplar }: SampleLine, suffix: string, type: MetricType): void {
    if (exemplar === null) return;
    const isAllowed = suffix === '_bucket' || (suffix === '_total' && type === 'counter');
    if (!isAllowed) this.#error(`${name} cannot have an exemplar`);
    if (exemplar.labelChars > MAX_EXEMPLAR_CHARS) {
      this.#error(`the labels of an exemplar are longer than ${MAX_EXEMPLAR_CHARS} characters`);
    }
  }

  /** The lines of one metric stand together, and their times do not go back. */
  #order({ name, labels, atMs }: SampleLine, family: string, type: MetricType): void {
    const own = type === 'summary' ? 'quantile' : type === 'stateset' ? family : 'le';
    const key = groupKey(labels, own);
    if (this.#group?.key !== key) {
      this.#leaveGroup();
      if (this.#closedGroups.has(key))
        this.#error(`the lines of one metric of ${family} do not stand together`);
      this.#group = { key, atMs, shape: new HistogramShape() };
      return;
    }
    const group = this.#group;
    if ((group.atMs === null) !== (atMs === null)) {
      this.#error(`some lines of ${name} have a time and some have none`);
    } else if (group.atMs !== null && atMs !== null) {
      if (atMs < group.atMs) this.#error(`the times of ${name} go back`);
      if (atMs > group.atMs) {
        this.#finishShape();
        group.shape = new HistogramShape();
      }
    }
    group.atMs = atMs;
  }

  #leaveGroup(): void {
    if (this.#group === null) return;
    this.#finishShape();
    this.#closedGroups.add(this.#group.key);
    this.#group = null;
  }

  #histogram({ labels, value }: SampleLine, suffix: string): void {
    const shape = this.#group?.shape;
    if (shape === undefined) return;
    if (suffix === '_bucket') {
      const bound = bucketBound(labels.get('le'));
      const wrong = bound === null ? 'a bucket needs a label "le" with a number' : shape.bucket(bound, value);
      if (wrong !== null) this.#error(wrong);
    }
    if (suffix === '_count' || suffix === '_gcount') {
      if (!shape.hasBuckets) this.#error('the count of a histogram comes before its buckets');
      shape.count = value;
    }
    if (suffix === '_sum' || suffix === '_gsum') shape.sum = value;
  }

  #finishShape(): void {
    const type = this.#family === null ? undefined : this.#types.get(this.#family.name);
    if (this.#group === null || (type !== 'histogram' && type !== 'gaugehistogram')) return;
    const { shape } = this.#group;
    const wrong = shape.verdict();
    if (wrong !== null) this.#error(wrong);
    const { count, sum, hasNegativeBound } = shape;
    if (hasNegativeBound) {
      if (type === 'histogram' && sum !== null) this.#error('a histogram with buckets below 0 has no sum');
      return;
    }
    if ((count === null) !== (sum === null))
      this.#error('a histogram has a count without a sum, or a sum without a count');
    if (sum !== null && sum < 0)
      this.#error('the sum of a histogram without buckets below 0 cannot be negative');
  }
}
