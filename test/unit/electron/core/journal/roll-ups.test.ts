import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { readHistory } from '../../../../../electron/core/journal/read-history.ts';
import { type Buckets, rollUp } from '../../../../../electron/core/journal/roll-up.ts';
import { decodeBuckets, encodeBuckets } from '../../../../../electron/core/journal/roll-up-codec.ts';
import { ROLL_UP_AFTER_MS } from '../../../../../electron/core/journal/roll-ups-store.ts';
import { SEAL_AFTER_MS } from '../../../../../electron/core/journal/samples-store.ts';
import { HOURS, MINUTES, periodOf } from '../../../../../electron/core/journal/tiers.ts';
import { columnsOf, openStores, type Stores, seriesOf, T0 } from './journal-harness.ts';

const START_MS = periodOf(MINUTES, T0);
const MINUTE_MS = 60_000;

interface Naive {
  readonly startMs: number;
  min: number;
  max: number;
  sum: number;
  /** Sum of the magnitudes. */
  size: number;
  count: number;
}

/** One per step, of the last value of each stamp. */
function naive(samples: ReadonlyMap<number, number>, stepMs: number): Naive[] {
  const buckets = new Map<number, Naive>();
  for (const [ms, value] of [...samples].toSorted(([a], [b]) => a - b)) {
    const startMs = Math.floor(ms / stepMs) * stepMs;
    const bucket = buckets.get(startMs) ?? { startMs, min: value, max: value, sum: 0, size: 0, count: 0 };
    bucket.min = Math.min(bucket.min, value);
    bucket.max = Math.max(bucket.max, value);
    bucket.sum += value;
    bucket.size += Math.abs(value);
    bucket.count += 1;
    buckets.set(startMs, bucket);
  }
  return [...buckets.values()];
}

function expectSame(found: Buckets, expected: readonly Naive[]): void {
  for (const name of ['startMs', 'min', 'max', 'count'] as const)
    expect(Array.from(found[name])).toEqual(expected.map((bucket) => bucket[name]));
  expected.forEach(({ sum, size, count }, i) => {
    // Two sums of the same numbers in different orders differ by this much at most (Higham, Accuracy and Stability, 4.2).
    const ofOrder = Number.EPSILON * count * size;
    expect(Math.abs(found.sum[i]! - sum)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(sum)) + ofOrder);
  });
}

const registered = [{ handle: 0, series: seriesOf() }];
let stores: Stores;
beforeEach(() => {
  stores = openStores(START_MS);
});

function write(atMs: readonly number[], value: readonly number[], nowMs: number, lag = 0): void {
  stores.write({
    series: registered,
    samples: [
      columnsOf(
        0,
        atMs,
        value,
        atMs.map(() => lag),
      ),
    ],
    nowMs,
  });
  stores.write({ nowMs: nowMs + SEAL_AFTER_MS });
}

/** All that is due, as long after the period as it takes. */
function build(atMs = START_MS + MINUTES.periodMs + ROLL_UP_AFTER_MS): number {
  let built = 0;
  for (let more = 1; more > 0; built += more) more = stores.rollUps.build(atMs, 3);
  return built;
}

const minutes = (): Buckets =>
  stores.rollUps.read(MINUTES, 1, START_MS - MINUTES.periodMs, START_MS + 2 * MINUTES.periodMs);
const hours = (): Buckets => stores.rollUps.read(HOURS, 1, 0, T0 * 2);

const anyValue = fc.oneof(
  fc.integer({ min: -100_000, max: 100_000 }).map((n) => n / 1_000),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }),
);
const batch = fc.array(fc.tuple(fc.nat(MINUTES.periodMs * 2 - 1), anyValue), { minLength: 1, maxLength: 60 });

