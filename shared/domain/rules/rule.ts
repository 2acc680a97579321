import type { Severity } from '../alert.ts';

/** What Vigil can measure of itself. */
export const ownMeasures = ['loop_lag', 'journal_backlog', 'memory'] as const;
export type OwnMeasure = (typeof ownMeasures)[number];

/** When a rule holds. Values are in the base unit of the signal (seconds, ratio). */
export type RuleCondition =
  /** A signal lies beyond a limit; the limit itself is still fine. At least one of the two is there. */
  | {
      readonly kind: 'threshold';
      readonly signal: string;
      readonly above: number | null;
      readonly below: number | null;
    }
  /** A source that answers has not reported a signal for so long. */
  | { readonly kind: 'absent'; readonly signal: string; readonly afterMs: number }
  /** A signal is outside what is usual in this hour of the week (domain/baseline). */
  | { readonly kind: 'deviation'; readonly signal: string; readonly direction: 'above' | 'below' | 'either' }
  /** Vigil itself is not well. */
  | { readonly kind: 'own'; readonly measure: OwnMeasure; readonly above: number };

/** One rule of Vigil's own configuration. */
export interface Rule {
  /** Unlike any other; the name of its alerts. */
  readonly id: string;
  readonly condition: RuleCondition;
  /** Services it is about; null for all. */
  readonly services: readonly string[] | null;
  /** Regions it is about, for a link either end; null for all. */
  readonly regions: readonly string[] | null;
  /** How long the condition must hold before it fires. */
  readonly forMs: number;
  readonly severity: Severity;
  /** Added to the labels of its alerts. */
  readonly labels: Readonly<Record<string, string>>;
  /** What happened, in words; null: made of the signal and the place. */
  readonly summary: string | null;
  readonly runbookUrl: string | null;
}

/** True when a rule is about this place. A link is no service: only a rule for all services is about it. */
export function isAbout(
  { services, regions }: Pick<Rule, 'services' | 'regions'>,
  service: string | null,
  ...ends: readonly string[]
): boolean {
  if (services !== null && (service === null || !services.includes(service))) return false;
  return regions === null || ends.some((region) => regions.includes(region));
}
