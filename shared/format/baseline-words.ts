import { assertNever } from '../domain/assert-never.ts';
import { type Baseline, HOUR_MS, hourOf, MIN_DAYS, MIN_WEEKS } from '../domain/baseline.ts';

const WEEKDAYS = ['Sundays', 'Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays'];

/**
 * What a baseline rests on, to stand behind a value: "usual for Saturdays 14:00 to 15:00 UTC, from 5 weeks".
 * @param atMs any moment of its hour
 */
export function baselineWords(baseline: Baseline, atMs: number): string {
  if (baseline.kind === 'learning') return learningWords(baseline);
  const hourMs = hourOf(atMs);
  const hours = `${clock(hourMs)} to ${clock(hourMs + HOUR_MS)} UTC`;
  switch (baseline.basis) {
    case 'week':
      return `usual for ${WEEKDAYS[new Date(hourMs).getUTCDay()]} ${hours}, from ${baseline.occurrences} weeks`;
    case 'day':
      return `usual for ${hours}, from ${baseline.occurrences} days; not by weekday yet`;
    default:
      return assertNever(baseline.basis);
  }
}

/** How much there is, and how much it takes: "not enough history yet: 1 of 3 days". */
function learningWords({ weeks, days }: Extract<Baseline, { kind: 'learning' }>): string {
  // A series that comes once a week has weeks rather than days.
  return weeks > days
    ? `not enough history yet: ${weeks} of ${MIN_WEEKS} weeks`
    : `not enough history yet: ${days} of ${MIN_DAYS} days`;
}

function clock(atMs: number): string {
  return new Date(atMs).toISOString().slice(11, 16);
}
