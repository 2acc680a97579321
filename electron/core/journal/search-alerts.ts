import type { DatabaseSync } from 'node:sqlite';
import type { Alert } from '../../../shared/domain/alert.ts';
import { type AlertFilter, compileFilter } from '../../../shared/domain/alert-filter.ts';
import type { TimeRange } from '../../../shared/domain/timeline.ts';
import { eventOf } from './alerts-store.ts';
import type { AlertEvent } from './journal.ts';

/** Episodes one page looks at: some twenty milliseconds of reading, between which other questions are answered. */
export const MAX_EPISODES_PER_PAGE = 2_000;
/** Versions of one alert that its time line is made from. */
export const MAX_ALERT_VERSIONS = 500;

/** The episode a page ended at. */
export interface AlertCursor {
  readonly startsAtMs: number;
  readonly id: number;
}

export interface AlertSearch extends TimeRange {
  readonly knownByMs: number | null;
  readonly filter: AlertFilter;
  readonly cursor: AlertCursor | null;
  readonly limit: number;
}

export interface AlertPage {
  readonly alerts: readonly Alert[];
  readonly next: AlertCursor | null;
}

/** One page of the alerts that were active in the range and match, newest start first. */
export function searchAlerts(database: DatabaseSync, search: AlertSearch): AlertPage {
  const { fromMs, toMs, knownByMs, filter, cursor, limit } = search;
  const test = compileFilter(filter);
  if (!test.ok) return { alerts: [], next: null };
  const known = knownByMs ?? Number.MAX_SAFE_INTEGER;
  const episodes = database.prepare(
    `SELECT id, starts_ms, seen_ms AS at_ms, body, sum FROM alert_episodes
     WHERE starts_ms <= ?1 AND (starts_ms, id) < (?2, ?3) AND first_seen_ms <= ?4
       AND (resolved_ms IS NULL OR resolved_ms >= ?5 OR seen_ms > ?4)
     ORDER BY starts_ms DESC, id DESC LIMIT ?6`,
  );
  const version = database.prepare(
    'SELECT body, at_ms, sum FROM alert_events WHERE episode = ? AND at_ms <= ? ORDER BY at_ms DESC, id DESC LIMIT 1',
  );
  const after = cursor ?? { startsAtMs: Number.MAX_SAFE_INTEGER, id: 0 };
  const alerts: Alert[] = [];
  let seen = 0;
  let last: AlertCursor | null = null;
  for (const row of episodes.iterate(
    toMs,
    after.startsAtMs,
    after.id,
    known,
    fromMs,
    MAX_EPISODES_PER_PAGE,
  )) {
    seen += 1;
    last = { startsAtMs: Number(row['starts_ms']), id: Number(row['id']) };
    const newest = Number(row['at_ms']) <= known ? row : version.get(Number(row['id']), known);
    const [event] = newest === undefined ? [] : eventOf(database, newest);
    if (event === undefined) continue;
    const { alert } = event;
    if (alert.startsAtMs > toMs || (alert.resolvedAtMs !== null && alert.resolvedAtMs < fromMs)) continue;
    // What always fires has no history worth reading.
    if (alert.kind === 'heartbeat' || !test.value(alert)) continue;
    alerts.push(alert);
    if (alerts.length === limit) return { alerts, next: last };
  }
  return { alerts, next: seen === MAX_EPISODES_PER_PAGE ? last : null };
}

/** Versions of one alert that were seen in the range, plus the last before it; ascending, the newest when there are many. */
export function readAlertVersions(
  database: DatabaseSync,
  { id, fromMs, toMs }: TimeRange & { readonly id: string },
): readonly AlertEvent[] {
  const before = database
    .prepare(
      'SELECT body, at_ms, sum FROM alert_events WHERE alert = ? AND at_ms < ? ORDER BY at_ms DESC, id DESC LIMIT 1',
    )
    .all(id, fromMs);
  const within = database
    .prepare(
      `SELECT body, at_ms, sum FROM alert_events WHERE alert = ? AND at_ms BETWEEN ? AND ?
       ORDER BY at_ms DESC, id DESC LIMIT ${MAX_ALERT_VERSIONS}`,
    )
    .all(id, fromMs, toMs);
  return [...within, ...before].toReversed().flatMap((row) => eventOf(database, row));
}
