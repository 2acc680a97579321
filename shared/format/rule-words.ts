import { assertNever } from '../domain/assert-never.ts';
import type { OwnMeasure, Rule } from '../domain/rules/rule.ts';
import type { RuleRun } from '../domain/rules/run.ts';
import { signalDefinition, type Unit } from '../domain/signal.ts';
import { formatDuration } from './duration.ts';
import { formatLimit, formatQuantity } from './value.ts';
import { listOf } from './words.ts';

/** What Vigil measures of itself, with its unit and what a person calls it. */
export const ownMeasureWords: Readonly<Record<OwnMeasure, { readonly unit: Unit; readonly label: string }>> =
  {
    loop_lag: { unit: 'seconds', label: 'lag of the event loop' },
    journal_backlog: { unit: 'count', label: 'writes that wait for the journal' },
    memory: { unit: 'bytes', label: 'memory in use' },
  };

/** What happened, in words: those of the rule, or made of the signal. */
export function ruleTitle({ summary, condition }: Pick<Rule, 'summary' | 'condition'>): string {
  if (summary !== null) return summary;
  switch (condition.kind) {
    case 'threshold':
      return `${capital(labelOf(condition.signal))} is beyond its limit`;
    case 'absent':
      return `${capital(labelOf(condition.signal))} is not reported any more`;
    case 'deviation':
      return `${capital(labelOf(condition.signal))} is not as usual`;
    case 'own':
      return `Vigil itself: ${ownMeasureWords[condition.measure].label} beyond the limit`;
    default:
      return assertNever(condition);
  }
}

/** What a rule is about, in words: "p95 latency above 250 ms for 5 min, of checkout in eu-west-1". */
export function ruleWords({
  condition,
  forMs,
  services,
  regions,
}: Pick<Rule, 'condition' | 'forMs' | 'services' | 'regions'>): string {
  const lasting = forMs === 0 ? '' : ` for ${formatDuration(forMs)}`;
  const of = services === null ? '' : ` of ${listOf(services)}`;
  const where = regions === null ? '' : ` in ${listOf(regions)}`;
  const place = `${of}${where}`;
  return `${conditionWords(condition)}${lasting}${place === '' ? '' : `,${place}`}`;
}

function conditionWords(condition: Rule['condition']): string {
  switch (condition.kind) {
    case 'threshold': {
      const { unit, label } = signalDefinition(condition.signal);
      const { above, below } = condition;
      const limits = [
        ...(above === null ? [] : [`above ${formatLimit(above, unit)}`]),
        ...(below === null ? [] : [`below ${formatLimit(below, unit)}`]),
      ];
      return `${label} ${limits.join(' or ')}`;
    }
    case 'absent':
      return `${labelOf(condition.signal)} not reported for ${formatDuration(condition.afterMs)}`;
    case 'deviation': {
      const side = condition.direction === 'either' ? 'above or below' : condition.direction;
      return `${labelOf(condition.signal)} ${side} what is usual`;
    }
    case 'own': {
      const { unit, label } = ownMeasureWords[condition.measure];
      return `Vigil’s own ${label} above ${formatLimit(condition.above, unit)}`;
    }
    default:
      return assertNever(condition);
  }
}

/** The facts under the title: value and limit as they were when the run began its phase. */
export function ruleFacts(
  { condition, forMs }: Pick<Rule, 'condition' | 'forMs'>,
  run: Exclude<RuleRun, { readonly phase: 'quiet' }>,
  unit: Unit,
): string {
  const { value, limit, phase, isConfirmed } = run;
  if (condition.kind === 'absent')
    return `Not reported for ${formatDuration(condition.afterMs)}, though its source answers.`;
  const label =
    condition.kind === 'own' ? ownMeasureWords[condition.measure].label : labelOf(condition.signal);
  if (value === null || limit === null)
    return isConfirmed ? '' : 'It fired when Vigil stopped, and has not been measured since.';
  const side = value > limit ? 'above' : 'below';
  const what =
    condition.kind === 'deviation'
      ? `${capital(label)} ${formatQuantity(value, unit)}, usually not ${side} ${formatQuantity(limit, unit)} in this hour`
      : `${capital(label)} ${formatQuantity(value, unit)}, ${side} the limit of ${formatLimit(limit, unit)}`;
  if (forMs === 0) return `${what}.`;
  const wait = formatDuration(forMs);
  return phase === 'pending' ? `${what}; fires after ${wait} of it.` : `${what} for ${wait}.`;
}

function labelOf(signal: string): string {
  return signalDefinition(signal).label;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
