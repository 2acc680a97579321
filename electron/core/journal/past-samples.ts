import type { DatabaseSync } from 'node:sqlite';
import type { TimeRange } from '../../../shared/domain/timeline.ts';
import { type ChunkSamples, viewChunk, viewMarks } from './chunk-codec.ts';
import { MARK_STEP_MS } from './chunk-marks.ts';
import type { PastSeries } from './past-log.ts';
import { noteDamage } from './row-sum.ts';
import { SampleArena } from './sample-arena.ts';
import { firstAtLeast, isAscending, SampleBuffer } from './sample-buffer.ts';
import { MAX_CHUNK_SPAN_MS, type SamplesStore } from './samples-store.ts';
import type { SeriesNames } from './series-names.ts';
import { seriesSum } from './series-text.ts';

/** How far back the last sample before a range is looked for. */
export const LOOK_BACK_MS = 86_400_000;
/** Chunks that end within such a stretch are fetched together. */
const SLICE_MS = 60_000;

/** Chunks of one series that touch the range. */
interface Found {
  readonly endsMs: number[];
  readonly bodies: Uint8Array[];
}

/** What past samples are read from. */
export interface PastSamplesSource {
  readonly database: DatabaseSync;
  readonly store: Pick<SamplesStore, 'openSamples'>;
  readonly names: SeriesNames;
}

/**
 * Every series with a sample in the range or in the LOOK_BACK_MS before it: those in the range, plus the last before.
 * One pass over the chunks of the range; chunks before it are read of those series only whose last before they hold.
 * @param fineFromMs before this moment only the last sample of every MARK_STEP_MS is told, at the end of it
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
  const takeChunk = (body: Uint8Array, endMs: number, seed: number): void => {
    const marks = endMs < fineFromMs ? viewMarks(body, seed) : null;
    const piece =
      marks?.ok === true && marks.value !== null
        ? marks
        : viewChunk(body, seed, { untilMs: range.toMs, endMs });
    if (!piece.ok) noteDamage(database);
    else if (piece.value !== null) take(arena, ascending(piece.value), range, fineFromMs);
  };
  const answer: PastSeries[] = [];
  for (const [id, series] of names.all()) {
    const endMs = endsBefore.get(id) ?? Number.NEGATIVE_INFINITY;
    const found = chunks.get(id);
    const open = store.openSamples(id);
    if (found === undefined && open === null && endMs === Number.NEGATIVE_INFINITY) continue;
    arena.begin();
    const seed = seriesSum(series);
    if (found !== undefined)
      found.bodies.forEach((body, i) => takeChunk(body, found.endsMs[i] ?? endMs, seed));
    if (open !== null) take(arena, ascending(open), range, fineFromMs);
    if (endMs > Number.NEGATIVE_INFINITY && endMs >= arena.beforeMs)
      for (const row of endingAt.iterate(id, endMs)) takeChunk(row.body as Uint8Array, endMs, seed);
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
    const nextMs = (Math.floor(atMs[i]! / MARK_STEP_MS) + 1) * MARK_STEP_MS;
    const end = Math.min(fine, firstAtLeast(atMs, nextMs, i));
    arena.add(piece, end - 1, end);
    i = end;
  }
  arena.add(piece, fine, firstAtLeast(atMs, toMs + 1, fine));
}

/** The piece with one sample per stamp, sorted when an earlier version of Vigil wrote it as it came. */
function ascending(piece: ChunkSamples): ChunkSamples {
  if (isAscending(piece.atMs)) return piece;
  const sorter = new SampleBuffer();
  sorter.add(piece);
  return sorter.columns();
}

/** The chunks that touch the range, by series. */
function chunksWithin(database: DatabaseSync, { fromMs, toMs }: TimeRange): ReadonlyMap<number, Found> {
  const columns = `json_group_array(series) AS ids, json_group_array(to_ms) AS ends,
    json_group_array(length(body)) AS lengths, CAST(group_concat(CAST(body AS TEXT), '') AS BLOB) AS bodies`;
  const slice = database.prepare(
    `SELECT ${columns} FROM chunks WHERE to_ms BETWEEN ?1 AND ?2 AND from_ms <= ?3`,
  );
  const wide = database.prepare(
    `SELECT ${columns} FROM chunks INDEXED BY wide_chunks
     WHERE to_ms - from_ms > ${MAX_CHUNK_SPAN_MS} AND to_ms > ?1 AND from_ms <= ?2`,
  );
  const bySeries = new Map<number, Found>();
  // No chunk is longer than MAX_CHUNK_SPAN_MS, but for those of an earlier version, which have an index of their own.
  const lastEndMs = toMs + MAX_CHUNK_SPAN_MS;
  for (let endMs = fromMs; endMs <= lastEndMs; endMs += SLICE_MS)
    addSlice(bySeries, slice.get(endMs, Math.min(lastEndMs, endMs + SLICE_MS - 1), toMs));
  addSlice(bySeries, wide.get(lastEndMs, toMs));
  return bySeries;
}

/**
 * Many chunks come as one row, their bodies one after the other: a row and a buffer for each of tens of thousands would
 * take longer than reading them.
 */
function addSlice(bySeries: Map<number, Found>, row: Record<string, unknown> | undefined): void {
  if (!(row?.['bodies'] instanceof Uint8Array)) return;
  const ids = JSON.parse(String(row['ids'])) as number[];
  const ends = JSON.parse(String(row['ends'])) as number[];
  const lengths = JSON.parse(String(row['lengths'])) as number[];
  let offset = 0;
  for (let i = 0; i < ids.length; i++) {
    const body = row['bodies'].subarray(offset, offset + lengths[i]!);
    offset += lengths[i]!;
    const found = bySeries.get(ids[i]!);
    if (found === undefined) bySeries.set(ids[i]!, { endsMs: [ends[i]!], bodies: [body] });
    else {
      found.endsMs.push(ends[i]!);
      found.bodies.push(body);
    }
  }
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
