import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { AlertTexts, KeptTexts } from '../../../shared/domain/alert-texts.ts';
import type { AlertTextsEvent } from './journal.ts';
import { parsedBody, rowSum } from './row-sum.ts';

const LAST_OF_ALERT =
  'SELECT id, alert, at_ms, body, sum FROM alert_texts WHERE alert = ?1 AND at_ms <= ?2 ORDER BY at_ms DESC, id DESC LIMIT 1';

/** Writes texts inside the caller's transaction; one that repeats the last of its alert is not kept again. */
export function writeAlertTexts(database: DatabaseSync, events: readonly AlertTextsEvent[]): void {
  if (events.length === 0) return;
  const last = database.prepare(LAST_OF_ALERT);
  const insert = database.prepare('INSERT INTO alert_texts (alert, at_ms, body, sum) VALUES (?, ?, ?, ?)');
  for (const { alertId, texts } of events) {
    const { annotations, leftOut, seenAtMs } = texts;
    const body = JSON.stringify({ annotations, leftOut } satisfies KeptTexts);
    if (last.get(alertId, seenAtMs)?.body === body) continue;
    insert.run(alertId, seenAtMs, body, rowSum(body, seenAtMs));
  }
}

/** What was told of an alert last, up to and including a moment; null when nothing was. */
export function readAlertTexts(
  database: DatabaseSync,
  { alertId, toMs }: { readonly alertId: string; readonly toMs: number },
): AlertTexts | null {
  const row = database.prepare(LAST_OF_ALERT).get(alertId, toMs);
  const [event] = row === undefined ? [] : eventOf(database, row);
  return event?.texts ?? null;
}

/** The last texts of the alerts that are not over. */
export function readOpenTexts(database: DatabaseSync): AlertTextsEvent[] {
  return database
    .prepare(
      `SELECT alert, at_ms, body, sum FROM alert_texts t
       WHERE alert IN (SELECT alert FROM alert_episodes WHERE resolved_ms IS NULL)
         AND id = (SELECT id FROM alert_texts WHERE alert = t.alert ORDER BY at_ms DESC, id DESC LIMIT 1)`,
    )
    .all()
    .flatMap((row) => eventOf(database, row));
}

/** A list of one; an empty one for a damaged row. */
function eventOf(
  database: DatabaseSync,
  row: Readonly<Record<string, SQLOutputValue>>,
): readonly AlertTextsEvent[] {
  const seenAtMs = Number(row['at_ms']);
  return parsedBody<KeptTexts>(database, row, seenAtMs).map((texts) => ({
    alertId: String(row['alert']),
    texts: { ...texts, seenAtMs },
  }));
}
