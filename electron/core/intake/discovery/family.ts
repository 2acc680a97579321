import type { SignalQuery } from '../../config/schema.ts';
import type { MetricNames } from './metric-names.ts';
import { by } from './promql.ts';

/** What the series of one family showed, with the labels that were chosen. */
export interface FamilySeen {
  /** Label that names the service, or where a link starts. */
  readonly first: string;
  /** Label that names the region, or where a link ends; null when the series have none. */
  readonly second: string | null;
  /** Labels results are grouped by: the two above, as far as there are. */
  readonly group: readonly string[];
  /** Fill in a region where the series name none. */
  readonly fillRegion: boolean;
  /** The range of rates: `5m`. */
  readonly window: string;
  /** Values of the status and other labels the family asked for, by label; only labels that exist. */
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/** One query a family proposes. */
export interface Draft {
  readonly signal: string;
  /** Null when the query is in the signal's unit. */
  readonly unit: SignalQuery['unit'] | null;
  /**
   * The query, grouped by the chosen labels; regions are filled in and doubles taken out around it.
   * @param without matchers that take out services another family already measures
   */
  query(without: readonly string[]): string;
}

/** Something that was recognised by its metric names; its labels are still to be looked at. */
export interface Family {
  /** Stable: the first part of guess ids. */
  readonly id: string;
  /** In words: "blackbox probes". */
  readonly words: string;
  /** Why it was recognised: a clause such as "`up` is what Prometheus writes for every target". */
  readonly because: string;
  readonly kind: 'cell' | 'link';
  /** Yields to another family for a whole service, not only where both measure the same region. */
  readonly standsBack: boolean;
  /** Instant expression whose series carry the labels. */
  readonly series: string;
  /** Candidates for the two labels, the most telling first. Links name pairs of the same index. */
  readonly firstLabels: readonly string[];
  readonly secondLabels: readonly string[];
  /** Labels whose values the queries depend on. */
  readonly valueLabels: readonly string[];
  drafts(seen: FamilySeen): readonly Draft[];
}

/** Recognises families by metric names. Pure; the most trustworthy family comes first. */
export type Recognise = (names: MetricNames) => readonly Family[];

/** An aggregation per service and region of plain values: `avg by (job, region) (up)`. */
export function grouped(operator: 'avg' | 'min' | 'max' | 'sum', seen: FamilySeen, series: string): string {
  return `${operator} ${by(seen.group)} (${series})`;
}
