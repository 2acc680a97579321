/**
 * The clock of the machine is set forth and back by an hour, again and again, while the journal is written, rolled up,
 * thinned out and opened anew: nothing is lost, every chunk is sealed, and no gap is painted over.
 */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { createAnswers } from '../../electron/core/journal/answers.ts';
import type { JournalSeries, RecordingSpan, Transition } from '../../electron/core/journal/journal.ts';
import { lateParts } from '../../electron/core/journal/late-parts.ts';
import type { WriteBatch } from '../../electron/core/journal/protocol.ts';
import { SEAL_AFTER_MS } from '../../electron/core/journal/samples-store.ts';
import { RECORDING_GAP_MS } from '../../electron/core/journal/spans-store.ts';
import { mergeIntervals } from '../../shared/math/intervals.ts';
import { seeded } from '../builders/seeded.ts';
import { LOG_START_MS } from '../fixtures/journal/numbered-log.ts';
import { memoryFolder } from '../fixtures/machine.ts';
import { DATABASE } from './damages.ts';

const HOUR_MS = 3_600_000;
const SECONDS = 3 * 3_600;
const SERIES = 3;
const MAINTAIN_EVERY = 300;
const LOOK_EVERY = 1_800;
const TRANSITION_EVERY = 97;
/** A run takes up what is open as if it had just come: an open chunk may live twice as long once. */
const MOST_TAIL_ROWS = 2 * (SEAL_AFTER_MS / 1_000) + 20;

const series: readonly JournalSeries[] = Array.from({ length: SERIES }, (_, index) => ({
  service: 'checkout',
  region: `region-${index}`,
  toRegion: null,
  signal: 'latency_p95',
  unit: 'seconds',
  sourceId: 'clock',
}));
const everything = { fromMs: 0, toMs: 2 * LOG_START_MS };

function tailRows(directory: string): number {
  const database = new DatabaseSync(join(directory, DATABASE));
  const count = Number(database.prepare('SELECT count(*) AS n FROM tail').get()?.n);
  database.close();
  return count;
}

/** The longest stretch without a mark that the spans call recorded. */
function longestPainted(spans: readonly RecordingSpan[], marks: readonly number[]): number {
  const sorted = [...new Set(marks)].toSorted((a, b) => a - b);
  let longest = 0;
  for (const { fromMs, toMs } of mergeIntervals(spans.map((span) => ({ ...span })))) {
    const inside = sorted.filter((ms) => ms >= fromMs && ms <= toMs);
    const stops = [fromMs, ...inside, toMs];
    for (let i = 1; i < stops.length; i += 1) longest = Math.max(longest, stops[i]! - stops[i - 1]!);
  }
  return longest;
}

