import { type Alert, isTrouble } from '../../shared/domain/alert.ts';
import { compileMatchers, labelsOf, type Matcher } from '../../shared/domain/matchers.ts';
import type { Rehearsal } from '../../shared/domain/rehearsal.ts';
import { formatClockMinutes, formatDayMonth, sameDay, zoneName } from '../../shared/format/clock.ts';
import { formatDurationShort } from '../../shared/format/duration.ts';
import { countOf, listOf } from '../../shared/format/words.ts';

/** For how long, as the form offers it. */
export const lastingChoices = ['30 min', '1 h', '2 h', '8 h', 'resolved', 'until'] as const;
export type Lasting = (typeof lastingChoices)[number];

const lengthsMs: Partial<Record<Lasting, number>> = {
  '30 min': 30 * 60_000,
  '1 h': 3_600_000,
  '2 h': 2 * 3_600_000,
  '8 h': 8 * 3_600_000,
};

/** The end of a fixed length; null where the end is written, or is that of the alerts. */
export function endOfLength(lasting: Lasting, nowMs: number): number | null {
  const lengthMs = lengthsMs[lasting];
  return lengthMs === undefined ? null : nowMs + lengthMs;
}

/** Labels that most silences are about; those of the alert's service and region are added by their values. */
const COMMON = ['alertname', 'severity'];

/** The conditions a silence from an alert begins with: this alert and its like, in its place. */
export function firstMatchers(alert: Alert | null): Matcher[] {
  if (alert === null) return [];
  const places = [alert.service, alert.region];
  return Object.entries(alert.labels)
    .filter(([name, value]) => value !== '' && (COMMON.includes(name) || places.includes(value)))
    .map(([name, value]): Matcher => ({ name, operator: '=', value }))
    .toSorted((a, b) => rankOf(a.name) - rankOf(b.name));
}

function rankOf(name: string): number {
  return name === 'alertname' ? 0 : name === 'severity' ? 2 : 1;
}

/** Names of labels of all alerts, those of the alert first: what a condition can be about. */
export function labelNames(alert: Alert | null, alerts: readonly Alert[]): readonly string[] {
  const own = Object.keys(alert?.labels ?? {}).toSorted();
  const others = new Set(alerts.flatMap(({ labels }) => Object.keys(labels)));
  return [...own, ...[...others].filter((name) => !own.includes(name)).toSorted()];
}

/** Values of one label over all alerts, most first. */
export function labelValues(name: string, alerts: readonly Alert[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { labels } of alerts) {
    const value = Object.hasOwn(labels, name) ? labels[name] : undefined;
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].toSorted(([, a], [, b]) => b - a).map(([value]) => value);
}

/** Alerts that fire and that an Alertmanager could hide. */
export function silenceable(alerts: readonly Alert[]): readonly Alert[] {
  return alerts.filter(({ kind, state }) => kind === 'reported' && state === 'firing');
}

/** Those that meet all conditions; null while one of them cannot be read. */
export function matchingAlerts(
  alerts: readonly Alert[],
  matchers: readonly Matcher[],
): readonly Alert[] | null {
  if (matchers.length === 0) return [];
  const compiled = compileMatchers(matchers);
  return compiled.ok ? alerts.filter(({ labels }) => compiled.value(labelsOf(labels))) : null;
}

/**
 * How many alerts a silence would newly quiet, of how many that fire and can be silenced; what is silenced, inhibited or
 * muted already is counted apart.
 */
export function matchCounts(
  firing: readonly Alert[],
  matching: readonly Alert[],
): { readonly of: number; readonly heard: number; readonly quiet: number } {
  const heard = matching.filter(isTrouble).length;
  return { of: firing.filter(isTrouble).length, heard, quiet: matching.length - heard };
}

/** What the button that saves says it does. */
export function saveWords(lasting: Lasting, count: number): string {
  const alerts = countOf(count, 'alert');
  if (lasting === 'resolved') return count === 0 ? 'Acknowledge' : `Acknowledge ${alerts} until resolved`;
  const time = lasting === 'until' ? '' : ` for ${lasting}`;
  return count === 0 ? `Silence${time}` : `Silence ${alerts}${time}`;
}

/** `14:44 UTC, 16:44 Berlin`; with the day when it is another one. */
export function endWords(endsAtMs: number, nowMs: number, zones: readonly string[]): string {
  const told = zones.slice(0, 2).map((zone) => {
    const day = sameDay(endsAtMs, nowMs, zone) ? '' : `${formatDayMonth(endsAtMs, zone)} `;
    return `${day}${formatClockMinutes(endsAtMs, zone)} ${zoneName(zone)}`;
  });
  return told.join(', ');
}

/** "41 alerts", and what became of them, as parts of a sentence. */
export function rehearsalParts(
  { hidden, turnedCritical, acknowledged }: Rehearsal,
  self: string,
): { readonly hidden: string; readonly critical: string | null; readonly acknowledged: string | null } {
  const people = acknowledged.map(({ by, count }) => {
    const was = count === 1 ? '1 was' : `${count} were`;
    return `${was} acknowledged by ${by === self ? 'you' : by}`;
  });
  const named = people.length > 2 ? [...people.slice(0, 2), 'more by others'] : people;
  return {
    hidden: countOf(hidden, 'alert'),
    critical: turnedCritical === 0 ? null : `${turnedCritical} later turned critical`,
    acknowledged: named.length === 0 ? null : listOf(named),
  };
}

/** What of it is a warning; null when nothing is. */
export function rehearsalWarning(rehearsal: Rehearsal): string | null {
  const { turnedCritical, turnedCriticalAfterMs, criticalHidden } = rehearsal;
  const hides =
    criticalHidden === 0
      ? 'Critical alerts stay visible under this silence.'
      : `It hides critical alerts too: ${criticalHidden} of these.`;
  if (turnedCritical === 0) return criticalHidden === 0 ? null : hides;
  const times = turnedCriticalAfterMs.slice(0, 3).map((afterMs) => formatDurationShort(afterMs));
  const who = turnedCritical === 1 ? 'It' : turnedCritical === 2 ? 'Both' : 'They';
  const when =
    turnedCritical <= 3
      ? `${listOf(times)} later`
      : `${formatDurationShort(turnedCriticalAfterMs[0] ?? 0)} later at the soonest`;
  return `${who} turned critical ${when}. ${hides}`;
}
