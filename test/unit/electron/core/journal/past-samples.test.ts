import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MARK_STEP_MS } from '../../../../../electron/core/journal/chunk-marks.ts';
import { arrivalMs } from '../../../../../electron/core/journal/lag.ts';
import type { PastSeries } from '../../../../../electron/core/journal/past-log.ts';
import { LOOK_BACK_MS } from '../../../../../electron/core/journal/past-samples.ts';
import {
  MAX_CHUNK_SPAN_MS,
  SEAL_AFTER_MS,
  SEAL_SAMPLES,
} from '../../../../../electron/core/journal/samples-store.ts';
import { columnsOf, openStores, type Stores, seriesOf, T0 } from './journal-harness.ts';

interface Told {
  readonly atMs: number;
  readonly value: number;
  readonly receivedAtMs: number;
}

const HANDLES = [0, 1, 2];
const registered = HANDLES.map((handle) => ({ handle, series: seriesOf({ region: `r${handle}` }) }));

function told({ atMs, value, lagSeconds }: PastSeries): Told[] {
  return Array.from(atMs, (ms, i) => ({
    atMs: ms,
    value: value[i]!,
    receivedAtMs: arrivalMs(ms, lagSeconds[i]!),
  }));
}

/** One per stamp, the one received last; those in the range, plus the last before. */
function naive(samples: readonly Told[], fromMs: number, toMs: number): Told[] {
  const newest = new Map<number, Told>();
  for (const sample of samples) {
    const known = newest.get(sample.atMs);
    if (known === undefined || sample.receivedAtMs >= known.receivedAtMs) newest.set(sample.atMs, sample);
  }
  const all = [...newest.values()].toSorted((a, b) => a.atMs - b.atMs);
  const before = all.findLast(({ atMs }) => atMs < fromMs && atMs >= fromMs - LOOK_BACK_MS);
  const inside = all.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
  return before === undefined ? inside : [before, ...inside];
}

function fill(stores: Stores, handle: number, atMs: readonly number[], nowMs: number): void {
  stores.write({
    series: registered,
    samples: [
      columnsOf(
        handle,
        atMs,
        atMs.map((ms) => ms % 1_000),
      ),
    ],
    nowMs,
  });
}

const MAX_BATCHES = 12;
const batches = fc.array(
  fc.record({
    handle: fc.constantFrom(...HANDLES),
    fromS: fc.nat(5_000),
    count: fc.integer({ min: 1, max: 40 }),
    stepS: fc.constantFrom(1, 7, 60),
    lagS: fc.constantFrom(0, 1, 600),
    value: fc.nat(9),
    sealsAfter: fc.boolean(),
  }),
  { minLength: 1, maxLength: MAX_BATCHES },
);

