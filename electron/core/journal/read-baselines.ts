import type { DatabaseSync } from 'node:sqlite';
import {
  BASELINE_REACH_MS,
  type Baseline,
  baselineOf,
  HOUR_MS,
  type HourSummary,
  hourOf,
} from '../../../shared/domain/baseline.ts';
import type { TimeRange } from '../../../shared/domain/timeline.ts';
import type { JournalSeries } from './journal.ts';
import type { RollUpsStore } from './roll-ups-store.ts';
import { withoutDamage } from './row-sum.ts';
import { seriesOfRow } from './series-names.ts';
import { USUAL } from './tiers.ts';
import { hourOfBucket } from './usual-hours.ts';

/** Which series, and by when what is learned from had to be received; null for all that is known today. */
interface BaselineChoice {
  /** Null for every service and every link; `''` for links. */
  readonly service: string | null;
  readonly region?: string | null;
  readonly signals: readonly string[];
  readonly knownByMs: number | null;
}

export interface BaselinesQuery extends BaselineChoice {
  /** Any moment of the hour. */
  readonly atMs: number;
  /** Series after this one, at most so many: a question about all of them is asked in pieces. */
  readonly afterId: number;
  readonly limit: number;
}

export interface BaselinesPiece {
  readonly found: readonly { readonly series: JournalSeries; readonly baseline: Baseline }[];
  /** Where the next piece begins; null when this was the last. */
  readonly nextAfterId: number | null;
}

export interface BandQuery extends BaselineChoice, TimeRange {
  readonly service: string;
}

/** Hours of a series with what is usual in each, ascending. */
export interface BaselineHours {
  readonly series: JournalSeries;
  readonly hours: readonly { readonly hourMs: number; readonly baseline: Baseline }[];
}

/** What baselines are read from. */
export interface BaselineSource {
  readonly database: DatabaseSync;
  readonly rollUps: Pick<RollUpsStore, 'read'>;
}

/** What is usual in the hour of a moment, for the next series that are asked for. */
export function readBaselines(source: BaselineSource, query: BaselinesQuery): BaselinesPiece {
  const rows = seriesRows(source.database, query, query.afterId, query.limit);
  const hourMs = hourOf(query.atMs);
  const found = rows.map(({ id, series }) => ({
    series,
    baseline: baselineOf(hourMs, hoursBefore(source, id, { fromMs: hourMs, toMs: hourMs }, query.knownByMs)),
  }));
  return { found, nextAfterId: rows.length < query.limit ? null : (rows.at(-1)?.id ?? null) };
}

/** What was usual in every hour that touches a range. */
export function readBand(source: BaselineSource, query: BandQuery): BaselineHours[] {
  const range = { fromMs: hourOf(query.fromMs), toMs: hourOf(query.toMs - 1) };
  return seriesRows(source.database, query, 0, -1).map(({ id, series }) => {
    const find = hoursBefore(source, id, range, query.knownByMs);
    const hours: { readonly hourMs: number; readonly baseline: Baseline }[] = [];
    for (let { fromMs: hourMs } = range; hourMs <= range.toMs; hourMs += HOUR_MS)
      hours.push({ hourMs, baseline: baselineOf(hourMs, find) });
    return { series, hours };
  });
}

function seriesRows(
  database: DatabaseSync,
  { service, region = null, signals }: BaselineChoice,
  afterId: number,
  limit: number,
): readonly { readonly id: number; readonly series: JournalSeries }[] {
  return database
    .prepare(
      `SELECT * FROM series WHERE id > ?1 AND (?2 IS NULL OR service = ?2) AND (?3 IS NULL OR region = ?3)
       AND signal IN (SELECT value FROM json_each(?4)) ORDER BY id LIMIT ?5`,
    )
    .all(afterId, service, region, JSON.stringify(signals), limit)
    .map((row) => ({ id: Number(row.id), series: seriesOfRow(row) }));
}

/** The hours that count for those of a range, as far as all of each was received in time. */
function hoursBefore(
  { database, rollUps }: BaselineSource,
  id: number,
  { fromMs, toMs }: TimeRange,
  knownByMs: number | null,
): (hourMs: number) => HourSummary | null {
  const read = () => rollUps.read(USUAL, id, fromMs - BASELINE_REACH_MS, toMs - 1);
  const buckets = withoutDamage(database, read, null);
  const positions = new Map<number, number>();
  if (buckets !== null)
    for (const [i, startMs] of buckets.startMs.entries())
      if (knownByMs === null || startMs + USUAL.stepMs + buckets.lagSeconds[i]! * 1_000 <= knownByMs)
        positions.set(startMs, i);
  return (hourMs) => {
    const i = positions.get(hourMs);
    return i === undefined || buckets === null ? null : hourOfBucket(buckets, i);
  };
}
