import type { DatabaseSync } from 'node:sqlite';
import type { TimeRange } from '../../../shared/domain/timeline.ts';
import { intersectIntervals, mergeIntervals, subtractIntervals } from '../../../shared/math/intervals.ts';
import { type ChunkSamples, viewChunk } from './chunk-codec.ts';
import { collectSeries } from './collect-series.ts';
import type { HistoryQuery, SeriesHistory } from './journal.ts';
import { readMeta } from './meta.ts';
import { type Buckets, within } from './roll-up.ts';
import type { RollUpsStore } from './roll-ups-store.ts';
import { noteDamage, withoutDamage } from './row-sum.ts';
import { firstAtLeast, isAscending } from './sample-buffer.ts';
import type { SamplesStore } from './samples-store.ts';
import { seriesOfRow } from './series-names.ts';
import { seriesSum } from './series-text.ts';
import { HOURS, MINUTES, periodOf, type Tier } from './tiers.ts';

/** What history is read from. */
export interface HistorySource {
  readonly database: DatabaseSync;
  readonly samples: Pick<SamplesStore, 'openSamples'>;
  readonly rollUps: Pick<RollUpsStore, 'read'>;
}

/** The row of a series, and what its chunks are sealed with. */
interface OneSeries {
  readonly id: number;
  readonly seed: number;
}

type Level = 'raw' | Tier;
/** Half-open, in whole milliseconds. */
type Stretches = readonly TimeRange[];

/**
 * Series of a service with the asked signals, each with its samples in the range. Where fewer points are asked for than
 * there are samples, roll-ups stand in: the coarsest that still tell the least and the greatest value of every bin;
 * and also where the samples themselves were thrown away.
 */
export function readHistory(source: HistorySource, query: HistoryQuery): SeriesHistory[] {
  const { database } = source;
  const find = database.prepare('SELECT * FROM series WHERE service = ? ORDER BY region, signal, id');
  const levels = levelsFor(query);
  const wholeFromMs = (readMeta(database, 'raw_deleted_until_ms') ?? Number.NEGATIVE_INFINITY) + 1;
  const answer: SeriesHistory[] = [];
  for (const row of find.iterate(query.service)) {
    const series = seriesOfRow(row);
    if (query.region !== null && query.region !== series.region) continue;
    if (!query.signals.includes(series.signal)) continue;
    const collect = collectSeries(query);
    const of = { id: Number(row.id), seed: seriesSum(series) };
    const collectPieces = (): void => {
      for (const piece of piecesOf(source, of, query, levels, wholeFromMs)) collect.add(piece);
    };
    withoutDamage(database, collectPieces, undefined);
    const collected = collect.finish();
    if (collected.atMs.length > 0) answer.push({ series, ...collected });
  }
  return answer;
}

/** In the order in which they are asked: the best for this many points first, then the finer, then the coarser. */
function levelsFor({ fromMs, toMs, maxPointsPerSeries }: HistoryQuery): readonly Level[] {
  const binMs =
    maxPointsPerSeries === undefined ? 0 : (toMs - fromMs) / Math.max(1, Math.floor(maxPointsPerSeries / 2));
  if (binMs >= HOURS.stepMs) return [HOURS, MINUTES, 'raw'];
  return binMs >= MINUTES.stepMs ? [MINUTES, 'raw', HOURS] : ['raw', MINUTES, HOURS];
}

function* piecesOf(
  source: HistorySource,
  of: OneSeries,
  query: HistoryQuery,
  levels: readonly Level[],
  wholeFromMs: number,
): Generator<ChunkSamples> {
  const { fromMs, toMs, knownByMs = null } = query;
  let left: Stretches = [{ fromMs: Math.floor(fromMs), toMs: Math.floor(toMs) + 1 }];
  for (const level of levels) {
    if (left.length === 0) return;
    if (level === 'raw') {
      const whole = intersectIntervals(left, [{ fromMs: wholeFromMs, toMs: Number.MAX_SAFE_INTEGER }]);
      yield* rawWithin(source, of, whole);
      left = subtractIntervals(left, whole);
      continue;
    }
    for (const { fromMs, toMs } of left) {
      const buckets = source.rollUps.read(level, of.id, fromMs, toMs - 1);
      const covered = intersectIntervals(coveredBy(buckets, level, knownByMs), [{ fromMs, toMs }]);
      for (const part of covered) yield pointsOf(within(buckets, part.fromMs, part.toMs), level, part.toMs);
      left = subtractIntervals(left, covered);
    }
  }
  // What no roll-up tells whole: samples that retention has not reached, and the buckets that were known.
  yield* rawWithin(source, of, left);
  if (knownByMs === null) return;
  for (const { fromMs, toMs } of left)
    for (const tier of [MINUTES, HOURS]) {
      const buckets = source.rollUps.read(tier, of.id, fromMs, toMs - 1);
      yield pointsOf(
        buckets,
        tier,
        toMs,
        buckets.startMs.map((_, i) => (wasKnown(buckets, i, tier, knownByMs) ? 1 : 0)),
      );
    }
}

