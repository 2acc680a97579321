import type { ObjectiveStanding, ObjectiveStatus } from '../../../shared/domain/objective.ts';
import { formatDuration, formatMinutes } from '../../../shared/format/duration.ts';
import { formatPercentCut } from '../../../shared/format/percent.ts';
import { countOf, listOf } from '../../../shared/format/words.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Days the bars show. */
export const BAR_DAYS = 90;
/** Minutes lost in a day at which a bar is bitten through. */
export const BITE_FULL_MS = 12 * MINUTE_MS;
/** Up to this loss a day is amber, above it vermilion and numbered. */
export const BITE_SMALL_MS = 5 * MINUTE_MS;

const standingRank: Record<ObjectiveStanding, number> = { missed: 0, at_risk: 1, unknown: 2, met: 3 };

/** Worst first: missed, at risk, observed too little, met; among equals the one with the least budget left. */
export function worstFirst(objectives: readonly ObjectiveStatus[]): readonly ObjectiveStatus[] {
  return objectives.toSorted(
    (a, b) =>
      standingRank[a.standing] - standingRank[b.standing] ||
      leftShare(a) - leftShare(b) ||
      a.service.localeCompare(b.service) ||
      a.id.localeCompare(b.id),
  );
}

function leftShare(objective: ObjectiveStatus): number {
  return objective.budgetMs > 0 ? objective.budgetLeftMs / objective.budgetMs : 0;
}

/** "21 of 24 promises are kept, 2 are at risk, 1 is missed" and what nobody could observe. */
export function slaHeading(objectives: readonly ObjectiveStatus[], past = false): string {
  if (objectives.length === 0) return 'No promise is configured';
  const count = (standing: ObjectiveStanding): number =>
    objectives.filter((objective) => objective.standing === standing).length;
  const be = (n: number): string => (past ? (n === 1 ? 'was' : 'were') : n === 1 ? 'is' : 'are');
  const are = (n: number, words: string): string | null => (n === 0 ? null : `${n} ${be(n)} ${words}`);
  const [kept, risk, missed, unknown] = [count('met'), count('at_risk'), count('missed'), count('unknown')];
  if (unknown === objectives.length) return `${countOf(unknown, 'promise')}, too little observed to judge`;
  const first = `${kept} of ${countOf(objectives.length, 'promise')} ${be(kept)} kept`;
  return [first, are(risk, 'at risk'), are(missed, 'missed'), are(unknown, 'observed too little')]
    .filter((part) => part !== null)
    .join(', ');
}

/** "99.898", cut and not rounded: three decimals, more where the target itself needs them. Null: not observed. */
export function availabilityNumber(objective: ObjectiveStatus): string | null {
  return objective.availability === null
    ? null
    : formatPercentCut(objective.availability, Math.max(3, targetDecimals(objective.target) + 1));
}

/** "99.90": the target with at least two decimals, all that were promised. */
export function targetNumber(target: number): string {
  return formatPercentCut(target, Math.max(2, targetDecimals(target)));
}

function targetDecimals(target: number): number {
  const text = Number((target * 100).toPrecision(12)).toString();
  return Math.min(6, text.split('.')[1]?.length ?? 0);
}

/** "observed 62 % of the window", cut. */
export function coverageWords(objective: ObjectiveStatus): string {
  if (objective.coverage <= 0) return 'nothing was observed in the window';
  const cut = formatPercentCut(objective.coverage, objective.coverage >= 0.99 ? 2 : 0);
  if (Number(cut) === 0) return 'observed less than 1 % of the window';
  return `observed ${objective.coverage >= 1 ? '100' : cut} % of the window`;
}

/** "11.6 of 43.2 min left", "4.5 min over budget", or why nothing can be said. */
export function budgetWords(objective: ObjectiveStatus): string {
  if (objective.availability === null) return 'nothing observed yet';
  if (objective.budgetLeftMs < 0) return `${formatMinutes(-objective.budgetLeftMs)} over budget`;
  return `${partOf(objective.budgetLeftMs, objective.budgetMs)} left`;
}

/** "31.6 of 43.2 min": what was lost of what may be lost. */
export function lostWords(objective: ObjectiveStatus): string {
  return partOf(objective.badMs, objective.budgetMs);
}

/** The unit stands once where both are in minutes. */
function partOf(partMs: number, wholeMs: number): string {
  const part = formatMinutes(partMs);
  const whole = formatMinutes(wholeMs);
  const unit = '\u00a0min';
  const short = part.endsWith(unit) && whole.endsWith(unit) && !part.includes('h') && !whole.includes('h');
  return short ? `${part.slice(0, -unit.length)} of ${whole}` : `${part} of ${whole}`;
}

