import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  MAINTENANCE_PAUSE_MS,
  RETENTION_INTERVAL_MS,
} from '../../../../../electron/core/journal/open-journal.ts';
import { readBand, readBaselines } from '../../../../../electron/core/journal/read-baselines.ts';
import { HOURS, USUAL } from '../../../../../electron/core/journal/tiers.ts';
import type { Baseline } from '../../../../../shared/domain/baseline.ts';
import { HOUR_MS } from '../../../../../shared/domain/baseline.ts';
import { bench, columnsOf, openStores, type Stores, seriesOf, T0 } from './journal-harness.ts';

// A worker is started for every journal, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const MINUTE_MS = 60_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
const link = seriesOf({ service: '', region: 'eu-west-1', toRegion: 'us-east-1', signal: 'link_rtt' });

let stores: Stores;
let registered = false;
beforeEach(() => {
  stores = openStores(T0 - 7 * WEEK_MS);
  registered = false;
});

/** Measures the link once a minute for an hour; builds what is due. */
function recordHour(
  hourMs: number,
  seconds: number,
  { lag = 0, minutes = 60, nowMs = hourMs + 13 * HOUR_MS } = {},
): void {
  const atMs = Array.from({ length: minutes }, (_, i) => hourMs + i * MINUTE_MS);
  const samples = columnsOf(
    0,
    atMs,
    atMs.map((_, i) => seconds + (i % 5) * 0.001),
    atMs.map(() => lag),
  );
  stores.write({ series: registered ? [] : [{ handle: 0, series: link }], samples: [samples], nowMs });
  registered = true;
  stores.write({ nowMs: nowMs + 2 * HOUR_MS });
  while (stores.rollUps.build(nowMs + 20 * HOUR_MS, 20) > 0);
}

function ask(atMs: number, knownByMs: number | null = null): Baseline | undefined {
  const query = { service: null, signals: ['link_rtt'], atMs, knownByMs, afterId: 0, limit: 10 };
  return readBaselines(stores, query).found[0]?.baseline;
}

