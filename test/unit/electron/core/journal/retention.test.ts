import { beforeEach, describe, expect, it } from 'vitest';
import { databaseBytes, ROWS_PER_STEP, shrinkStep } from '../../../../../electron/core/journal/retention.ts';
import { SEAL_SAMPLES } from '../../../../../electron/core/journal/samples-store.ts';
import { readSpans } from '../../../../../electron/core/journal/spans-store.ts';
import { HOURS, MINUTES } from '../../../../../electron/core/journal/tiers.ts';
import { annotation } from '../../../../builders/annotations.ts';
import { sourceStatus } from '../../../../builders/core.ts';
import { alertOf, columnsOf, openStores, type Stores, seriesOf, T0, transition } from './journal-harness.ts';

const DAY_MS = 86_400_000;
const ROUND_MS = 1_000_000;
let stores: Stores;
beforeEach(() => {
  stores = openStores();
});

/** Chunks of noise, one a round, one after the other. */
function fill(rounds: number): void {
  const noise = Array.from({ length: SEAL_SAMPLES }, (_, i) => Math.sin(i * 12.9898) * 43_758.5453);
  for (let round = 0; round < rounds; round++) {
    const nowMs = T0 + round * ROUND_MS;
    const atMs = noise.map((_, i) => nowMs + i * 1_000);
    stores.write({
      series: round === 0 ? [{ handle: 0, series: seriesOf() }] : [],
      samples: [
        columnsOf(
          0,
          atMs,
          noise.map((one) => one + round),
        ),
      ],
      nowMs,
    });
  }
}

const oldestChunk = () => stores.database.prepare('SELECT min(from_ms) AS ms FROM chunks').get()?.ms;

describe('raw samples', () => {
  it('leave by age when they are rolled up, and not before', () => {
    fill(60);
    const nowMs = T0 + 60 * ROUND_MS;
    const limits = { rawMs: 50 * ROUND_MS };
    stores.deleteStep(nowMs, limits);
    expect(stores.count('chunks')).toBe(60);
    while (stores.rollUps.build(nowMs + DAY_MS, 10) > 0);
    stores.deleteStep(nowMs, limits);
    expect(stores.count('chunks')).toBe(50);
    expect(stores.samples.sampleCount).toBe(50 * SEAL_SAMPLES);
    expect(stores.count('roll_ups')).toBeGreaterThan(1);
  });

  it('leave without being rolled up when nothing that old is kept', () => {
    fill(60);
    stores.deleteStep(T0 + 60 * ROUND_MS, { maxAgeMs: 50 * ROUND_MS });
    expect(stores.count('chunks')).toBe(50);
  });

  it('go a few at a time', () => {
    fill(3);
    stores.database.exec(
      `INSERT INTO chunks (series, from_ms, to_ms, count, body)
       WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS_PER_STEP * 2})
       SELECT 1, 0, i, 1, x'00' FROM n`,
    );
    const step = () => stores.deleteStep(T0, { maxAgeMs: DAY_MS });
    expect([step(), step(), step()]).toEqual([true, true, false]);
    expect(stores.count('chunks')).toBe(3);
  });
});

