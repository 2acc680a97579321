import type { Alert } from '../../../shared/domain/alert.ts';
import type { Rule } from '../../../shared/domain/rules/rule.ts';
import type { RuleRun } from '../../../shared/domain/rules/run.ts';
import { ruleFacts, ruleTitle } from '../../../shared/format/rule-words.ts';
import type { RulePlace } from './rule-places.ts';

/** The id of a rule's alert about a place. */
export function ruleAlertId({ id }: Rule, { key }: Pick<RulePlace, 'key'>): string {
  return `rule:${id}:${key}`;
}

/** The alert of a run that is pending or fires. */
export function ruleAlert(
  rule: Rule,
  place: RulePlace,
  run: Exclude<RuleRun, { readonly phase: 'quiet' }>,
): Alert {
  const { service, region, toRegion } = place;
  return {
    id: ruleAlertId(rule, place),
    name: rule.id,
    title: ruleTitle(rule),
    summary: ruleFacts(rule, run, place.unit),
    severity: rule.severity,
    state: run.phase,
    kind: 'rule',
    service,
    region,
    labels: {
      ...rule.labels,
      alertname: rule.id,
      severity: rule.severity,
      ...(service === null ? {} : { service }),
      ...(region === null ? {} : toRegion === null ? { region } : { from: region, to: toRegion }),
    },
    startsAtMs: run.sinceMs,
    resolvedAtMs: null,
    lastSeenAtMs: run.seenAtMs,
    sourceIds: ['vigil'],
    unconfirmed: !run.isConfirmed,
    suppression: null,
    runbookUrl: rule.runbookUrl,
  };
}
