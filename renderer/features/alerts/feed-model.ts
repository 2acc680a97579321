import { type Alert, compareAlerts, type Severity, severities } from '../../../shared/domain/alert.ts';

/** What the chips and the search box let through. Empty sets let everything through. */
export interface FeedFilter {
  readonly severities: ReadonlySet<Severity>;
  readonly sourceIds: ReadonlySet<string>;
  readonly text: string;
}

export const noFilter: FeedFilter = { severities: new Set(), sourceIds: new Set(), text: '' };

/** True when the filter hides something; the view must then say so. */
export function isFiltering(filter: FeedFilter): boolean {
  return filter.severities.size > 0 || filter.sourceIds.size > 0 || filter.text.trim() !== '';
}

/** The alerts a filter lets through. Every word of the text must occur somewhere in the alert. */
export function filterAlerts(alerts: readonly Alert[], filter: FeedFilter): readonly Alert[] {
  if (!isFiltering(filter)) return alerts;
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return alerts.filter(
    (alert) =>
      (filter.severities.size === 0 || filter.severities.has(alert.severity)) &&
      (filter.sourceIds.size === 0 || alert.sourceIds.some((id) => filter.sourceIds.has(id))) &&
      (words.length === 0 || matchesWords(alert, words)),
  );
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

/** Alerts of one service; `service` is null for the group of everything that stands alone. */
export interface AlertGroup {
  readonly key: string;
  readonly service: string | null;
  readonly alerts: readonly Alert[];
  readonly sourceCount: number;
}

/** Key of the last group; cannot collide with a service because those keys carry a prefix. */
export const EVERYTHING_ELSE = 'else';

/**
 * Groups by service, each group and the groups among themselves in feed order (worst, then newest first).
 * A service with a single alert that is not critical goes to "everything else" at the end,
 * so that a heading never costs more room than what it heads. Only something critical takes it further up.
 */
export function groupByService(alerts: readonly Alert[]): readonly AlertGroup[] {
  const byService = new Map<string, Alert[]>();
  const alone: Alert[] = [];
  for (const alert of alerts) {
    if (alert.service === null) {
      alone.push(alert);
      continue;
    }
    const list = byService.get(alert.service);
    if (list === undefined) byService.set(alert.service, [alert]);
    else list.push(alert);
  }
  const groups: AlertGroup[] = [];
  for (const [service, list] of byService) {
    if (list.length === 1 && list[0]!.severity !== 'critical') alone.push(list[0]!);
    else groups.push(makeGroup(`service:${service}`, service, list));
  }
  const byFirst = (a: AlertGroup, b: AlertGroup): number => compareAlerts(a.alerts[0]!, b.alerts[0]!);
  if (alone.length === 0) return groups.toSorted(byFirst);
  const others = makeGroup(EVERYTHING_ELSE, null, alone);
  // What stands alone and is critical, such as a silent watchdog, must not be looked for at the end.
  return others.alerts[0]!.severity === 'critical'
    ? [...groups, others].toSorted(byFirst)
    : [...groups.toSorted(byFirst), others];
}

function makeGroup(key: string, service: string | null, alerts: Alert[]): AlertGroup {
  return {
    key,
    service,
    alerts: alerts.toSorted(compareAlerts),
    sourceCount: new Set(alerts.flatMap((alert) => alert.sourceIds)).size,
  };
}

/** One line of the virtual list. `gone` marks an alert that ended while its place is held. */
export type FeedRow =
  | { readonly kind: 'group'; readonly key: string; readonly group: AlertGroup; readonly folded: boolean }
  | { readonly kind: 'alert'; readonly key: string; readonly alert: Alert; readonly gone: boolean };

/** Groups as one flat list, for the virtual list. Folded groups show their heading only. */
export function feedRows(groups: readonly AlertGroup[], folded: ReadonlySet<string>): readonly FeedRow[] {
  const rows: FeedRow[] = [];
  for (const group of groups) {
    const isFolded = folded.has(group.key);
    rows.push({ kind: 'group', key: group.key, group, folded: isFolded });
    if (!isFolded)
      for (const alert of group.alerts) rows.push({ kind: 'alert', key: alert.id, alert, gone: false });
  }
  return rows;
}

export interface HeldRows {
  readonly rows: readonly FeedRow[];
  /** Alerts that came since the order was held and wait to be shown. */
  readonly waiting: number;
}

/**
 * Rows do not move under the pointer: every row keeps the place it had in `held`, with its newest content;
 * what ended stays in place marked as gone, what is new waits.
 */
export function holdRows(held: readonly FeedRow[], fresh: readonly FeedRow[]): HeldRows {
  const freshByKey = new Map(fresh.map((row) => [row.key, row]));
  const heldKeys = new Set(held.map((row) => row.key));
  const rows = held.map((row): FeedRow => {
    const newer = freshByKey.get(row.key);
    if (newer !== undefined && newer.kind === row.kind) return newer;
    return row.kind === 'alert' ? { ...row, gone: true } : row;
  });
  const waiting = fresh.filter((row) => row.kind === 'alert' && !heldKeys.has(row.key)).length;
  return { rows, waiting };
}

/** The alert row `step` places from the chosen one; the first or last when none is chosen. */
export function moveChoice(rows: readonly FeedRow[], chosen: string | null, step: 1 | -1): string | null {
  const keys = rows.filter((row) => row.kind === 'alert').map((row) => row.key);
  if (keys.length === 0) return null;
  const at = chosen === null ? -1 : keys.indexOf(chosen);
  if (at < 0) return (step === 1 ? keys[0] : keys.at(-1)) ?? null;
  return keys[Math.min(keys.length - 1, Math.max(0, at + step))] ?? null;
}

/** How many alerts of each severity, for the chips; all severities are always there. */
export function countBySeverity(alerts: readonly Alert[]): ReadonlyMap<Severity, number> {
  const counts = new Map<Severity, number>(severities.map((severity) => [severity, 0]));
  for (const alert of alerts) counts.set(alert.severity, counts.get(alert.severity)! + 1);
  return counts;
}

/** How many alerts each source reports, most first, for the chips. */
export function countBySource(alerts: readonly Alert[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const alert of alerts) for (const id of alert.sourceIds) counts.set(id, (counts.get(id) ?? 0) + 1);
  return Array.from(counts).toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}
