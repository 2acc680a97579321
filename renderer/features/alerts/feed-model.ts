import { type Alert, isLoud, type Severity, severities } from '../../../shared/domain/alert.ts';
import type { Storm } from '../../../shared/domain/storm.ts';
import type { AlertGroup, Grouping } from './feed-grouping.ts';

/** The alerts of now as the tabs of the feed have them. */
export interface FeedLists {
  /** Fires, and nothing keeps it quiet but that somebody has it in hand. */
  readonly firing: readonly Alert[];
  readonly acknowledged: readonly Alert[];
  /** Fires and notifies nobody: silenced, inhibited or muted, and in nobody's hand. */
  readonly silenced: readonly Alert[];
  readonly pending: readonly Alert[];
}

/** Sorts alerts into the tabs. An acknowledgement that an Alertmanager holds as a silence counts as what it is. */
export function feedLists(alerts: readonly Alert[]): FeedLists {
  const firing: Alert[] = [];
  const acknowledged: Alert[] = [];
  const silenced: Alert[] = [];
  const pending: Alert[] = [];
  for (const alert of alerts) {
    if (alert.kind === 'heartbeat') continue;
    if (alert.state === 'pending' && isLoud(alert)) pending.push(alert);
    if (alert.state !== 'firing') continue;
    const isInHand = alert.acknowledgement !== undefined;
    if (isInHand) acknowledged.push(alert);
    if (isInHand || alert.suppression === null) firing.push(alert);
    else silenced.push(alert);
  }
  return { firing, acknowledged, silenced, pending };
}

/** What of a list a storm folds into its headline. */
export interface StormFold {
  /** What is listed. */
  readonly listed: readonly Alert[];
  /** What the headline stands for. */
  readonly folded: readonly Alert[];
}

/** While a storm stands its alerts are one headline, unless it is unfolded. */
export function foldStorm(alerts: readonly Alert[], storm: Storm | null, isUnfolded: boolean): StormFold {
  if (storm === null || isUnfolded) return { listed: alerts, folded: [] };
  const ids = new Set(storm.alertIds);
  const listed: Alert[] = [];
  const folded: Alert[] = [];
  for (const alert of alerts) (ids.has(alert.id) ? folded : listed).push(alert);
  return { listed, folded };
}

/** One line of the virtual list. `gone` marks an alert that ended while its place is held. */
export type FeedRow =
  | { readonly kind: 'group'; readonly key: string; readonly group: AlertGroup; readonly folded: boolean }
  | { readonly kind: 'alert'; readonly key: string; readonly alert: Alert; readonly gone: boolean };

/** Groups as one flat list, for the virtual list. Folded groups show their heading only. */
export function feedRows(
  groups: readonly AlertGroup[],
  folded: ReadonlySet<string>,
  grouping: Grouping,
): readonly FeedRow[] {
  const rows: FeedRow[] = [];
  for (const group of groups) {
    const isFolded = folded.has(group.key);
    if (grouping.kind !== 'none') rows.push({ kind: 'group', key: group.key, group, folded: isFolded });
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
  let kept = 0;
  const rows = held.map((row): FeedRow => {
    const newer = freshByKey.get(row.key);
    if (newer !== undefined && newer.kind === row.kind) {
      if (newer.kind === 'alert') kept += 1;
      return newer;
    }
    return row.kind === 'alert' ? { ...row, gone: true } : row;
  });
  let alerts = 0;
  for (const row of fresh) if (row.kind === 'alert') alerts += 1;
  return { rows, waiting: alerts - kept };
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

/** A label that alerts have, with its values, most used first. */
export interface LabelChoice {
  readonly name: string;
  readonly count: number;
  readonly values: readonly (readonly [value: string, count: number])[];
}

/** Values kept for one label; a label of ten thousand values, such as a pod, is typed rather than picked. */
const MAX_VALUES = 200;

/** The labels of some alerts, most common first: for suggestions. */
export function labelChoices(alerts: readonly Alert[]): readonly LabelChoice[] {
  const byName = new Map<string, { count: number; values: Map<string, number> }>();
  for (const { labels } of alerts)
    for (const [name, value] of Object.entries(labels)) {
      let label = byName.get(name);
      if (label === undefined) byName.set(name, (label = { count: 0, values: new Map() }));
      label.count += 1;
      const before = label.values.get(value);
      if (before !== undefined || label.values.size < MAX_VALUES) label.values.set(value, (before ?? 0) + 1);
    }
  return Array.from(byName, ([name, { count, values }]) => ({
    name,
    count,
    values: Array.from(values).toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)),
  })).toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}
