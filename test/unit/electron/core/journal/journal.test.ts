import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { alertOf, type Bench, bench, samplesOf, seriesOf, T0, transition } from './journal-harness.ts';

// A worker is started for every journal, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

let b: Bench;
beforeEach(() => {
  b = bench();
});
afterEach(() => b.clean());

const all = { service: 'checkout', region: null, signals: ['latency_p95'], fromMs: 0, toMs: T0 * 2 };

describe('samples', () => {
  it('are read back exactly, before and after a restart', async () => {
    const atMs = Array.from({ length: 1_500 }, (_, i) => T0 + i * 1_000 + (i % 7));
    const value = atMs.map((_, i) => (i % 100 === 0 ? -0 : Math.round(i * 84.3) / 100_000));
    let journal = await b.open();
    journal.appendSamples([samplesOf(seriesOf(), atMs, value)]);
    const before = await journal.history(all);
    await journal.close();
    journal = await b.open();
    const after = await journal.history(all);
    for (const found of [before, after]) {
      expect(found.map(({ series }) => series)).toEqual([seriesOf()]);
      expect(Array.from(found[0]?.atMs ?? [])).toEqual(atMs);
      expect(Array.from(found[0]?.value ?? []).every((one, i) => Object.is(one, value[i]))).toBe(true);
    }
    expect((await journal.stats()).sampleCount).toBe(1_500);
  });

  it('go on in the same series after a restart, sealed or not', async () => {
    for (let round = 0; round < 4; round++) {
      const journal = await b.open();
      const atMs = Array.from({ length: 250 }, (_, i) => T0 + (round * 250 + i) * 1_000);
      const value = atMs.map((ms) => (ms - T0) / 1_000);
      journal.appendSamples([samplesOf(seriesOf(), atMs, value)]);
      await journal.close();
    }
    const journal = await b.open();
    const [found] = await journal.history(all);
    expect(Array.from(found?.value ?? [])).toEqual(Array.from({ length: 1_000 }, (_, i) => i));
    expect(await journal.stats()).toMatchObject({ seriesCount: 1, sampleCount: 1_000 });
  });

  it('come from columns of registered series as well', async () => {
    const journal = await b.open();
    const one = journal.registerSeries(seriesOf({ region: 'a' }));
    const two = journal.registerSeries(seriesOf({ region: 'b' }));
    expect(journal.registerSeries(seriesOf({ region: 'a' }))).toBe(one);
    const handle = Uint32Array.of(one, two, one);
    const value = Float64Array.of(1, 2, 3);
    const atMs = Float64Array.of(T0, T0, T0 + 1_000);
    journal.appendColumns({ handle, atMs, value, receivedAtMs: atMs });
    value.fill(9);
    const found = await journal.history(all);
    expect(found.map(({ value }) => Array.from(value))).toEqual([[1, 3], [2]]);
  });

  it('are sorted and told once when they arrive late or twice', async () => {
    const journal = await b.open();
    journal.appendSamples([samplesOf(seriesOf(), [T0 + 2, T0 + 1, T0 + 2], [2, 1, 3])]);
    const [found] = await journal.history(all);
    expect(Array.from(found?.atMs ?? [])).toEqual([T0 + 1, T0 + 2]);
    expect(Array.from(found?.value ?? [])).toEqual([1, 3]);
  });

  it('that are no numbers are left out', async () => {
    const journal = await b.open();
    journal.appendSamples([samplesOf(seriesOf(), [T0, T0 + 1, Number.NaN], [Number.NaN, 1, 2])]);
    const [found] = await journal.history(all);
    expect(Array.from(found?.value ?? [])).toEqual([1]);
  });

  it('keep their peaks when an answer is thinned', async () => {
    const journal = await b.open();
    const atMs = Array.from({ length: 5_000 }, (_, i) => T0 + i * 1_000);
    const value = atMs.map((_, i) => (i === 3_333 ? 99 : i % 5));
    journal.appendSamples([samplesOf(seriesOf(), atMs, value)]);
    const range = { fromMs: T0, toMs: T0 + 5_000_000 };
    const [found] = await journal.history({ ...all, ...range, maxPointsPerSeries: 100 });
    expect(found?.atMs.length).toBeLessThanOrEqual(100);
    expect(Math.max(...(found?.value ?? []))).toBe(99);
  });

  it('are found by region, signal and range only', async () => {
    const journal = await b.open();
    const point = { atMs: [T0], value: [1], receivedAtMs: [T0] };
    journal.appendSamples([
      { series: seriesOf({ region: 'a' }), ...point },
      { series: seriesOf({ region: 'b' }), ...point },
      { series: seriesOf({ signal: 'error_ratio' }), ...point },
      { series: seriesOf({ service: '', region: 'a', toRegion: 'b', signal: 'link_rtt' }), ...point },
    ]);
    expect(await journal.history({ ...all, region: 'b' })).toHaveLength(1);
    expect(await journal.history({ ...all, toMs: T0 - 1 })).toHaveLength(0);
    const links = await journal.history({ ...all, service: '', signals: ['link_rtt'] });
    expect(links[0]?.series.toRegion).toBe('b');
  });
});

