import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createAnswers } from '../../electron/core/journal/answers.ts';
import type { JournalSeries } from '../../electron/core/journal/journal.ts';
import { lateParts } from '../../electron/core/journal/late-parts.ts';
import type { WriteBatch } from '../../electron/core/journal/protocol.ts';
import { emptyBatch } from '../builders/random-log.ts';
import { seeded } from '../builders/seeded.ts';
import type { BenchLine } from './bench-line.ts';
import { median } from './median.ts';

const START_MS = Date.UTC(2026, 8, 22);
const DAY_SECONDS = 86_400;
/** Of each kind: constant, counter, noisy latency, up flag. */
const SERIES_PER_KIND = 5;
const KINDS = ['constant', 'counter', 'latency', 'up'] as const;
const SERIES = SERIES_PER_KIND * KINDS.length;
const SECONDS_PER_BATCH = 60;
const PROJECTED_SERIES = 10_000;
const PROJECTED_DAYS = 30;
const MEGABYTE = 1_048_576;
const CHART_POINTS = 300;
const CHART_RUNS = 7;
/** Samples of the comparison with bare statements, in batches of a second of 10,000 series. */
const INSERTED = 600_000;
const PER_INSERTED_BATCH = 10_000;
const roomy = { rawMs: 1e12, minutesMs: 1e12, maxAgeMs: 1e12, maxBytes: 1e12 };

const seriesNamed = (signal: string): JournalSeries => ({
  service: 'bench',
  region: 'eu-west-1',
  toRegion: null,
  signal,
  unit: 'none',
  sourceId: 'a',
});

/** A simulated day at 1 Hz: its size, a chart of all of it, and the rate of writing beside bare statements. */
export async function benchJournalDay(): Promise<BenchLine[]> {
  return [...benchDay(), ...benchInserts()];
}

