import type { DatabaseSync } from 'node:sqlite';
import type { Alert } from '../../../shared/domain/alert.ts';
import { compileMatchers, labelsOf } from '../../../shared/domain/matchers.ts';
import { type Rehearsal, type RehearsedAlert, rehearsalOf } from '../../../shared/domain/rehearsal.ts';
import { readActions } from './actions-store.ts';
import type { RehearsalQuery } from './journal.ts';
import { parsedBody } from './row-sum.ts';
import { oldestMs } from './spans-store.ts';

/** Most occurrences that are looked at, newest first: some hundred milliseconds of the worker. */
export const MAX_REHEARSED = 20_000;
/** Most actions looked at of one alert. */
const MAX_ACTIONS = 50;

/** Tries a silence on the alerts of a range. Expressions that cannot be read hide nothing. */
export function readRehearsal(database: DatabaseSync, query: RehearsalQuery): Rehearsal {
  const { matchers, fromMs, toMs } = query;
  const compiled = compileMatchers(matchers);
  const rows = database
    .prepare(
      `SELECT id, body, seen_ms AS at_ms, sum FROM alert_episodes
       WHERE starts_ms BETWEEN ? AND ? ORDER BY starts_ms DESC, id DESC LIMIT ?`,
    )
    .all(fromMs, toMs, MAX_REHEARSED + 1);
  const versions = database.prepare(
    'SELECT body, at_ms, sum FROM alert_events WHERE episode = ? ORDER BY at_ms, id LIMIT 50',
  );
  const hidden: { readonly alert: Alert; readonly turnedAtMs: number | null }[] = [];
  const criticals: { readonly alert: Alert; readonly isHidden: boolean }[] = [];
  for (const row of rows.slice(0, MAX_REHEARSED)) {
    for (const alert of parsedBody<Alert>(database, row, Number(row.at_ms))) {
      if (alert.kind !== 'reported' || alert.state === 'pending') continue;
      const isHidden = compiled.ok && compiled.value(labelsOf(alert.labels));
      if (alert.severity === 'critical') criticals.push({ alert, isHidden });
      if (isHidden) hidden.push({ alert, turnedAtMs: turnedAtMs(Number(row.id), alert) });
    }
  }

  function turnedAtMs(episode: number, { severity }: Alert): number | null {
    if (severity !== 'critical') return null;
    const told = versions
      .all(episode)
      .flatMap((row) => parsedBody<Alert>(database, row, Number(row.at_ms)).map((alert) => ({ alert, row })));
    if (told[0] === undefined || told[0].alert.severity === 'critical') return null;
    const turned = told.find(({ alert }) => alert.severity === 'critical');
    return turned === undefined ? null : Number(turned.row.at_ms);
  }

  const rehearsed = hidden.map(({ alert, turnedAtMs: turned }): RehearsedAlert => {
    const lastMs = alert.resolvedAtMs ?? toMs;
    const acknowledgedBy = readActions(database, {
      alertId: alert.id,
      fromMs: alert.startsAtMs,
      toMs: lastMs,
      limit: MAX_ACTIONS,
    }).flatMap(({ action }) => (action.kind === 'acknowledged' ? [action.by] : []));
    const known = alert.acknowledgement === undefined ? [] : [alert.acknowledgement.by];
    return { alert, turnedAtMs: turned, acknowledgedBy: [...new Set([...acknowledgedBy, ...known])] };
  });
  return rehearsalOf({
    fromMs,
    toMs,
    knownFromMs: Math.max(fromMs, oldestMs(database) ?? toMs),
    hidden: rehearsed,
    criticals,
    isCut: rows.length > MAX_REHEARSED,
  });
}