describe('the size limit', () => {
  it('takes the oldest raw samples first, and the file shrinks', () => {
    fill(60);
    const before = databaseBytes(stores.database);
    const limits = { maxBytes: Math.floor(before * 0.7) };
    while (stores.deleteStep(T0 + 60 * ROUND_MS, limits));
    while (shrinkStep(stores.database));
    expect(databaseBytes(stores.database)).toBeLessThanOrEqual(before * 0.7);
    const kept = stores.count('chunks');
    expect(kept).toBeGreaterThan(10);
    expect(stores.samples.sampleCount).toBe(kept * SEAL_SAMPLES);
    expect(oldestChunk()).toBe(T0 + (60 - kept) * ROUND_MS);
  });

  it('leaves raw samples half of the room: then minutes go, then hours', () => {
    fill(20);
    const rollUp = stores.database.prepare(
      'INSERT INTO roll_ups (tier, series, from_ms, body) VALUES (?, 1, ?, zeroblob(3000))',
    );
    for (let i = 0; i < 400; i++) {
      rollUp.run(MINUTES.code, i * MINUTES.periodMs);
      rollUp.run(HOURS.code, i * HOURS.periodMs);
    }
    const tier = (code: number) =>
      Number(stores.database.prepare('SELECT count(*) AS n FROM roll_ups WHERE tier = ?').get(code)?.n);
    const free = (maxBytes: number) => {
      while (stores.deleteStep(T0, { maxBytes }));
    };
    const bytes = databaseBytes(stores.database);
    free(bytes - 600_000);
    expect([stores.count('chunks'), tier(HOURS.code)]).toEqual([20, 400]);
    expect(tier(MINUTES.code)).toBeLessThan(300);
    free(bytes - 1_900_000);
    expect([stores.count('chunks'), tier(MINUTES.code)]).toEqual([20, 0]);
    expect(tier(HOURS.code)).toBeLessThan(300);
    free(1);
    expect([stores.count('chunks'), tier(HOURS.code)]).toEqual([0, 0]);
  });

  it('takes events when there is nothing else', () => {
    stores.write({
      alerts: [{ alert: alertOf(), atMs: T0 - 1 }],
      transitions: [transition(T0 - 2, 'ok'), transition(T0 - 1, 'down')],
      sources: [{ status: sourceStatus('a'), atMs: T0 - 1 }],
    });
    while (stores.deleteStep(T0, { maxBytes: 1 }));
    expect(['alert_events', 'source_events', 'transitions'].map((table) => stores.count(table))).toEqual([
      0, 0, 1,
    ]);
  });
});

describe('events', () => {
  it('leave by age, and what held when the kept time begins stays', () => {
    const status = (atMs: number) => ({ status: sourceStatus('a'), atMs });
    stores.write({
      transitions: [transition(T0, 'ok'), transition(T0 + 1, 'down'), transition(T0, 'ok', 'quiet')],
      alerts: [
        { alert: alertOf({ state: 'resolved', resolvedAtMs: T0 + 1 }), atMs: T0 },
        { alert: alertOf({ id: 'open' }), atMs: T0 },
      ],
      annotations: [{ annotation: annotation({ atMs: T0 }), receivedAtMs: T0 }],
      series: [{ handle: 0, series: seriesOf() }],
      absences: [{ handle: 0, atMs: T0 }],
      sources: [status(T0), status(T0 + DAY_MS)],
      silences: [
        { sourceId: 'am', silences: [], atMs: T0 },
        { sourceId: 'am', silences: [], atMs: T0 },
      ],
      configurations: [
        { yaml: 'a', demo: false, atMs: T0 },
        { yaml: 'b', demo: false, atMs: T0 + 1 },
      ],
      recording: [
        { fromMs: T0, toMs: T0 + 1, ended: 'closed' },
        { fromMs: T0 + 100_000, toMs: T0 + 2 * DAY_MS },
      ],
    });
    stores.deleteStep(T0 + 2 * DAY_MS, { maxAgeMs: DAY_MS });
    expect(stores.events.transitions({ service: null, fromMs: 0, toMs: T0 * 2 })).toEqual([
      transition(T0, 'ok', 'quiet'),
      transition(T0 + 1, 'down'),
    ]);
    const left = (...tables: string[]) => tables.map((table) => stores.count(table));
    expect(left('alert_events', 'alert_episodes', 'annotations', 'annotation_versions', 'absences')).toEqual([
      0, 1, 0, 0, 0,
    ]);
    expect(left('source_events', 'silence_lists', 'configurations')).toEqual([1, 1, 1]);
    expect(stores.past.recordingSpans({ fromMs: 0, toMs: T0 * 2 })).toEqual([
      { fromMs: T0 + DAY_MS, toMs: T0 + 2 * DAY_MS },
    ]);
    expect(readSpans(stores.database, { fromMs: T0 * 2, toMs: T0 * 3 })).toHaveLength(1);
  });
});
