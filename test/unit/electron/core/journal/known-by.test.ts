import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FILLED_LATER_MS } from '../../../../../electron/core/journal/collect-series.ts';
import { SEAL_AFTER_MS } from '../../../../../electron/core/journal/samples-store.ts';
import { annotation } from '../../../../builders/annotations.ts';
import { alertOf, type Bench, bench, samplesOf, seriesOf, T0 } from './journal-harness.ts';

// A worker is started for every journal, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

let b: Bench;
beforeEach(() => {
  b = bench();
});
afterEach(() => b.clean());

const asked = { service: 'checkout', region: null, signals: ['latency_p95'], fromMs: 0, toMs: T0 * 2 };
const offsets = (column: Float64Array | undefined): number[] => Array.from(column ?? [], (ms) => ms - T0);

describe('samples and the time they arrived', () => {
  it.each([false, true])('leave out what came after the asked moment (sealed: %s)', async (isSealed) => {
    const journal = await b.open();
    journal.appendSamples([samplesOf(seriesOf(), [T0, T0 + 1_000, T0 + 2_000], [1, 2, 3], 300)]);
    journal.appendSamples([samplesOf(seriesOf(), [T0 - 5_000, T0 - 4_000], [7, 8], 3_600_000)]);
    await journal.flush();
    if (isSealed) {
      b.clock.advance(SEAL_AFTER_MS);
      journal.markRecording(b.clock.nowMs());
      await journal.flush();
    }
    const known = async (knownByMs: number | null) => {
      const [found] = await journal.history({ ...asked, knownByMs });
      return Array.from(found?.value ?? []);
    };
    expect(await known(null)).toEqual([7, 8, 1, 2, 3]);
    expect(await known(T0 + 10_000)).toEqual([1, 2, 3]);
    // A whole second, rounded up: the second arrived at 1.3 s and may be told from 2 s on.
    expect(await known(T0 + 1_999)).toEqual([1]);
    expect(await known(T0 - 1)).toEqual([]);
  });

  it('say which stretches were filled afterwards', async () => {
    const journal = await b.open();
    const at = (from: number, to: number) =>
      Array.from({ length: (to - from) / 1_000 }, (_, i) => T0 + from + i * 1_000);
    const add = (from: number, to: number, lagMs: number) => {
      const atMs = at(from, to);
      journal.appendSamples([
        samplesOf(
          seriesOf(),
          atMs,
          atMs.map((ms) => ms % 7),
          lagMs,
        ),
      ]);
    };
    add(0, 10_000, 20);
    add(30_000, 40_000, FILLED_LATER_MS);
    add(10_000, 20_000, FILLED_LATER_MS + 1_000);
    add(50_000, 60_000, 7_200_000);
    const [found] = await journal.history(asked);
    const expected = [
      { fromMs: T0 + 10_000, toMs: T0 + 19_000 },
      { fromMs: T0 + 50_000, toMs: T0 + 59_000 },
    ];
    expect(found?.filledLater).toEqual(expected);
    const [thinned] = await journal.history({
      ...asked,
      fromMs: T0,
      toMs: T0 + 60_000,
      maxPointsPerSeries: 10,
    });
    expect(thinned?.filledLater).toEqual(expected);
    const [then] = await journal.history({ ...asked, knownByMs: T0 + 70_000 });
    expect(then?.filledLater).toEqual([]);
  });

  it('tell of one moment what arrived last', async () => {
    const journal = await b.open();
    journal.appendSamples([samplesOf(seriesOf(), [T0], [2], 90_000)]);
    journal.appendSamples([samplesOf(seriesOf(), [T0], [1], 1_000)]);
    const [found] = await journal.history(asked);
    expect(Array.from(found?.value ?? [])).toEqual([2]);
    const [then] = await journal.history({ ...asked, knownByMs: T0 + 2_000 });
    expect([Array.from(then?.value ?? []), offsets(then?.receivedAtMs)]).toEqual([[1], [1_000]]);
  });
});

describe('alerts as of a moment', () => {
  it('still fire when they resolved later, and are unknown before they were heard of', async () => {
    const journal = await b.open();
    const known = async (knownByMs: number | null, fromMs = T0, limit = 10) =>
      (await journal.alertHistory(fromMs, T0 + 1_000_000, limit, knownByMs)).map(
        ({ id, state, severity }) => `${id} ${state} ${severity}`,
      );
    journal.appendAlertEvents([alertOf()], T0 + 5_000);
    journal.appendAlertEvents([alertOf({ severity: 'warning' })], T0 + 60_000);
    journal.appendAlertEvents([alertOf({ id: 'a2', startsAtMs: T0 + 70_000 })], T0 + 70_000);
    journal.appendAlertEvents([alertOf({ state: 'resolved', resolvedAtMs: T0 + 100_000 })], T0 + 120_000);
    expect(await known(null)).toEqual(['a2 firing critical', 'a1 resolved critical']);
    expect(await known(T0 + 4_999)).toEqual([]);
    expect(await known(T0 + 5_000)).toEqual(['a1 firing critical']);
    expect(await known(T0 + 65_000)).toEqual(['a1 firing warning']);
    // Over at 100 s, heard of at 120 s.
    expect(await known(T0 + 110_000)).toEqual(['a2 firing critical', 'a1 firing warning']);
    expect(await known(T0 + 110_000, T0 + 105_000)).toEqual(['a2 firing critical', 'a1 firing warning']);
    expect(await known(T0 + 120_000, T0 + 105_000)).toEqual(['a2 firing critical']);
    expect(await known(T0 + 110_000, T0, 1)).toEqual(['a2 firing critical']);
  });
});

describe('annotations as of a moment', () => {
  it('are told as they then were', async () => {
    const journal = await b.open();
    const open = annotation({ id: 'i', kind: 'incident', atMs: T0 });
    const over = { ...open, endMs: T0 + 60_000 };
    journal.appendAnnotations([open], T0 + 3_000);
    journal.appendAnnotations([open], T0 + 4_000);
    journal.appendAnnotations([over], T0 + 90_000);
    const known = (knownByMs: number | null, fromMs = 0) =>
      journal.annotations(fromMs, T0 * 2, 10, knownByMs);
    expect(await known(T0 + 2_999)).toEqual([]);
    expect(await known(T0 + 89_999)).toEqual([open]);
    expect(await known(T0 + 90_000)).toEqual([over]);
    expect(await known(null)).toEqual([over]);
    expect(await known(T0 + 89_999, T0 + 70_000)).toEqual([open]);
    expect(await known(T0 + 90_000, T0 + 70_000)).toEqual([]);
  });
});