/** Samples as they were measured, in some stretches. */
function* rawWithin(
  { database, samples }: HistorySource,
  { id, seed }: OneSeries,
  stretches: Stretches,
): Generator<ChunkSamples> {
  const chunks = database.prepare(
    'SELECT body FROM chunks WHERE series = ? AND to_ms >= ? AND from_ms < ? ORDER BY id',
  );
  const open = samples.openSamples(id);
  for (const { fromMs, toMs } of stretches) {
    for (const row of chunks.iterate(id, fromMs, toMs)) {
      const piece = viewChunk(row.body as Uint8Array, seed);
      if (piece.ok) yield cut(piece.value, fromMs, toMs);
      else noteDamage(database);
    }
    if (open !== null) yield cut(open, fromMs, toMs);
  }
}

/** The part of a piece in [fromMs, toMs); all of one that is not ascending, of which the collector picks. */
function cut(piece: ChunkSamples, fromMs: number, toMs: number): ChunkSamples {
  const { atMs, value, lagSeconds } = piece;
  if (!isAscending(atMs)) return piece;
  const [start, end] = [firstAtLeast(atMs, fromMs), firstAtLeast(atMs, toMs)];
  return {
    atMs: atMs.subarray(start, end),
    value: value.subarray(start, end),
    lagSeconds: lagSeconds.subarray(start, end),
  };
}

/** Whether all that a bucket tells had arrived by a moment; null asks for what is known today. */
function wasKnown(
  { startMs, lagSeconds }: Buckets,
  i: number,
  tier: Tier,
  knownByMs: number | null,
): boolean {
  return knownByMs === null || startMs[i]! + tier.stepMs + lagSeconds[i]! * 1_000 <= knownByMs;
}

/** The stretches that are rolled up, as far as all of each was known by the asked moment. */
function coveredBy(buckets: Buckets, tier: Tier, knownByMs: number | null): Stretches {
  const isKnown = new Map<number, boolean>();
  for (const [i, startMs] of buckets.startMs.entries()) {
    const periodMs = periodOf(MINUTES, startMs);
    isKnown.set(periodMs, (isKnown.get(periodMs) ?? true) && wasKnown(buckets, i, tier, knownByMs));
  }
  return mergeIntervals(
    [...isKnown].flatMap(([fromMs, known]) => (known ? [{ fromMs, toMs: fromMs + MINUTES.periodMs }] : [])),
  );
}

/** The least and the greatest value of every bucket that is wanted, in its first half and in its second. */
function pointsOf(
  { startMs, min, max, lagSeconds }: Buckets,
  { stepMs }: Tier,
  beforeMs: number,
  wanted?: Float64Array,
): ChunkSamples {
  const points: { readonly atMs: number; readonly value: number; readonly lag: number }[] = [];
  for (let i = 0; i < startMs.length; i++) {
    if (wanted?.[i] === 0) continue;
    const atMs = startMs[i]!;
    const lag = lagSeconds[i]!;
    points.push({ atMs, value: min[i]!, lag });
    if (max[i] === min[i]) continue;
    points.push({ atMs: Math.max(atMs + 1, Math.min(atMs + stepMs / 2, beforeMs - 1)), value: max[i]!, lag });
  }
  return {
    atMs: Float64Array.from(points, ({ atMs }) => atMs),
    value: Float64Array.from(points, ({ value }) => value),
    lagSeconds: Uint32Array.from(points, ({ lag }) => lag),
  };
}
