import { type Alert, type Severity, severities } from '../../../shared/domain/alert.ts';
import type { AlertFilter } from '../../../shared/domain/alert-filter.ts';
import { formatMatcher, meansMatchers, parseMatchers } from '../../../shared/domain/matcher-text.ts';
import type { Matcher } from '../../../shared/domain/matchers.ts';
import { countBySeverity, countBySource, type LabelChoice } from './feed-model.ts';

/** Something that can be chosen while a filter is typed. */
export interface Suggestion {
  readonly id: string;
  /** What it adds, as it is read: `severity`, `critical`. */
  readonly name: string;
  readonly value: string;
  /** How many of the listed alerts it is about; null where that is not counted. */
  readonly count: number | null;
  readonly does:
    | { readonly kind: 'severity'; readonly severity: Severity }
    | { readonly kind: 'source'; readonly sourceId: string }
    | { readonly kind: 'matchers'; readonly matchers: readonly Matcher[] }
    | { readonly kind: 'words'; readonly text: string }
    /** Goes on typing with this text. */
    | { readonly kind: 'type'; readonly text: string };
}

/** What the list under the field holds, and what is wrong with what stands in it. */
export interface Suggestions {
  readonly options: readonly Suggestion[];
  readonly fault: { readonly message: string; readonly at: number } | null;
}

const MAX_OPTIONS = 12;
/** A label that is begun, its operator and the beginning of a value. */
const BEGUN = /^\s*([^\s{}!=~,\\"'`]+)\s*(=~|!~|!=|=)\s*"?([^"]*)"?\s*$/;

/** What to offer for a text: matchers when it means to be some, else words, labels, severities and sources. Pure. */
export function suggest(text: string, alerts: readonly Alert[], labels: readonly LabelChoice[]): Suggestions {
  const typed = text.trim();
  if (!meansMatchers(text)) return { options: plainOptions(typed, alerts, labels), fault: null };
  const parsed = parseMatchers(text);
  const begun = BEGUN.exec(text);
  const values = begun === null ? [] : valueOptions(begun[1]!, begun[2]!, begun[3]!, labels);
  if (!parsed.ok) return { options: values, fault: parsed.error };
  const whole = parsed.value
    .map((matcher) => `${matcher.name} ${matcher.operator} ${matcher.value}`)
    .join(', ');
  const isOffered = values.some(
    ({ does }) => does.kind === 'matchers' && sameMatchers(does.matchers, parsed.value),
  );
  const isBegun = begun !== null && begun[3] === '';
  const own: Suggestion = {
    id: 'typed',
    name: 'Filter by',
    value: whole === '' ? 'everything' : whole,
    count: null,
    does: { kind: 'matchers', matchers: parsed.value },
  };
  const options = isOffered ? values : isBegun ? [...values, own] : [own, ...values];
  return { options: options.slice(0, MAX_OPTIONS), fault: null };
}

function plainOptions(
  typed: string,
  alerts: readonly Alert[],
  labels: readonly LabelChoice[],
): readonly Suggestion[] {
  const lower = typed.toLowerCase();
  const has = (word: string): boolean => word.toLowerCase().includes(lower);
  const words: readonly Suggestion[] =
    typed === ''
      ? []
      : [{ id: 'words', name: 'Words', value: typed, count: null, does: { kind: 'words', text: typed } }];
  const counts = countBySeverity(alerts);
  const bySeverity = severities
    .filter((severity) => has(severity) || has('severity'))
    .map(
      (severity): Suggestion => ({
        id: `severity ${severity}`,
        name: 'severity',
        value: severity,
        count: counts.get(severity) ?? 0,
        does: { kind: 'severity', severity },
      }),
    );
  const sources = countBySource(alerts);
  const bySource = (sources.length > 1 ? sources : [])
    .filter(([id]) => has(id) || has('source'))
    .slice(0, 4)
    .map(
      ([id, count]): Suggestion => ({
        id: `source ${id}`,
        name: 'source',
        value: id,
        count,
        does: { kind: 'source', sourceId: id },
      }),
    );
  const byLabel = labels
    .filter(({ name }) => name !== 'severity' && has(name))
    .map(
      ({ name, count }): Suggestion => ({
        id: `label ${name}`,
        name,
        value: '…',
        count,
        does: { kind: 'type', text: `${name}=` },
      }),
    );
  // Whoever begins to write a severity means it.
  const isSeverity = typed.length >= 3 && severities.some((severity) => severity.startsWith(lower));
  const first = isSeverity ? [...bySeverity, ...words] : [...words, ...bySeverity];
  return [...first, ...byLabel.slice(0, MAX_OPTIONS - 5), ...bySource].slice(0, MAX_OPTIONS);
}

function valueOptions(
  name: string,
  operator: string,
  typed: string,
  labels: readonly LabelChoice[],
): readonly Suggestion[] {
  if (operator !== '=' && operator !== '!=') return [];
  const lower = typed.trim().toLowerCase();
  return (labels.find((label) => label.name === name)?.values ?? [])
    .filter(([value]) => value.toLowerCase().includes(lower))
    .slice(0, MAX_OPTIONS - 1)
    .map(([value, count]) => ({
      id: `value ${name}${operator}${value}`,
      name: `${name} ${operator}`,
      value,
      count,
      does: { kind: 'matchers', matchers: [{ name, operator, value }] },
    }));
}

function sameMatchers(a: readonly Matcher[], b: readonly Matcher[]): boolean {
  return a.map(formatMatcher).join() === b.map(formatMatcher).join();
}

/** The filter with something more; what it has already is not added twice. Null when the choice only goes on typing. */
export function withSuggestion(filter: AlertFilter, { does }: Suggestion): AlertFilter | null {
  switch (does.kind) {
    case 'severity':
      return { ...filter, severities: toggled(filter.severities, does.severity) };
    case 'source':
      return { ...filter, sourceIds: toggled(filter.sourceIds, does.sourceId) };
    case 'words':
      return { ...filter, text: does.text };
    case 'matchers':
      return withMatchers(filter, does.matchers);
    case 'type':
      return null;
  }
}

/** The filter with further conditions; those it has already are not added twice. */
export function withMatchers(filter: AlertFilter, matchers: readonly Matcher[]): AlertFilter {
  const known = new Set(filter.matchers.map(formatMatcher));
  return {
    ...filter,
    matchers: [...filter.matchers, ...matchers.filter((one) => !known.has(formatMatcher(one)))],
  };
}

function toggled<T>(list: readonly T[], item: T): T[] {
  return list.includes(item) ? list.filter((one) => one !== item) : [...list, item];
}
