import type { DatabaseSync } from 'node:sqlite';
import { horizonMs } from '../../../../shared/domain/objective-ledger.ts';
import type { TimeRange } from '../../../../shared/domain/timeline.ts';
import { parseConfig } from '../../config/parse-config.ts';
import { STATES_REACH_MS, windowRangeOf } from '../../past/past-window.ts';
import { SPARK_REACH_MS } from '../../past/window-columns.ts';

/** Promises are folded up to the whole hour before a moment. */
const HOUR_MS = 3_600_000;

/** How far each kind of row reaches back, so that the readers of the past find what they find in the journal. */
export interface CapsuleRanges {
  /** Of the five-minute windows that the moments lie in: pictures are read in whole ones. */
  readonly windows: TimeRange;
  /** Sparklines reach back from there. */
  readonly samplesFromMs: number;
  /** States of services without a promise. */
  readonly statesFromMs: number;
  /** States of services with a promise, and all times of recording. */
  readonly promisesFromMs: number;
  readonly promised: ReadonlySet<string>;
  /** Rows of the configurations in effect. */
  readonly configurations: readonly number[];
  /** Of the configuration in effect at the end. */
  readonly name: string;
  readonly demo: boolean;
}

/** Reads what the configurations in effect ask for. Null: the log holds none, so nothing of it can be shown. */
export function capsuleRanges(database: DatabaseSync, moments: TimeRange): CapsuleRanges | null {
  const windows = {
    fromMs: windowRangeOf(moments.fromMs).fromMs,
    toMs: windowRangeOf(moments.toMs).toMs,
  };
  const rows = configurationsIn(database, windows);
  const promised = new Set<string>();
  let reachMs = 0;
  let name = '';
  let demo = false;
  for (const row of rows) {
    const config = parseConfig(row.body, 'vigil.yaml');
    if (!config.ok) continue;
    for (const { service, window } of config.value.objectives) {
      promised.add(service);
      reachMs = Math.max(reachMs, horizonMs(window));
    }
    if (row.atMs > moments.toMs && name !== '') continue;
    ({ name } = config.value);
    demo = row.demo;
  }
  if (rows.length === 0) return null;
  const statesFromMs = windows.fromMs - STATES_REACH_MS;
  const hourMs = Math.floor(moments.fromMs / HOUR_MS) * HOUR_MS;
  return {
    windows,
    samplesFromMs: windows.fromMs - SPARK_REACH_MS,
    statesFromMs,
    promisesFromMs: Math.min(statesFromMs, hourMs - reachMs),
    promised,
    configurations: rows.map(({ id }) => id),
    name,
    demo,
  };
}

interface ConfigurationRow {
  readonly id: number;
  readonly atMs: number;
  readonly demo: boolean;
  readonly body: string;
}

/** Those in effect within the range, the one at its beginning first; for a beginning before the first known, that one. */
function configurationsIn(database: DatabaseSync, { fromMs, toMs }: TimeRange): ConfigurationRow[] {
  const first =
    database
      .prepare('SELECT * FROM configurations WHERE at_ms <= ? ORDER BY at_ms DESC, id DESC LIMIT 1')
      .get(fromMs) ?? database.prepare('SELECT * FROM configurations ORDER BY at_ms, id LIMIT 1').get();
  const later = database
    .prepare('SELECT * FROM configurations WHERE at_ms > ? AND at_ms <= ? ORDER BY at_ms, id')
    .all(fromMs, toMs);
  const rows = first === undefined ? later : [first, ...later.filter(({ id }) => id !== first.id)];
  return rows.map((row) => ({
    id: Number(row.id),
    atMs: Number(row.at_ms),
    demo: row.demo === 1,
    body: String(row.body),
  }));
}