function benchDay(): BenchLine[] {
  const directory = mkdtempSync(join(tmpdir(), 'vigil-bench-'));
  const answers = createAnswers(() => lateParts);
  answers.open({ directory, nowMs: START_MS });
  try {
    const random = seeded(1);
    const values = KINDS.flatMap((kind) =>
      Array.from({ length: SERIES_PER_KIND }, () => valuesOf(kind, random)),
    );
    let registrations = KINDS.flatMap((kind, k) =>
      Array.from({ length: SERIES_PER_KIND }, (_, i) => ({
        handle: k * SERIES_PER_KIND + i,
        series: seriesNamed(`${kind}_${i}`),
      })),
    );
    for (let second = 0; second < DAY_SECONDS; second += SECONDS_PER_BATCH) {
      const nowMs = START_MS + (second + SECONDS_PER_BATCH) * 1_000;
      const count = SERIES * SECONDS_PER_BATCH;
      const columns = columnsFor(count);
      for (let i = 0; i < count; i++) {
        const of = i % SERIES;
        columns.handle[i] = of;
        columns.atMs[i] = START_MS + (second + Math.floor(i / SERIES)) * 1_000 + Math.round(random() * 6 - 3);
        columns.value[i] = values[of]!();
      }
      answers.write({ ...emptyBatch, series: registrations, samples: [columns], nowMs });
      registrations = [];
      while (answers.maintain({ nowMs, ...roomy }).more);
    }
    // What is still open is sealed, and what is due rolled up, as in the hours after.
    const laterMs = START_MS + (DAY_SECONDS + 12 * 3_600) * 1_000;
    for (let i = 0; i < 3; i++) answers.write({ ...emptyBatch, nowMs: laterMs });
    while (answers.maintain({ nowMs: laterMs, ...roomy }).more);
    const { databaseBytes } = answers.stats(null);
    const perSeriesDay = databaseBytes / SERIES;
    const charts: number[] = [];
    for (let run = 0; run < CHART_RUNS; run++) {
      const startMs = performance.now();
      const found = answers.history({
        service: 'bench',
        region: null,
        signals: Array.from({ length: 5 }, (_, i) => `latency_${i}`),
        fromMs: START_MS,
        toMs: START_MS + DAY_SECONDS * 1_000,
        maxPointsPerSeries: CHART_POINTS,
      });
      charts.push(performance.now() - startMs);
      if (found.length !== 5) throw new Error('The chart lacks series.');
    }
    const scanMs = scanOf(5 * DAY_SECONDS);
    return [
      {
        name: `journal after a simulated day of ${SERIES} series at 1 Hz, roll-ups included`,
        value: databaseBytes / (SERIES * DAY_SECONDS),
        unit: 'B per sample',
        limit: 'raw 16 B',
        ratio: databaseBytes / (SERIES * DAY_SECONDS) / 16,
      },
      {
        name: `journal of ${PROJECTED_SERIES} series at 1 Hz, projected to ${PROJECTED_DAYS} days without a cap`,
        value: (perSeriesDay * PROJECTED_SERIES * PROJECTED_DAYS) / MEGABYTE / 1_024,
        unit: 'GB',
      },
      {
        name: `24 h chart of 5 series, ${CHART_POINTS} points each`,
        value: median(charts),
        unit: 'ms',
        limit: `a bare scan for least and greatest of as many doubles in memory, ${scanMs.toFixed(1)} ms`,
        ratio: median(charts) / scanMs,
      },
    ];
  } finally {
    answers.close(null);
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Samples a second through the worker's whole way, beside one prepared statement a sample in one transaction. */
function benchInserts(): BenchLine[] {
  const directory = mkdtempSync(join(tmpdir(), 'vigil-bench-'));
  try {
    const random = seeded(2);
    const batches: WriteBatch[] = [];
    for (let batch = 0; batch < INSERTED / PER_INSERTED_BATCH; batch++) {
      const nowMs = START_MS + batch * 1_000;
      const columns = columnsFor(PER_INSERTED_BATCH);
      for (let i = 0; i < PER_INSERTED_BATCH; i++) {
        columns.handle[i] = i;
        columns.atMs[i] = nowMs;
        columns.value[i] = Math.round(8_000 + random() * 400) / 100_000;
      }
      const series =
        batch === 0
          ? Array.from({ length: PER_INSERTED_BATCH }, (_, handle) => ({
              handle,
              series: seriesNamed(`s${handle}`),
            }))
          : [];
      batches.push({ ...emptyBatch, series, samples: [columns], nowMs });
    }
    const bare = new DatabaseSync(join(directory, 'bare.db'));
    bare.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE samples (s INTEGER, t INTEGER, v REAL)',
    );
    const insert = bare.prepare('INSERT INTO samples VALUES (?, ?, ?)');
    let startMs = performance.now();
    bare.exec('BEGIN');
    for (const { samples } of batches)
      for (const { handle, atMs, value } of samples)
        for (let i = 0; i < handle.length; i++) insert.run(handle[i]!, atMs[i]!, value[i]!);
    bare.exec('COMMIT');
    const bareMs = performance.now() - startMs;
    bare.close();
    const answers = createAnswers(() => lateParts);
    answers.open({ directory, nowMs: START_MS });
    startMs = performance.now();
    for (const batch of batches) answers.write(batch);
    const oursMs = performance.now() - startMs;
    answers.close(null);
    return [
      {
        name: `journal writes ${INSERTED} samples in ${batches.length} transactions`,
        value: INSERTED / oursMs,
        unit: 'k samples/s',
        limit: `a bare prepared statement in one transaction ${(INSERTED / bareMs).toFixed(0)} k samples/s`,
        ratio: oursMs / bareMs,
      },
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function columnsFor(count: number): {
  readonly handle: Uint32Array<ArrayBuffer>;
  readonly atMs: Float64Array<ArrayBuffer>;
  readonly value: Float64Array<ArrayBuffer>;
  readonly lagSeconds: Uint32Array<ArrayBuffer>;
} {
  return {
    handle: new Uint32Array(count),
    atMs: new Float64Array(count),
    value: new Float64Array(count),
    lagSeconds: new Uint32Array(count),
  };
}

function valuesOf(kind: (typeof KINDS)[number], random: () => number): () => number {
  let state = 1_000_000;
  switch (kind) {
    case 'constant':
      return () => 42;
    case 'counter':
      return () => (state += Math.round(110 + random() * 20));
    case 'latency':
      return () => Math.round(8_000 + random() * 800) / 100_000;
    case 'up':
      return () => (random() < 0.005 ? 0 : 1);
  }
}

function scanOf(count: number): number {
  const values = Float64Array.from({ length: count }, (_, i) => Math.sin(i));
  const times: number[] = [];
  for (let run = 0; run < CHART_RUNS; run++) {
    const startMs = performance.now();
    let least = Number.POSITIVE_INFINITY;
    let greatest = Number.NEGATIVE_INFINITY;
    for (const value of values) {
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
    times.push(performance.now() - startMs);
    if (!(greatest >= least)) throw new Error('Nothing was scanned.');
  }
  return median(times);
}