describe('transitions', () => {
  it('answer with the last one before the range for every cell', async () => {
    const journal = await b.open();
    journal.appendTransitions([
      transition(T0, 'ok'),
      transition(T0 + 10, 'down'),
      transition(T0 + 20, 'ok'),
      transition(T0 + 5, 'degraded', 'us-east-1'),
    ]);
    const found = await journal.transitions({ service: 'checkout', fromMs: T0 + 15, toMs: T0 + 30 });
    expect(found).toEqual([
      transition(T0 + 5, 'degraded', 'us-east-1'),
      transition(T0 + 10, 'down'),
      transition(T0 + 20, 'ok'),
    ]);
    expect(await journal.transitions({ service: 'other', fromMs: 0, toMs: T0 * 2 })).toEqual([]);
    expect(await journal.transitions({ service: null, fromMs: T0, toMs: T0 })).toHaveLength(1);
  });

  it('begin a new run knowing nothing: every cell enters no_data', async () => {
    const first = await b.open();
    first.appendTransitions([transition(T0, 'ok')]);
    await first.close();
    b.clock.advance(3_600_000);
    const second = await b.open();
    const found = await second.transitions({ service: null, fromMs: T0, toMs: T0 * 2 });
    expect(found).toEqual([transition(T0, 'ok'), transition(T0 + 3_600_000, 'no_data')]);
    await second.close();
    const third = await b.open();
    expect(await third.transitions({ service: null, fromMs: T0, toMs: T0 * 2 })).toHaveLength(2);
  });
});

describe('recording spans', () => {
  it('grow while marks are close and break where they are not', async () => {
    const journal = await b.open();
    for (const second of [0, 1, 20, 49]) journal.markRecording(T0 + second * 1_000);
    await journal.flush();
    for (const second of [60, 90, 95]) journal.markRecording(T0 + second * 1_000);
    expect(await journal.recordingSpans(0, T0 * 2)).toEqual([
      { fromMs: T0, toMs: T0 + 60_000 },
      { fromMs: T0 + 90_000, toMs: T0 + 95_000 },
    ]);
  });
});

describe('imported recording', () => {
  it('stands beside the live one', async () => {
    const journal = await b.open();
    const past = [
      { fromMs: T0 - 500_000, toMs: T0 - 300_000 },
      { fromMs: T0 - 200_000, toMs: T0 },
    ];
    journal.importRecording(past);
    await journal.flush();
    journal.markRecording(T0 + 1_000);
    expect(await journal.recordingSpans(0, T0 * 2)).toEqual([
      past[0],
      { fromMs: T0 - 200_000, toMs: T0 + 1_000 },
    ]);
  });
});

describe('alerts', () => {
  it('are one row an episode, newest version, newest start first', async () => {
    const journal = await b.open();
    journal.appendAlertEvents([alertOf(), alertOf({ id: 'a2', startsAtMs: T0 + 50 })], T0);
    journal.appendAlertEvents(
      [alertOf({ state: 'resolved', startsAtMs: T0 + 3, resolvedAtMs: T0 + 100 })],
      T0,
    );
    journal.appendAlertEvents([alertOf({ startsAtMs: T0 + 500 })], T0 + 500);
    const found = await journal.alertHistory(0, T0 * 2, 10);
    expect(found.map(({ id, state, startsAtMs }) => [id, state, startsAtMs - T0])).toEqual([
      ['a1', 'firing', 500],
      ['a2', 'firing', 50],
      ['a1', 'resolved', 3],
    ]);
    expect(await journal.alertHistory(0, T0 * 2, 1)).toHaveLength(1);
    expect((await journal.alertHistory(T0 + 101, T0 + 400, 10)).map(({ id }) => id)).toEqual(['a2']);
  });
});

describe('snapshots', () => {
  it('keep the newest', async () => {
    let journal = await b.open();
    expect(await journal.lastSnapshot()).toBeNull();
    for (let i = 1; i <= 4; i++) {
      journal.saveSnapshot({ frame: Uint8Array.of(i, i), asOfMs: T0 + i });
      await journal.flush();
    }
    await journal.close();
    journal = await b.open();
    const snapshot = await journal.lastSnapshot();
    expect(Array.from(snapshot?.frame ?? [])).toEqual([4, 4]);
    expect(snapshot?.asOfMs).toBe(T0 + 4);
  });
});

describe('timing', () => {
  it('commits by itself once an interval', async () => {
    const journal = await b.open();
    journal.appendTransitions([transition(T0, 'ok')]);
    b.clock.advance(1_000);
    // stats flushes too, so look at the queue: it empties without anyone asking.
    await expect.poll(async () => (await journal.stats()).queuedWrites).toBe(0);
  });

  it('rejects after close and closes only once', async () => {
    const journal = await b.open();
    await Promise.all([journal.close(), journal.close()]);
    await expect(journal.lastSnapshot()).rejects.toThrow('ended');
  });
});
