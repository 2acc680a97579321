import { type Alert, isLoud, type Severity, severities, severityRank, worstSeverity } from '../alert.ts';
import type { Outcome, Telling, Withheld } from './telling.ts';

/** Withheld alerts that are remembered one by one; beyond it they are counted. */
export const MAX_WITHHELD = 1_000;

/** What waits for the end of its quiet hours. */
export interface Waiting {
  readonly withheld: ReadonlyMap<string, Withheld>;
  /** Withheld alerts that are only counted. */
  readonly uncounted: Readonly<Record<Severity, number>>;
}

/**
 * Sorts what is to be told into what is told now and what waits for the end of its quiet hours.
 * @param waiting what waits already; `isOpen` is false for what an earlier page of this seat left
 */
export function withhold<Fresh extends { readonly alert: Alert }>(
  waiting: Waiting & { readonly isOpen: boolean },
  fresh: readonly Fresh[],
  isQuiet: Readonly<Record<Severity, boolean>>,
  nowMs: number,
): Waiting & { readonly now: readonly Fresh[] } {
  const late = fresh.filter(({ alert }) => isQuiet[alert.severity]);
  const now = fresh.filter(({ alert }) => !isQuiet[alert.severity]);
  if (fresh.length === 0) return { now, withheld: waiting.withheld, uncounted: waiting.uncounted };
  const withheld = new Map(waiting.withheld);
  const uncounted = { ...waiting.uncounted };
  for (const { alert } of late) {
    const { id, title, severity } = alert;
    const before = withheld.get(id);
    if (before === undefined && withheld.size >= MAX_WITHHELD) uncounted[severity] += 1;
    else {
      // What is seen again after the page was loaded anew did not begin again.
      const times = before === undefined ? 1 : before.times + (waiting.isOpen ? 1 : 0);
      withheld.set(id, { id, title, severity, atMs: before?.atMs ?? nowMs, times });
    }
  }
  // Its severity rose beyond what is kept quiet: there is nothing left to catch up with.
  for (const { alert } of now) withheld.delete(alert.id);
  return { now, withheld, uncounted };
}

/** One summary of everything whose quiet hours are over. */
export function catchUp(
  { withheld: waiting, uncounted: counts }: Waiting,
  isQuiet: Readonly<Record<Severity, boolean>>,
  alerts: readonly Alert[],
): Waiting & { readonly severities: readonly Severity[]; readonly tellings: readonly Telling[] } {
  const nothing = { withheld: waiting, uncounted: counts, severities: [], tellings: [] };
  const overflown = severities.filter((severity) => !isQuiet[severity] && counts[severity] > 0);
  if (waiting.size === 0 && overflown.length === 0) return nothing;
  const byId = new Map(alerts.map((alert) => [alert.id, alert]));
  // Of an alert that became milder meanwhile the hours of what it is now count.
  const due = [...waiting.values()].filter(
    ({ id, severity }) => !isQuiet[byId.get(id)?.severity ?? severity],
  );
  if (due.length === 0 && overflown.length === 0) return nothing;
  const items = due
    .map((item) => ({ ...item, outcome: outcomeOf(byId.get(item.id)) }))
    .toSorted((a, b) => severityRank[b.severity] - severityRank[a.severity] || a.atMs - b.atMs);
  const involved = [...new Set([...due.map(({ severity }) => severity), ...overflown])];
  const count = due.length + overflown.reduce((sum, severity) => sum + counts[severity], 0);
  const withheld = new Map(waiting);
  for (const { id } of due) withheld.delete(id);
  const uncounted = { ...counts };
  for (const severity of overflown) uncounted[severity] = 0;
  const telling: Telling = { kind: 'catch-up', severity: worstSeverity(involved), count, items };
  return { withheld, uncounted, severities: involved, tellings: [telling] };
}

function outcomeOf(alert: Alert | undefined): Outcome {
  if (alert === undefined || alert.state !== 'firing') return 'over';
  if (alert.acknowledgement !== undefined) return 'acknowledged';
  return isLoud(alert) ? 'firing' : 'silenced';
}
