import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { Alert } from '../../../shared/domain/alert.ts';
import type { TimeRange } from '../../../shared/domain/timeline.ts';
import type { AlertEvent } from './journal.ts';
import type { KnownQuery } from './protocol.ts';
import { parsedBody, rowSum } from './row-sum.ts';

/** An alert that was over for longer says nothing of the moment any more. */
export const OVER_FOR_MS = 3_600_000;

/** Writes versions of alerts inside the caller's transaction, and the newest one of every episode. */
export function writeAlerts(database: DatabaseSync, events: readonly AlertEvent[]): void {
  if (events.length === 0) return;
  const insertEvent = database.prepare(
    'INSERT INTO alert_events (alert, at_ms, body, episode, sum) VALUES (?, ?, ?, ?, ?)',
  );
  const lastEpisode = database.prepare(
    'SELECT id, resolved_ms, starts_ms FROM alert_episodes WHERE alert = ? ORDER BY id DESC LIMIT 1',
  );
  const update = database.prepare(
    'UPDATE alert_episodes SET starts_ms = ?, resolved_ms = ?, seen_ms = ?, body = ?, sum = ? WHERE id = ?',
  );
  const insert = database.prepare(
    `INSERT INTO alert_episodes (alert, starts_ms, resolved_ms, seen_ms, first_seen_ms, body, sum)
     VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6)`,
  );
  for (const { alert, atMs } of events) {
    const { id, startsAtMs, resolvedAtMs } = alert;
    const body = JSON.stringify(alert);
    const sum = rowSum(body, atMs);
    const last = lastEpisode.get(id);
    // Starts differ by seconds between peers: an open episode goes on whatever start is reported.
    const goesOn = last !== undefined && (last.resolved_ms === null || last.starts_ms === startsAtMs);
    let episode = Number(last?.id);
    if (goesOn) update.run(startsAtMs, resolvedAtMs, atMs, body, sum, episode);
    else episode = Number(insert.run(id, startsAtMs, resolvedAtMs, atMs, body, sum).lastInsertRowid);
    insertEvent.run(id, atMs, body, episode, sum);
  }
}

/** Alerts that were active in the range, newest start first: of each episode the newest version, or the one then known. */
export function readAlertHistory(
  database: DatabaseSync,
  { fromMs, toMs, limit, knownByMs }: KnownQuery,
): Alert[] {
  if (knownByMs === null)
    return database
      .prepare(
        `SELECT body, seen_ms AS at_ms, sum FROM alert_episodes WHERE starts_ms <= ? AND (resolved_ms IS NULL OR resolved_ms >= ?)
         ORDER BY starts_ms DESC, id DESC LIMIT ?`,
      )
      .all(toMs, fromMs, limit)
      .flatMap((row) => eventOf(database, row))
      .map(({ alert }) => alert);
  const version = database.prepare(
    'SELECT body, at_ms, sum FROM alert_events WHERE episode = ? AND at_ms <= ? ORDER BY at_ms DESC, id DESC LIMIT 1',
  );
  const episodes = database.prepare(
    `SELECT id, seen_ms AS at_ms, body, sum FROM alert_episodes
     WHERE first_seen_ms <= ?3 AND starts_ms <= ?1
       AND (resolved_ms IS NULL OR resolved_ms >= ?2 OR seen_ms > ?3)
     ORDER BY starts_ms DESC, id DESC`,
  );
  const found: Alert[] = [];
  for (const episode of episodes.iterate(toMs, fromMs, knownByMs)) {
    const row = Number(episode.at_ms) <= knownByMs ? episode : version.get(Number(episode.id), knownByMs);
    const [event] = row === undefined ? [] : eventOf(database, row);
    if (event === undefined) continue;
    const { alert } = event;
    if (alert.startsAtMs > toMs || (alert.resolvedAtMs !== null && alert.resolvedAtMs < fromMs)) continue;
    found.push(alert);
    if (found.length === limit) break;
  }
  return found;
}

/**
 * Versions of alerts in the range, plus the last before of every alert that was then not resolved or had been for less
 * than an hour; ascending.
 */
export function readAlertEvents(database: DatabaseSync, { fromMs, toMs }: TimeRange): AlertEvent[] {
  const before = database.prepare(
    'SELECT body, at_ms, sum FROM alert_events WHERE alert = ? AND at_ms < ? ORDER BY at_ms DESC, id DESC LIMIT 1',
  );
  const last = database
    .prepare(
      `SELECT alert FROM alert_episodes WHERE resolved_ms IS NULL AND first_seen_ms < ?1
       UNION SELECT alert FROM alert_episodes WHERE seen_ms >= ?1 - ${OVER_FOR_MS} AND first_seen_ms < ?1`,
    )
    .all(fromMs)
    .flatMap(({ alert }) => {
      const row = before.get(String(alert), fromMs);
      return row === undefined ? [] : eventOf(database, row);
    })
    .filter(({ alert }) => alert.resolvedAtMs === null || alert.resolvedAtMs >= fromMs - OVER_FOR_MS);
  const within = database
    .prepare('SELECT body, at_ms, sum FROM alert_events WHERE at_ms BETWEEN ? AND ? ORDER BY at_ms, id')
    .all(fromMs, toMs)
    .flatMap((row) => eventOf(database, row));
  return [...last.toSorted((a, b) => a.atMs - b.atMs), ...within];
}

type Row = Readonly<Record<string, SQLOutputValue>>;

/** A list of one; an empty one for a damaged row. */
export function eventOf(database: DatabaseSync, row: Row): readonly AlertEvent[] {
  const atMs = Number(row['at_ms']);
  return parsedBody<Alert>(database, row, atMs).map((alert) => ({ alert, atMs }));
}
