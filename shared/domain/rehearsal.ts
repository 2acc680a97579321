import { z } from 'zod/mini';
import type { Alert } from './alert.ts';

/** Days of a rehearsal, today included. */
const REHEARSAL_DAYS = 30;
/** Most alerts that are listed one by one in an answer; the counts go on. */
export const MAX_REHEARSED_LISTED = 200;

/** What a silence would have hidden, had it been in force all the time. */
export const rehearsalSchema = z.object({
  fromMs: z.number(),
  toMs: z.number(),
  /** The oldest alert or recording the log holds within the range: what was before is not known. */
  knownFromMs: z.number(),
  /** One per UTC day, oldest first. */
  days: z.array(
    z.object({
      atMs: z.number(),
      critical: z.number(),
      warning: z.number(),
      info: z.number(),
      /** Of these, those that turned critical. */
      turnedCritical: z.number(),
      /** Alerts that were acknowledged, by the person. */
      acknowledgedBy: z.array(z.string()),
    }),
  ),
  hidden: z.number(),
  /** Alerts that turned critical while they fired, or were followed by a critical one of the same place. */
  turnedCritical: z.number(),
  /** How long after their start, at most MAX_REHEARSED_LISTED, shortest first. */
  turnedCriticalAfterMs: z.array(z.number()),
  /** Of those, how many critical alerts the silence would have hidden as well. */
  criticalHidden: z.number(),
  /** Most first. */
  acknowledged: z.array(z.object({ by: z.string(), count: z.number() })),
  /** The log holds more than was looked at. */
  isCut: z.boolean(),
});
export type Rehearsal = z.infer<typeof rehearsalSchema>;

/** One occurrence that would have been hidden. */
export interface RehearsedAlert {
  readonly alert: Pick<
    Alert,
    'id' | 'name' | 'service' | 'region' | 'severity' | 'startsAtMs' | 'resolvedAtMs'
  >;
  /** When this alert itself became critical; null when it never did, or was from its start. */
  readonly turnedAtMs: number | null;
  readonly acknowledgedBy: readonly string[];
}

export interface RehearsalFacts extends Pick<Rehearsal, 'fromMs' | 'toMs' | 'knownFromMs' | 'isCut'> {
  readonly hidden: readonly RehearsedAlert[];
  /** Critical alerts of the range, and whether the silence would have hidden them. */
  readonly criticals: readonly { readonly alert: RehearsedAlert['alert']; readonly isHidden: boolean }[];
}

const DAY_MS = 86_400_000;

/** Since when a silence is tried on what happened: whole UTC days, today included. */
export function rehearsalFromMs(nowMs: number): number {
  return (Math.floor(nowMs / DAY_MS) - REHEARSAL_DAYS + 1) * DAY_MS;
}

/** Counts what would have been hidden, by day, and what came of it. */
export function rehearsalOf(facts: RehearsalFacts): Rehearsal {
  const { fromMs, toMs, hidden, criticals } = facts;
  const firstDayMs = Math.floor(fromMs / DAY_MS) * DAY_MS;
  const days = Array.from({ length: Math.floor((toMs - firstDayMs) / DAY_MS) + 1 }, (_, index) => ({
    atMs: firstDayMs + index * DAY_MS,
    critical: 0,
    warning: 0,
    info: 0,
    turnedCritical: 0,
    acknowledgedBy: [] as string[],
  }));
  const byPlace = Map.groupBy(criticals, ({ alert }) => placeOf(alert));
  const turnedAfterMs: number[] = [];
  const people = new Map<string, number>();
  for (const { alert, turnedAtMs, acknowledgedBy } of hidden) {
    const day = days[Math.floor((alert.startsAtMs - firstDayMs) / DAY_MS)];
    if (day === undefined) continue;
    day[alert.severity] += 1;
    for (const by of acknowledgedBy) {
      people.set(by, (people.get(by) ?? 0) + 1);
      if (!day.acknowledgedBy.includes(by)) day.acknowledgedBy.push(by);
    }
    const atMs = turnedAtMs ?? followedAtMs(alert, byPlace.get(placeOf(alert)) ?? [], toMs);
    if (atMs === null) continue;
    day.turnedCritical += 1;
    turnedAfterMs.push(Math.max(0, atMs - alert.startsAtMs));
  }
  return {
    fromMs,
    toMs,
    knownFromMs: facts.knownFromMs,
    isCut: facts.isCut,
    days,
    hidden: hidden.length,
    turnedCritical: turnedAfterMs.length,
    turnedCriticalAfterMs: turnedAfterMs.toSorted((a, b) => a - b).slice(0, MAX_REHEARSED_LISTED),
    criticalHidden: criticals.filter(({ isHidden }) => isHidden).length,
    acknowledged: [...people]
      .map(([by, count]) => ({ by, count }))
      .toSorted((a, b) => b.count - a.count || a.by.localeCompare(b.by)),
  };
}

/** Alerts of one service and region are about the same trouble; those of none are told apart by their name. */
function placeOf({ service, region, name }: RehearsedAlert['alert']): string {
  return JSON.stringify(service === null ? [name] : [service, region]);
}

/** When a critical alert of the same place began while this one fired; null when none did. */
function followedAtMs(
  alert: RehearsedAlert['alert'],
  criticals: RehearsalFacts['criticals'],
  toMs: number,
): number | null {
  if (alert.severity === 'critical') return null;
  const lastMs = alert.resolvedAtMs ?? toMs;
  let atMs: number | null = null;
  for (const { alert: other } of criticals)
    if (other.startsAtMs >= alert.startsAtMs && other.startsAtMs <= lastMs)
      atMs = Math.min(atMs ?? other.startsAtMs, other.startsAtMs);
  return atMs;
}