describe('what a journal has learned', () => {
  it('is the hour of the week, without the weeks that went wrong and without the hour itself', () => {
    for (const [weeks, seconds] of [
      [5, 0.1],
      [4, 0.1],
      [3, 2],
      [2, 0.1],
      [1, 4],
      [0, 9],
    ] as const)
      recordHour(T0 - weeks * WEEK_MS, seconds);
    const found = ask(T0 + 13 * MINUTE_MS);
    expect(found).toMatchObject({ kind: 'known', basis: 'week', occurrences: 5 });
    if (found?.kind !== 'known') return;
    expect(found.median).toBeCloseTo(0.102, 6);
    expect(found.low).toBeCloseTo(0.1, 6);
    expect(found.high).toBeCloseTo(0.104, 6);
    // The hour after it was never recorded.
    expect(ask(T0 + HOUR_MS)).toEqual({ kind: 'learning', weeks: 0, days: 0 });
  });

  it('says how little there is', () => {
    recordHour(T0 - WEEK_MS, 0.1);
    recordHour(T0 - 2 * WEEK_MS, 0.1, { minutes: 9 });
    recordHour(T0 - 3 * DAY_MS, 0.1);
    expect(ask(T0)).toEqual({ kind: 'learning', weeks: 1, days: 2 });
  });

  it('at a past moment is what was known then', () => {
    for (const weeks of [3, 2, 1]) recordHour(T0 - weeks * WEEK_MS, 0.1);
    expect(ask(T0 - WEEK_MS)).toEqual({ kind: 'learning', weeks: 2, days: 1 });
    expect(ask(T0)).toMatchObject({ kind: 'known', occurrences: 3 });
  });

  it('leaves out what arrived later than a past moment', () => {
    for (const weeks of [4, 3]) recordHour(T0 - weeks * WEEK_MS, 0.1);
    // Brought in ten days after it was measured.
    recordHour(T0 - 2 * WEEK_MS, 0.1, { lag: 10 * 86_400, nowMs: T0 - 2 * WEEK_MS + 10 * DAY_MS });
    expect(ask(T0 - WEEK_MS, T0 - WEEK_MS)).toEqual({ kind: 'learning', weeks: 2, days: 0 });
    expect(ask(T0 - WEEK_MS)).toMatchObject({ kind: 'known', occurrences: 3 });
    expect(ask(T0, T0)).toMatchObject({ kind: 'known', occurrences: 3 });
  });

  it('takes in what comes late to an hour it had learned', () => {
    for (const weeks of [3, 2]) recordHour(T0 - weeks * WEEK_MS, 0.1);
    recordHour(T0 - WEEK_MS, 0.1, { minutes: 8 });
    expect(ask(T0)).toEqual({ kind: 'learning', weeks: 2, days: 0 });
    recordHour(T0 - WEEK_MS, 0.1, { nowMs: T0 - WEEK_MS + 40 * MINUTE_MS });
    expect(ask(T0)).toMatchObject({ kind: 'known', occurrences: 3 });
  });

  it('is asked for in pieces', () => {
    stores.write({
      series: Array.from({ length: 5 }, (_, handle) => ({
        handle,
        series: seriesOf({ region: `r${handle}` }),
      })),
      samples: [0, 1, 2, 3, 4].map((handle) => columnsOf(handle, [T0], [1])),
      nowMs: T0,
    });
    const query = { service: 'checkout', signals: ['latency_p95'], atMs: T0, knownByMs: null, limit: 2 };
    const regions: string[] = [];
    let afterId: number | null = 0;
    let pieces = 0;
    while (afterId !== null) {
      const piece = readBaselines(stores, { ...query, afterId });
      regions.push(...piece.found.map(({ series }) => series.region));
      afterId = piece.nextAfterId;
      pieces += 1;
    }
    expect(regions).toEqual(['r0', 'r1', 'r2', 'r3', 'r4']);
    expect(pieces).toBe(3);
    const other = readBaselines(stores, { ...query, service: 'cart', afterId: 0 });
    expect(other).toEqual({ found: [], nextAfterId: null });
  });

  it('has a band for every hour of a range, each judged by the weeks before it', () => {
    for (const weeks of [4, 3, 2, 1]) recordHour(T0 - weeks * WEEK_MS, 0.1 * weeks);
    const [band] = readBand(stores, {
      service: '',
      region: 'eu-west-1',
      signals: ['link_rtt'],
      fromMs: T0 - WEEK_MS + MINUTE_MS,
      toMs: T0 + MINUTE_MS,
      knownByMs: null,
    });
    expect(band?.series).toEqual(link);
    expect(band?.hours).toHaveLength(7 * 24 + 1);
    const known = band?.hours.filter(({ baseline }) => baseline.kind === 'known') ?? [];
    expect(known.map(({ hourMs }) => hourMs)).toEqual([T0 - WEEK_MS, T0]);
    expect(known[0]?.baseline).toMatchObject({ median: 0.302, occurrences: 3 });
    expect(known[1]?.baseline).toMatchObject({ median: 0.252, occurrences: 4 });
  });

  it('takes hours in that were measured elsewhere, of series it knows', () => {
    recordHour(T0 - 10 * WEEK_MS, 0.1);
    const column = (...values: readonly number[]) => Float64Array.from(values);
    const hours = {
      startMs: column(...[3, 2, 1].map((weeks) => T0 - weeks * WEEK_MS)),
      min: column(0.1, 0.1, 0.1),
      max: column(0.3, 0.3, 0.3),
      sum: column(0.6, 0.6, 0.6),
      count: column(3, 3, 3),
    };
    stores.rollUps.importHours([
      { series: link, ...hours },
      { series: seriesOf({ service: 'unheard' }), ...hours },
    ]);
    expect(ask(T0)).toMatchObject({ kind: 'known', occurrences: 3 });
    const found = stores.rollUps.read(HOURS, 1, T0 - 3 * WEEK_MS, T0);
    expect(Array.from(found.count)).toEqual([3, 3, 3]);
    expect(stores.count('series')).toBe(1);
  });

  it('is kept as long as everything is, and not longer', () => {
    for (const weeks of [3, 2, 1]) recordHour(T0 - weeks * WEEK_MS, 0.1);
    const rows = (): number =>
      Number(stores.database.prepare('SELECT count(*) AS n FROM roll_ups WHERE tier = ?').get(USUAL.code)?.n);
    expect(rows()).toBe(3);
    while (stores.deleteStep(T0, { rawMs: DAY_MS, minutesMs: DAY_MS, maxAgeMs: 4 * WEEK_MS }));
    expect(rows()).toBe(3);
    expect(ask(T0)).toMatchObject({ kind: 'known' });
    while (stores.deleteStep(T0, { maxAgeMs: 1.5 * WEEK_MS }));
    expect(rows()).toBeLessThan(3);
  });
});

describe('a database whose minutes were rolled up before Vigil learned', () => {
  it('is learned from afterwards', async () => {
    const b = bench();
    mkdirSync(b.directory, { recursive: true });
    copyFileSync(
      new URL('../../../../fixtures/journal/version-3.db', import.meta.url),
      join(b.directory, 'vigil.db'),
    );
    const journal = await b.open();
    const signals = ['latency_p95', 'link_rtt'];
    const query = { service: null, signals, atMs: T0, knownByMs: null, afterId: 0, limit: 10 };
    const nothing = { kind: 'learning', weeks: 0, days: 0 };
    expect((await journal.baselines(query)).found.map(({ baseline }) => baseline)).toEqual([
      nothing,
      nothing,
    ]);
    b.clock.advance(RETENTION_INTERVAL_MS);
    await journal.stats();
    b.clock.advance(MAINTENANCE_PAUSE_MS);
    const { found } = await journal.baselines(query);
    expect(found.map(({ series }) => series)).toEqual([seriesOf(), link]);
    for (const { baseline } of found) {
      expect(baseline).toMatchObject({ kind: 'known', basis: 'week', occurrences: 3 });
      expect(baseline.kind === 'known' && baseline.median).toBeCloseTo(0.0855, 6);
    }
    // Two weeks earlier there were no three weeks yet, but seven days with this hour.
    const earlier = await journal.baselines({ ...query, atMs: T0 - 2 * WEEK_MS });
    expect(earlier.found[0]?.baseline).toMatchObject({ kind: 'known', basis: 'day', occurrences: 7 });
    await b.clean();
  });
});
