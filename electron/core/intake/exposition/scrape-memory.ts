import type { SeriesKey } from '../../../../shared/domain/observation.ts';
import { MAX_LABEL_CHARS, type SeriesKeys } from '../policy/series-keys.ts';
import { bucketBound, groupKey } from './histogram-shape.ts';
import type { PageSeries, PageSink } from './page.ts';
import { type Reading, type Readings, selectorsOf } from './reading.ts';

/** A counter that was last seen longer ago begins anew: the average over a long hole is not a rate of now. */
export const MIN_RATE_SPAN_MS = 60_000;

/** A value, when it was true, and on which scrape it came. */
interface Point {
  value: number;
  /** The source's clock where the line says a time, else ours. */
  atMs: number;
  /** For differences: does not jump when a clock is set. The line's own time where there is one. */
  elapsedMs: number;
  scrape: number;
}

/** One series of the page that some reading needs. */
export interface TrackedSeries {
  readonly now: Point;
  readonly before: Point;
  /** Upper bound of a bucket; NaN for anything else. */
  readonly bound: number;
  /** Labels without those that tell its parts apart, for joining. */
  readonly group: string;
  /** It stands on the page twice: neither value can be trusted. */
  isContradicted: boolean;
  readonly leave: readonly (() => void)[];
  readonly metric: MetricSight;
}

/** When a metric of some name stood on a page last, whatever its labels. */
interface MetricSight {
  scrape: number;
}

/** What one reading knows of one service in one region. */
export interface ReadingCell {
  readonly key: SeriesKey;
  readonly part: Set<TrackedSeries>;
  readonly of: Set<TrackedSeries>;
}

/** How the labels of a series say where it belongs. */
export interface Placing {
  readonly serviceLabel: string;
  readonly regionLabel: string;
  readonly defaultService: string;
  readonly defaultRegion: string;
}

interface Use {
  readonly reading: Reading;
  readonly isPart: boolean;
}

const noPoint = (): Point => ({ value: Number.NaN, atMs: Number.NaN, elapsedMs: Number.NaN, scrape: 0 });

/**
 * Keeps, of everything on the page, the series that readings need: their last two values, sorted into services and
 * regions. What the page no longer names is forgotten with the reader's own memory.
 */
export class ScrapeMemory implements PageSink {
  readonly #readings: Readings;
  readonly #keys: SeriesKeys;
  readonly #placing: Placing;
  readonly #usesOfMetric = new Map<string, Use[]>();
  readonly #sights = new Map<string, MetricSight>();
  readonly #cells = new Map<Reading, Map<SeriesKey, ReadingCell>>();
  #tracked: (TrackedSeries | null)[] = [];
  #free: number[] = [];
  #unneeded = '';
  #scrape = 0;
  #receivedAtMs = 0;
  #elapsedMs = 0;
  /** Lines whose own time cannot be believed, on this page. */
  unbelievableTimes = 0;
  duplicates = 0;

  constructor(readings: Readings, keys: SeriesKeys, placing: Placing) {
    this.#readings = readings;
    this.#keys = keys;
    this.#placing = placing;
  }

  /** Of the page being read. */
  get receivedAtMs(): number {
    return this.#receivedAtMs;
  }

  get scrape(): number {
    return this.#scrape;
  }

  /** @param elapsedMs monotonic */
  begin(receivedAtMs: number, elapsedMs: number): void {
    this.#scrape += 1;
    this.#receivedAtMs = receivedAtMs;
    this.#elapsedMs = elapsedMs;
    this.unbelievableTimes = 0;
    this.duplicates = 0;
  }