describe('past samples', () => {
  it('are what a naive reading of everything gives, whatever order it came in', () => {
    fc.assert(
      fc.property(batches, fc.nat(5_000), fc.nat(2_000), (list, fromS, lengthS) => {
        const stores = openStores();
        const all = new Map(HANDLES.map((handle) => [handle, [] as Told[]]));
        let nowMs = T0;
        for (const [
          i,
          { handle, fromS: start, count, stepS, lagS: lag, value, sealsAfter },
        ] of list.entries()) {
          // No two arrive within the same second: which of those is the last one, nobody can say.
          const lagS = lag * MAX_BATCHES + i;
          const atMs = Array.from({ length: count }, (_, i) => T0 + (start + i * stepS) * 1_000);
          // What repeats a value of a moment is left out: here no batch repeats another.
          const values = atMs.map((_, j) => value + j + i * 1_000);
          const lags = atMs.map(() => lagS);
          stores.write({ series: registered, samples: [columnsOf(handle, atMs, values, lags)], nowMs });
          all
            .get(handle)
            ?.push(
              ...atMs.map((ms, i) => ({ atMs: ms, value: values[i]!, receivedAtMs: ms + lagS * 1_000 })),
            );
          if (!sealsAfter) continue;
          nowMs += SEAL_AFTER_MS;
          stores.write({ nowMs });
        }
        const range = { fromMs: T0 + fromS * 1_000, toMs: T0 + (fromS + lengthS) * 1_000 };
        const found = stores.past.samples(range);
        for (const handle of HANDLES) {
          const expected = naive(all.get(handle) ?? [], range.fromMs, range.toMs);
          const series = found.find((one) => one.series.region === `r${handle}`);
          expect(series === undefined ? [] : told(series)).toEqual(expected);
        }
        stores.database.close();
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  it('are told coarsely before the asked moment: the last of every half minute, at its end', () => {
    const stores = openStores();
    const seconds = Array.from({ length: SEAL_SAMPLES }, (_, i) => i);
    for (const [from, to] of [
      [0, SEAL_SAMPLES],
      [SEAL_SAMPLES, SEAL_SAMPLES * 1.5],
    ] as const)
      fill(
        stores,
        0,
        seconds.map((second) => T0 + (from + second) * 1_000 + 250).filter((ms) => ms < T0 + to * 1_000),
        T0,
      );
    const range = { fromMs: T0 + 15_000, toMs: T0 + 900_000 };
    const [found] = stores.past.samples(range, T0 + 810_000);
    const samples = told(found!);
    const bins = samples.map(({ atMs }) => Math.floor((atMs - T0) / MARK_STEP_MS));
    // Half a minute from its middle on, every later one once, and from 13.5 min on every second.
    expect(bins.slice(0, 27)).toEqual(Array.from({ length: 27 }, (_, i) => i));
    expect(samples.slice(27).map(({ atMs }) => atMs)).toEqual(
      Array.from({ length: 90 }, (_, i) => T0 + (810 + i) * 1_000 + 250),
    );
    for (const { atMs } of samples.slice(0, 27)) expect(atMs % MARK_STEP_MS).toBeGreaterThanOrEqual(29_250);
  });

  it('of a silent series are its last one, for a day', () => {
    const stores = openStores();
    fill(stores, 0, [T0, T0 + 1_000], T0);
    fill(stores, 1, [T0 + 5_000], T0);
    stores.write({ nowMs: T0 + SEAL_AFTER_MS });
    expect([stores.count('chunks'), stores.count('tail')]).toEqual([2, 0]);
    const at = (ms: number) => stores.past.samples({ fromMs: ms, toMs: ms + 60_000 });
    expect(at(T0 + LOOK_BACK_MS).map((one) => told(one).map(({ atMs }) => atMs - T0))).toEqual([
      [1_000],
      [5_000],
    ]);
    expect(at(T0 + LOOK_BACK_MS + 1_001)).toHaveLength(1);
    expect(at(T0 + LOOK_BACK_MS + 5_001)).toHaveLength(0);
  });

  it('are found in chunks that were kept to an hour, and in longer ones of earlier versions', () => {
    const stores = openStores();
    const atMs = Array.from({ length: 700 }, (_, i) => T0 + i * 60_000);
    fill(stores, 0, atMs, T0);
    const spans = stores.database.prepare('SELECT to_ms - from_ms AS ms FROM chunks').all();
    expect(spans.length).toBeGreaterThan(10);
    expect(Math.max(...spans.map(({ ms }) => Number(ms)))).toBeLessThanOrEqual(MAX_CHUNK_SPAN_MS);
    // As version 2 kept it: one chunk over all.
    stores.database.exec(
      `UPDATE chunks SET to_ms = ${T0 + 699 * 60_000} WHERE id = (SELECT min(id) FROM chunks)`,
    );
    const [found] = stores.past.samples({ fromMs: T0 + 60_000, toMs: T0 + 120_000 });
    expect(told(found!).map((one) => one.atMs)).toEqual([T0, T0 + 60_000, T0 + 120_000]);
  });

  it('say when a source no longer reported them', () => {
    const stores = openStores();
    fill(stores, 0, [T0, T0 + 500_000], T0);
    const absences = [10_000, 20_000, 300_000, 400_000].map((ms) => ({ handle: 0, atMs: T0 + ms }));
    stores.write({ absences });
    const [found] = stores.past.samples({ fromMs: T0 + 100_000, toMs: T0 + 350_000 });
    expect(found?.absentAtMs.map((ms) => ms - T0)).toEqual([20_000, 300_000]);
  });
});
