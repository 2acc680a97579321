import { type AlertState, severityFromLabel } from '../../../../shared/domain/alert.ts';
import type { AlertReport } from '../../../../shared/domain/observation.ts';
import type { EventMapping } from '../../config/mapping-schema.ts';
import { MAX_LABEL_CHARS } from '../policy/series-keys.ts';
import { type CompiledPath, compilePath, kindWords } from './json-path.ts';
import { labelOf, labelWords } from './sample-mapping.ts';
import { sampleTimeMs } from './sample-time.ts';

type AlertMapping = Extract<EventMapping, { to: 'alert' }>;

/** Further labels kept per alert. */
const MAX_LABELS = 64;

/** The words senders use; anything else is refused, because guessing could clear an alert. */
const stateWords: ReadonlyMap<string, AlertState> = new Map<string, AlertState>([
  ...['firing', 'active', 'open', 'alerting', 'triggered', 'problem', 'true'].map(
    (word) => [word, 'firing'] as const,
  ),
  ...['resolved', 'ok', 'closed', 'inactive', 'recovered', 'cleared', 'false'].map(
    (word) => [word, 'resolved'] as const,
  ),
  ['pending', 'pending'],
]);

/** Turns one item into an alert report, or says why not. */
export type AlertReader = (item: unknown, nowMs: number) => AlertReport | string;

/** Optional text: null when absent, an error when it is something else. */
export function optionalText(
  path: CompiledPath | null,
  item: unknown,
): { readonly value: string | null } | string {
  const raw = path?.read(item);
  if (path === null || raw === undefined || raw === null || raw === '') return { value: null };
  const text = labelOf(raw);
  return text === null ? labelWords(path, raw) : { value: text };
}

/** Own labels that are texts or numbers; the rest is left out. */
function furtherLabels(
  path: CompiledPath | null,
  item: unknown,
): readonly (readonly [string, string])[] | string {
  const raw = path?.read(item);
  if (path === null || raw === undefined || raw === null) return [];
  if (typeof raw !== 'object' || Array.isArray(raw)) {
    return `${path.text}: expected an object of labels, got ${kindWords(raw)}`;
  }
  return Object.entries(raw)
    .slice(0, MAX_LABELS)
    .filter(([name, value]) => name !== '' && (typeof value === 'string' || typeof value === 'number'))
    .map(
      ([name, value]) => [name.slice(0, MAX_LABEL_CHARS), String(value).slice(0, MAX_LABEL_CHARS)] as const,
    );
}

/** Compiles a declared alert mapping. An alert without a state is firing, without a start it starts now. */
export function compileAlertMapping(mapping: AlertMapping['map']): AlertReader {
  const optional = (text: string | undefined): CompiledPath | null =>
    text === undefined ? null : compilePath(text);
  const namePath = compilePath(mapping.name);
  const titlePath = optional(mapping.title);
  const statePath = optional(mapping.state);
  const severityPath = optional(mapping.severity);
  const summaryPath = optional(mapping.summary);
  const servicePath = optional(mapping.service);
  const regionPath = optional(mapping.region);
  const startsAtPath = optional(mapping.startsAt);
  const labelsPath = optional(mapping.labels);

  return (item, nowMs) => {
    const nameRaw = namePath.read(item);
    const name = labelOf(nameRaw);
    if (name === null) return labelWords(namePath, nameRaw);
    const stateRaw = statePath === null ? 'firing' : statePath.read(item);
    // Only these become text: turning an object from outside into text can throw.
    const isWord = typeof stateRaw === 'string' || typeof stateRaw === 'boolean';
    const state = isWord ? stateWords.get(String(stateRaw).toLowerCase()) : undefined;
    if (state === undefined) {
      const got = typeof stateRaw === 'string' ? `"${stateRaw.slice(0, 40)}"` : kindWords(stateRaw);
      return `${statePath?.text ?? 'state'}: expected firing, pending or resolved, got ${got}`;
    }
    const severity = optionalText(severityPath, item);
    if (typeof severity === 'string') return severity;
    const title = optionalText(titlePath, item);
    if (typeof title === 'string') return title;
    const summary = optionalText(summaryPath, item);
    if (typeof summary === 'string') return summary;
    const service = optionalText(servicePath, item);
    if (typeof service === 'string') return service;
    const region = optionalText(regionPath, item);
    if (typeof region === 'string') return region;
    const further = furtherLabels(labelsPath, item);
    if (typeof further === 'string') return further;
    const startsRaw = startsAtPath?.read(item);
    const startsAtMs = startsRaw === undefined || startsRaw === null ? nowMs : sampleTimeMs(startsRaw, nowMs);
    if (typeof startsAtMs === 'string') return `${startsAtPath?.text ?? ''}: ${startsAtMs}`;

    // fromEntries defines own properties: a label called __proto__ is only a label.
    // The severity is no label here: an alert that gets worse, or resolves under another word, is still the same one.
    const labels = Object.fromEntries<string>([
      ...further,
      ['alertname', name],
      ...named('service', service.value),
      ...named('region', region.value),
    ]);
    return {
      labels,
      annotations: Object.fromEntries([...named('title', title.value), ...named('summary', summary.value)]),
      name,
      severity: severityFromLabel(severity.value ?? undefined),
      state,
      startsAtMs,
      service: service.value,
      region: region.value,
    };
  };
}

function named(name: string, value: string | null): readonly (readonly [string, string])[] {
  return value === null ? [] : [[name, value]];
}
