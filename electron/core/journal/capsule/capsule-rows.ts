import type { DatabaseSync } from 'node:sqlite';
import { BASELINE_REACH_MS, hourOf } from '../../../../shared/domain/baseline.ts';
import { ANNOTATION_LIVE_MS, ANNOTATION_PLANNED_MS } from '../../annotation-book.ts';
import { OVER_FOR_MS } from '../alerts-store.ts';
import { LOOK_BACK_MS } from '../past-samples.ts';
import { periodOf, USUAL } from '../tiers.ts';
import type { CapsuleTable } from './capsule-format.ts';
import type { CapsuleRanges } from './capsule-ranges.ts';

/** Cells whose states are looked up before the next pause. */
const CELLS_PER_STEP = 500;

/** The rows of a table that belong into a capsule. */
export interface ChosenRows {
  readonly table: CapsuleTable;
  /** Ascending. */
  readonly ids: readonly number[];
}

/** Chooses rows: those of the window, and whatever held when it began. Yields between bounded steps. */
export function* chooseRows(
  database: DatabaseSync,
  ranges: CapsuleRanges,
  seriesIds: readonly number[],
): Generator<undefined, readonly ChosenRows[]> {
  const { fromMs, toMs } = ranges.windows;
  const { transitions, cells } = yield* chooseStates(database, ranges);
  yield;
  const alerts = chooseAlerts(database, fromMs, toMs);
  yield;
  const annotations = chooseAnnotations(database, fromMs, toMs);
  yield;
  const kept = new Set(seriesIds);
  const absences = database
    .prepare('SELECT id, series FROM absences WHERE at_ms BETWEEN ? AND ? ORDER BY id')
    .all(ranges.samplesFromMs - LOOK_BACK_MS, toMs)
    .filter(({ series }) => kept.has(Number(series)));
  yield;
  const usual = database
    .prepare('SELECT id, series FROM roll_ups WHERE tier = ? AND from_ms BETWEEN ? AND ? ORDER BY id')
    .all(USUAL.code, periodOf(USUAL, hourOf(fromMs) - BASELINE_REACH_MS), toMs)
    .filter(({ series }) => kept.has(Number(series)));
  return [
    { table: 'cells', ids: cells },
    { table: 'transitions', ids: transitions },
    { table: 'absences', ids: absences.map(({ id }) => Number(id)) },
    // Of the weeks before, what its hours are compared with.
    { table: 'roll_ups', ids: usual.map(({ id }) => Number(id)) },
    {
      table: 'recording_spans',
      ids: idsOf(
        database,
        `SELECT id FROM recording_spans WHERE to_ms >= ?1 AND from_ms <= ?2
           OR id = (SELECT id FROM recording_spans WHERE to_ms < ?1 ORDER BY to_ms DESC LIMIT 1)`,
        ranges.promisesFromMs,
        toMs,
      ),
    },
    { table: 'source_events', ids: chooseSourceEvents(database, fromMs, toMs) },
    {
      table: 'silence_lists',
      ids: idsOf(
        database,
        `SELECT id FROM silence_lists l WHERE at_ms <= ?2 AND (at_ms >= ?1 OR id = (
           SELECT id FROM silence_lists WHERE source = l.source AND at_ms < ?1
           ORDER BY at_ms DESC, id DESC LIMIT 1))`,
        fromMs,
        toMs,
      ),
    },
    { table: 'configurations', ids: ascending(ranges.configurations) },
    ...alerts,
    ...annotations,
    { table: 'actions', ids: chooseActions(database, fromMs, toMs) },
  ];
}

function idsOf(database: DatabaseSync, sql: string, ...bounds: readonly (number | string)[]): number[] {
  return ascending(
    database
      .prepare(sql)
      .all(...bounds)
      .map(({ id }) => Number(id)),
  );
}

function ascending(ids: Iterable<number>): number[] {
  return [...new Set(ids)].toSorted((a, b) => a - b);
}

/** Of services with a promise as far back as it reaches, of the others as far as pictures look. */
function* chooseStates(
  database: DatabaseSync,
  { windows, statesFromMs, promisesFromMs, promised }: CapsuleRanges,
): Generator<undefined, { readonly transitions: readonly number[]; readonly cells: readonly number[] }> {
  const before = database.prepare(
    'SELECT id FROM transitions WHERE cell = ? AND at_ms < ? ORDER BY at_ms DESC, id DESC LIMIT 1',
  );
  const within = database.prepare('SELECT id FROM transitions WHERE cell = ? AND at_ms BETWEEN ? AND ?');
  const transitions: number[] = [];
  const cells: number[] = [];
  const all = database.prepare('SELECT id, service FROM cells ORDER BY id').all();
  for (const [index, { id, service }] of all.entries()) {
    const cell = Number(id);
    const fromMs = promised.has(String(service)) ? promisesFromMs : statesFromMs;
    const found = [before.get(cell, fromMs), ...within.all(cell, fromMs, windows.toMs)].flatMap((row) =>
      row === undefined ? [] : [Number(row.id)],
    );
    if (found.length > 0) cells.push(cell);
    for (const one of found) transitions.push(one);
    if (index % CELLS_PER_STEP === CELLS_PER_STEP - 1) yield;
  }
  return { transitions: ascending(transitions), cells };
}

