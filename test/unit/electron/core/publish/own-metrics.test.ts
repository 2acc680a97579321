import { describe, expect, it } from 'vitest';
import { PageReader } from '../../../../../electron/core/intake/exposition/page-reader.ts';
import { createLoopLag } from '../../../../../electron/core/publish/loop-lag.ts';
import { type OwnMetricsInput, ownMetrics } from '../../../../../electron/core/publish/own-metrics.ts';
import type { SourceStatus } from '../../../../../shared/domain/source.ts';

const NOW_MS = 1_790_000_000_000;

const status = (overrides: Partial<SourceStatus> = {}): SourceStatus => ({
  id: 'eu',
  type: 'prometheus',
  address: 'http://prom.example',
  group: null,
  software: null,
  state: 'live',
  sinceMs: NOW_MS - 60_000,
  lastSuccessAtMs: NOW_MS - 1_500,
  lastAttemptAtMs: NOW_MS - 1_500,
  lastError: null,
  lastErrorAtMs: null,
  nextAttemptAtMs: null,
  warnings: ['slow'],
  faults: [],
  samplesPerSecond: 12.5,
  seriesCount: 40,
  rejectedCount: 3,
  lastRejection: null,
  errorCount: 2,
  missingSeriesCount: 1,
  missedMessageCount: 7,
  lagMs: 250,
  staleAfterMs: 15_000,
  ...overrides,
});

const input = (overrides: Partial<OwnMetricsInput> = {}): OwnMetricsInput => ({
  board: { series: { length: 41 }, batches: 9, refusedSamples: 0 },
  publisher: { clientCount: 3, framesSent: 100, framesMerged: 4, behindCount: 1 },
  sources: [{ status: () => status() }],
  journal: { databaseBytes: 4_096, oldestMs: null, seriesCount: 41, sampleCount: 10_000, queuedWrites: 2 },
  oldestMs: NOW_MS - 86_400_000,
  version: '0.3.0',
  nowMs: NOW_MS,
  loopLag: {
    quantiles: [
      { quantile: 0.5, seconds: 0.0001 },
      { quantile: 1, seconds: 0.02 },
    ],
    count: 5_000,
    sumSeconds: 0.75,
  },
  ...overrides,
});

/** The page as our own strict reader sees it; fails on the first violation. */
function readBack(text: string): ReadonlyMap<string, number> {
  const values: number[] = [];
  const names: string[] = [];
  const reader = new PageReader(
    {
      series: ({ name, labels }) =>
        names.push([name, ...[...labels].map(([label, value]) => `${label}=${value}`)].join(' ')) - 1,
      sample: (handle, value) => {
        values[handle] = value;
      },
      duplicate: () => expect.unreachable('a series stands on the page twice'),
      forget: () => undefined,
    },
    () => 0.5,
  );
  reader.begin('text');
  reader.push(Buffer.from(text));
  expect(reader.end().issues).toStrictEqual([]);
  return new Map(names.map((name, handle) => [name, values[handle]!]));
}

describe('ownMetrics', () => {
  it('tells of each source how it is doing', () => {
    const text = ownMetrics(
      input({
        sources: [
          { status: () => status() },
          {
            status: () =>
              status({
                id: 'edge',
                type: 'socketio',
                state: 'unreachable',
                lastSuccessAtMs: null,
                lagMs: null,
              }),
          },
        ],
      }),
    );
    const page = readBack(text);
    expect(page.get('vigil_source_up source=eu type=prometheus')).toBe(1);
    expect(page.get('vigil_source_up source=edge type=socketio')).toBe(0);
    expect(page.get('vigil_source_state source=edge state=unreachable')).toBe(1);
    expect(page.get('vigil_source_state source=edge state=live')).toBe(0);
    expect(page.get('vigil_source_errors_total source=eu type=prometheus')).toBe(2);
    expect(page.get('vigil_source_rejected_total source=eu type=prometheus')).toBe(3);
    expect(page.get('vigil_source_missed_messages_total source=eu type=prometheus')).toBe(7);
    expect(page.get('vigil_source_lag_seconds source=eu type=prometheus')).toBe(0.25);
    expect(page.get('vigil_source_last_success_age_seconds source=eu type=prometheus')).toBe(1.5);
    // Nothing is made up for a source that never answered.
    expect(page.has('vigil_source_last_success_age_seconds source=edge type=socketio')).toBe(false);
    expect(page.has('vigil_source_lag_seconds source=edge type=socketio')).toBe(false);
  });

  it('tells of the loop, the queues, the database and the process', () => {
    const page = readBack(ownMetrics(input()));
    expect(page.get('vigil_event_loop_lag_seconds quantile=1')).toBe(0.02);
    expect(page.get('vigil_event_loop_lag_seconds_sum')).toBe(0.75);
    expect(page.get('vigil_event_loop_lag_seconds_count')).toBe(5_000);
    expect(page.get('vigil_clients_behind')).toBe(1);
    expect(page.get('vigil_journal_queued_writes')).toBe(2);
    expect(page.get('vigil_journal_bytes')).toBe(4_096);
    expect(page.get('vigil_journal_reach_seconds')).toBe(86_400);
    expect(page.get('process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
    expect(page.get(`vigil_build_info version=0.3.0 node=${process.version}`)).toBe(1);
  });

  it('escapes what a configuration may hold, and writes no metric without a sample', () => {
    const text = ownMetrics(
      input({ sources: [{ status: () => status({ id: 'a"b\\c\nd' }) }], oldestMs: null, version: 'x"y' }),
    );
    expect(readBack(text).get('vigil_source_up source=a"b\\c\nd type=prometheus')).toBe(1);
    expect(text).not.toContain('vigil_journal_oldest');
    expect(readBack(ownMetrics(input({ sources: [] }))).size).toBeGreaterThan(10);
  });
});

describe('createLoopLag', () => {
  /** Keeps the loop busy: the only way to be late on purpose. */
  const block = (ms: number): void => {
    const endMs = performance.now() + ms;
    while (performance.now() < endMs);
  };
  const aTimer = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

  it('notices that the loop was held up, and keeps noticing over windows', async () => {
    let turn = (): void => undefined;
    const lag = createLoopLag({
      setTimeout(callback) {
        turn = callback;
        return () => undefined;
      },
    });
    expect(lag.read()).toStrictEqual({ quantiles: [], count: 0, sumSeconds: 0 });
    lag.start();
    lag.start();
    await aTimer(30);
    block(100);
    await aTimer(30);
    const first = lag.read();
    expect(first.quantiles.at(-1)!.seconds).toBeGreaterThan(0.05);
    expect(first.sumSeconds).toBeGreaterThan(0);
    // The window before still counts after one turn, and is over after two.
    turn();
    expect(lag.read().quantiles.at(-1)!.seconds).toBeGreaterThan(0.05);
    turn();
    expect(lag.read().quantiles).toStrictEqual([]);
    expect(lag.read().count).toBeGreaterThanOrEqual(first.count);
    expect(lag.read().sumSeconds).toBeGreaterThanOrEqual(first.sumSeconds);
    lag.stop();
  });
});