/** Share of the budget spent, 0 to 1, for the bar. Overspent is full. */
export function spentShare(objective: ObjectiveStatus): number {
  if (objective.budgetMs <= 0) return objective.badMs > 0 ? 1 : 0;
  return Math.min(1, Math.max(0, (objective.budgetMs - objective.budgetLeftMs) / objective.budgetMs));
}

/** One of the 90 bars. Heights are shares of the bar, from the top. */
export interface DayBar {
  readonly dayStartMs: number;
  readonly kind: 'none' | 'no_loss' | 'small' | 'large';
  readonly badMs: number;
  readonly lostShare: number;
  /** Part of the (elapsed) day that nobody observed, 0 to 1; it is hatched. */
  readonly unseenShare: number;
}

/**
 * The last 90 days as bars, oldest first. A day without any observation is blank (`none`), never green;
 * of a day observed in part the rest is hatched.
 */
export function dayBars(objective: ObjectiveStatus, nowMs: number): readonly DayBar[] {
  const days = objective.days.slice(-BAR_DAYS);
  return days.map(({ dayStartMs, badMs, observedMs }) => {
    const elapsedMs = Math.min(DAY_MS, Math.max(1, nowMs - dayStartMs));
    const unseenShare = Math.min(1, Math.max(0, 1 - observedMs / elapsedMs));
    if (badMs === null || observedMs <= 0)
      return { dayStartMs, kind: 'none', badMs: 0, lostShare: 0, unseenShare: 1 };
    const kind = badMs <= 0 ? 'no_loss' : badMs <= BITE_SMALL_MS ? 'small' : 'large';
    // A loss of seconds still has to be visible as a bite.
    const lostShare = badMs <= 0 ? 0 : Math.min(1, Math.max(0.06, badMs / BITE_FULL_MS));
    return { dayStartMs, kind, badMs, lostShare, unseenShare: unseenShare < 0.01 ? 0 : unseenShare };
  });
}

/** What a day says when it is pointed at or read aloud. */
export function dayWords(bar: DayBar): string {
  if (bar.kind === 'none') return 'not observed';
  const seen = bar.unseenShare === 0 ? '' : `, ${Math.ceil(bar.unseenShare * 100)} % not observed`;
  return bar.kind === 'no_loss' ? `no loss${seen}` : `${formatDuration(bar.badMs)} lost${seen}`;
}

/** Spoken summary of the bars. */
export function daysSummary(bars: readonly DayBar[]): string {
  const seen = bars.filter((bar) => bar.kind !== 'none');
  const lost = seen.filter((bar) => bar.badMs > 0);
  const worst = lost.toSorted((a, b) => b.badMs - a.badMs)[0];
  const parts = [
    `${countOf(bars.length, 'day')}`,
    `${lost.length} with loss`,
    `${bars.length - seen.length} not observed`,
  ];
  return worst === undefined ? listOf(parts) : `${listOf(parts)}; worst ${formatDuration(worst.badMs)}`;
}

/** What the availability would be if all unseen time had been bad, and if all of it had been good. */
export function availabilityBounds(
  objective: ObjectiveStatus,
): { readonly worst: number; readonly best: number } | null {
  const totalMs = objective.goodMs + objective.badMs + objective.unobservedMs;
  if (objective.availability === null || totalMs <= 0) return null;
  return {
    worst: objective.goodMs / totalMs,
    best: (objective.goodMs + objective.unobservedMs) / totalMs,
  };
}

export type Outage = ObjectiveStatus['outages'][number];

/** The outages that touch a day; all of them when no day is chosen. */
export function outagesOfDay(outages: readonly Outage[], dayStartMs: number | null): readonly Outage[] {
  if (dayStartMs === null) return outages;
  return outages.filter(
    (outage) =>
      outage.fromMs < dayStartMs + DAY_MS && (outage.toMs ?? Number.POSITIVE_INFINITY) >= dayStartMs,
  );
}

/** True when the window moves with now instead of starting at a fixed moment. */
export function isRolling(objective: ObjectiveStatus): boolean {
  return Math.abs(objective.toMs - objective.fromMs - objective.windowMs) < MINUTE_MS;
}

/** "30 d" as people say it: "30 days". */
export function windowWords(windowMs: number): string {
  const days = windowMs / DAY_MS;
  return Number.isInteger(days) ? countOf(days, 'day') : formatDuration(windowMs);
}
