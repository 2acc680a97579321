import type { DatabaseSync } from 'node:sqlite';
import type { TimeRange } from '../../../shared/domain/timeline.ts';
import { type ChunkSamples, viewChunk } from './chunk-codec.ts';
import type { PastSeries } from './past-log.ts';
import { SampleArena } from './sample-arena.ts';
import { firstAtLeast, isAscending, SampleBuffer } from './sample-buffer.ts';
import { MAX_CHUNK_SPAN_MS, type SamplesStore } from './samples-store.ts';
import type { SeriesNames } from './series-names.ts';

/** How far back the last sample before a range is looked for. */
export const LOOK_BACK_MS = 86_400_000;
/** Where a range is told coarsely: the last sample of every such stretch, by the clock. */
export const COARSE_STEP_MS = 30_000;

/** Chunks of one series that touch the range. */
interface Found {
  readonly bodies: Uint8Array[];
  fromMs: number;
}

/** What past samples are read from. */
export interface PastSamplesSource {
  readonly database: DatabaseSync;
  readonly store: Pick<SamplesStore, 'openSamples' | 'openSeries'>;
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
  for (const id of store.openSeries()) {
    const openFromMs = store.openSamples(id)?.atMs[0] ?? Number.POSITIVE_INFINITY;
    const found = chunks.get(id);
    if (found !== undefined) found.fromMs = Math.min(found.fromMs, openFromMs);
    else if (openFromMs <= range.toMs) chunks.set(id, { bodies: [], fromMs: openFromMs });
  }
  const all = names.all();
  addLastBefore(
    database,
    chunks,
    [...all.keys()].filter((id) => (chunks.get(id)?.fromMs ?? fromMs) >= fromMs),
    fromMs,
  );
  const absences = absencesUntil(database, range);
  const arena = new SampleArena();
  const answer: PastSeries[] = [];
  for (const [id, { bodies }] of chunks) {
    const series = all.get(id);
    if (series === undefined) continue;
    arena.begin();
    for (const body of bodies) {
      const piece = viewChunk(body);
      if (piece.ok) take(arena, ascending(piece.value), range, fineFromMs);
    }
    const open = store.openSamples(id);
    if (open !== null) take(arena, ascending(open), range, fineFromMs);
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

function chunksWithin(database: DatabaseSync, { fromMs, toMs }: TimeRange): Map<number, Found> {
  // No chunk is longer than MAX_CHUNK_SPAN_MS, but for those of an earlier version, which have an index of their own.
  const statement = database.prepare(
    `SELECT series, from_ms, body FROM chunks WHERE to_ms BETWEEN ?1 AND ?2 + ${MAX_CHUNK_SPAN_MS} AND from_ms <= ?2
     UNION ALL
     SELECT series, from_ms, body FROM chunks INDEXED BY wide_chunks
     WHERE to_ms - from_ms > ${MAX_CHUNK_SPAN_MS} AND to_ms > ?2 + ${MAX_CHUNK_SPAN_MS} AND from_ms <= ?2`,
  );
  statement.setReturnArrays(true);
  const bySeries = new Map<number, Found>();
  for (const row of statement.iterate(fromMs, toMs) as Iterable<unknown>) {
    const [id, chunkFromMs, body] = row as readonly [number, number, Uint8Array];
    const found = bySeries.get(id);
    if (found === undefined) bySeries.set(id, { bodies: [body], fromMs: chunkFromMs });
    else {
      found.bodies.push(body);
      found.fromMs = Math.min(found.fromMs, chunkFromMs);
    }
  }
  return bySeries;
}

/** Adds the chunk that holds the last sample before the range, of series whose chunks begin later. */
function addLastBefore(
  database: DatabaseSync,
  chunks: Map<number, Found>,
  ids: readonly number[],
  fromMs: number,
): void {
  if (ids.length === 0) return;
  const rows = database
    .prepare(
      `SELECT series, from_ms, body FROM json_each(?1) AS wanted JOIN chunks ON chunks.id = (
         SELECT id FROM chunks WHERE series = wanted.value AND to_ms >= ?2 AND to_ms < ?3
         ORDER BY to_ms DESC, id DESC LIMIT 1)`,
    )
    .iterate(JSON.stringify(ids), fromMs - LOOK_BACK_MS, fromMs);
  for (const row of rows) {
    const body = row.body as Uint8Array;
    const found = chunks.get(Number(row.series));
    if (found === undefined) chunks.set(Number(row.series), { bodies: [body], fromMs: Number(row.from_ms) });
    else found.bodies.unshift(body);
  }
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