it.each([
  { seed: 1, maxAgeHours: 24 * 30 },
  { seed: 2, maxAgeHours: 24 * 30 },
  { seed: 3, maxAgeHours: 2 },
  { seed: 4, maxAgeHours: 2 },
])(
  'keeps its order while the clock jumps: seed $seed, $maxAgeHours h kept',
  { timeout: 120_000 },
  async ({ seed, maxAgeHours }) => {
    const random = seeded(seed);
    const directory = memoryFolder('clock');
    let answers = createAnswers(() => lateParts);
    const expected = series.map(() => new Map<number, number>());
    const transitions: Transition[] = [];
    const marks: number[] = [];
    let offsetMs = 0;
    let jumps = 0;
    let restarts = 0;
    let isRegistered = false;
    let newestMs = LOG_START_MS;
    let lastMs: number | null = null;
    let mostTailRows = 0;
    const maxAgeMs = maxAgeHours * HOUR_MS;
    const limits = { rawMs: maxAgeMs, minutesMs: maxAgeMs, maxAgeMs, maxBytes: 1e12 };
    await answers.open({ directory, nowMs: LOG_START_MS });

    const write = async (second: number, count: number): Promise<void> => {
      const nowMs = LOG_START_MS + second * 1_000 + offsetMs;
      newestMs = Math.max(newestMs, nowMs);
      const recording: RecordingSpan[] = [{ fromMs: nowMs, toMs: nowMs }];
      if (lastMs !== null && nowMs - lastMs >= RECORDING_GAP_MS)
        recording.unshift({ fromMs: lastMs, toMs: lastMs, ended: 'asleep' });
      lastMs = nowMs;
      marks.push(nowMs);
      const isTransition = second % TRANSITION_EVERY === 0;
      const told: Transition[] = isTransition
        ? [{ service: 'checkout', region: 'region-0', state: second % 2 === 0 ? 'ok' : 'down', atMs: nowMs }]
        : [];
      transitions.push(...told);
      for (let index = 0; index < count; index += 1) expected[index]!.set(nowMs, second + index / 8);
      const batch: WriteBatch = {
        series: isRegistered ? [] : series.map((one, handle) => ({ handle, series: one })),
        samples: [
          {
            handle: Uint32Array.from({ length: count }, (_, index) => index),
            atMs: new Float64Array(count).fill(nowMs),
            value: Float64Array.from({ length: count }, (_, index) => second + index / 8),
            lagSeconds: new Uint32Array(count),
          },
        ],
        transitions: told,
        alerts: [],
        texts: [],
        annotations: [],
        actions: [],
        absences: [],
        sources: [],
        silences: [],
        configurations: [],
        recording,
        snapshot: null,
        nowMs,
      };
      expect(await answers.write(batch)).toEqual({ refusedSamples: 0, notice: null });
      isRegistered = true;
    };
    const restart = async (second: number): Promise<void> => {
      restarts += 1;
      await answers.close(null);
      mostTailRows = Math.max(mostTailRows, tailRows(directory));
      answers = createAnswers(() => lateParts);
      isRegistered = false;
      const opened = await answers.open({ directory, nowMs: LOG_START_MS + second * 1_000 + offsetMs });
      expect(opened).toEqual({ notice: null, inUse: null });
    };
    const look = async (): Promise<void> => {
      // What retention may have taken by the clock that ran furthest ahead is not asked for.
      const fromMs = newestMs - maxAgeMs + 60_000;
      const found = await answers.history({
        service: 'checkout',
        region: null,
        signals: ['latency_p95'],
        fromMs,
        toMs: everything.toMs,
      });
      for (const [index, one] of series.entries()) {
        const read = found.find((other) => other.series.region === one.region);
        const wanted = [...expected[index]!].filter(([ms]) => ms >= fromMs).toSorted(([a], [b]) => a - b);
        expect(Array.from(read?.atMs ?? [], (ms, i) => [ms, read!.value[i]])).toEqual(wanted);
      }
    };

    let second = 0;
    for (; second < SECONDS; second += 1) {
      if (random() < 1 / 700) {
        jumps += 1;
        offsetMs = [-HOUR_MS, 0, HOUR_MS][Math.floor(random() * 3)]!;
        if (random() < 0.4) await restart(second);
      }
      await write(second, SERIES);
      if (second % MAINTAIN_EVERY === 0)
        while ((await answers.maintain({ nowMs: newestMs, ...limits })).more);
      if (second % LOOK_EVERY === 0) await look();
    }
    // Only the first goes on: what the others have open is sealed by age alone.
    for (const end = second + SEAL_AFTER_MS / 1_000 + 30; second < end; second += 1) await write(second, 1);
    await look();

    const toldTransitions = await answers.transitions({ service: null, ...everything });
    expect(toldTransitions.map(({ atMs }) => atMs)).toEqual(
      toldTransitions.map(({ atMs }) => atMs).toSorted((a, b) => a - b),
    );
    const own = toldTransitions.filter(({ state }) => state !== 'no_data');
    const kept = transitions.filter(({ atMs }) => atMs >= newestMs - maxAgeMs);
    expect(own).toEqual(expect.arrayContaining(kept));
    const spans = await answers.recordingSpans(everything);
    expect(spans.every(({ fromMs, toMs }) => toMs >= fromMs)).toBe(true);
    const keptMarks = marks.filter((ms) => ms >= newestMs - maxAgeMs);
    const uncovered = keptMarks.filter((ms) => !spans.some(({ fromMs, toMs }) => ms >= fromMs && ms <= toMs));
    expect(uncovered).toEqual([]);
    expect(longestPainted(spans, marks)).toBeLessThan(RECORDING_GAP_MS);
    const { sampleCount } = await answers.stats(null);
    expect(sampleCount).toBeGreaterThanOrEqual(keptMarks.length > 0 ? new Set(keptMarks).size : 0);
    await answers.close(null);
    const tailAtEnd = tailRows(directory);
    process.stdout.write(
      `clock jumps: seed ${seed}: ${jumps} jumps of an hour, ${restarts} restarts, ${marks.length} writes, ${spans.length} spans, at most ${mostTailRows} batches not sealed, ${tailAtEnd} at the end\n`,
    );
    expect(jumps).toBeGreaterThan(3);
    expect(mostTailRows).toBeLessThanOrEqual(MOST_TAIL_ROWS);
    expect(tailAtEnd).toBeLessThanOrEqual(SEAL_AFTER_MS / 1_000 + 40);
  },
);
