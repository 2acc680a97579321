import { z } from 'zod/mini';
import { foldWindows, type WindowSummary } from '../math/robust.ts';

/*
 * The learned normal: what a series usually is in an hour of the week. Hours are those of UTC, as roll-ups are: every
 * series has the same 168 of them, none is missing or double when clocks change, and a link has two ends in two zones.
 * Where life moves by an hour twice a year, the normal follows within three weeks.
 *
 * An hour is judged by the hours before it only, never by itself: trouble does not become its own normal, and a past
 * moment is judged by what was known then.
 */

export const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;

/** An hour counts with at least this many minutes that were measured: one sample of it says nothing of the hour. */
export const MIN_MINUTES = 10;
/** The same hour of so many weeks is enough to speak … */
export const MIN_WEEKS = 3;
/** … and of no more than so many it is made: two weeks of trouble do not move it, and what stays is normal after three. */
export const MAX_WEEKS = 5;
/** Until there are weeks enough, the same hour of so many days stands in, whatever day of the week they were … */
export const MIN_DAYS = 3;
/** … out of the last so many. */
export const MAX_DAYS = 7;
/** The earliest an hour can count for another, before its begin. */
export const BASELINE_REACH_MS = MAX_WEEKS * WEEK_MS;

/** What is usual for a series in an hour, or how far the learning is. Values in the series' own unit. */
export const baselineSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('known'),
    median: z.number(),
    /** Minutes usually stay between these two. */
    low: z.number(),
    high: z.number(),
    /** `week`: this hour of the week. `day`: this hour of the day, as long as there are not weeks enough. */
    basis: z.enum(['week', 'day']),
    /** How many weeks or days it was learned from. */
    occurrences: z.number(),
  }),
  /** Not enough history yet: how many weeks and days with this hour there are. */
  z.object({ kind: z.literal('learning'), weeks: z.number(), days: z.number() }),
]);
export type Baseline = z.infer<typeof baselineSchema>;
export type KnownBaseline = Extract<Baseline, { kind: 'known' }>;

/** What one hour of a series came to. */
export interface HourSummary extends WindowSummary {
  /** Minutes with samples, of 60. */
  readonly minutes: number;
}

/** Begin of the hour a moment lies in. */
export function hourOf(atMs: number): number {
  return Math.floor(atMs / HOUR_MS) * HOUR_MS;
}

/**
 * What is usual in an hour.
 * @param hourMs its begin
 * @param find what an earlier hour came to, by its begin; null when it was not recorded
 */
export function baselineOf(hourMs: number, find: (hourMs: number) => HourSummary | null): Baseline {
  const before = (count: number, stepMs: number): readonly HourSummary[] =>
    Array.from({ length: count }, (_, i) => find(hourMs - (i + 1) * stepMs)).filter(
      (hour) => hour !== null && hour.minutes >= MIN_MINUTES,
    ) as readonly HourSummary[];
  const weeks = before(MAX_WEEKS, WEEK_MS);
  if (weeks.length >= MIN_WEEKS) return known(weeks, 'week');
  const days = before(MAX_DAYS, DAY_MS);
  if (days.length >= MIN_DAYS) return known(days, 'day');
  return { kind: 'learning', weeks: weeks.length, days: days.length };
}

function known(hours: readonly HourSummary[], basis: KnownBaseline['basis']): Baseline {
  const { low, median, high } = foldWindows(hours)!;
  return { kind: 'known', median, low, high, basis, occurrences: hours.length };
}