/** Episodes that a moment of the window can show, and of each the versions and texts since then and the last before. */
function chooseAlerts(database: DatabaseSync, fromMs: number, toMs: number): ChosenRows[] {
  const sinceMs = fromMs - OVER_FOR_MS;
  const episodes = database
    .prepare(
      `SELECT id, alert FROM alert_episodes
       WHERE first_seen_ms <= ?2 AND (resolved_ms IS NULL OR resolved_ms >= ?1 OR seen_ms >= ?1)`,
    )
    .all(sinceMs, toMs);
  const lastOfEpisode = database.prepare(
    'SELECT id FROM alert_events WHERE episode = ? AND at_ms < ? ORDER BY at_ms DESC, id DESC LIMIT 1',
  );
  const lastOfAlert = database.prepare(
    'SELECT id FROM alert_events WHERE alert = ? AND at_ms < ? ORDER BY at_ms DESC, id DESC LIMIT 1',
  );
  const lastText = database.prepare(
    'SELECT id FROM alert_texts WHERE alert = ? AND at_ms < ? ORDER BY at_ms DESC, id DESC LIMIT 1',
  );
  const texts = idsOf(database, 'SELECT id FROM alert_texts WHERE at_ms BETWEEN ?1 AND ?2', sinceMs, toMs);
  const events = idsOf(database, 'SELECT id FROM alert_events WHERE at_ms BETWEEN ?1 AND ?2', sinceMs, toMs);
  for (const { id, alert } of episodes) {
    const text = lastText.get(String(alert), sinceMs);
    if (text !== undefined) texts.push(Number(text.id));
    for (const row of [lastOfEpisode.get(Number(id), sinceMs), lastOfAlert.get(String(alert), sinceMs)])
      if (row !== undefined) events.push(Number(row.id));
  }
  return [
    { table: 'alert_episodes', ids: ascending(episodes.map(({ id }) => Number(id))) },
    { table: 'alert_events', ids: ascending(events) },
    { table: 'alert_texts', ids: ascending(texts) },
  ];
}

/** What was done in the window, and before it about alerts that go on in it since they began. */
function chooseActions(database: DatabaseSync, fromMs: number, toMs: number): number[] {
  return idsOf(
    database,
    `SELECT id FROM actions WHERE at_ms BETWEEN ?1 AND ?2
     UNION SELECT a.id FROM alert_episodes e JOIN actions a ON a.alert = e.alert
       WHERE e.first_seen_ms <= ?2 AND (e.resolved_ms IS NULL OR e.resolved_ms >= ?1 OR e.seen_ms >= ?1)
         AND a.at_ms >= e.first_seen_ms AND a.at_ms <= ?2`,
    fromMs - OVER_FOR_MS,
    toMs,
  );
}

/** Those a picture of the window can show, with the versions received in it and the last before. */
function chooseAnnotations(database: DatabaseSync, fromMs: number, toMs: number): ChosenRows[] {
  const names = database
    .prepare(
      `SELECT DISTINCT annotation FROM annotation_versions
       WHERE received_ms <= ?2 AND until_ms >= ?1 - ${ANNOTATION_LIVE_MS} AND at_ms <= ?2 + ${ANNOTATION_PLANNED_MS}`,
    )
    .all(fromMs, toMs)
    .map(({ annotation }) => String(annotation));
  const newest = database.prepare('SELECT id FROM annotations WHERE annotation = ?');
  const versions = database.prepare(
    `SELECT id FROM annotation_versions WHERE annotation = ?3 AND (received_ms BETWEEN ?1 AND ?2 OR id = (
       SELECT id FROM annotation_versions WHERE annotation = ?3 AND received_ms < ?1
       ORDER BY received_ms DESC, id DESC LIMIT 1))`,
  );
  const idsFor = (rows: readonly { readonly id?: unknown }[]): number[] => rows.map(({ id }) => Number(id));
  return [
    { table: 'annotations', ids: ascending(names.flatMap((name) => idsFor(newest.all(name)))) },
    {
      table: 'annotation_versions',
      ids: ascending(names.flatMap((name) => idsFor(versions.all(fromMs, toMs, name)))),
    },
  ];
}

/** Those of the window, the last before of each source, and the whole ones that they change. */
function chooseSourceEvents(database: DatabaseSync, fromMs: number, toMs: number): number[] {
  const before = database.prepare(
    'SELECT id FROM source_events WHERE source = ? AND at_ms < ? ORDER BY at_ms DESC, id DESC LIMIT 1',
  );
  const chosen = idsOf(database, 'SELECT id FROM source_events WHERE at_ms BETWEEN ? AND ?', fromMs, toMs);
  for (const { source } of database.prepare('SELECT DISTINCT source FROM source_events').all()) {
    const row = before.get(String(source), fromMs);
    if (row !== undefined) chosen.push(Number(row.id));
  }
  const base = database.prepare('SELECT base FROM source_events WHERE id = ? AND base IS NOT NULL');
  const bases = chosen.flatMap((id) => {
    const row = base.get(id);
    return row === undefined ? [] : [Number(row.base)];
  });
  return ascending([...chosen, ...bases]);
}
