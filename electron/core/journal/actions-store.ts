import type { DatabaseSync } from 'node:sqlite';
import type { AlertAction } from '../../../shared/domain/alert-action.ts';
import type { ActionEvent, ActionsQuery, AlertActionRow } from './journal.ts';
import { parsedBody, rowSum } from './row-sum.ts';

/** Writes actions inside the caller's transaction: a row for each alert. */
export function writeActions(database: DatabaseSync, events: readonly ActionEvent[]): void {
  if (events.length === 0) return;
  const insert = database.prepare(
    'INSERT INTO actions (action, alert, kind, at_ms, body, sum) VALUES (?, ?, ?, ?, ?, ?)',
  );
  for (const { action, alertIds } of events) {
    const body = JSON.stringify(action);
    for (const alert of alertIds.length === 0 ? [null] : alertIds)
      insert.run(action.id, alert, action.kind, action.atMs, body, rowSum(body, action.atMs));
  }
}

/** Actions of the range, newest first. */
export function readActions(
  database: DatabaseSync,
  { alertId, fromMs, toMs, limit }: ActionsQuery,
): AlertActionRow[] {
  const rows =
    alertId === null
      ? database
          .prepare(
            'SELECT alert, at_ms, body, sum FROM actions WHERE at_ms BETWEEN ? AND ? ORDER BY at_ms DESC, id DESC LIMIT ?',
          )
          .all(fromMs, toMs, limit)
      : database
          .prepare(
            `SELECT alert, at_ms, body, sum FROM actions WHERE alert = ? AND at_ms BETWEEN ? AND ?
             ORDER BY at_ms DESC, id DESC LIMIT ?`,
          )
          .all(alertId, fromMs, toMs, limit);
  return rows.flatMap((row) =>
    parsedBody<AlertAction>(database, row, Number(row.at_ms)).map((action) => ({
      action,
      alertId: row.alert === null ? null : String(row.alert),
    })),
  );
}