  /** Every reading that something on a page was needed for so far, the first choice of each signal first. */
  readings(): readonly Reading[] {
    return [...this.#cells.keys()].toSorted((a, b) => a.rank - b.rank);
  }

  cells(reading: Reading): Iterable<ReadingCell> {
    return this.#cells.get(reading)?.values() ?? [];
  }

  /** A metric of this name that some reading needs stands on the page being read, whatever its labels. */
  isOnPage(metric: string): boolean {
    return this.#sights.get(metric)?.scrape === this.#scrape;
  }

  series(series: PageSeries): number {
    const uses = this.#usesOf(series.name);
    const wanted = uses.filter(({ reading, isPart }) => {
      const { part, of } = selectorsOf(reading.formula);
      return (isPart ? part : of)?.matches(series.labels) === true;
    });
    // What only tells that failures are counted at all is followed as well.
    const isWitness = uses.some(({ reading, isPart }) => isPart && isCountedApart(reading));
    if (wanted.length === 0 && !isWitness) return -1;
    return this.#track(series, wanted);
  }

  sample(handle: number, value: number, atMs: number): void {
    const tracked = this.#tracked[handle];
    if (tracked == null) return;
    const { now, before } = tracked;
    if (now.scrape !== this.#scrape) Object.assign(before, now);
    now.value = value;
    now.scrape = this.#scrape;
    tracked.metric.scrape = this.#scrape;
    tracked.isContradicted = false;
    if (Number.isNaN(atMs) || !this.#isBelievable(atMs)) {
      now.atMs = this.#receivedAtMs;
      now.elapsedMs = this.#elapsedMs;
    } else {
      now.atMs = atMs;
      now.elapsedMs = atMs;
    }
  }

  duplicate(handle: number): void {
    const tracked = this.#tracked[handle];
    this.duplicates += 1;
    if (tracked != null) tracked.isContradicted = true;
  }

  forget(handle: number): void {
    const tracked = this.#tracked[handle];
    if (tracked == null) return;
    for (const leave of tracked.leave) leave();
    this.#tracked[handle] = null;
    this.#free.push(handle);
  }

  #usesOf(metric: string): readonly Use[] {
    const known = this.#usesOfMetric.get(metric);
    if (known !== undefined) return known;
    if (metric === this.#unneeded) return [];
    const uses: Use[] = [];
    for (const reading of this.#readings.ofMetric(metric)) {
      const { part, of } = selectorsOf(reading.formula);
      if (part?.metric === metric) uses.push({ reading, isPart: true });
      if (of.metric === metric) uses.push({ reading, isPart: false });
      if (!this.#cells.has(reading)) this.#cells.set(reading, new Map());
    }
    // Of names nobody needs only the last is remembered: all of them would have no bound.
    if (uses.length > 0) this.#usesOfMetric.set(metric, uses);
    else this.#unneeded = metric;
    return uses;
  }

  #track(series: PageSeries, uses: readonly Use[]): number {
    const { labels } = series;
    const isBucket = series.name.endsWith('_bucket');
    const leave: (() => void)[] = [];
    const tracked: TrackedSeries = {
      now: noPoint(),
      before: noPoint(),
      bound: isBucket ? (bucketBound(labels.get('le')) ?? Number.NaN) : Number.NaN,
      group: groupKey(labels, isBucket ? 'le' : ''),
      isContradicted: false,
      leave,
      metric: this.#sightOf(series.name),
    };
    const { serviceLabel, regionLabel, defaultService, defaultRegion } = this.#placing;
    const region = first(labels, [regionLabel]) ?? defaultRegion;
    for (const { reading, isPart } of uses) {
      const service = first(labels, [...reading.serviceLabels, serviceLabel]) ?? defaultService;
      if (service.length > MAX_LABEL_CHARS || region.length > MAX_LABEL_CHARS) continue;
      const cell = this.#cell(reading, service, region);
      const members = isPart ? cell.part : cell.of;
      members.add(tracked);
      leave.push(() => {
        members.delete(tracked);
        if (cell.part.size + cell.of.size === 0) this.#cells.get(reading)?.delete(cell.key);
      });
    }
    const handle = this.#free.pop() ?? this.#tracked.length;
    this.#tracked[handle] = tracked;
    return handle;
  }

  #sightOf(metric: string): MetricSight {
    const known = this.#sights.get(metric);
    if (known !== undefined) return known;
    const sight = { scrape: 0 };
    this.#sights.set(metric, sight);
    return sight;
  }

  #cell(reading: Reading, service: string, region: string): ReadingCell {
    const key = this.#keys.get('cell', service, region, reading.signal, reading.scale.unit);
    const cells = this.#cells.get(reading)!;
    const known = cells.get(key);
    if (known !== undefined) return known;
    const cell: ReadingCell = { key, part: new Set(), of: new Set() };
    cells.set(key, cell);
    return cell;
  }

  /** Exporters mix up seconds and milliseconds, which lands in 1970 or far ahead. */
  #isBelievable(atMs: number): boolean {
    const isIt = atMs > EARLIEST_MS && atMs <= this.#receivedAtMs + MAX_AHEAD_MS;
    if (!isIt) this.unbelievableTimes += 1;
    return isIt;
  }
}

/** Its part is another metric than its whole: without it on the page, nothing counts the part. */
function isCountedApart({ formula }: Reading): boolean {
  return formula.kind === 'ratio' && formula.part.metric !== formula.of.metric;
}

/** Clocks of sources may run ahead a little. */
const MAX_AHEAD_MS = 5 * 60_000;
/** 2001: there was no such format before. */
const EARLIEST_MS = 1e12;

/** Empty labels count as absent ones. */
function first(labels: ReadonlyMap<string, string>, names: readonly string[]): string | null {
  for (const name of names) {
    const value = labels.get(name);
    if (value !== undefined && value !== '') return value;
  }
  return null;
}

/** A counter that is smaller than on the scrape before has begun again at 0. */
export function hasFallen({ now, before }: TrackedSeries, scrape: number): boolean {
  return now.scrape === scrape && now.value < before.value;
}

/**
 * How much a counter grew since the scrape before, per second. As Prometheus has it, a counter that fell has begun
 * again at 0. Null when there is nothing to compare with yet, or it is too long ago.
 * @param hasRestarted it is known to have begun again, though it may be as high as before by now
 */
export function growthPerSecond(
  { now, before, isContradicted }: TrackedSeries,
  scrape: number,
  maxSpanMs: number,
  hasRestarted = false,
): number | null {
  const spanMs = now.elapsedMs - before.elapsedMs;
  const isUsable = now.scrape === scrape && !isContradicted && spanMs > 0 && spanMs <= maxSpanMs;
  if (!isUsable || !Number.isFinite(now.value) || !Number.isFinite(before.value)) return null;
  const growth = now.value < before.value || hasRestarted ? now.value : now.value - before.value;
  return growth < 0 ? null : growth / (spanMs / 1_000);
}
