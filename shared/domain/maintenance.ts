import { z } from 'zod/mini';
import { type CivilTime, civilTimeOf, momentOfCivilTime } from '../format/zoned-time.ts';
import { assertNever } from './assert-never.ts';

/** Planned work as configured: where, when, who and why. */
export const maintenanceWindowSchema = z.object({
  /** Ids; null for all of them. */
  services: z.nullable(z.array(z.string())),
  regions: z.nullable(z.array(z.string())),
  who: z.string(),
  why: z.string(),
  when: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('once'), fromMs: z.number(), toMs: z.number() }),
    z.object({
      kind: z.literal('weekly'),
      /** Days on which it begins; 0 is Sunday. */
      days: z.array(z.number()),
      /** Minutes of the day; it ends on the next day when its end is not after its begin. */
      fromMinute: z.number(),
      toMinute: z.number(),
      timeZone: z.string(),
    }),
  ]),
});
export type MaintenanceWindow = z.infer<typeof maintenanceWindowSchema>;

/** One occurrence of a window, its end excluded. */
export interface PlannedWork {
  readonly window: MaintenanceWindow;
  readonly fromMs: number;
  readonly toMs: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Something that happens every week begins within so many days. */
const WEEK_DAYS = 7;

/** What is planned for a moment, in the order of the configuration. Pure. */
export function plannedWorkAt(windows: readonly MaintenanceWindow[], atMs: number): readonly PlannedWork[] {
  return windows.flatMap((window) => {
    const found = occurrences(window, atMs, 0).find(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
    return found === undefined ? [] : [{ window, ...found }];
  });
}

/** When the next window begins or ends after a moment; infinity for never. */
export function nextMaintenanceChangeMs(windows: readonly MaintenanceWindow[], afterMs: number): number {
  const edges = windows
    .flatMap((window) => occurrences(window, afterMs, WEEK_DAYS))
    .flatMap(({ fromMs, toMs }) => [fromMs, toMs]);
  return Math.min(Number.POSITIVE_INFINITY, ...edges.filter((atMs) => atMs > afterMs));
}

/** The work that covers a service in a region; null for none. Of several the first one configured. */
export function workOn(work: readonly PlannedWork[], service: string, region: string): PlannedWork | null {
  return (
    work.find(
      ({ window: { services, regions } }) =>
        (services === null || services.includes(service)) && (regions === null || regions.includes(region)),
    ) ?? null
  );
}

interface Occurrence {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Those that begin from the day before a moment, so that nights count, to so many days after it. */
function occurrences({ when }: MaintenanceWindow, nearMs: number, daysAhead: number): readonly Occurrence[] {
  switch (when.kind) {
    case 'once':
      return [when];
    case 'weekly': {
      const { days, fromMinute, toMinute, timeZone } = when;
      const today = civilTimeOf(nearMs, timeZone);
      const endDay = toMinute > fromMinute ? 0 : 1;
      return Array.from({ length: daysAhead + 2 }, (_, i) => i - 1)
        .filter((offset) => days.includes(weekdayOf(today, offset)))
        .map((offset) => ({
          fromMs: momentOfCivilTime(atMinute(today, offset, fromMinute), timeZone),
          toMs: momentOfCivilTime(atMinute(today, offset + endDay, toMinute), timeZone),
        }));
    }
    default:
      return assertNever(when);
  }
}

function weekdayOf({ year, month, day }: CivilTime, offset: number): number {
  return new Date(Date.UTC(year, month - 1, day) + offset * DAY_MS).getUTCDay();
}

function atMinute({ year, month, day }: CivilTime, offset: number, minute: number): CivilTime {
  const date = new Date(Date.UTC(year, month - 1, day) + offset * DAY_MS + minute * MINUTE_MS);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: 0,
  };
}
