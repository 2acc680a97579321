import { assertNever } from '../../../../shared/domain/assert-never.ts';
import { type Bucket, histogramQuantile } from './histogram-quantile.ts';
import type { Combine, Formula, Reading } from './reading.ts';
import { growthPerSecond, hasFallen, type ReadingCell, type TrackedSeries } from './scrape-memory.ts';

/** What one reading says of one service and region on one scrape. */
export type CellOutcome =
  /** `value` is in the unit of the page. */
  | { readonly kind: 'value'; readonly value: number; readonly atMs: number }
  /** Nothing can be said yet, or nothing happened that could be measured. */
  | { readonly kind: 'nothing' }
  /** What the page says cannot be true. */
  | { readonly kind: 'refused'; readonly sentence: string };

/** What is needed beside the cell. */
export interface ScrapeView {
  readonly scrape: number;
  /** Counters seen longer ago than this are not compared with. */
  readonly maxSpanMs: number;
  isOnPage(metric: string): boolean;
}

const nothing: CellOutcome = { kind: 'nothing' };
const refused = (sentence: string): CellOutcome => ({ kind: 'refused', sentence });

/** Computes a reading from the series of one service and region. Pure; never throws. */
export function evaluateCell({ formula }: Reading, cell: ReadingCell, view: ScrapeView): CellOutcome {
  const members = current(cell.of, view.scrape);
  if (members.length === 0) return nothing;
  const twice = [...members, ...current(cell.part, view.scrape)].some((one) => one.isContradicted);
  if (twice) return refused(`a series of ${formula.of.metric} stands on the page twice`);
  switch (formula.kind) {
    case 'gauge':
      return combined(
        members.map(({ now }) => now.value),
        formula.combine,
        members,
        formula.of.metric,
      );
    case 'rate':
      return rateOf(members, view);
    case 'ratio':
      return ratioOf(formula, cell, members, view);
    case 'quantile':
      return quantileOf(formula, members, view);
    case 'used':
      return usedOf(formula, cell, members, view);
    default:
      return assertNever(formula);
  }
}

function current(series: Iterable<TrackedSeries>, scrape: number): readonly TrackedSeries[] {
  return [...series].filter(({ now }) => now.scrape === scrape);
}

/** A computed value is as old as the oldest it was computed from. */
function oldestMs(members: readonly TrackedSeries[]): number {
  return members.reduce((oldest, { now }) => Math.min(oldest, now.atMs), Number.POSITIVE_INFINITY);
}

