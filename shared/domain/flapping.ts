import type { Alert, Flapping } from './alert.ts';

/*
 * Flap detection. A change is a beginning or an end of firing; what only waited (pending) and went again never told
 * anybody anything. Counted over a window as people say it, "9 changes in 30 min", with hysteresis: entered at one
 * count, left at a lower one or after a pause, so that the badge itself does not flap.
 */

/** Changes are counted over this long. */
export const FLAP_WINDOW_MS = 30 * 60_000;
/** Flapping from so many changes on: it fired three times, and went twice in between. */
export const FLAPS_FROM = 5;
/** Over at so few changes in the window … */
export const HOLDS_STILL_AT = 2;
/** … or after this long without any; what was before is forgotten then, so that one more change is no flapping. */
export const FLAP_PAUSE_MS = 10 * 60_000;
/** Most changes remembered of one alert; one that changes more often is said to have changed so often. */
export const MAX_FLAP_CHANGES = 200;

/** What is remembered of one alert: plain data, replaced and never changed. */
export interface FlapRecord {
  /** When it began or ended to fire, ascending, none older than the window when it was last looked at. */
  readonly changesAtMs: readonly number[];
  /** Since when it flaps: the first change that counted. Null while it holds still. */
  readonly sinceMs: number | null;
}

/** The record after a look at the clock; null when nothing is left to remember. The same object where nothing changed. */
export function reviewFlaps(record: FlapRecord, nowMs: number): FlapRecord | null {
  const last = record.changesAtMs.at(-1);
  // A change that lies ahead was stamped by a clock that has been set back: it counts as now.
  const ahead = last !== undefined && last > nowMs;
  const changesAtMs = ahead ? record.changesAtMs.map((atMs) => Math.min(atMs, nowMs)) : record.changesAtMs;
  const oldest = changesAtMs.findIndex((atMs) => nowMs - atMs < FLAP_WINDOW_MS);
  if (last === undefined || oldest === -1) return null;
  const kept = oldest === 0 ? changesAtMs : changesAtMs.slice(oldest);
  const flapped = record.sinceMs !== null;
  if (flapped && (kept.length <= HOLDS_STILL_AT || nowMs - last >= FLAP_PAUSE_MS)) return null;
  if (kept === record.changesAtMs) return record;
  return { changesAtMs: kept, sinceMs: flapped ? record.sinceMs : null };
}

/** The record after one more change. */
export function noteFlap(record: FlapRecord | undefined, atMs: number): FlapRecord {
  const known = record === undefined ? null : reviewFlaps(record, atMs);
  const changesAtMs = [...(known?.changesAtMs ?? []), atMs].slice(-MAX_FLAP_CHANGES);
  const sinceMs = known?.sinceMs ?? (changesAtMs.length >= FLAPS_FROM ? (changesAtMs[0] ?? atMs) : null);
  return { changesAtMs, sinceMs };
}

/** What is said of it on the alert; null while it holds still. */
export function flappingOf(record: FlapRecord): Flapping | null {
  if (record.sinceMs === null) return null;
  return { changes: record.changesAtMs.length, windowMs: FLAP_WINDOW_MS, sinceMs: record.sinceMs };
}

/** What a person was last told of an alert. */
export interface ToldOfAlert {
  readonly startsAtMs: number;
  /** Since when it flapped then; null while it held still. */
  readonly flappingSinceMs: number | null;
}

/**
 * Whether a firing alert is worth telling a person now, and what to remember of it. One that holds still is told once
 * per beginning. One that flaps is told once in all, that it flaps, however often it comes and goes; and what began
 * while it flapped is no news when it stops.
 * @param told what was remembered last, null for an alert that was never told
 */
export function damp(
  told: ToldOfAlert | null,
  alert: Pick<Alert, 'startsAtMs' | 'flapping'>,
): { readonly tells: boolean; readonly told: ToldOfAlert } {
  const next: ToldOfAlert = {
    startsAtMs: alert.startsAtMs,
    flappingSinceMs: alert.flapping?.sinceMs ?? null,
  };
  if (told === null) return { tells: true, told: next };
  const tells =
    next.flappingSinceMs === null
      ? next.startsAtMs > told.startsAtMs
      : next.flappingSinceMs !== told.flappingSinceMs;
  return { tells, told: next };
}
