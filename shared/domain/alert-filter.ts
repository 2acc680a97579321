import { z } from 'zod/mini';
import { type Alert, alertStates, severities } from './alert.ts';
import { compileMatchers, type LabelOf, type MatcherFault } from './matchers.ts';
import { ok, type Result } from './result.ts';
import { matcherSchema } from './silence.ts';

/** Most matchers, sources and characters of a filter. */
export const MAX_FILTER_MATCHERS = 50;
export const MAX_FILTER_SOURCES = 100;
export const MAX_FILTER_TEXT_CHARS = 200;

/** What of a list of alerts is wanted. What is empty lets everything through; all of the rest must be met. */
export const alertFilterSchema = z.object({
  /** Conditions on labels, as Alertmanager has them. */
  matchers: z.array(matcherSchema).check(z.maxLength(MAX_FILTER_MATCHERS)),
  severities: z.array(z.enum(severities)),
  /** Reported by any of these. */
  sourceIds: z.array(z.string()).check(z.maxLength(MAX_FILTER_SOURCES)),
  /** Every word must occur somewhere in the alert, in whatever case. */
  text: z.string().check(z.maxLength(MAX_FILTER_TEXT_CHARS)),
  states: z.array(z.enum(alertStates)),
});
export type AlertFilter = z.infer<typeof alertFilterSchema>;

export const noFilter: AlertFilter = { matchers: [], severities: [], sourceIds: [], text: '', states: [] };

/** True when the filter hides something; the view must then say so. */
export function isFiltering({ matchers, severities, sourceIds, text, states }: AlertFilter): boolean {
  return (
    matchers.length > 0 ||
    severities.length > 0 ||
    sourceIds.length > 0 ||
    states.length > 0 ||
    text.trim() !== ''
  );
}

/** One test for a filter; an error when one of its expressions cannot be read. */
export function compileFilter(filter: AlertFilter): Result<(alert: Alert) => boolean, MatcherFault> {
  const matches = compileMatchers(filter.matchers);
  if (!matches.ok) return matches;
  const hasMatchers = filter.matchers.length > 0;
  const severities = new Set(filter.severities);
  const sourceIds = new Set(filter.sourceIds);
  const states = new Set(filter.states);
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return ok(
    (alert) =>
      (severities.size === 0 || severities.has(alert.severity)) &&
      (states.size === 0 || states.has(alert.state)) &&
      (sourceIds.size === 0 || alert.sourceIds.some((id) => sourceIds.has(id))) &&
      (!hasMatchers || matches.value(labelOfAlert(alert))) &&
      (words.length === 0 || matchesWords(alert, words)),
  );
}

/** The alerts a filter lets through; none with an expression that cannot be read. */
export function filterAlerts(alerts: readonly Alert[], filter: AlertFilter): readonly Alert[] {
  if (!isFiltering(filter)) return alerts;
  const test = compileFilter(filter);
  return test.ok ? alerts.filter(test.value) : [];
}

/**
 * The labels of an alert, for matchers and groups. What Vigil knows of it under the usual names answers where the label
 * itself is missing: its own findings, and alerts whose rules name things otherwise, can be asked for alike.
 */
export function labelOfAlert(alert: Alert): LabelOf {
  return (name) => {
    if (Object.hasOwn(alert.labels, name)) return alert.labels[name]!;
    switch (name) {
      case 'alertname':
        return alert.name;
      case 'severity':
        return alert.severity;
      case 'service':
        return alert.service ?? '';
      case 'region':
        return alert.region ?? '';
      default:
        return '';
    }
  };
}

function matchesWords(alert: Alert, words: readonly string[]): boolean {
  const haystack = [
    alert.title,
    alert.name,
    alert.summary,
    alert.service ?? '',
    alert.region ?? '',
    ...alert.sourceIds,
    ...Object.entries(alert.labels).map(([key, value]) => `${key}=${value}`),
  ]
    .join('\n')
    .toLowerCase();
  return words.every((word) => haystack.includes(word));
}
