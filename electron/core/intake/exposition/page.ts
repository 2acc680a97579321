import type { ExpositionFormat } from './exposition-format.ts';
import type { MetricType } from './metric-family.ts';

/** A series met for the first time. */
export interface PageSeries {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  /** As declared; `unknown` when nothing was. */
  readonly type: MetricType;
}

/** Takes what a page holds, in the order of its lines. */
export interface PageSink {
  /** @returns a handle of 0 or more under which the samples of this series are wanted, or -1 for none of them */
  series(series: PageSeries): number;
  /** @param atMs the line's own time, epoch milliseconds; NaN when it has none */
  sample(handle: number, value: number, atMs: number): void;
  /** The same series stands on the page twice. */
  duplicate(handle: number): void;
  /** This handle will not be used any more: the series is gone, or the reader begins anew. */
  forget(handle: number): void;
}

/** Something a format does not allow. */
export interface PageIssue {
  /** Counted from 1; 0 for the page as a whole. */
  readonly line: number;
  readonly sentence: string;
  /** `error`: the format forbids it, and a strict reader refuses the page. */
  readonly severity: 'error' | 'warning';
}

/** Issues kept of one page; the others are counted. */
export const MAX_ISSUES = 20;

/** What reading one page came to. */
export interface PageSummary {
  readonly format: ExpositionFormat;
  readonly lines: number;
  /** Samples that were read, wanted or not. */
  readonly samples: number;
  /** Lines that could not be understood. The others count all the same. */
  readonly brokenLines: number;
  readonly issues: readonly PageIssue[];
  /** Issues of severity `error`, kept or not. */
  readonly errorCount: number;
  /** Every line was understood, and the page ended as it should: what it lacks does not exist. */
  readonly isComplete: boolean;
  /** The rules between lines were checked as well, not only the lines. */
  readonly wasAudited: boolean;
}

/** `line 7: "x" is not a number`. */
export function issueWords({ line, sentence }: PageIssue): string {
  return line === 0 ? sentence : `line ${line}: ${sentence}`;
}
