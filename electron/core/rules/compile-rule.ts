import type { Rule, RuleCondition } from '../../../shared/domain/rules/rule.ts';
import type { RuleConfig } from '../config/rules-schema.ts';

/** A rule as it is judged, of one that was checked. */
export function compileRule(config: RuleConfig): Rule {
  return {
    id: config.id,
    condition: conditionOf(config),
    services: config.services ?? null,
    regions: config.regions ?? null,
    forMs: config.for,
    severity: config.severity,
    labels: config.labels,
    summary: config.summary ?? null,
    runbookUrl: config.runbook ?? null,
  };
}

function conditionOf({ signal = '', own, above, below, absentFor, deviates }: RuleConfig): RuleCondition {
  if (own !== undefined) return { kind: 'own', measure: own, above: above ?? Number.POSITIVE_INFINITY };
  if (absentFor !== undefined) return { kind: 'absent', signal, afterMs: absentFor };
  if (deviates !== undefined) return { kind: 'deviation', signal, direction: deviates };
  return { kind: 'threshold', signal, above: above ?? null, below: below ?? null };
}
