import type { DatabaseSync } from 'node:sqlite';
import type { TimeRange } from '../../../shared/domain/timeline.ts';
import { viewChunk } from './chunk-codec.ts';
import type { PastSeries } from './past-log.ts';
import { seriesOfRow } from './read-history.ts';
import { noteDamage } from './row-sum.ts';
import { firstAtLeast, receivedAtOf, SampleBuffer } from './sample-buffer.ts';
import { MAX_CHUNK_SPAN_MS, type SamplesStore } from './samples-store.ts';
import { seriesSum } from './series-text.ts';

/** How far back the last sample before a range is looked for. */
export const LOOK_BACK_MS = 86_400_000;

type OpenSamples = Pick<SamplesStore, 'openSamples' | 'openSeries'>;

/**
 * Every series with a sample in the range or in the LOOK_BACK_MS before it: those in the range, plus the last before.
 * One pass over the chunks of the range; single series are asked for only where that did not find the last before.
 */
export function readPastSamples(
  database: DatabaseSync,
  store: OpenSamples,
  { fromMs, toMs }: TimeRange,
): PastSeries[] {
  const chunks = chunksWithin(database, fromMs, toMs);
  const absences = absencesUntil(database, fromMs, toMs);
  const before = database.prepare(
    'SELECT to_ms, body FROM chunks WHERE series = ? AND to_ms >= ? AND from_ms < ? ORDER BY to_ms DESC, id DESC',
  );
  const buffer = new SampleBuffer();
  const found: PastSeries[] = [];
  const collect = (id: number, seed: number): PastSamples | null => {
    buffer.clear();
    for (const body of chunks.get(id) ?? []) {
      const samples = viewChunk(body, seed);
      if (samples.ok) buffer.add(samples.value);
      else noteDamage(database);
    }
    const open = store.openSamples(id);
    if (open !== null) buffer.add(open);
    if (firstAtLeast(buffer.columns().atMs, fromMs) === 0) {
      let lastMs = Number.NEGATIVE_INFINITY;
      for (const row of before.iterate(id, fromMs - LOOK_BACK_MS, fromMs)) {
        if (Number(row.to_ms) <= lastMs) break;
        const samples = viewChunk(row.body as Uint8Array, seed);
        if (!samples.ok) {
          noteDamage(database);
          continue;
        }
        const end = firstAtLeast(samples.value.atMs, fromMs);
        buffer.add(samples.value, Math.max(0, end - 1), end);
        lastMs = Math.max(lastMs, samples.value.atMs[end - 1] ?? lastMs);
      }
    }
    const columns = buffer.columns();
    const inside = firstAtLeast(columns.atMs, fromMs);
    const hasBefore = inside > 0 && columns.atMs[inside - 1]! >= fromMs - LOOK_BACK_MS;
    const start = hasBefore ? inside - 1 : inside;
    const end = firstAtLeast(columns.atMs, toMs + 1);
    if (end <= start) return null;
    const view = {
      atMs: columns.atMs.subarray(start, end),
      value: columns.value.subarray(start, end),
      lagSeconds: columns.lagSeconds.subarray(start, end),
    };
    return { atMs: view.atMs.slice(), value: view.value.slice(), receivedAtMs: receivedAtOf(view) };
  };
  for (const row of database.prepare('SELECT * FROM series ORDER BY id').iterate()) {
    const series = seriesOfRow(row);
    const samples = collect(Number(row.id), seriesSum(series));
    if (samples !== null) found.push({ series, ...samples, absentAtMs: absences.get(Number(row.id)) ?? [] });
  }
  return found;
}

type PastSamples = Pick<PastSeries, 'atMs' | 'value' | 'receivedAtMs'>;

/** Bodies of the chunks that touch the range, by series. */
function chunksWithin(
  database: DatabaseSync,
  fromMs: number,
  toMs: number,
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

/** Absences in the range, plus the last before of each series; ascending. */
function absencesUntil(
  database: DatabaseSync,
  fromMs: number,
  toMs: number,
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
    else if (known[0]! < fromMs && atMs < fromMs) known[0] = atMs;
    else known.push(atMs);
  }
  return bySeries;
}
