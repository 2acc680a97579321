import type { TimeRange } from '../../../shared/domain/timeline.ts';
import type { ChunkSamples } from './chunk-codec.ts';
import type { HistoryQuery } from './journal.ts';
import { receivedAtOf, SampleBuffer } from './sample-buffer.ts';

/** Samples of one series an answer holds at most; beyond it the oldest are left out. */
export const MAX_HISTORY_SAMPLES = 2_000_000;
/** A sample that took longer to arrive was brought in afterwards: it was not on screen when it was measured. */
export const FILLED_LATER_MS = 60_000;
/** Thinning is repeated while pieces come in; this keeps it rare. */
const THIN_WHEN_TIMES = 8;

interface Collected {
  readonly atMs: Float64Array;
  readonly value: Float64Array;
  readonly receivedAtMs: Float64Array;
  readonly filledLater: readonly TimeRange[];
}

/**
 * Gathers pieces of one series: only stamps in the range that were known by the asked moment, in order of time, one
 * value per stamp (the one received last). With `maxPointsPerSeries` each bin of the range keeps its least and greatest
 * value, so peaks survive and memory stays small however long the range is.
 */
export function collectSeries(
  query: Pick<HistoryQuery, 'fromMs' | 'toMs' | 'maxPointsPerSeries' | 'knownByMs'>,
): {
  add(piece: ChunkSamples): void;
  finish(): Collected;
} {
  const buffer = new SampleBuffer();
  const limit = query.maxPointsPerSeries ?? MAX_HISTORY_SAMPLES;
  const knownByMs = query.knownByMs ?? Number.POSITIVE_INFINITY;
  const reduced = (columns: ChunkSamples): ChunkSamples => {
    const count = columns.atMs.length;
    if (count <= limit) return pick(columns, positions(0, count));
    if (query.maxPointsPerSeries === undefined) return pick(columns, positions(count - limit, count));
    return pick(columns, extremes(columns, query, limit));
  };
  return {
    add(piece) {
      const { atMs, lagSeconds } = piece;
      const isWanted = (i: number): boolean => {
        const stamp = atMs[i] ?? 0;
        return (
          stamp >= query.fromMs && stamp <= query.toMs && stamp + (lagSeconds[i] ?? 0) * 1_000 <= knownByMs
        );
      };
      buffer.add(pick(piece, positions(0, atMs.length).filter(isWanted)));
      if (buffer.count <= limit * THIN_WHEN_TIMES) return;
      const thinned = reduced(buffer.columns());
      buffer.clear();
      buffer.add(thinned);
    },
    finish() {
      const all = buffer.columns();
      const { atMs, value, lagSeconds } = reduced(all);
      const receivedAtMs = receivedAtOf({ atMs, value, lagSeconds });
      return { atMs, value, receivedAtMs, filledLater: filledLaterOf(all) };
    },
  };
}

function positions(start: number, end: number): Uint32Array {
  return Uint32Array.from({ length: end - start }, (_, i) => start + i);
}

/** A copy of some samples. */
function pick({ atMs, value, lagSeconds }: ChunkSamples, at: Uint32Array): ChunkSamples {
  return {
    atMs: Float64Array.from(at, (i) => atMs[i] ?? 0),
    value: Float64Array.from(at, (i) => value[i] ?? 0),
    lagSeconds: Uint32Array.from(at, (i) => lagSeconds[i] ?? 0),
  };
}

/** Runs of samples that arrived late, each from its first to its last. */
function filledLaterOf({ atMs, lagSeconds }: ChunkSamples): TimeRange[] {
  const runs: { fromMs: number; toMs: number }[] = [];
  let wasLate = false;
  for (let i = 0; i < atMs.length; i++) {
    const isLate = (lagSeconds[i] ?? 0) * 1_000 > FILLED_LATER_MS;
    const stamp = atMs[i] ?? 0;
    const run = runs.at(-1);
    if (isLate && wasLate && run !== undefined) run.toMs = stamp;
    else if (isLate) runs.push({ fromMs: stamp, toMs: stamp });
    wasLate = isLate;
  }
  return runs;
}

/** Positions of at most `limit` samples: of each bin of the range the least and the greatest value, in order of time. */
function extremes({ atMs, value }: ChunkSamples, { fromMs, toMs }: TimeRange, limit: number): Uint32Array {
  const bins = Math.max(1, Math.floor(limit / 2));
  const binMs = Math.max(1, (toMs - fromMs) / bins);
  const kept: number[] = [];
  let bin = -1;
  let least = -1;
  let greatest = -1;
  const close = (): void => {
    if (least < 0) return;
    kept.push(Math.min(least, greatest));
    if (least !== greatest && limit > 1) kept.push(Math.max(least, greatest));
  };
  for (let i = 0; i < atMs.length; i++) {
    const of = Math.min(bins - 1, Math.floor(((atMs[i] ?? 0) - fromMs) / binMs));
    if (of !== bin) {
      close();
      bin = of;
      least = i;
      greatest = i;
    } else {
      if ((value[i] ?? 0) < (value[least] ?? 0)) least = i;
      if ((value[i] ?? 0) > (value[greatest] ?? 0)) greatest = i;
    }
  }
  close();
  return Uint32Array.from(kept);
}
