import { type Alert, compareAlerts } from '../../../shared/domain/alert.ts';
import { labelOfAlert } from '../../../shared/domain/alert-filter.ts';

/** What alerts are put together by. `none` is one plain list. */
export type Grouping =
  | { readonly kind: 'service' | 'region' | 'severity' | 'source' | 'none' }
  | { readonly kind: 'label'; readonly name: string };

/** Groupings that need no name, in the order they are offered. */
export const plainGroupings = ['service', 'region', 'severity', 'source', 'none'] as const;
export const byService: Grouping = { kind: 'service' };

/** Alerts that share a value; `title` is null for the group of everything that stands alone. */
export interface AlertGroup {
  readonly key: string;
  readonly title: string | null;
  readonly alerts: readonly Alert[];
  readonly sourceCount: number;
}

/** Key of the last group; cannot collide with a value because those keys carry a prefix. */
export const EVERYTHING_ELSE = 'else';

/** Longest name of a label an address may group by. */
const MAX_LABEL_CHARS = 100;

/** A grouping as it stands in the address; `service` is the usual one. */
export function groupingText(grouping: Grouping): string {
  return grouping.kind === 'label' ? `label:${grouping.name}` : grouping.kind;
}

/** Reads what `groupingText` wrote; anything else is by service. */
export function readGrouping(text: string | null): Grouping {
  const plain = plainGroupings.find((kind) => kind === text);
  if (plain !== undefined) return { kind: plain };
  const name =
    text?.startsWith('label:') === true ? text.slice('label:'.length).slice(0, MAX_LABEL_CHARS) : '';
  return name === '' ? byService : { kind: 'label', name };
}

/** The value an alert is grouped by; null when it has none. */
function valueOf(alert: Alert, grouping: Grouping): string | null {
  switch (grouping.kind) {
    case 'service':
      return alert.service;
    case 'region':
      return alert.region;
    case 'severity':
      return alert.severity;
    case 'source':
      return alert.sourceIds.length === 0 ? null : alert.sourceIds.join(', ');
    case 'label':
      return labelOfAlert(alert)(grouping.name) || null;
    case 'none':
      return null;
  }
}

/**
 * Groups alerts, each group and the groups among themselves in feed order (worst, then newest first). One alert that
 * is not critical, and what has no value, goes to "everything else" at the end, so that a heading never costs more room
 * than what it heads. Only something critical takes it further up.
 */
export function groupAlerts(alerts: readonly Alert[], grouping: Grouping): readonly AlertGroup[] {
  const byValue = new Map<string, Alert[]>();
  const alone: Alert[] = [];
  for (const alert of alerts) {
    const value = valueOf(alert, grouping);
    if (value === null) {
      alone.push(alert);
      continue;
    }
    const list = byValue.get(value);
    if (list === undefined) byValue.set(value, [alert]);
    else list.push(alert);
  }
  const groups: AlertGroup[] = [];
  for (const [value, list] of byValue) {
    const isLone = list.length === 1 && list[0]!.severity !== 'critical' && grouping.kind !== 'severity';
    if (isLone) alone.push(list[0]!);
    else groups.push(makeGroup(`${groupingText(grouping)}:${value}`, value, list));
  }
  const byFirst = (a: AlertGroup, b: AlertGroup): number => compareAlerts(a.alerts[0]!, b.alerts[0]!);
  if (alone.length === 0) return groups.toSorted(byFirst);
  const others = makeGroup(EVERYTHING_ELSE, null, alone);
  // What stands alone and is critical, such as a silent watchdog, must not be looked for at the end.
  return others.alerts[0]!.severity === 'critical'
    ? [...groups, others].toSorted(byFirst)
    : [...groups.toSorted(byFirst), others];
}

function makeGroup(key: string, title: string | null, alerts: readonly Alert[]): AlertGroup {
  const sources = new Set<string>();
  for (const { sourceIds } of alerts) for (const id of sourceIds) sources.add(id);
  return { key, title, alerts: alerts.toSorted(compareAlerts), sourceCount: sources.size };
}