function combined(
  values: readonly number[],
  combine: Combine,
  members: readonly TrackedSeries[],
  metric: string,
): CellOutcome {
  // NaN means that there was nothing to measure: a summary without traffic, a file system that is gone.
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return refused(`${metric} is NaN, which is not a value`);
  if (known.length < values.length && combine === 'sum') {
    return refused(`some of ${metric} are NaN: a sum of the others would be too small`);
  }
  if (!known.every(Number.isFinite)) return refused(`${metric} is infinite, which is not a value`);
  return { kind: 'value', value: combiners[combine](known), atMs: oldestMs(members) };
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const combiners: Readonly<Record<Combine, (values: readonly number[]) => number>> = {
  avg: (values) => sumOf(values) / values.length,
  min: (values) => values.reduce((least, value) => Math.min(least, value)),
  max: (values) => values.reduce((most, value) => Math.max(most, value)),
  sum: sumOf,
};

/** Growth of all that can be compared with the scrape before; null when none can. */
function growth(members: readonly TrackedSeries[], view: ScrapeView): number | null {
  let total: number | null = null;
  for (const member of members) {
    const perSecond = growthPerSecond(member, view.scrape, view.maxSpanMs);
    if (perSecond !== null) total = (total ?? 0) + perSecond;
  }
  return total;
}

function rateOf(members: readonly TrackedSeries[], view: ScrapeView): CellOutcome {
  const value = growth(members, view);
  return value === null ? nothing : { kind: 'value', value, atMs: oldestMs(members) };
}

function ratioOf(
  { part, of }: Extract<Formula, { kind: 'ratio' }>,
  cell: ReadingCell,
  members: readonly TrackedSeries[],
  view: ScrapeView,
): CellOutcome {
  const total = growth(members, view);
  if (total === null || total === 0) return nothing;
  const parts = current(cell.part, view.scrape);
  // A part that has just appeared grew by an unknown amount: to call that 0 would hide the first failures.
  const growths = parts.map((one) => growthPerSecond(one, view.scrape, view.maxSpanMs));
  if (growths.includes(null)) return nothing;
  // No failure has been counted yet, as long as failures are counted here at all: a metric that is gone, renamed by
  // an update perhaps, counts none for ever.
  if (parts.length === 0 && part.metric !== of.metric && !view.isOnPage(part.metric)) {
    return refused(`${part.metric} is not on the page: without it nothing can be said`);
  }
  const value = growths.reduce<number>((sum, one) => sum + (one ?? 0), 0) / total;
  return { kind: 'value', value, atMs: oldestMs([...members, ...parts]) };
}

function quantileOf(
  { quantile, of }: Extract<Formula, { kind: 'quantile' }>,
  members: readonly TrackedSeries[],
  view: ScrapeView,
): CellOutcome {
  if (members.some(({ bound }) => Number.isNaN(bound))) {
    return refused(`a bucket of ${of.metric} has no number in its label "le"`);
  }
  // The buckets of a histogram begin again together: one that is as high as before by now did, too.
  const restarted = new Set(members.filter((one) => hasFallen(one, view.scrape)).map(({ group }) => group));
  const growths = new Map(
    members.map(
      (one) => [one, growthPerSecond(one, view.scrape, view.maxSpanMs, restarted.has(one.group))] as const,
    ),
  );
  // A histogram with a bucket that cannot be compared yet would be lopsided.
  const incomplete = new Set<string>();
  for (const [member, grown] of growths) if (grown === null) incomplete.add(member.group);
  const usable = members.filter(({ group }) => !incomplete.has(group));
  if (usable.length === 0) return nothing;

  const sums = new Map<number, { count: number; raw: number; of: number }>();
  for (const member of usable) {
    const sum = sums.get(member.bound) ?? { count: 0, raw: 0, of: 0 };
    sums.set(member.bound, sum);
    sum.count += growths.get(member) ?? 0;
    sum.raw += member.now.value;
    sum.of += 1;
  }
  const ordered = [...sums].toSorted(([a], [b]) => a - b);
  const groups = new Set(usable.map(({ group }) => group)).size;
  if (ordered.some(([, sum]) => sum.of !== groups)) {
    return refused(`the histograms of ${of.metric} have different buckets; choose among them with where`);
  }
  if (ordered.at(-1)?.[0] !== Number.POSITIVE_INFINITY)
    return refused(`${of.metric} has no bucket le="+Inf"`);
  if (ordered.some(([, { raw }], index) => index > 0 && raw < ordered[index - 1]![1].raw)) {
    return refused(`the buckets of ${of.metric} are not cumulative: one holds less than the one below it`);
  }
  const buckets = ordered.map(([bound, { count }]): Bucket => ({ bound, count }));
  const value = histogramQuantile(quantile, buckets);
  return Number.isNaN(value) ? nothing : { kind: 'value', value, atMs: oldestMs(usable) };
}

function usedOf(
  { of }: Extract<Formula, { kind: 'used' }>,
  cell: ReadingCell,
  members: readonly TrackedSeries[],
  view: ScrapeView,
): CellOutcome {
  const free = new Map(current(cell.part, view.scrape).map((one) => [one.group, one]));
  const pairs = members.flatMap((total) => {
    const rest = free.get(total.group);
    return rest === undefined || !(total.now.value > 0) ? [] : [{ total, rest }];
  });
  if (pairs.length === 0) return nothing;
  return combined(
    pairs.map(({ total, rest }) => 1 - rest.now.value / total.now.value),
    'max',
    pairs.flatMap(({ total, rest }) => [total, rest]),
    of.metric,
  );
}
