import { MAX_BASELINE_SIGNALS } from '../../../shared/contract/baseline-commands.ts';
import { ownMeasures } from '../../../shared/domain/rules/rule.ts';
import type { Finding } from './explain-issue.ts';
import type { RuleConfig } from './rules-schema.ts';

const conditions = ['above', 'below', 'absentFor', 'deviates'] as const;

/** What no single value of a rule can show. */
export function checkRules({ rules }: { readonly rules: readonly RuleConfig[] }): readonly Finding[] {
  const firstAt = new Map<string, number>();
  const compared = new Set<string>();
  return rules.flatMap((rule, index) => {
    if (rule.deviates !== undefined) compared.add(rule.signal ?? '');
    if (rule.deviates !== undefined && compared.size > MAX_BASELINE_SIGNALS)
      return [
        at(index, 'deviates', `expected deviates with at most ${MAX_BASELINE_SIGNALS} different signals`),
      ];
    const first = firstAt.get(rule.id);
    firstAt.set(rule.id, first ?? index);
    const own = checkRule(rule).map(({ key, message }) => at(index, key, message));
    return first === undefined
      ? own
      : [
          at(
            index,
            'id',
            `expected each rule id once, but '${rule.id}' is also number ${first + 1} of the list`,
          ),
          ...own,
        ];
  });
}

interface Problem {
  readonly key: keyof RuleConfig;
  readonly message: string;
}

function checkRule(rule: RuleConfig): readonly Problem[] {
  const { above, below, absentFor, deviates } = rule;
  const given = conditions.filter((key) => rule[key] !== undefined);
  const problems: Problem[] = [];
  const say = (key: keyof RuleConfig, message: string): void => void problems.push({ key, message });
  if (rule.signal === undefined && rule.own === undefined)
    say('id', `expected a signal, or own with one of ${ownMeasures.join(', ')}`);
  if (rule.signal !== undefined && rule.own !== undefined) say('own', 'expected a signal or own, not both');
  if (given.length === 0) say('id', 'expected one of above, below, absentFor and deviates');
  if (rule.own !== undefined && (above === undefined || given.length > 1))
    say('own', 'expected above, and nothing else, with own');
  if (rule.own !== undefined && (rule.services !== undefined || rule.regions !== undefined))
    say('own', 'expected no services and regions: it is about Vigil itself');
  const kinds = [above ?? below, absentFor, deviates].filter((value) => value !== undefined);
  if (kinds.length > 1) say(given.at(-1) ?? 'id', 'expected only one of above or below, absentFor, deviates');
  if (above !== undefined && below !== undefined && below >= above)
    say('below', `expected below to be less than above (${above}): everything would fire`);
  if (absentFor !== undefined && rule.for > 0) say('for', 'expected no for with absentFor: it says how long');
  return problems;
}

function at(index: number, key: keyof RuleConfig, message: string): Finding {
  return { path: ['rules', index, key], message, atKey: false };
}
