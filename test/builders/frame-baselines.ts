import type { CommandReply, CommandRequest } from '../../shared/contract/commands.ts';
import type { Frame } from '../../shared/contract/frame.ts';
import { type Baseline, HOUR_MS, hourOf } from '../../shared/domain/baseline.ts';
import { seriesKeyAt } from '../../shared/domain/catalogue.ts';
import { SPARK_BINS } from '../../shared/domain/spark.ts';
import { medianOf, quantileOfSorted, spreadAround } from '../../shared/math/robust.ts';
import type { Answers } from './memory-hub.ts';

/** Learned from that many weeks, as it says. */
const WEEKS = 5;

type Found = CommandReply<'baselines'>['series'][number];

/** So many of the oldest bins of a sparkline are from before its story begins. */
const BEFORE_BINS = 6;

/**
 * Answers to what is usual for the series of a frame: what the calmer part of their sparklines shows, whatever the hour,
 * which for a service is what was before. A series without one is still being learned.
 */
export function frameBaselineAnswers(frame: Frame): Pick<Answers, 'baselines' | 'baselineBand'> {
  const series = frameBaselines(frame);
  return {
    baselines: ({ atMs, service, signals }) => ({
      hourMs: hourOf(atMs),
      series: series.filter(
        (one) => signals.includes(one.signal) && (service === null || one.service === service),
      ),
    }),
    baselineBand: (request) => ({ series: series.flatMap((one) => bandOf(one, request)) }),
  };
}

/** What is usual for every series of a frame. */
export function frameBaselines(frame: Frame): readonly Found[] {
  const catalogue = frame.sections.catalogue;
  if (catalogue === undefined) return [];
  return catalogue.series.map(({ signal, unit, source }, row) => {
    const { subject } = seriesKeyAt(catalogue, row);
    const isLink = subject.kind === 'link';
    return {
      sourceId: catalogue.sources[source] ?? '',
      service: isLink ? '' : subject.service,
      region: isLink ? subject.from : subject.region,
      toRegion: isLink ? subject.to : null,
      signal,
      unit,
      baseline: baselineOf(isLink ? calmOf(binsOf(frame, row)) : beforeOf(binsOf(frame, row))),
    };
  });
}

/** The finite bins of a sparkline, the oldest first. */
function binsOf({ spark }: Frame, row: number): Float64Array {
  if (spark === null) return new Float64Array(0);
  const ring = spark.values.subarray(row * SPARK_BINS, (row + 1) * SPARK_BINS);
  const oldest = spark.endBin + 1;
  return Float64Array.from(ring, (_, age) => ring[(oldest + age) % SPARK_BINS]!).filter(Number.isFinite);
}

/** A route is usually as in the calmest quarter of its bins. */
function calmOf(bins: Float64Array): Usual {
  const sorted = bins.toSorted();
  const median = quantileOfSorted(sorted, 0.25);
  return { median, spread: 2 * (median - quantileOfSorted(sorted, 0.05)) };
}

function beforeOf(bins: Float64Array): Usual {
  const before = [...bins.subarray(0, BEFORE_BINS)];
  const median = medianOf(before);
  return { median, spread: 4 * spreadAround(median, before) };
}

interface Usual {
  readonly median: number;
  readonly spread: number;
}

function baselineOf({ median, spread }: Usual): Baseline {
  if (Number.isNaN(median)) return { kind: 'learning', weeks: 0, days: 1 };
  const range = { low: Math.max(0, median - spread), high: median + spread };
  return { kind: 'known', median, ...range, basis: 'week', occurrences: WEEKS };
}

function bandOf(
  { baseline, ...one }: Found,
  { fromMs, toMs, service, region, signals }: CommandRequest<'baselineBand'>,
): CommandReply<'baselineBand'>['series'] {
  if (one.service !== service || !signals.includes(one.signal)) return [];
  if (region !== null && one.region !== region) return [];
  if (baseline.kind !== 'known')
    return [{ ...one, hourMs: [], low: [], median: [], high: [], latest: baseline }];
  const hourMs: number[] = [];
  for (let ms = hourOf(fromMs); ms < toMs; ms += HOUR_MS) hourMs.push(ms);
  const all = (value: number): number[] => hourMs.map(() => value);
  const { low, median, high } = baseline;
  return [{ ...one, hourMs, low: all(low), median: all(median), high: all(high), latest: baseline }];
}
