import type { DatabaseSync } from 'node:sqlite';
import type { TimeRange } from '../../../../shared/domain/timeline.ts';
import { type ChunkSamples, encodeChunk, viewChunk } from '../chunk-codec.ts';
import { LOOK_BACK_MS } from '../past-samples.ts';
import { firstAtLeast } from '../sample-buffer.ts';
import { MAX_CHUNK_SPAN_MS, type SamplesStore } from '../samples-store.ts';

/** Samples of one chunk that is written; open ones may be more. */
const MAX_SAMPLES = 1_200;

/** A chunk as it is stored. */
export interface StoredChunk {
  readonly fromMs: number;
  readonly toMs: number;
  readonly count: number;
  readonly body: Uint8Array;
}

/**
 * The chunks of series for a capsule: what lies in the range, and of what lies before it the last sample of every
 * chunk that reaches into it, or else the last one at all within LOOK_BACK_MS. All versions of a sample are kept.
 * The answer takes the sum of the series' names along, which chunks are sealed with (series-text.ts).
 */
export function chunkCutter(
  database: DatabaseSync,
  store: Pick<SamplesStore, 'openSamples'>,
  range: TimeRange,
): (seriesId: number, seed: number) => StoredChunk[] {
  const touching = database.prepare(
    'SELECT from_ms, to_ms, count, body FROM chunks WHERE series = ? AND to_ms >= ? AND from_ms <= ? ORDER BY id',
  );
  const before = database.prepare(
    'SELECT body FROM chunks WHERE series = ? AND to_ms >= ? AND from_ms < ? ORDER BY to_ms DESC, id DESC',
  );
  return (seriesId, seed) => {
    const chunks: StoredChunk[] = [];
    for (const row of touching.iterate(seriesId, range.fromMs, range.toMs)) {
      const chunk = {
        fromMs: Number(row.from_ms),
        toMs: Number(row.to_ms),
        count: Number(row.count),
        body: row.body as Uint8Array,
      };
      if (chunk.fromMs >= range.fromMs && chunk.toMs <= range.toMs) chunks.push(chunk);
      else {
        const samples = viewChunk(chunk.body, seed);
        // One that cannot be read is not shown either.
        if (samples.ok) chunks.push(...cut(samples.value, range, seed));
      }
    }
    const open = store.openSamples(seriesId);
    if (open !== null) chunks.push(...cut(open, range, seed));
    if (chunks.some(({ fromMs }) => fromMs < range.fromMs)) return chunks;
    for (const row of before.iterate(seriesId, range.fromMs - LOOK_BACK_MS, range.fromMs)) {
      const samples = viewChunk(row.body as Uint8Array, seed);
      if (!samples.ok) continue;
      const end = firstAtLeast(samples.value.atMs, range.fromMs);
      if (end === 0) continue;
      if (samples.value.atMs[end - 1]! >= range.fromMs - LOOK_BACK_MS)
        chunks.unshift(chunkOf(samples.value, end - 1, end, seed));
      break;
    }
    return chunks;
  };
}

/** The samples of ascending columns that lie in the range, and the last before it. */
function cut(samples: ChunkSamples, { fromMs, toMs }: TimeRange, seed: number): StoredChunk[] {
  const { atMs } = samples;
  const inside = firstAtLeast(atMs, fromMs);
  const last = inside === 0 ? Number.NEGATIVE_INFINITY : atMs[inside - 1]!;
  const end = firstAtLeast(atMs, toMs + 1);
  const pieces: StoredChunk[] = [];
  // Several of one stamp are versions of one sample: all of them stay.
  for (let start = last >= fromMs - LOOK_BACK_MS ? firstAtLeast(atMs, last) : inside; start < end; ) {
    let stop = start + 1;
    while (stop < end && stop - start < MAX_SAMPLES && atMs[stop]! - atMs[start]! <= MAX_CHUNK_SPAN_MS)
      stop++;
    pieces.push(chunkOf(samples, start, stop, seed));
    start = stop;
  }
  return pieces;
}

function chunkOf(
  { atMs, value, lagSeconds }: ChunkSamples,
  start: number,
  end: number,
  seed: number,
): StoredChunk {
  const samples = {
    atMs: atMs.subarray(start, end),
    value: value.subarray(start, end),
    lagSeconds: lagSeconds.subarray(start, end),
  };
  const body = encodeChunk(samples, seed);
  return { fromMs: atMs[start]!, toMs: atMs[end - 1]!, count: end - start, body };
}
