import { HOUR_MS, hourOf } from '../../../shared/domain/baseline.ts';
import type { RecordingSpan, SeriesHours } from '../journal/journal.ts';
import { USUAL } from '../journal/tiers.ts';
import type { DemoPlace } from './demo-series.ts';
import type { FleetMoment } from './fleet.ts';

/** Hours the demo pretends to have measured: enough for a normal, and for a look a week back. */
export const HOURS_REACH_MS = 4 * USUAL.periodMs;
/** Moments an hour is made of: some 0.8 ms of work each. */
const MOMENTS_PER_HOUR = 3;
/** Wanted first are those that tell what is usual in this hour and in the next. */
const WANTED_FIRST_MS = 2 * HOUR_MS;

/**
 * Whole recorded hours that are to be made up, in the batches in which they are: first those that tell what is usual now,
 * then all, week by week, newest first.
 * @param untilMs what is later has samples
 */
export function hourBatches(
  nowMs: number,
  untilMs: number,
  spans: readonly RecordingSpan[],
  reachMs: number = HOURS_REACH_MS,
): readonly (readonly number[])[] {
  const thisHourMs = hourOf(nowMs);
  const recorded: number[] = [];
  for (let hourMs = thisHourMs - reachMs; hourMs + HOUR_MS <= untilMs; hourMs += HOUR_MS)
    if (spans.some(({ fromMs, toMs }) => fromMs <= hourMs && hourMs + HOUR_MS <= toMs)) recorded.push(hourMs);
  const sinceThisHourMs = (hourMs: number): number => (hourMs - thisHourMs + HOURS_REACH_MS) % USUAL.periodMs;
  const weeks = Map.groupBy(recorded, (hourMs) => Math.floor(hourMs / USUAL.periodMs));
  return [
    recorded.filter((hourMs) => sinceThisHourMs(hourMs) < WANTED_FIRST_MS),
    ...[...weeks.values()].toReversed(),
  ];
}

/** The moments an hour is made of. */
export function momentsOfHour(hourMs: number): readonly number[] {
  return Array.from(
    { length: MOMENTS_PER_HOUR },
    (_, i) => hourMs + Math.floor(((i + 0.5) * HOUR_MS) / MOMENTS_PER_HOUR),
  );
}

/** Some hours of every series, gathered moment by moment. */
export class HourTable {
  readonly #places: readonly DemoPlace[];
  readonly #hours: readonly number[];
  readonly #min: Float64Array;
  readonly #max: Float64Array;
  readonly #sum: Float64Array;
  readonly #count: Float64Array;

  /** @param hours their begins, ascending */
  constructor(places: readonly DemoPlace[], hours: readonly number[]) {
    this.#places = places;
    this.#hours = hours;
    const size = hours.length * places.reduce((sum, { series }) => sum + series.length, 0);
    this.#min = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
    this.#max = new Float64Array(size).fill(Number.NEGATIVE_INFINITY);
    this.#sum = new Float64Array(size);
    this.#count = new Float64Array(size);
  }

  /** Adds a moment of the hour in this place of the list. */
  add(hour: number, moment: FleetMoment): void {
    let at = hour;
    for (const { series, read } of this.#places) {
      const values = read(moment);
      for (let i = 0; i < series.length; i++, at += this.#hours.length) {
        const value = values?.[i];
        if (value === undefined) continue;
        this.#min[at] = Math.min(this.#min[at]!, value);
        this.#max[at] = Math.max(this.#max[at]!, value);
        this.#sum[at]! += value;
        this.#count[at]! += 1;
      }
    }
  }

  /** The hours of each series that has any, of the places from one up to another. */
  series(fromPlace = 0, toPlace = this.#places.length): readonly SeriesHours[] {
    const { length } = this.#hours;
    const before = this.#places.slice(0, fromPlace).reduce((sum, { series }) => sum + series.length, 0);
    return this.#places
      .slice(fromPlace, toPlace)
      .flatMap(({ series }) => series)
      .flatMap((series, index) => {
        const from = (before + index) * length;
        const found = [...this.#hours.keys()].filter((hour) => this.#count[from + hour]! > 0);
        if (found.length === 0) return [];
        const column = (of: Float64Array) => Float64Array.from(found, (hour) => of[from + hour]!);
        return [
          {
            series,
            startMs: Float64Array.from(found, (hour) => this.#hours[hour]!),
            min: column(this.#min),
            max: column(this.#max),
            sum: column(this.#sum),
            count: column(this.#count),
          },
        ];
      });
  }
}
