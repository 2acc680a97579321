import type { RuleStanding } from '../../../shared/contract/rule-commands.ts';
import type { Alert } from '../../../shared/domain/alert.ts';
import { assertNever } from '../../../shared/domain/assert-never.ts';
import { formatSince } from '../../../shared/format/clock.ts';
import { formatDuration } from '../../../shared/format/duration.ts';
import { countOf, type MarkKind, markOfSeverity } from '../../../shared/format/words.ts';

/** One line of the list: a rule as it stands in the file, as it is in effect, or both. */
export interface RuleLine {
  readonly id: string;
  /** Null: it does not stand in the file any more. */
  readonly yaml: string | null;
  /** Null: it is not judged yet, or nobody knows how it stood. */
  readonly standing: RuleStanding | null;
  /** Its alerts on screen that are not over. */
  readonly alerts: readonly Alert[];
}

const stateRank: Readonly<Record<RuleStanding['state'], number>> = {
  firing: 0,
  pending: 1,
  no_data: 2,
  quiet: 3,
};

/** Rules of the file and rules in effect as one list: what fires first, then what is pending, then what nobody can judge. */
export function ruleLines(
  written: readonly { readonly id: string; readonly yaml: string }[],
  standings: readonly RuleStanding[] | null,
  alerts: readonly Alert[],
): readonly RuleLine[] {
  const known = new Map(standings?.map((standing) => [standing.id, standing]));
  const open = Map.groupBy(
    alerts.filter(({ kind, state }) => kind === 'rule' && state !== 'resolved'),
    ({ name }) => name,
  );
  const texts = new Map(written.map(({ id, yaml }) => [id, yaml]));
  return [...new Set([...texts.keys(), ...known.keys()])]
    .map((id) => ({
      id,
      yaml: texts.get(id) ?? null,
      standing: known.get(id) ?? null,
      alerts: open.get(id) ?? [],
    }))
    .toSorted((a, b) => rankOf(a) - rankOf(b) || a.id.localeCompare(b.id));
}

function rankOf({ standing, alerts }: RuleLine): number {
  if (standing !== null) return stateRank[standing.state];
  if (alerts.some(({ state }) => state === 'firing')) return stateRank.firing;
  return alerts.length > 0 ? stateRank.pending : stateRank.quiet;
}

/** How a line is marked: what fires by its severity, what nobody can judge as a ring. */
export function ruleMark({ standing, alerts }: RuleLine): MarkKind {
  const firing = alerts.find(({ state }) => state === 'firing');
  if (firing !== undefined) return markOfSeverity(firing.severity);
  switch (standing?.state) {
    case 'firing':
      return markOfSeverity(standing.severity);
    case 'pending':
      return 'info';
    case 'quiet':
      return 'ok';
    default:
      return 'no_data';
  }
}

/** "firing since 14:02, in 2 of 14 places" */
export function standingWords(
  { standing, alerts, yaml }: RuleLine,
  mode: 'live' | 'past' | 'cached',
  nowMs: number,
  timeZone: string,
): string {
  if (mode !== 'live') return oldWords(alerts, mode, nowMs, timeZone);
  if (standing === null) return 'not judged yet';
  if (yaml === null) return 'not in the file any more';
  const { state, sinceMs, isAtLeast, placeCount, firingCount, pendingCount, blindCount } = standing;
  const since = isAtLeast
    ? `for at least ${formatDuration(nowMs - sinceMs)}`
    : `since ${formatSince(sinceMs, nowMs, timeZone)}`;
  const places = countOf(placeCount, 'place');
  switch (state) {
    case 'firing':
      return `firing ${since}, in ${firingCount} of ${places}${pendingCount > 0 ? `, pending in ${pendingCount}` : ''}${blindWords(blindCount)}`;
    case 'pending':
      return `pending ${since}, in ${pendingCount} of ${places}${blindWords(blindCount)}`;
    case 'quiet':
      return `quiet ${since}, in ${places}${blindWords(blindCount)}`;
    case 'no_data':
      return placeCount === 0
        ? `no data ${since}: nothing it is about is measured`
        : `no data ${since}: nothing fresh in ${places}`;
    default:
      return assertNever(state);
  }
}

function blindWords(blindCount: number): string {
  return blindCount === 0 ? '' : `, no fresh data in ${blindCount}`;
}

/** The past keeps what fired, and nothing of what could not be judged. */
function oldWords(
  alerts: readonly Alert[],
  mode: 'past' | 'cached',
  nowMs: number,
  timeZone: string,
): string {
  const [first] = alerts.toSorted((a, b) => a.startsAtMs - b.startsAtMs);
  if (first === undefined)
    return mode === 'past' ? 'raised no alert then' : 'raised no alert when last heard of';
  const firing = alerts.filter(({ state }) => state === 'firing').length;
  const state = firing > 0 ? 'firing' : 'pending';
  return `was ${state} since ${formatSince(first.startsAtMs, nowMs, timeZone)}, in ${countOf(firing > 0 ? firing : alerts.length, 'place')}`;
}

/** The sentence the view opens with. */
export function rulesHeading(lines: readonly RuleLine[], isLive: boolean): string {
  if (lines.length === 0) return 'No rules of Vigil’s own';
  const firing = lines.filter(({ alerts }) => alerts.some(({ state }) => state === 'firing')).length;
  const blind = lines.filter(({ standing }) => standing?.state === 'no_data').length;
  const parts = [
    firing === 0
      ? `None of ${countOf(lines.length, 'rule')} ${isLive ? 'fires' : 'fired'}`
      : `${firing} of ${countOf(lines.length, 'rule')} ${isLive ? (firing === 1 ? 'fires' : 'fire') : 'fired'}`,
    ...(blind === 0 ? [] : [`${blind} without data`]),
  ];
  return parts.join(', ');
}

/** What a new rule begins with. */
export function newRuleText(takenIds: readonly string[], service: string | undefined): string {
  let id = 'new-rule';
  for (let number = 2; takenIds.includes(id); number += 1) id = `new-rule-${number}`;
  return [
    `id: ${id}`,
    'signal: latency_p95',
    ...(service === undefined ? [] : [`services: [${JSON.stringify(service)}] # all when left out`]),
    'above: 0.5 # in the base unit of the signal: seconds, ratio',
    'for: 5m',
    'severity: warning',
    'summary: What happened, in words',
    '',
  ].join('\n');
}
