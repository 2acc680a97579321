import { type Alert, compareAlerts, isLoud } from './alert.ts';
import { lapsingSilences } from './attention/lapse.ts';
import type { HeldSilence } from './silence.ts';
import type { TimeRange } from './timeline.ts';

/** Silences that end within this time are told of at a handover. */
export const DIGEST_LAPSE_MS = 4 * 3_600_000;
/** An alert that began this often is said to come and go, also where nobody measured its flapping. */
export const COMES_AND_GOES_TIMES = 3;

/** One alert as a digest tells it. */
export interface DigestItem {
  /** As it is now, or as it was last known. */
  readonly alert: Alert;
  /** Times it began in the range. */
  readonly times: number;
  readonly flaps: boolean;
}

/** What happened in a stretch of time, for somebody who was not there. Every list has the worst first. */
export interface Digest extends TimeRange {
  /** Began in the range and fires. */
  readonly began: readonly DigestItem[];
  /** Fired before the range and still does. */
  readonly stillFiring: readonly DigestItem[];
  /** Fires, and somebody has it in hand. */
  readonly inHand: readonly DigestItem[];
  /** Fires and notifies nobody: silenced, inhibited or muted. */
  readonly quieted: readonly DigestItem[];
  /** Ended in the range. */
  readonly over: readonly DigestItem[];
  /** Began to hold in the range. */
  readonly newSilences: readonly HeldSilence[];
  /** End soon, soonest first. */
  readonly lapsing: readonly HeldSilence[];
  /** What of the range was not recorded: nobody knows what happened then. */
  readonly gaps: readonly TimeRange[];
  /** The log holds more than was read: what lies longest ago is missing. */
  readonly isCut: boolean;
}

export interface DigestInput extends TimeRange {
  /** Episodes that touch the range, as the log has them. */
  readonly episodes: readonly Alert[];
  readonly isCut: boolean;
  /** What is so at the end of the range. */
  readonly alerts: readonly Alert[];
  readonly silences: readonly HeldSilence[];
  readonly gaps: readonly TimeRange[];
}

/** Sums up a stretch of time. What the present says outranks the log, which is written a little later. Pure. */
export function digestOf(input: DigestInput): Digest {
  const { fromMs, toMs, alerts, silences, gaps, isCut } = input;
  const now = new Map(alerts.filter(({ state }) => state === 'firing').map((alert) => [alert.id, alert]));
  const items = [...byAlert(input, now).values()].toSorted((a, b) => compareAlerts(a.alert, b.alert));
  const firing = items.filter(({ alert }) => now.has(alert.id));
  const loud = firing.filter(({ alert }) => isLoud(alert) && alert.acknowledgement === undefined);
  return {
    fromMs,
    toMs,
    began: loud.filter(({ alert }) => alert.startsAtMs >= fromMs),
    stillFiring: loud.filter(({ alert }) => alert.startsAtMs < fromMs),
    inHand: firing.filter(({ alert }) => alert.acknowledgement !== undefined),
    quieted: firing.filter(({ alert }) => !isLoud(alert) && alert.acknowledgement === undefined),
    over: items.filter(({ alert }) => !now.has(alert.id)),
    newSilences: silences
      .filter(({ startsAtMs, state }) => startsAtMs >= fromMs && startsAtMs <= toMs && state !== 'pending')
      .toSorted((a, b) => a.startsAtMs - b.startsAtMs),
    lapsing: lapsingSilences(silences, alerts, toMs, DIGEST_LAPSE_MS),
    gaps: gaps
      .filter((gap) => gap.toMs > fromMs && gap.fromMs < toMs)
      .map((gap) => ({ fromMs: Math.max(gap.fromMs, fromMs), toMs: Math.min(gap.toMs, toMs) })),
    isCut,
  };
}

/** Whether there is anything to tell of: something began, ended, was silenced or taken in hand in the range. */
export function isEventful({ fromMs, began, over, newSilences, inHand, gaps }: Digest): boolean {
  const taken = inHand.some(({ alert }) => (alert.acknowledgement?.atMs ?? 0) >= fromMs);
  return began.length + over.length + newSilences.length + gaps.length > 0 || taken;
}

/** Alerts that came and went again and again. */
export function flappedIn({ began, stillFiring, inHand, quieted, over }: Digest): readonly DigestItem[] {
  return [...began, ...stillFiring, ...inHand, ...quieted, ...over].filter(({ flaps }) => flaps);
}

function byAlert(
  { fromMs, toMs, episodes, alerts }: DigestInput,
  now: ReadonlyMap<string, Alert>,
): ReadonlyMap<string, DigestItem> {
  const items = new Map<string, DigestItem>();
  const starts = new Map<string, Set<number>>();
  for (const alert of [...alerts, ...episodes]) {
    if (alert.kind === 'heartbeat' || alert.state === 'pending') continue;
    const { id, startsAtMs, resolvedAtMs } = alert;
    if (startsAtMs > toMs || (!now.has(id) && (resolvedAtMs ?? toMs) < fromMs)) continue;
    // What was kept quiet from its beginning to its end bothered nobody, and bothers nobody now.
    if (!now.has(id) && !isLoud(alert)) continue;
    const seen = starts.get(id) ?? new Set<number>();
    if (startsAtMs >= fromMs) seen.add(startsAtMs);
    starts.set(id, seen);
    const times = seen.size;
    const before = items.get(id);
    const newest = before === undefined || isNewer(alert, before.alert) ? alert : before.alert;
    const shown = now.get(id) ?? newest;
    items.set(id, {
      alert: shown,
      times,
      flaps: shown.flapping !== undefined || (before?.flaps ?? false) || times >= COMES_AND_GOES_TIMES,
    });
  }
  return items;
}

function isNewer(a: Alert, b: Alert): boolean {
  return a.startsAtMs > b.startsAtMs || (a.startsAtMs === b.startsAtMs && a.lastSeenAtMs > b.lastSeenAtMs);
}