describe('roll-ups', () => {
  it('are what a naive computation gives, whatever came in, late and twice', () => {
    fc.assert(
      fc.property(fc.array(batch, { minLength: 1, maxLength: 4 }), (batches) => {
        stores = openStores(START_MS);
        const all = new Map<number, number>();
        for (const [i, samples] of batches.entries()) {
          const atMs = samples.map(([offsetMs]) => START_MS + offsetMs);
          const value = samples.map(([, one]) => one);
          atMs.forEach((ms, j) => all.set(ms, value[j]!));
          write(atMs, value, START_MS + i * SEAL_AFTER_MS, i);
          if (i % 2 === 1) build(START_MS + 3 * MINUTES.periodMs);
        }
        build(START_MS + 3 * MINUTES.periodMs);
        expectSame(minutes(), naive(all, MINUTES.stepMs));
        expectSame(hours(), naive(all, HOURS.stepMs));
        stores.database.close();
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('are built when their stretch is over for a while, once', () => {
    const atMs = [START_MS, START_MS + MINUTE_MS];
    write(atMs, [1, 2], START_MS);
    expect(build(START_MS + MINUTES.periodMs + ROLL_UP_AFTER_MS - 1)).toBe(0);
    expect(stores.rollUps.oldestDueMs()).toBe(START_MS);
    expect(build()).toBe(1);
    expect(build()).toBe(0);
    expect(stores.rollUps.oldestDueMs()).toBeNull();
    write([START_MS + 1], [9], START_MS + MINUTES.periodMs);
    expect(build()).toBe(1);
    expect(Array.from(minutes().max)).toEqual([9, 2]);
    expect(Array.from(minutes().count)).toEqual([2, 1]);
  });

  it('are begun again after a crash: what is due is in the database', () => {
    write([START_MS], [1], START_MS);
    stores.database.exec('BEGIN');
    stores.rollUps.build(START_MS + 2 * MINUTES.periodMs, 10);
    stores.database.exec('ROLLBACK');
    expect(minutes().startMs.length).toBe(0);
    expect(build()).toBe(1);
    expect(minutes().startMs.length).toBe(1);
  });

  it('keep what is known where raw samples were thrown away, and widen', () => {
    const atMs = Array.from({ length: 1_200 }, (_, i) => START_MS + i * 1_000);
    write(
      atMs,
      atMs.map((_, i) => i),
      START_MS,
    );
    build();
    stores.database.exec('DELETE FROM chunks');
    stores.database.exec(`INSERT INTO meta VALUES ('raw_deleted_until_ms', ${START_MS + 600_000})`);
    write([START_MS + 30_500, START_MS + 630_500], [5_000, 6_000], START_MS + MINUTES.periodMs);
    expect(build()).toBe(1);
    const found = minutes();
    expect([found.max[0], found.count[0], found.sum[0]]).toEqual([5_000, 60, (59 * 60) / 2]);
    expect([found.max[1], found.count[1]]).toEqual([119, 60]);
    expect([found.max[10], found.count[10]]).toEqual([6_000, 60]);
    // From minute 11 on all raw samples there ever were are still there: what they say counts.
    expect(found.startMs.length).toBe(11);
  });
});

describe('the roll-up codec', () => {
  const buckets = fc
    .array(fc.tuple(fc.nat(10_000_000), anyValue, fc.nat(100)), { minLength: 1, maxLength: 200 })
    .map((samples) => {
      const sorted = new Map(
        samples.toSorted(([a], [b]) => a - b).map(([ms, ...rest]) => [ms, rest] as const),
      );
      return rollUp(
        {
          atMs: Float64Array.from(sorted.keys()),
          value: Float64Array.from([...sorted.values()], ([value]) => value),
          lagSeconds: Uint32Array.from([...sorted.values()], ([, lag]) => lag),
        },
        MINUTES.stepMs,
      );
    });

  it('gives back peaks, counts and lags exactly, and sums but for their rounding', () => {
    fc.assert(
      fc.property(buckets, (one) => {
        const decoded = decodeBuckets(encodeBuckets(one));
        if (!decoded.ok) throw new Error(decoded.error);
        expect({ ...decoded.value, sum: null }).toEqual({ ...one, sum: null });
        decoded.value.sum.forEach((sum, i) => {
          expect(Math.abs(sum - one.sum[i]!)).toBeLessThanOrEqual(1e-9 * Math.abs(one.sum[i]!));
        });
      }),
      { numRuns: 100 },
    );
  });

  it('answers any bytes and changed ones with a sentence', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => !decodeBuckets(bytes).ok));
    fc.assert(
      fc.property(buckets, fc.nat(), fc.integer({ min: 1, max: 255 }), (one, position, change) => {
        const bytes = encodeBuckets(one);
        bytes[position % bytes.length]! ^= change;
        expect(decodeBuckets(bytes).ok).toBe(false);
      }),
    );
  });
});

describe('history', () => {
  const query = (parts: object = {}) => ({
    service: 'checkout',
    region: null,
    signals: ['latency_p95'],
    fromMs: START_MS,
    toMs: START_MS + 3 * 86_400_000,
    ...parts,
  });
  const read = (parts: object = {}) => {
    const [found] = readHistory(stores, query(parts));
    return {
      atMs: Array.from(found?.atMs ?? []),
      value: Array.from(found?.value ?? []),
      filledLater: found?.filledLater,
    };
  };
  const peakMs = START_MS + 7 * 3_600_000 + 123_000;

  /** Three days of a sample every 10 s, all 1 but for one peak and one dip. */
  function fill(): void {
    for (let hour = 0; hour < 72; hour++) {
      const fromMs = START_MS + hour * 3_600_000;
      const atMs = Array.from({ length: 360 }, (_, i) => fromMs + i * 10_000 + 3_000);
      write(
        atMs,
        atMs.map((ms) => (ms === peakMs ? 99 : ms === peakMs + 10_000 ? -9 : 1)),
        fromMs,
      );
    }
    build(START_MS + 4 * 86_400_000);
  }

  it('keeps every peak at every number of points, with raw samples and without', () => {
    fill();
    const points = [1_000, 300, 100, 40, 8, 2];
    const expectPeaks = () => {
      for (const maxPointsPerSeries of points) {
        const { value, atMs } = read({ maxPointsPerSeries });
        expect([value.length <= maxPointsPerSeries, Math.max(...value), Math.min(...value)]).toEqual([
          true,
          99,
          -9,
        ]);
        expect(Math.abs(atMs[value.indexOf(99)]! - peakMs)).toBeLessThanOrEqual(3_600_000);
      }
    };
    expectPeaks();
    stores.database.exec('DELETE FROM chunks');
    stores.database.exec(`INSERT INTO meta VALUES ('raw_deleted_until_ms', ${START_MS + 3 * 86_400_000})`);
    expectPeaks();
    expect(Math.max(...read().value)).toBe(99);
    stores.database.exec(`DELETE FROM roll_ups WHERE tier = ${MINUTES.code}`);
    expectPeaks();
    expect(read().value.length).toBeGreaterThan(71);
  });

  it('is read from roll-ups where they tell as much', () => {
    fill();
    stores.database.exec('UPDATE chunks SET body = zeroblob(10)');
    expect(read({ maxPointsPerSeries: 100 }).value).toContain(99);
    expect(read({ maxPointsPerSeries: 4_000 }).value).toContain(99);
    expect(read({ toMs: START_MS + 2 * 3_600_000, maxPointsPerSeries: 300 }).value).toEqual([]);
  });

  it('joins what is rolled up with what is not yet', () => {
    fill();
    const nowMs = START_MS + 3 * 86_400_000;
    write([nowMs + 1_000], [50], nowMs);
    stores.write({ samples: [columnsOf(0, [nowMs + 700_000], [60])], nowMs: nowMs + SEAL_AFTER_MS });
    const { value, atMs } = read({ toMs: nowMs + 3_600_000, maxPointsPerSeries: 100 });
    expect(value.slice(-2)).toEqual([50, 60]);
    expect(atMs.toSorted((a, b) => a - b)).toEqual(atMs);
    expect(value).toContain(99);
  });

  it('shows raw samples that were left over where nothing was rolled up', () => {
    write([START_MS, START_MS + 1_000], [1, 2], START_MS);
    stores.database.exec(`INSERT INTO meta VALUES ('raw_deleted_until_ms', ${START_MS + 500})`);
    expect(read().value).toEqual([1, 2]);
  });

  it('tells only what was known, from raw samples where there are some', () => {
    const day = 86_400_000;
    fill();
    write([peakMs + 500], [1_000], START_MS + 3 * day, (2 * day) / 1_000);
    build(START_MS + 4 * day);
    const known = (knownByMs: number | null, maxPointsPerSeries: number) =>
      Math.max(...read({ knownByMs, maxPointsPerSeries, toMs: START_MS + day }).value);
    for (const points of [1_000, 100, 20, 2]) {
      expect(known(null, points)).toBe(1_000);
      expect(known(START_MS + day, points)).toBe(99);
      expect(known(START_MS + 4 * day, points)).toBe(1_000);
    }
    stores.database.exec('DELETE FROM chunks');
    stores.database.exec(`INSERT INTO meta VALUES ('raw_deleted_until_ms', ${START_MS + 3 * day})`);
    // The minute of the peak holds what came later: it is left out, and the rest is told.
    expect(known(START_MS + day, 100)).toBe(1);
    expect(read({ maxPointsPerSeries: 500, toMs: START_MS + day }).filledLater).toHaveLength(1);
  });
});
