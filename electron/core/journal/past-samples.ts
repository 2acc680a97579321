import type { DatabaseSync } from 'node:sqlite';
import type { TimeRange } from '../../../shared/domain/timeline.ts';
import { type ChunkSamples, viewChunk } from './chunk-codec.ts';
import type { PastSeries } from './past-log.ts';
import { noteDamage } from './row-sum.ts';
import { SampleArena } from './sample-arena.ts';
import { firstAtLeast, isAscending, SampleBuffer } from './sample-buffer.ts';
import { MAX_CHUNK_SPAN_MS, type SamplesStore } from './samples-store.ts';
import type { SeriesNames } from './series-names.ts';
import { seriesSum } from './series-text.ts';

/** How far back the last sample before a range is looked for. */
export const LOOK_BACK_MS = 86_400_000;
/** Where a range is told coarsely: the last sample of every such stretch, by the clock. */
export const COARSE_STEP_MS = 30_000;

/** What past samples are read from. */
export interface PastSamplesSource {
  readonly database: DatabaseSync;
  readonly store: Pick<SamplesStore, 'openSamples'>;
  readonly names: SeriesNames;
}

/**
 * Every series with a sample in the range or in the LOOK_BACK_MS before it: those in the range, plus the last before.
 * One pass over the chunks of the range; chunks before it are read of those series only whose last before they hold.
 * @param fineFromMs before this moment only the last sample of every COARSE_STEP_MS is told
 */
export function readPastSamples(
  { database, store, names }: PastSamplesSource,
  range: TimeRange,
  fineFromMs: number = range.fromMs,
): PastSeries[] {
  const { fromMs } = range;
  const chunks = chunksWithin(database, range);
  const endsBefore = endsOfChunksBefore(database, fromMs);
  const endingAt = database.prepare('SELECT body FROM chunks WHERE series = ? AND to_ms = ?');
  const absences = absencesUntil(database, range);
  const arena = new SampleArena();
  const takeChunk = (body: Uint8Array, seed: number): void => {
    const piece = viewChunk(body, seed);
    if (piece.ok) take(arena, ascending(piece.value), range, fineFromMs);
    else noteDamage(database);
  };
  const answer: PastSeries[] = [];
  for (const [id, series] of names.all()) {
    const endMs = endsBefore.get(id) ?? Number.NEGATIVE_INFINITY;
    const bodies = chunks.get(id);
    const open = store.openSamples(id);
    if (bodies === undefined && open === null && endMs === Number.NEGATIVE_INFINITY) continue;
    arena.begin();
    const seed = seriesSum(series);
    for (const body of bodies ?? []) takeChunk(body, seed);
    if (open !== null) take(arena, open, range, fineFromMs);
    if (endMs >= arena.beforeMs)
      for (const row of endingAt.iterate(id, endMs)) takeChunk(row.body as Uint8Array, seed);
    const samples = arena.finish();
    if (samples.atMs.length > 0) answer.push({ series, ...samples, absentAtMs: absences.get(id) ?? [] });
  }
  return answer;
}

/** Adds what of an ascending piece lies in the range, and its last sample before it. */
function take(
  arena: SampleArena,
  piece: ChunkSamples,
  { fromMs, toMs }: TimeRange,
  fineFromMs: number,
): void {
  const { atMs } = piece;
  const inside = firstAtLeast(atMs, fromMs);
  if (inside > 0 && atMs[inside - 1]! >= fromMs - LOOK_BACK_MS) arena.before(piece, inside - 1);
  const fine = firstAtLeast(atMs, Math.min(fineFromMs, toMs + 1), inside);
  for (let i = inside; i < fine; ) {
    const nextMs = (Math.floor(atMs[i]! / COARSE_STEP_MS) + 1) * COARSE_STEP_MS;
    const end = Math.min(fine, firstAtLeast(atMs, nextMs, i));
    arena.add(piece, end - 1, end);
    i = end;
  }
  arena.add(piece, fine, firstAtLeast(atMs, toMs + 1, fine));
}

/** The piece, sorted when an earlier version of Vigil wrote it as it came. */
function ascending(piece: ChunkSamples): ChunkSamples {
  if (isAscending(piece.atMs)) return piece;
  const sorter = new SampleBuffer();
  sorter.add(piece);
  return sorter.columns();
}

/** Bodies of the chunks that touch the range, by series. */
function chunksWithin(
  database: DatabaseSync,
  { fromMs, toMs }: TimeRange,
): ReadonlyMap<number, readonly Uint8Array[]> {
  // No chunk is longer than MAX_CHUNK_SPAN_MS, but for those of an earlier version, which have an index of their own.
  const statement = database.prepare(
    `SELECT series, body FROM chunks WHERE to_ms BETWEEN ?1 AND ?2 + ${MAX_CHUNK_SPAN_MS} AND from_ms <= ?2
     UNION ALL
     SELECT series, body FROM chunks INDEXED BY wide_chunks
     WHERE to_ms - from_ms > ${MAX_CHUNK_SPAN_MS} AND to_ms > ?2 + ${MAX_CHUNK_SPAN_MS} AND from_ms <= ?2`,
  );
  statement.setReturnArrays(true);
  const bySeries = new Map<number, Uint8Array[]>();
  for (const row of statement.iterate(fromMs, toMs) as Iterable<unknown>) {
    const [id, body] = row as readonly [number, Uint8Array];
    const bodies = bySeries.get(id);
    if (bodies === undefined) bySeries.set(id, [body]);
    else bodies.push(body);
  }
  return bySeries;
}

/** When the last chunk that lies wholly before a moment ends, by series; not those that end before it is looked for. */
function endsOfChunksBefore(database: DatabaseSync, fromMs: number): ReadonlyMap<number, number> {
  const statement = database.prepare(
    'SELECT id, (SELECT max(to_ms) FROM chunks WHERE series = series.id AND to_ms < ?1) AS ms FROM series',
  );
  statement.setReturnArrays(true);
  const ends = new Map<number, number>();
  for (const row of statement.iterate(fromMs) as Iterable<unknown>) {
    const [id, ms] = row as readonly [number, number | null];
    if (ms !== null && ms >= fromMs - LOOK_BACK_MS) ends.set(id, ms);
  }
  return ends;
}

/** Absences in the range, plus the last before of each series; ascending. */
function absencesUntil(
  database: DatabaseSync,
  { fromMs, toMs }: TimeRange,
): ReadonlyMap<number, readonly number[]> {
  const rows = database
    .prepare('SELECT series, at_ms FROM absences WHERE at_ms BETWEEN ? AND ? ORDER BY at_ms, id')
    .all(fromMs - LOOK_BACK_MS, toMs);
  const bySeries = new Map<number, number[]>();
  for (const row of rows) {
    const id = Number(row.series);
    const atMs = Number(row.at_ms);
    const known = bySeries.get(id);
    if (known === undefined) bySeries.set(id, [atMs]);
    else if (known.at(-1)! < fromMs && atMs < fromMs) known[known.length - 1] = atMs;
    else known.push(atMs);
  }
  return bySeries;
}
