import { DatabaseSync } from 'node:sqlite';
import type { JournalSeries } from '../../electron/core/journal/journal.ts';
import { migrate } from '../../electron/core/journal/migrations/migrate.ts';
import { readBaselines } from '../../electron/core/journal/read-baselines.ts';
import type { Buckets } from '../../electron/core/journal/roll-up.ts';
import { RollUpsStore } from '../../electron/core/journal/roll-ups-store.ts';
import { MINUTES, periodOf } from '../../electron/core/journal/tiers.ts';
import { usualHours } from '../../electron/core/journal/usual-hours.ts';
import { seeded } from '../builders/seeded.ts';
import type { BenchLine } from './bench-line.ts';
import { median } from './median.ts';

const WEEKS = 4;
const WEEK_MS = 7 * 86_400_000;
const MINUTES_PER_SERIES = WEEKS * 7 * 24 * 60;
const START_MS = periodOf(MINUTES, Date.UTC(2026, 8, 1));
/** Series that are measured; the line is of PROJECTED_SERIES. */
const SERIES = 200;
const PROJECTED_SERIES = 10_000;
/** Different ones: more do not change what there is to do. */
const DISTINCT_SERIES = 10;
const RUNS = 3;
const LINKS = 600;
const ASKED_RUNS = 7;

/** Learning what is usual from minutes, against a bare pass over the same columns; and asking for it. */
export async function benchBaselines(): Promise<readonly BenchLine[]> {
  const random = seeded(5);
  const minutes = Array.from({ length: DISTINCT_SERIES }, () => minutesOf(random));
  const forAll = (body: (minutes: Buckets) => number): number => {
    let checked = 0;
    const startMs = performance.now();
    for (let series = 0; series < SERIES; series++) checked += body(minutes[series % DISTINCT_SERIES]!);
    if (!Number.isFinite(checked)) throw new Error('Nothing was read.');
    return (performance.now() - startMs) * (PROJECTED_SERIES / SERIES);
  };
  const learnMs: number[] = [];
  const scanMs: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    learnMs.push(forAll((one) => usualHours(one).sum[0]!));
    scanMs.push(forAll(scan));
  }
  const stored = storeOf(minutes.map(usualHours));
  const scanned = median(scanMs);
  return [
    {
      name: `learning from ${WEEKS} weeks of minutes, ${PROJECTED_SERIES} series (measured on ${SERIES})`,
      value: median(learnMs),
      unit: 'ms',
      limit: `of a bare pass over least, greatest, sum and count: ${scanned.toFixed(0)} ms`,
      ratio: median(learnMs) / scanned,
    },
    {
      name: 'per series and hour',
      value: (median(learnMs) * 1_000) / PROJECTED_SERIES / (MINUTES_PER_SERIES / 60),
      unit: 'µs',
    },
    {
      name: `kept of ${WEEKS} weeks per series: nothing in memory, on disk`,
      value: stored.bytesPerSeries,
      unit: 'bytes',
    },
    { name: `asking what is usual of ${LINKS} links`, value: stored.askMs, unit: 'ms' },
  ];
}

/** The least that can be done: to look at every number once. */
function scan({ min, max, sum, count }: Buckets): number {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  let total = 0;
  for (let i = 0; i < min.length; i++) {
    if (min[i]! < least) least = min[i]!;
    if (max[i]! > greatest) greatest = max[i]!;
    total += sum[i]! / count[i]!;
  }
  return least + greatest + total;
}

/** Latency to the hundredth of a millisecond that follows the day, sampled 12 times a minute. */
function minutesOf(random: () => number): Buckets {
  const level = 0.04 + random() * 0.2;
  const rounded = (value: number): number => Math.round(value * 1e5) / 1e5;
  const at = Float64Array.from({ length: MINUTES_PER_SERIES }, (_, i) => START_MS + i * MINUTES.stepMs);
  const mean = at.map((ms) => rounded(level * (1 + 0.1 * Math.sin(ms / 13_750_987) + 0.05 * random())));
  return {
    startMs: at,
    min: mean.map((value) => rounded(value * (0.95 + 0.04 * random()))),
    max: mean.map((value) => rounded(value * (1.02 + 0.2 * random() ** 4))),
    sum: mean.map((value) => value * 12),
    count: at.map(() => 12),
    lagSeconds: at.map(() => 1),
  };
}

function storeOf(hours: readonly Buckets[]): { readonly bytesPerSeries: number; readonly askMs: number } {
  const database = new DatabaseSync(':memory:');
  migrate(database);
  const store = new RollUpsStore(database);
  const insert = database.prepare(
    'INSERT INTO series (service, region, to_region, signal, unit, source) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const series = Array.from(
    { length: LINKS },
    (_, i): JournalSeries => ({
      service: '',
      region: `from-${i}`,
      toRegion: `to-${i}`,
      signal: 'link_rtt',
      unit: 'seconds',
      sourceId: 'bench',
    }),
  );
  for (const { service, region, toRegion, signal, unit, sourceId } of series)
    insert.run(service, region, toRegion, signal, unit, sourceId);
  store.importHours(series.map((one, i) => ({ series: one, ...hours[i % hours.length]! })));
  const bytes = Number(
    database.prepare('SELECT total(length(body)) AS n FROM roll_ups WHERE tier = 3').get()?.n,
  );
  const atMs = START_MS + WEEKS * WEEK_MS + 30 * MINUTES.stepMs;
  const query = { service: null, signals: ['link_rtt'], atMs, knownByMs: null, afterId: 0, limit: LINKS };
  const times: number[] = [];
  for (let run = 0; run < ASKED_RUNS; run++) {
    const startMs = performance.now();
    const { found } = readBaselines({ database, rollUps: store }, query);
    times.push(performance.now() - startMs);
    if (found.filter(({ baseline }) => baseline.kind === 'known').length !== LINKS)
      throw new Error('Not every link has a normal.');
  }
  database.close();
  return { bytesPerSeries: bytes / LINKS, askMs: median(times) };
}
